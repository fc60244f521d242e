"""Paragraphs to clean text: lines joined, hyphens decided, note marks taken out, every character mapped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.composed import Composed
from ingest.hyphens import joins, suspends
from ingest.pdf.letters import plain_digits
from ingest.pdf.lines import Line
from ingest.pdf.measures import Paragraph
from ingest.records import BlockKind

LONGEST_WORD = 2000
_UNIT = re.compile(r"\b(?:[kdcm]?m|[NC]O)$")
# '12', '12)' and, in papers of the European Union, '( 12 )'.
_MARK = re.compile(r"\(?\s?(?P<held>\d{1,3})\s?\)|(?P<bare>\d{1,3}|\*{1,3})")
_MARKS = re.compile(r"[\d, *()]+[.,;:]?")
_URL_END = re.compile(r"(?:https?://|www\.)\S*$")


def compose(paragraph: Paragraph, notes: frozenset[tuple[int, str]], words: Counter[str]) -> Composed:
    """The clean text of one paragraph.

    ``notes`` holds (page number, label) of the footnotes that exist: only a raised number that names one is a mark.
    ``words`` is the document's own vocabulary, for hyphens.
    """
    composed = Composed()
    for line in paragraph.lines:
        if composed.letters:
            _join(composed, line, words)
        _add_line(composed, line, paragraph, notes)
        if paragraph.kind is BlockKind.FOOTNOTE and line is paragraph.lines[0]:
            _part_label(composed, paragraph.label)
    return composed


def _part_label(composed: Composed, label: str) -> None:
    """Put a space after a note's own number where the page sets none."""
    place = len(label)
    if composed.text.startswith(label) and composed.text[place : place + 1] not in ("", " ", ".", ")"):
        composed.insert(place, " ", composed.page_numbers[place])


def _join(composed: Composed, line: Line, words: Counter[str]) -> None:
    page = composed.page_numbers[-1]
    if composed.ends_with("\N{SOFT HYPHEN}"):
        composed.drop_last()
        composed.joined += 1
    elif composed.ends_with("-") and not composed.ends_with(" -", "--"):
        before = composed.tail(LONGEST_WORD)
        if _URL_END.search(before):
            return
        if joins(before, line.text, words):
            composed.drop_last()
            composed.joined += 1
            return
        composed.kept += 1
        if suspends(line.text):
            composed.add(" ", page, -1)
    elif composed.ends_with("/") and not composed.ends_with(" /"):
        return
    else:
        composed.add(" ", page, -1)


def _add_line(composed: Composed, line: Line, paragraph: Paragraph, notes: frozenset[tuple[int, str]]) -> None:
    marks = {start: (end, label) for start, end, label in _marks(line, paragraph, notes)}
    place = 0
    while place < len(line.text):
        if place in marks:
            place, label = marks[place]
            while composed.ends_with(" ") and place < len(line.text) and line.text[place] in " .,;:":
                composed.drop_last()
            composed.note_marks.append((len(composed.letters), label))
            continue
        letter = line.text[place]
        if letter == "\N{SOFT HYPHEN}" and place < len(line.text) - 1:
            place += 1
            continue
        if letter.isspace():
            letter = " "
        if letter != " " or not composed.ends_with(" "):
            composed.add(letter, line.page_number, line.raw_offsets[place])
        place += 1


def _marks(line: Line, paragraph: Paragraph, notes: frozenset[tuple[int, str]]) -> Sequence[tuple[int, int, str]]:
    if paragraph.kind is BlockKind.FOOTNOTE:
        return ()
    found: list[tuple[int, int, str]] = []
    for start, end in line.raised:
        text = plain_digits(line.text[start:end])
        before = len(found)
        for match in _MARK.finditer(text):
            label = match["bare"] or match["held"]
            power = label in "23" and _UNIT.search(line.text[:start])
            inside = start or line is not paragraph.lines[0]
            if (line.page_number, label) in notes and not power and _MARKS.fullmatch(text.strip()) and inside:
                found.append((*_with_brackets(line.text, start + match.start(), start + match.end()), label))
        # What parts two marks, '39,40', leaves the text with them.
        for place in range(before, len(found) - 1):
            begin, until, label = found[place]
            if not line.text[until : found[place + 1][0]].strip(" ,"):
                found[place] = (begin, found[place + 1][0], label)
    return found


def _with_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of a mark with the brackets of full size around it, if there are."""
    before, after = text[:start].rstrip(), text[end:].lstrip()
    if before.endswith("(") and after.startswith(")"):
        return len(before) - 1, len(text) - len(after) + 1
    return start, end
