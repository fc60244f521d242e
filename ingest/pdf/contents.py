"""Tables of contents: which lines are entries, and which lines make one entry together."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from ingest.pdf.lines import LEADERS, Line

ENTRIES = 6
WRAPPED = 2.0
_ENTRY = re.compile(r"\S(?:\s+|\s*[—–]\s*)(?:\d{1,3}|[ivxlc]{1,6})$")
_LED = re.compile(r"[\s.·…_](?:\d{1,3}|[ivxlc]{1,6})$")
_DASHED_ENTRY = re.compile(r"[^\W\d_].*\S\s*[—–]\s*\d{1,3}$")
_NUMBERED_ENTRY = re.compile(r"^(?=.*[^\W\d_]{3}).*[^\d\s][\s.…_—–]+(?P<page>\d{1,3})$")
_CONTENTS = re.compile(r"^(?:Inhoud|Inhoudsopgave|Inhoudstafel|Contents)$", re.IGNORECASE)
_PAGE = re.compile(r"^\d{1,3}$")
_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\.?\s+\S")
_WORD = re.compile(r"[^\W\d_]{3}")


def contents_entries(lines: Sequence[Line]) -> list[int]:
    """For every line the number of the entry of a table of contents that it belongs to, -1 for all else.

    An entry ends in its page number; a line right above it that has none, and stands no further in, begins it.
    """
    entry: list[bool] = []
    inside: list[bool] = []
    rows = _rows(lines)
    contents, of_contents = False, _is_contents(lines)
    for place, line in enumerate(lines):
        tall = place > 0 and lines[place - 1].baseline - line.baseline > 6 * line.size
        headed = line.cell is None and bool(_CONTENTS.match(line.text.strip()))
        contents = of_contents or headed or (contents and not tall)
        inside.append(contents)
        listed = of_contents and bool(_NUMBERED_ENTRY.match(line.text))
        row = rows.get(place)
        entry.append(contents and _is_row_entry(row) if row else listed or _is_entry(line, contents))
    numbers = [-1] * len(lines)
    number = -1
    for place, line in enumerate(lines):
        begun = place > 0 and numbers[place - 1] >= 0 and not entry[place - 1]
        begun = begun and not all(_NUMBER.match(each.text) for each in lines[place - 1 : place + 1])
        same_row = place > 0 and entry[place] and line.cell is not None and rows[place] is rows.get(place - 1)
        if same_row or (begun and (entry[place] or _PAGE.match(line.text))):
            numbers[place] = number
        elif entry[place] or (inside[place] and (_goes_on(lines, entry, place) or _stands_among(lines, entry, place))):
            number += 1
            numbers[place] = number
    return numbers


def _rows(lines: Sequence[Line]) -> dict[int, list[Line]]:
    """The lines of its row for every line of a ruled table, by the line's place."""
    rows: dict[int, list[Line]] = {}
    for place, line in enumerate(lines):
        if line.cell is not None:
            above = lines[place - 1].cell if place else None
            row = rows[place - 1] if above is not None and above[:2] == line.cell[:2] else []
            row.append(line)
            rows[place] = row
    return rows


def _is_row_entry(row: Sequence[Line]) -> bool:
    """Whether a row of a ruled table is words and, in a cell of its own, a page number."""
    return len(row) > 1 and bool(_PAGE.match(row[-1].text)) and any(_WORD.search(line.text) for line in row[:-1])


def _stands_among(lines: Sequence[Line], entry: Sequence[bool], place: int) -> bool:
    """Whether a line stands between two entries and begins where one of them does: its page number is missing."""
    if not 0 < place < len(lines) - 1 or not (entry[place - 1] and entry[place + 1]):
        return False
    line, beside = lines[place], (lines[place - 1], lines[place + 1])
    level = any(abs(line.left - other.left) < 1.0 and abs(line.size - other.size) < 0.1 for other in beside)
    return level and line.cell is None and all(other.cell is None for other in beside)


def _goes_on(lines: Sequence[Line], entry: Sequence[bool], place: int) -> bool:
    """Whether a line without a page number is the first of an entry that ends on the next line."""
    if place + 1 >= len(lines):
        return False
    line, below = lines[place], lines[place + 1]
    number = bool(_PAGE.match(below.text))
    close = 0 < line.baseline - below.baseline < WRAPPED * line.size and abs(line.size - below.size) < 0.1
    wrapped = entry[place + 1] and (below.left > line.left + 1.0 or below.text[0].islower())
    return line.cell is None and not _CONTENTS.match(line.text.strip()) and close and (number or wrapped)


def _is_entry(line: Line, contents: bool) -> bool:
    """Whether a line is an entry of a table of contents."""
    if LEADERS.search(line.text) and _LED.search(line.text):
        return True
    parted = len(line.cells) >= 2 or bool(_DASHED_ENTRY.match(line.text))
    return contents and parted and bool(_ENTRY.search(line.text))


def _is_contents(lines: Sequence[Line]) -> bool:
    """Whether most lines of a page end in page numbers that never go back."""
    matches = [_NUMBERED_ENTRY.match(line.text) for line in lines]
    numbers = [int(match["page"]) for match in matches if match]
    rising = sum(above <= below for above, below in itertools.pairwise(numbers))
    return len(numbers) >= max(ENTRIES, 0.6 * len(lines)) and rising >= 0.9 * (len(numbers) - 1)
