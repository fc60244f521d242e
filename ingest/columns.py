"""Columns: the white strip between them, and the order in which their lines are read."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.lines import Line, Piece

LINES_A_SIDE = 6
STRIP = 0.9
CROSSING = 0.15


def gutter_of(pieces: Sequence[Piece], width: float) -> float | None:
    """The x in the middle of the white strip between two columns of text, or None on a page with one column.

    A strip counts when enough pieces of some length lie wholly on each side, at the same heights, and few cross it.
    """
    long = [piece for piece in pieces if len(piece.rows) >= 12]
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


def _beside(one: Piece, other: Piece) -> bool:
    overlap = min(one.top, other.top) - max(one.bottom, other.bottom)
    return overlap > 0.3 * min(one.top - one.bottom, other.top - other.bottom)


def reading_order(lines: Sequence[Line], gutter: float | None) -> list[Line]:
    """The lines as they are read: between full-width lines first the left column, then the right one."""
    ordered = sorted(lines, key=lambda line: (-line.baseline, line.left))
    if gutter is None:
        return ordered
    result: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in ordered:
        if line.left < gutter - 1.0 and line.right > gutter + 1.0:
            result += left + right + [line]
            left, right = [], []
        elif line.left < gutter - 1.0:
            left.append(line)
        else:
            right.append(line)
    return result + left + right
