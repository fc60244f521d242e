"""Footnotes: the smaller lines at the foot of a page that begin with a mark that stands in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.lines import Line
from ingest.paragraphs import ENDS, Measures, Paragraph
from ingest.records import BlockKind

SMALLER = 0.93
LOWER_PART = 0.7
MARK = re.compile(r"\d{1,3}|\*{1,3}|[†‡]")
_NOTE = re.compile(r"^(?P<label>\d{1,3}|\*{1,3}|[†‡])(?P<after>[.)]?)\s*\S")


def marks_in(lines: Sequence[Line]) -> frozenset[str]:
    """The raised numbers and stars in the running text, not those that begin a line."""
    return frozenset(
        match.group()
        for line in lines
        for start, end in line.raised
        if start > 0
        for match in MARK.finditer(line.text[start:end])
    )


def split_notes(lines: Sequence[Line], usual: Measures, earlier: Sequence[Paragraph]) -> tuple[list[Line], list[Line]]:
    """The lines of one page in (running text, footnotes), both in reading order.

    In every column the footnotes are the smaller lines from the first note down; smaller lines right above it go on
    from the last note of the page before (``earlier``) when that one did not end.
    """
    marks = marks_in(lines)
    small: set[int] = set()
    for zone in {line.zone for line in lines}:
        column = [line for line in lines if line.zone == zone and not line.beside]
        start = _first_note(column, usual, marks)
        while start < len(column) and start > 0 and _goes_on_above(column, start, usual, earlier):
            start -= 1
        small |= {id(line) for line in column[start:]}
    return [line for line in lines if id(line) not in small], [line for line in lines if id(line) in small]


def _first_note(column: Sequence[Line], usual: Measures, marks: frozenset[str]) -> int:
    """Where in a column, from the foot up, the first footnote begins; its length when there is none."""
    start = len(column)
    highest = max((line.top for line in column), default=0.0)
    for place in range(len(column) - 1, -1, -1):
        line = column[place]
        if line.size > SMALLER * usual.size:
            break
        label = note_label(line)
        if label and (label in marks or _raised_first(line)) and line.baseline < LOWER_PART * highest:
            start = place
    return start


def _goes_on_above(column: Sequence[Line], start: int, usual: Measures, earlier: Sequence[Paragraph]) -> bool:
    above, below = column[start - 1], column[start]
    unfinished = bool(earlier) and not ENDS.search(earlier[-1].lines[-1].text)
    near = above.baseline - below.baseline < 1.6 * below.size
    return unfinished and near and abs(above.size - below.size) < 0.06 * below.size and above.size < usual.size


def note_label(line: Line) -> str:
    """The number or star that a footnote's first line begins with, else ''."""
    match = _NOTE.match(line.text)
    if match is None:
        return ""
    glued = line.text[match.end("after")] != " "
    return "" if glued and not _raised_first(line) else match["label"]


def _raised_first(line: Line) -> bool:
    return bool(line.raised) and line.raised[0][0] == 0 and bool(MARK.match(line.text))


def note_paragraphs(lines: Sequence[Line], marks: frozenset[str], earlier: Sequence[Paragraph]) -> list[Paragraph]:
    """Footnote lines as one paragraph a note; what comes before the first label is added to the last of ``earlier``."""
    notes: list[Paragraph] = []
    for line in lines:
        label = note_label(line)
        level = not notes or line.left <= notes[0].lines[0].left + 2.0
        if label and (_raised_first(line) or (label in marks and level)):
            notes.append(Paragraph(BlockKind.FOOTNOTE, [line], label))
        elif notes:
            notes[-1].lines.append(line)
        elif earlier:
            earlier[-1].lines.append(line)
    return notes
