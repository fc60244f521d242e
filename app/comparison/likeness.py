"""How much the sentences of a letter are about what each recommendation is about: by meaning and by shared words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from app.comparison.naming import NOUN
from app.comparison.policy import ALIKE
from app.comparison.same_order import shared
from index.analysis import fold
from index.vectors import Vectors

Embed = Callable[[Sequence[str]], Vectors]
"""Texts to unit vectors, float32 ``(n, dim)``."""

Likeness = NDArray[np.float64]

# Words that every letter and advice share, whatever they are about.
_COMMON = re.compile(
    rf"\b(?:{NOUN}|advies|adviezen|voorstel\w*|kabinet|minister\w*|raad|college|commissie|rijk|brief|reactie|kamer|neem|neemt|nemen"
    r"|komt|komen|gaat|gaan|jaar|jaren|euro|miljoen|miljard|vanaf|uiterlijk|wel|daarom|nieuwe?|per|eens|waar|stuk)\b"
)


def likeness_of(texts: Sequence[str], recommendations: Sequence[Sequence[str]], embed: Embed) -> Likeness:
    """Row per text, column per recommendation (each several texts, of
    which the first say what it is); 1 is a pair that clearly stands out, 0 one like
    any other.

    An encoder finds all texts of one subject alike, so only what sets a pair apart from the others of its text and of
    its recommendation counts, in units of how much all pairs differ.
    """
    if not texts or not recommendations:
        return np.zeros((len(texts), len(recommendations)))
    of_texts = np.asarray(embed(texts), np.float64)
    columns = []
    for own in recommendations:
        alike = np.asarray(embed(own), np.float64) @ of_texts.T
        columns.append((alike.max(axis=0) + alike.mean(axis=0)) / 2)
    meaning = np.array(columns).T
    meaning = meaning - meaning.mean(axis=0)
    meaning = meaning - meaning.mean(axis=1, keepdims=True)
    spread = float(meaning.std()) or 1.0
    bare = [_bare(text) for text in texts]
    common = shared(bare, [_bare(" ".join(own)) for own in recommendations])
    stated = shared(bare, [_bare(" ".join(own[: ALIKE.statement_texts])) for own in recommendations])
    common = ALIKE.stated * stated + (1 - ALIKE.stated) * common
    common = common - common.mean(axis=1, keepdims=True)
    by_meaning = np.clip(meaning / (2 * spread), ALIKE.least, ALIKE.most)
    by_words = np.clip(common / ALIKE.words_unit, 0, ALIKE.most)
    return np.asarray(ALIKE.meaning * by_meaning + ALIKE.words * by_words, np.float64)


def _bare(text: str) -> str:
    return _COMMON.sub(" ", fold(text))
