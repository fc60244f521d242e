"""Printed pages on one sheet: a spread is two of them, each with columns and margins of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.pdf.columns import LETTERS_IN_TEXT, Layout, layout_of
from ingest.pdf.lines import Line
from ingest.pdf.pieces import Piece

WIDE = 1.2
FOLD = 2.0
LINES_A_PAGE = 10
FEWEST_LETTERS = 3
# The columns of the right page are numbered from here on.
RIGHT_PAGE = 10


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed on one page of the file: the layout of its one page, or of two with the fold between them."""

    layouts: tuple[Layout, ...]
    fold: float | None = None

    def cuts(self, baseline: float) -> list[float]:
        """The x of every white strip that no line at this height crosses."""
        fold = [] if self.fold is None else [self.fold]
        return [*fold, *(cut for layout in self.layouts for cut in layout.cuts(baseline))]

    def parted(self, lines: Sequence[Line]) -> list[tuple[Layout, list[Line]]]:
        """The lines of every printed page with its layout, in the order of reading."""
        if self.fold is None:
            return [(self.layouts[0], list(lines))]
        left = [line for line in lines if line.left < self.fold]
        return [(self.layouts[0], left), (self.layouts[1], [line for line in lines if line.left >= self.fold])]


def sheet_of(pieces: Sequence[Piece], width: float, height: float) -> Sheet:
    """The printed pages of a sheet: two where it is wide, has text on both sides and nothing over its middle."""
    fold = width / 2
    crossing = any(p.left < fold - FOLD and p.right > fold + FOLD and len(p.rows) >= FEWEST_LETTERS for p in pieces)
    left = [piece for piece in pieces if piece.left < fold]
    right = [piece for piece in pieces if piece.left >= fold]
    lines = [sum(len(piece.rows) >= LETTERS_IN_TEXT for piece in side) for side in (left, right)]
    if crossing or width < WIDE * height or min(lines) < LINES_A_PAGE:
        return Sheet((layout_of(pieces),))
    return Sheet((layout_of(left), layout_of(right)), fold)


def printed_pages(lines: Sequence[Line], kinds: Sequence[str], shape: float) -> str | None:
    """'42-43' for a sheet with these two page numbers, None for any other; ``shape`` is its width by its height."""
    texts = [line.text for line, kind in zip(lines, kinds, strict=True) if kind == "page_number"]
    numbers = sorted(int(digits) for text in texts for digits in re.findall(r"\d{1,4}", text))
    spread = shape > WIDE and len(numbers) == 2 and numbers[1] == numbers[0] + 1
    return f"{numbers[0]}-{numbers[1]}" if spread else None
