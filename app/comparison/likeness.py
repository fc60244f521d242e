"""How much the sentences of a letter are about what each recommendation is about: by meaning and by shared words."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.comparison.naming import NOUN
from app.comparison.policy import ALIKE
from app.comparison.same_order import shared
from app.comparison.stand import wording
from index.analysis import fold, terms
from index.embedded.passage_vectors import PassageText
from index.encoder import Encoder, ReadingEncoder, embed_passages

Likeness = NDArray[np.float64]

QUESTION = "Wat vindt het kabinet hiervan: {}"

_MARKS = ".,;:!?()'\"‘’“”«»"


def likeness_of(
    passages: Sequence[PassageText], recommendations: Sequence[Sequence[str]], encoder: Encoder
) -> Likeness:
    """Row per sentence of ``passages``, column per recommendation (each several texts, of which the first say what it
    is); 1 is a pair that clearly stands out, 0 one like any other.

    An encoder finds all texts of one subject alike, so only what sets a pair apart from the others of its text and of
    its recommendation counts, in units of how much all pairs differ. A sentence has its vector in its paragraph, and a
    recommendation one as a text and one as a question; the reader says which sentences answer what is thought of it.
    """
    texts = [sentence for passage in passages for sentence in passage.sentences]
    if not texts or not recommendations:
        return np.zeros((len(texts), len(recommendations)))
    made = embed_passages(encoder, passages)
    by_meaning = _by_meaning(
        np.concatenate([one.sentences for one in made]).astype(np.float64), recommendations, encoder
    )
    by_reading = np.zeros_like(by_meaning)
    if isinstance(encoder, ReadingEncoder):
        asked = [QUESTION.format(" ".join(own[: ALIKE.statement_texts])) for own in recommendations]
        by_reading = _apart(np.array([np.concatenate(encoder.read_passages(one, passages, made)) for one in asked]).T)
    bare = [_bare(text) for text in texts]
    common = shared(bare, [_bare(" ".join(own)) for own in recommendations])
    common = common - common.mean(axis=1, keepdims=True)
    by_words = np.clip(common / ALIKE.words_unit, 0, ALIKE.most)
    return np.asarray(ALIKE.meaning * by_meaning + ALIKE.reading * by_reading + ALIKE.words * by_words, np.float64)


def _by_meaning(of_texts: NDArray[np.float64], recommendations: Sequence[Sequence[str]], encoder: Encoder) -> Likeness:
    """How much nearer in meaning each pair is, its recommendation taken once as a text and once as a question."""
    every = [text for own in recommendations for text in own]
    ends = np.cumsum([len(own) for own in recommendations])[:-1]
    found = np.zeros((len(of_texts), len(recommendations)))
    for vectors in (encoder.encode_document(every), encoder.encode_query(every)):
        alike = [own @ of_texts.T for own in np.split(vectors.astype(np.float64), ends)]
        found += _apart(np.array([(own.max(axis=0) + own.mean(axis=0)) / 2 for own in alike]).T) / 2
    return found


def _apart(scores: NDArray[np.float64]) -> Likeness:
    """How much higher the score of each pair is than those of the other pairs of either, in twice the spread."""
    among_texts = scores - scores.mean(axis=0)
    centred = among_texts - among_texts.mean(axis=1, keepdims=True)
    spread = 2 * (float(centred.std()) or 1.0)
    # What is less like all the others is not therefore like this one.
    centred = np.minimum(centred, np.maximum(among_texts, 0.0))
    return np.asarray(np.clip(centred / spread, ALIKE.least, ALIKE.most), np.float64)


def _bare(text: str) -> str:
    return " ".join(word for word in _common().sub(" ", fold(text)).split() if not _is_subjectless(word.strip(_MARKS)))


@functools.cache
def _is_subjectless(word: str) -> bool:
    """Whether a word in some inflection may be shared without a subject being so: 'beginnen' as 'begin'."""
    found = terms(word)
    return word in wording().subjectless or (bool(found) and _subjectless_stems().issuperset(found))


@functools.cache
def _subjectless_stems() -> frozenset[str]:
    return frozenset(terms(" ".join(wording().subjectless)))


@functools.cache
def _common() -> re.Pattern[str]:
    """The words that every letter and advice share, whatever they are about."""
    return re.compile(rf"\b(?:{NOUN}|{wording().common})\b")
