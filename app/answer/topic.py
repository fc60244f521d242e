"""Every passage on a topic, for readers who must be complete."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from app.answer.policy import LISTS
from index.analysis import fold
from index.opened import Index
from index.records import Hit
from index.words import Places
from ingest.document import Document
from ingest.records import BlockKind, Passage

_TEXT = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTATION)
_REFERENCE = re.compile(
    r"[\d.\s]*(?:bijlage \w+[.:]? )?(?:(?:gebruikte|geraadpleegde|lijst van|lijst met) )*(?:afkortingen(?:lijst)?"
    r"|begrippen(?:lijst)?|bronnen(?:lijst)?|colofon|inhoud(?:sopgave)?|literatuur(?:lijst)?|referenties|noten)\s*"
)


def passages_with(index: Index, places: Places) -> tuple[Hit, ...]:
    """The passages that hold ``places``, in document order; the first ``LISTS.passages``.

    Of overlapping passages the first that holds a place is given. A place in no passage (a heading, a caption) gives
    none.
    """
    rows: list[int] = []
    numbers = index.words.document_numbers(places.blocks)
    for number in np.unique(numbers):
        rows += _rows(index, int(number), np.sort(places.starts[numbers == number]))
        if len(rows) >= LISTS.passages:
            break
    return tuple(Hit(index.passages[row], rank, 1.0, 0.0, 0.0) for rank, row in enumerate(rows[: LISTS.passages], 1))


def _rows(index: Index, number: int, starts: NDArray[np.int32]) -> list[int]:
    """The rows of the passages of one document that hold the first of ``starts`` that no passage before it holds."""
    rows = []
    left = 0
    for row in index.sources.rows_of(number):
        passage = index.passages[row]
        while left < len(starts) and starts[left] < passage.char_start:
            left += 1
        if left < len(starts) and starts[left] < passage.char_end:
            rows.append(row)
            while left < len(starts) and starts[left] < passage.char_end:
                left += 1
    return rows


def is_running_text(document: Document, passage: Passage) -> bool:
    """Whether most of a passage is sentences to read: no table, caption, table of contents or list of references."""
    if passage.heading_path and _REFERENCE.fullmatch(fold(passage.heading_path[-1])):
        return False
    read = 0
    for block in document.blocks:
        own = min(block.char_end, passage.char_end) - max(block.char_start, passage.char_start)
        ended = document.text[block.char_start : block.char_end].rstrip(" '\"’”»)")[-1:] in (*".?!:;",)
        read += own if own > 0 and block.kind in _TEXT and ended else 0
    return 2 * read > passage.char_end - passage.char_start
