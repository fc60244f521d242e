"""Which lines are rows of a table: parts between wide gaps that stand under each other."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from ingest.lines import Line

ROW_GAP = 3.2
SAME_X = 3.0
MIN_ROWS = 2
STRIP = 0.4


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
    return _numbered(lines, in_table)


def _near(lines: Sequence[Line], parts: Sequence[int], place: int) -> list[int]:
    """The lines with parts above and below ``place``, without running text between."""
    found = []
    for step in (-1, 1):
        here, other = place, place + step
        while (
            0 <= other < len(lines) and abs(lines[other].baseline - lines[here].baseline) < ROW_GAP * lines[here].size
        ):
            if parts[other] >= 2:
                found.append(other)
                here = other
            elif not _inside_a_part(lines[other], lines[here]):
                break
            other += step
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
    for place, line in enumerate(lines):
        if in_table[place]:
            number += 1
            numbers[place] = number
        elif place and numbers[place - 1] >= 0:
            row = next(other for other in range(place - 1, -1, -1) if in_table[other])
            close = lines[place - 1].baseline - line.baseline < 1.45 * line.size
            if close and _inside_a_part(line, lines[row]) and _row_follows(lines, in_table, place):
                numbers[place] = number
    return numbers


def _row_follows(lines: Sequence[Line], in_table: Sequence[bool], place: int) -> bool:
    """Whether a row comes soon after, so that running text under a table is not taken for its last cell."""
    return any(in_table[place + 1 : place + 4])


def _inside_a_part(line: Line, row: Line) -> bool:
    """Whether a line without parts stands under one part of a row: begun where it begins, or between its ends."""
    begins = [left for left, _ in row.cells]
    for place, (left, right) in enumerate(row.cells):
        following = begins[place + 1] if place + 1 < len(begins) else float("inf")
        if abs(line.left - left) < SAME_X and line.right < following:
            return True
        if left - SAME_X < line.left and line.right < right + SAME_X:
            return True
    return False
