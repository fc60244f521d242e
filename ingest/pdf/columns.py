"""Columns and margins: the white strips between them, and the order in which their lines are read."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from ingest.pdf.lines import Line
from ingest.pdf.pieces import Piece

LINES_A_SIDE = 5
LETTERS_IN_A_LINE = 12
LETTERS_IN_TEXT = 22
LONG_LINE = 30
SMALLER = 0.85
MARGIN_GAP, SMALL_MARGIN_GAP = 6.0, 2.0
LINES_COUNTED = 5
STRIP = 4.0
SAME_X = 3.0
NEXT_LINE = 1.6
ACROSS = -1
# How many stretches may lie in each other: eight columns.
DEEPEST = 2


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of a page, from ``top`` down to ``bottom``, with two columns on the two sides of ``gutter``.

    ``left`` and ``right`` are the stretches of two columns within each: three columns are one and two.
    """

    gutter: float
    bottom: float
    top: float
    left: tuple[Band, ...] = ()
    right: tuple[Band, ...] = ()

    def holds(self, baseline: float) -> bool:
        """Whether a line with this baseline stands in the stretch."""
        return self.bottom <= baseline <= self.top

    def gutters(self, baseline: float) -> Iterator[float]:
        """The x of every gutter at a height."""
        if self.holds(baseline):
            yield self.gutter
            for band in (*self.left, *self.right):
                yield from band.gutters(baseline)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a page's text stands: its stretches of two columns, and the x of the margins beside the text."""

    bands: tuple[Band, ...] = ()
    left_margin: float | None = None
    right_margin: float | None = None

    def cuts(self, baseline: float) -> tuple[float, ...]:
        """The x of every white strip that no line at this height crosses."""
        margins = tuple(cut for cut in (self.left_margin, self.right_margin) if cut is not None)
        return margins + tuple(gutter for band in self.bands for gutter in band.gutters(baseline))


def layout_of(pieces: Sequence[Piece]) -> Layout:
    """The columns and margins of a page."""
    left, right = _margins(pieces)
    inside = [p for p in pieces if (left is None or p.left >= left) and (right is None or p.left < right)]
    return Layout(tuple(bands_of(inside)), left, right)


def bands_of(pieces: Sequence[Piece], depth: int = 0) -> list[Band]:
    """The stretches of two columns, from the top down.

    In such a stretch no piece of some length crosses a white strip, enough of them stand on each side of it, at the
    same heights, and they are as long as lines of text are (a table's parts are shorter).
    """
    rest = sorted((p for p in pieces if len(p.rows) >= LETTERS_IN_A_LINE), key=lambda p: (-p.baseline, p.left))
    bands: list[Band] = []
    while len(rest) >= 2 * LINES_A_SIDE:
        found = [_best_run(rest, edge) for edge in sorted({round(piece.left) for piece in rest})]
        level, band = max(found, key=lambda each: each[0])
        if level < LINES_A_SIDE or band is None:
            break
        band = _with_short_lines(band, pieces)
        bands.append(_with_inner(band, rest, depth))
        rest = [piece for piece in rest if not band.holds(piece.baseline)]
    return sorted(bands, key=lambda band: -band.top)


def _with_short_lines(band: Band, pieces: Sequence[Piece]) -> Band:
    """The stretch with the lines under it that are too short to tell columns: the last words of both of them."""
    for piece in sorted(pieces, key=lambda piece: -piece.baseline):
        if not band.holds(piece.baseline) and 0 < band.bottom - piece.baseline < NEXT_LINE * piece.size:
            level = [other for other in pieces if abs(other.baseline - piece.baseline) < 1.0]
            if any(other.left < band.gutter < other.right for other in level):
                break
            band = replace(band, bottom=piece.baseline - 1.0)
    return band


def _with_inner(band: Band, pieces: Sequence[Piece], depth: int) -> Band:
    """The stretch with those within each of its columns."""
    if depth == DEEPEST:
        return band
    inside = [piece for piece in pieces if band.holds(piece.baseline)]
    left = bands_of([piece for piece in inside if piece.left < band.gutter], depth + 1)
    right = bands_of([piece for piece in inside if piece.left >= band.gutter], depth + 1)
    return replace(band, left=tuple(left), right=tuple(right))


def _best_run(pieces: Sequence[Piece], edge: float) -> tuple[int, Band | None]:
    """The longest stretch that nothing crosses left of ``edge``, and how many of its lines stand side by side."""
    x = edge - 1.0
    best: tuple[int, Band | None] = (0, None)
    run: list[Piece] = []
    for piece in [*pieces, None]:
        if piece is not None and not (piece.left < x and piece.right > x - STRIP):
            run.append(piece)
            continue
        left = [each for each in run if each.right <= x]
        right = [each for each in run if each.left >= x]
        if min(len(left), len(right)) >= LINES_A_SIDE and _is_text(left) and _is_text(right):
            level = sum(any(_beside(one, other) for other in right) for one in left)
            if level > best[0]:
                # Bullets that hang before the lines of the right column are its own.
                gutter = min(x - STRIP / 2, max(each.right for each in left) + STRIP / 2)
                best = (level, Band(gutter, run[-1].baseline - 1.0, run[0].baseline + 1.0))
        run = []
    return best


