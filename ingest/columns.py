"""Columns and margins: the white strips between them, and the order in which their lines are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.lines import Line, Piece

LINES_A_SIDE = 6
LETTERS_IN_A_LINE = 12
CROSSING = 0.15
LONG_LINE = 30
MARGIN_GAP = 6.0
ACROSS = -1


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a page's text stands: the x between two columns (None: one column), and of the margins beside the text."""

    gutter: float | None = None
    left_margin: float | None = None
    right_margin: float | None = None

    @property
    def cuts(self) -> tuple[float, ...]:
        """The x of every white strip that no line crosses."""
        return tuple(cut for cut in (self.gutter, self.left_margin, self.right_margin) if cut is not None)


def layout_of(pieces: Sequence[Piece], width: float) -> Layout:
    """The columns and margins of a page."""
    left, right = _margins(pieces)
    inside = [p for p in pieces if (left is None or p.left >= left) and (right is None or p.left < right)]
    return Layout(gutter_of(inside, width), left, right)


def gutter_of(pieces: Sequence[Piece], width: float) -> float | None:
    """The x in the middle of the white strip between two columns of text, or None on a page with one column.

    A strip counts when enough pieces of some length lie wholly on each side, at the same heights, and few cross it.
    """
    long = [piece for piece in pieces if len(piece.rows) >= LETTERS_IN_A_LINE]
    if len(long) < 2 * LINES_A_SIDE:
        return None
    best: tuple[int, float] | None = None
    for edge in sorted({round(piece.left) for piece in long}):
        x = edge - 1.0
        left = [piece for piece in long if piece.right < x]
        right = [piece for piece in long if piece.left >= x]
        crossing = len(long) - len(left) - len(right)
        if min(len(left), len(right)) < LINES_A_SIDE or crossing > CROSSING * len(long):
            continue
        level = sum(any(_beside(one, other) for other in right) for one in left)
        if (
            level >= LINES_A_SIDE
            and x - max(piece.right for piece in left) < width
            and (best is None or level > best[0])
        ):
            best = (level, x)
    return best[1] if best else None


def _margins(pieces: Sequence[Piece]) -> tuple[float | None, float | None]:
    """The x before which, and from which, short pieces stand in a margin of their own beside the long lines."""
    long = [piece for piece in pieces if len(piece.rows) >= LONG_LINE]
    if len(long) < LINES_A_SIDE:
        return None, None
    text_left = min(piece.left for piece in long)
    text_right = max(piece.right for piece in long)
    short = [piece for piece in pieces if sum(1 for _ in piece.rows) >= 3]
    left = [piece for piece in short if piece.right < text_left - MARGIN_GAP]
    right = [piece for piece in short if piece.left > text_right + MARGIN_GAP]
    words_left = [piece for piece in left if len(piece.rows) >= 6]
    return (
        text_left - MARGIN_GAP / 2 if len(words_left) >= 2 and _aligned(left) else None,
        text_right + MARGIN_GAP / 2 if len(right) >= 2 and _aligned(right) else None,
    )


def _aligned(pieces: Sequence[Piece]) -> bool:
    """Whether most of the pieces begin, or end, at one x."""
    begins = Counter(round(piece.left / 3) for piece in pieces).most_common(1)[0][1]
    ends = Counter(round(piece.right / 3) for piece in pieces).most_common(1)[0][1]
    return max(begins, ends) >= 0.6 * len(pieces)


def _beside(one: Piece, other: Piece) -> bool:
    overlap = min(one.top, other.top) - max(one.bottom, other.bottom)
    return overlap > 0.3 * min(one.top - one.bottom, other.top - other.bottom)


def reading_order(lines: Sequence[Line], layout: Layout) -> list[Line]:
    """The lines as they are read, each with its column; what stands in a margin comes last.

    Between lines that cross the columns, first the left column is read, then the right one.
    """
    ordered = sorted(lines, key=lambda line: (-line.baseline, line.left))
    text: list[Line] = []
    margin: list[Line] = []
    for line in ordered:
        line.beside = _in_margin(line, layout)
        (margin if line.beside else text).append(line)
    if layout.gutter is None:
        return text + margin
    result: list[Line] = []
    columns: tuple[list[Line], list[Line]] = ([], [])
    for line in text:
        line.zone = _zone(line, layout.gutter)
        if line.zone == ACROSS:
            result += columns[0] + columns[1] + [line]
            columns = ([], [])
        else:
            columns[line.zone].append(line)
    return result + columns[0] + columns[1] + margin


def _in_margin(line: Line, layout: Layout) -> bool:
    before = layout.left_margin is not None and line.right <= layout.left_margin
    after = layout.right_margin is not None and line.left >= layout.right_margin
    return before or after


def _zone(line: Line, gutter: float) -> int:
    if line.left < gutter - 1.0:
        return ACROSS if line.right > gutter + 1.0 else 0
    return 1
