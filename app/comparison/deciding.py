"""Of all sentences of a reaction, the one that says what the cabinet does."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.comparison.letter import LetterSentence
from app.comparison.policy import DECIDING
from app.comparison.stand import Said, said
from ingest.document import Document
from ingest.records import BlockKind


def deciding(
    letter: Document,
    sentences: Sequence[LetterSentence],
    rows: Sequence[int],
    decides: Sequence[float],
    likeness: Sequence[float],
) -> tuple[int, Said] | None:
    """The place among ``rows`` (sentences about one recommendation) of the one that decides, and what it says.

    Its words decide together with what is learned of such sentences (``decides``, log-odds by sentence); it counts for
    more when it is about the same (``likeness``, by sentence), for less when it comes later or stands in a list that
    sums up. None when there are no ``rows``.
    """
    best: tuple[float, int, Said] | None = None
    for at, place in enumerate(rows):
        one = sentences[place]
        heard = said(letter.text[one.char_start : one.char_end], own=one.kind is BlockKind.TABLE_ROW)
        score = heard.weight + DECIDING.learned * decides[place] - DECIDING.later * at
        score += DECIDING.about_it * float(np.clip(likeness[place], -1.0, 1.0))
        score -= DECIDING.summed_up * (one.kind is BlockKind.LIST_ITEM and not one.named)
        if best is None or score > best[0] + 1e-9:
            best = (score, place, heard)
    return (best[1], best[2]) if best is not None else None