def _is_text(pieces: Sequence[Piece]) -> bool:
    return median(len(piece.rows) for piece in pieces) >= LETTERS_IN_TEXT


def _margins(pieces: Sequence[Piece]) -> tuple[float | None, float | None]:
    """The x before which, and from which, short pieces stand in a margin of their own beside the long lines.

    A line that is long in smaller type can stand in a margin too.
    """
    long = [piece for piece in pieces if len(piece.rows) >= LONG_LINE]
    usual = median(piece.size for piece in long) if long else 0.0
    long = [piece for piece in long if piece.size > SMALLER * usual]
    if len(long) < LINES_A_SIDE:
        return None, None
    text_left = min(piece.left for piece in long)
    text_right = max(piece.right for piece in long)
    short = [piece for piece in pieces if len(piece.rows) >= 3]
    left = [piece for piece in short if piece.right < text_left - MARGIN_GAP]
    right = [
        piece
        for piece in short
        if piece.left > text_right + (SMALL_MARGIN_GAP if piece.size < SMALLER * usual else MARGIN_GAP)
    ]
    words_left = [piece for piece in left if len(piece.rows) >= 6]
    beside = (len(words_left) >= 2 and _aligned(left)) or _count_lines(pieces, long, text_left)
    return (
        text_left - MARGIN_GAP / 2 if beside else None,
        text_right + SMALL_MARGIN_GAP / 2 if len(right) >= 2 and _aligned(right) else None,
    )


def _count_lines(pieces: Sequence[Piece], long: Sequence[Piece], text_left: float) -> bool:
    """Whether numbers in a margin count the lines of text beside them (those of a table have more parts)."""
    numbers = [piece for piece in pieces if piece.digits and piece.right < text_left - MARGIN_GAP / 2]
    if len(numbers) < LINES_COUNTED or not _aligned(numbers):
        return False
    values = [int(number.digits) for number in sorted(numbers, key=lambda number: -number.baseline)]
    counting = sum(below - above in (1, 5) for above, below in itertools.pairwise(values))
    lines = [one for one in long if any(abs(one.baseline - number.baseline) < 0.5 * one.size for number in numbers)]
    parted = sum(any(_beside(one, other) and other.left > one.right for other in pieces) for one in lines)
    return counting >= 0.8 * (len(values) - 1) and len(lines) >= 0.5 * len(numbers) and parted < 0.2 * len(lines)


def _aligned(pieces: Sequence[Piece]) -> bool:
    """Whether most of the pieces begin, or end, at one x."""
    begins = max(sum(abs(one.left - other.left) < SAME_X for other in pieces) for one in pieces)
    ends = max(sum(abs(one.right - other.right) < SAME_X for other in pieces) for one in pieces)
    return max(begins, ends) >= 0.6 * len(pieces)


def _beside(one: Piece, other: Piece) -> bool:
    overlap = min(one.top, other.top) - max(one.bottom, other.bottom)
    return overlap > 0.3 * min(one.top - one.bottom, other.top - other.bottom)


def reading_order(lines: Sequence[Line], layout: Layout) -> list[Line]:
    """The lines as they are read, each with its column; what stands in a margin comes last.

    Between lines that cross the columns, first the left column is read, then the right one.
    """
    text: list[Line] = []
    margin: list[Line] = []
    for line in sorted(lines, key=lambda line: (-line.baseline, line.left)):
        line.beside = _in_margin(line, layout)
        (margin if line.beside else text).append(line)
    return _in_order(text, layout.bands, ACROSS)[0] + margin if layout.bands else text + margin


def _in_order(lines: Sequence[Line], bands: Sequence[Band], zone: int) -> tuple[list[Line], int]:
    """The lines of a column, from the top down, in the order of ``bands`` within it, and the last zone given to one.

    What lies in none of their columns is in ``zone``, their columns in those after it.
    """
    result: list[Line] = []
    last = zone
    for band, run in itertools.groupby(lines, key=lambda line: _band_of(line, bands)):
        if band is None:
            for line in run:
                line.zone = zone
                result.append(line)
            continue
        sides: tuple[list[Line], list[Line]] = ([], [])
        for line in run:
            sides[line.left >= band.gutter].append(line)
        left, between = _in_order(sides[0], band.left, zone + 1)
        right, end = _in_order(sides[1], band.right, between + 1)
        result += left + right
        last = max(last, end)
    return result, last


def _in_margin(line: Line, layout: Layout) -> bool:
    before = layout.left_margin is not None and line.right <= layout.left_margin
    after = layout.right_margin is not None and line.left >= layout.right_margin
    return before or after


def _band_of(line: Line, bands: Sequence[Band]) -> Band | None:
    """The stretch in one of whose columns a line stands, None for a line outside and for one across the columns."""
    band = next((band for band in bands if band.holds(line.baseline)), None)
    across = band is not None and line.left < band.gutter and line.right > band.gutter + STRIP
    return None if across else band
