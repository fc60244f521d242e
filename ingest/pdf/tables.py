"""Which lines are rows of a table: parts between wide gaps that stand under each other."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from ingest.pdf.lines import Line, parts_of

ROW_GAP, WRAPPED_ROW_GAP = 3.2, 6.0
SAME_X = 3.0
MIN_ROWS = 2
STRIP = 0.4
MIN_WRAPPED = 4
WIDER = 1.35


def table_rows(lines: Sequence[Line], item_label: Sequence[bool]) -> list[int]:
    """For every line of a column the number of the table row that it belongs to, -1 for running text.

    A row begins with a line of two or more aligned parts; a line without parts that stands under one of its parts,
    close to it, goes on with that row. ``item_label`` tells which lines begin with a list mark: the gap after that
    mark makes no parts.
    """
    parts = [len(line.cells) - labelled for line, labelled in zip(lines, item_label, strict=True)]
    in_table = [False] * len(lines)
    for place, count in enumerate(parts):
        if count < 2:
            continue
        rows = [other for other in _near(lines, parts, place) if _aligned(lines[place], lines[other])]
        if len(rows) + 1 >= MIN_ROWS and (count >= 3 or len(rows) >= 2 or any(parts[row] >= 3 for row in rows)):
            in_table[place] = True
            for row in rows:
                in_table[row] = True
    numbers = _numbered(lines, in_table)
    for start, end in _stretches(lines, in_table):
        _group_wrapped(lines, numbers, start, end)
    return numbers


def _stretches(lines: Sequence[Line], in_table: Sequence[bool]) -> list[tuple[int, int]]:
    """The stretches of lines that begin with a row and go on in rows and in what fits into one of their columns."""
    found: list[tuple[int, int]] = []
    place = 0
    while place < len(lines):
        if not in_table[place]:
            place += 1
            continue
        start, widest = place, lines[place]
        while place < len(lines) and (place == start or _near_below(lines[place - 1], lines[place])):
            if len(lines[place].cells) > len(widest.cells):
                widest = lines[place]
            if not in_table[place] and not _fits_a_column(lines[place], widest):
                break
            place += 1
        found.append((start, place))
    return found


def _near_below(above: Line, line: Line) -> bool:
    return 0 < above.baseline - line.baseline < ROW_GAP * line.size


def _fits_a_column(line: Line, row: Line) -> bool:
    """Whether a line begins where parts of a row begin, and none of its parts reaches into the next column."""
    lefts = [left for left, _ in row.cells]
    ends = [*lefts[1:], float("inf")]
    return all(
        any(abs(left - begin) < SAME_X and right < end for begin, end in zip(lefts, ends, strict=True))
        for left, right in line.cells
    )


def _group_wrapped(lines: Sequence[Line], numbers: list[int], start: int, end: int) -> None:
    """Number the rows of a stretch by the wider white between them, where their cells are wrapped over lines.

    So it is when the distances of lines are of two kinds, and most of the lines close under another one lack parts.
    """
    gaps = [lines[place - 1].baseline - lines[place].baseline for place in range(start + 1, end)]
    if len(gaps) < MIN_WRAPPED:
        return
    pitch = min(gaps)
    wide = [gap >= WIDER * pitch for gap in gaps]
    most = max(len(line.cells) for line in lines[start:end])
    close = [lines[start + 1 + n] for n, far in enumerate(wide) if not far]
    lacking = sum(len(line.cells) < most for line in close)
    if pitch > 1.5 * lines[start].size or sum(wide) < 2 or len(close) < 2 or lacking < 0.5 * len(close):
        return
    number = max(numbers) + 1
    for place in range(start, end):
        number += place > start and wide[place - start - 1]
        numbers[place] = number


def _near(lines: Sequence[Line], parts: Sequence[int], place: int) -> list[int]:
    """The lines with parts above and below ``place``, without running text between."""
    found = []
    for step in (-1, 1):
        here, last, other = place, place, place + step
        while 0 <= other < len(lines):
            size = lines[here].size
            apart = abs(lines[other].baseline - lines[last].baseline), abs(lines[other].baseline - lines[here].baseline)
            if apart[0] > ROW_GAP * size or apart[1] > WRAPPED_ROW_GAP * size:
                break
            if parts[other] >= 2:
                found.append(other)
                here = other
            elif not _inside_a_part(lines[other], lines[here]):
                break
            last, other = other, other + step
    return found


def _aligned(one: Line, other: Line) -> bool:
    """Whether the same white strip, or strips, part both lines: the wide gaps of justified text lie apart."""
    if abs(one.size - other.size) > 0.15 * one.size:
        return False
    gaps, others = _gaps(one), _gaps(other)
    strips = [
        any(min(right, end) - max(left, begin) > STRIP * one.size for begin, end in others) for left, right in gaps
    ]
    return sum(strips) >= min(len(gaps), len(others))


def _gaps(line: Line) -> list[tuple[float, float]]:
    return [(right, left) for (_, right), (left, _) in itertools.pairwise(line.cells)]


def _numbered(lines: Sequence[Line], in_table: Sequence[bool]) -> list[int]:
    numbers = [-1] * len(lines)
    number = -1
    pitch = _row_pitch(lines, in_table)
    for place, line in enumerate(lines):
        if in_table[place] and not _goes_on_with_row(lines, place, numbers, pitch):
            number += 1
            numbers[place] = number
        elif in_table[place]:
            numbers[place] = number
        elif place and numbers[place - 1] >= 0:
            row = next(other for other in range(place - 1, -1, -1) if in_table[other])
            close = lines[place - 1].baseline - line.baseline < 1.45 * line.size
            belongs = line.left > lines[row].cells[0][1] or _row_follows(in_table, place)
            if close and belongs and _inside_a_part(line, lines[row]):
                numbers[place] = number
    return numbers


def _row_pitch(lines: Sequence[Line], in_table: Sequence[bool]) -> float:
    """The smallest distance between two rows that begin in the first column."""
    rows = [line for line, inside in zip(lines, in_table, strict=True) if inside]
    edge = min((row.cells[0] for row in rows), default=(0.0, 0.0))[1]
    begun = [row for row in rows if row.left < edge]
    pitches = [above.baseline - below.baseline for above, below in itertools.pairwise(begun)]
    return min((pitch for pitch in pitches if pitch > 0), default=0.0)


def _goes_on_with_row(lines: Sequence[Line], place: int, numbers: Sequence[int], pitch: float) -> bool:
    """Whether a line of parts, its first column empty, stands closer under a row than rows stand to each other."""
    if not place or numbers[place - 1] < 0:
        return False
    above, line = lines[place - 1], lines[place]
    row = next(lines[other] for other in range(place) if numbers[other] == numbers[place - 1])
    empty = len(row.cells) > len(line.cells) and line.left > row.cells[0][1]
    return empty and above.baseline - line.baseline < 0.92 * pitch


def _row_follows(in_table: Sequence[bool], place: int) -> bool:
    """Whether a row comes soon after, so that running text under a table is not taken for its last cell."""
    return any(in_table[place + 1 : place + 4])


def _inside_a_part(line: Line, row: Line) -> bool:
    """Whether a line without parts stands under one part of a row, at its left, middle or right, free of the others."""
    rights = [float("-inf"), *(right for _, right in row.cells)]
    lefts = [*(left for left, _ in row.cells[1:]), float("inf")]
    for before, (left, right), after in zip(rights, row.cells, lefts, strict=False):
        aligned = min(abs(line.left - left), abs(line.right - right), abs(line.left + line.right - left - right) / 2)
        if aligned < SAME_X and before < line.left and line.right < after:
            return True
    return False


def columns_of(lines: Sequence[Line]) -> list[list[Line]]:
    """The parts of the lines of one table row, cell by cell from the left, each cell from the top down."""
    if len(lines) < 2:
        return [list(lines)]
    columns: list[list[Line]] = []
    right = float("-inf")
    for part in sorted((part for line in lines for part in parts_of(line)), key=lambda part: part.left):
        if part.left >= right:
            columns.append([])
        columns[-1].append(part)
        right = max(right, part.right)
    return [sorted(column, key=lambda part: (-part.baseline, part.left)) for column in columns]
