"""The cells of one row of a table to pieces."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.formats.unpaged import Piece
from ingest.records import BlockKind

PROSE_WORDS = 50
SENTENCE_WORDS = 8
_END = re.compile(r"[.?!]['’”»)\]]*$")


def row_pieces(cells: Sequence[Sequence[Piece]], alone: bool) -> list[Piece]:
    """One table row, its cells in order, parted by a space; or the pieces themselves where cells hold running text.

    Cells of paragraphs are read like any other text, and so is a cell that stands ``alone`` (a box around text).
    """
    filled = [cell for cell in cells if cell]
    if not filled:
        return []
    if alone or any(_is_prose(cell) for cell in filled):
        return [piece for cell in filled for piece in cell]
    text = ""
    marks: dict[int, str] = {}
    for cell in filled:
        for piece in cell:
            text += " " if text else ""
            marks |= {len(text) + place: label for place, label in piece.marks.items()}
            text += piece.text
    return [Piece(BlockKind.TABLE_ROW, text, marks=marks)]


def _is_prose(cell: Sequence[Piece]) -> bool:
    """Whether a cell holds running text: much of it, a heading over text, or several whole sentences apart."""
    words = sum(len(piece.text.split()) for piece in cell)
    sentences = [
        piece for piece in cell if _END.search(piece.text.strip()) and len(piece.text.split()) >= SENTENCE_WORDS
    ]
    headed = len(cell) > 1 and any(piece.kind is BlockKind.HEADING for piece in cell)
    return words > PROSE_WORDS or len(sentences) > 1 or headed
