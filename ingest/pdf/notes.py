"""Footnotes: the smaller lines at the foot of a page that begin with a mark that stands in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.pdf.letters import plain_digits
from ingest.pdf.lines import Line
from ingest.pdf.measures import Measures, Paragraph, ends_sentence
from ingest.records import BlockKind

SMALLER, NEARLY = 0.93, 0.965
LOWER_PART = 0.7
MOST_LINES = 60
MARK = re.compile(r"\d{1,3}|\*{1,3}|[†‡]")
# '12 See ...', '12) See ...' and, in papers of the European Union, '( 12 ) See ...'.
_NOTE = re.compile(r"^(?:\(\s?)?(?P<label>\d{1,3}|\*{1,3}|[†‡])(?P<after>[.)]|\s?\))?\s*\S")
_RAISED = re.compile(r"\(?\s?(?P<label>\d{1,3}|\*{1,3}|[†‡])\s?\)?")
_MARKED = re.compile(r"(?:[^\W\d_]{3}|[^\w\s(])$")
# No unit ends like this: what is raised right after it is no power.
_SURELY_MARKED = re.compile(r"(?:[^\W\d_]{4}|[^\W\d_][.,;:?!’”)]{1,2})$")


def marks_in(lines: Sequence[Line], usual: Measures) -> frozenset[str]:
    """The raised numbers and stars in the running text; one that begins a small line is a note's own."""
    return frozenset(
        match.group()
        for line in lines
        for start, end in line.raised
        if start > 0 or line.size > SMALLER * usual.size
        for match in MARK.finditer(plain_digits(line.text[start:end]))
    )


def counted_marks(paragraphs: Sequence[Paragraph]) -> frozenset[tuple[int, str]]:
    """(page number, label) of the raised numbers that are marks, also where their notes were not found.

    They have a bracket, stand right after a long word or a stop, or count up from 1 through the text right after a
    word; a power ('10³', 'm²') does none of these.
    """
    found: set[tuple[int, str]] = set()
    last = 0
    for line in (line for paragraph in paragraphs for line in paragraph.lines):
        for start, end in line.raised:
            match = _RAISED.fullmatch(plain_digits(line.text[start:end]).strip())
            if match is None or not match["label"].isdecimal() or not _MARKED.search(line.text[:start].rstrip()):
                continue
            label = match["label"]
            sure = bool(_SURELY_MARKED.search(line.text[:start])) or match.group().endswith(")")
            if sure or int(label) in (1, last + 1) or (line.page_number, label) in found:
                found.add((line.page_number, label))
                last = int(label)
    return frozenset(found)


def split_notes(
    lines: Sequence[Line], usual: Measures, marks: frozenset[str], earlier: Sequence[Paragraph]
) -> tuple[list[Line], list[Line]]:
    """The lines of one page in (running text, footnotes), both in reading order; ``marks`` are those that may have one.

    In every column the footnotes are the smaller lines from the first note down; smaller lines right above it go on
    from the last note of the page before (``earlier``) when that one did not end.
    """
    highest = max((line.top for line in lines), default=0.0)
    foot = min((line.baseline for line in lines if not line.beside and line.size > SMALLER * usual.size), default=0.0)
    for line in lines:
        # Notes so short that they end before the text begins stand in its margin.
        if line.beside and line.baseline < foot and line.size < SMALLER * usual.size and _raised_first(line):
            line.beside = False
    small: set[int] = set()
    for zone in {line.zone for line in lines}:
        column = [line for line in lines if line.zone == zone and not line.beside]
        start = _first_note(column, usual, marks, LOWER_PART * highest)
        while start < len(column) and start > 0 and _goes_on_above(column, start, usual, earlier):
            start -= 1
        small |= {id(line) for line in column[start:]}
    return [line for line in lines if id(line) not in small], [line for line in lines if id(line) in small]


def _first_note(column: Sequence[Line], usual: Measures, marks: frozenset[str], lower: float) -> int:
    """Where in a column, from the foot up, the first footnote begins; its length when there is none.

    A note begins with a raised number, or, below the height ``lower``, with the number of a mark. In a note one line
    may be larger (an address in another font); notes as large as the text begin with the raised number of a mark.
    """
    start = len(column)
    for place in range(len(column) - 1, max(len(column) - MOST_LINES, 0) - 1, -1):
        line = column[place]
        label = note_label(line, marks)
        if line.size > NEARLY * usual.size:
            alone = 0 < place < len(column) - 1 and _is_small(column[place - 1], line, usual)
            if alone and _is_small(column[place + 1], line, usual):
                continue
            if abs(line.size - column[-1].size) > 0.1 or line.cell is not None or line.baseline > lower:
                break
            if label in marks and _raised_first(line):
                start = place
        elif label and (_raised_first(line) or (label in marks and line.baseline < lower)):
            start = place
    return start


def _is_small(line: Line, beside: Line, usual: Measures) -> bool:
    return line.size <= NEARLY * usual.size and abs(line.baseline - beside.baseline) < 2 * beside.size


def _goes_on_above(column: Sequence[Line], start: int, usual: Measures, earlier: Sequence[Paragraph]) -> bool:
    above, below = column[start - 1], column[start]
    unfinished = bool(earlier) and not ends_sentence(earlier[-1].lines[-1])
    near = above.baseline - below.baseline < 1.6 * below.size
    return unfinished and near and abs(above.size - below.size) < 0.06 * below.size and above.size < usual.size


def note_label(line: Line, marks: frozenset[str]) -> str:
    """The number or star that a footnote's first line begins with, else ''.

    What follows it at once must be a letter, and it must be one of ``marks``, unless it is raised.
    """
    match = _NOTE.match(plain_digits(line.text))
    if match is None:
        return ""
    after = line.text[max(match.end("label"), match.end("after"))]
    told = after == " " or _raised_first(line) or (match["label"] in marks and after.isalpha())
    return match["label"] if told else ""


def _raised_first(line: Line) -> bool:
    return bool(line.raised) and line.raised[0][0] == 0 and bool(_RAISED.match(plain_digits(line.text)))


def note_paragraphs(lines: Sequence[Line], marks: frozenset[str], earlier: Sequence[Paragraph]) -> list[Paragraph]:
    """Footnote lines as one paragraph a note; what comes before the first label is added to the last of ``earlier``."""
    notes: list[Paragraph] = []
    for line in lines:
        label = note_label(line, marks)
        level = not notes or line.left <= notes[0].lines[0].left + 2.0
        if label and (_raised_first(line) or (label in marks and level)):
            notes.append(Paragraph(BlockKind.FOOTNOTE, [line], label))
        elif notes:
            notes[-1].lines.append(line)
        elif earlier:
            earlier[-1].lines.append(line)
    return notes
