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
    letter: Document, sentences: Sequence[LetterSentence], rows: Sequence[int], row: int, likeness: Sequence[float]
) -> tuple[int, Said] | None:
    """The place among ``rows`` (sentences about recommendation ``row``) of the one that decides, and what it says.

    The heaviest words decide; a sentence counts for more when it names the recommendation or is about the same, for
    less when it comes later or stands in a list that sums up. Where no words are heavy, the cabinet's first own ones
    decide. None when it says nothing of its own.
    """
    best: tuple[bool, float, int, Said] | None = None
    blocks: dict[int, int] = {}
    for at, place in enumerate(rows):
        one = sentences[place]
        paragraph = blocks.setdefault(one.block, len([b for b in blocks if sentences_are_text(letter, b)]))
        heard = said(letter.text[one.char_start : one.char_end], own=one.kind is BlockKind.TABLE_ROW)
        if heard.weight < DECIDING.faint:
            continue
        score = heard.weight - min(
            DECIDING.later_paragraph * paragraph + DECIDING.later_sentence * at, DECIDING.most_later
        )
        score += DECIDING.names_it * (row in one.named and len(one.named) < DECIDING.few_named)
        score += DECIDING.about_it * float(np.clip(likeness[place], 0.0, 1.0))
        score -= DECIDING.summed_up * (one.kind is BlockKind.LIST_ITEM and not one.named)
        heavy = heard.weight >= DECIDING.least
        if best is None or (heavy, score) > (best[0], best[1] + 1e-9):
            best = (heavy, score, place, heard)
    return (best[2], best[3]) if best is not None else None


def sentences_are_text(letter: Document, block: int) -> bool:
    """Whether a block is running text rather than an item of a list."""
    return letter.blocks[block].kind is not BlockKind.LIST_ITEM
