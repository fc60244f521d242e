"""Lines to paragraphs, headings, list items, table rows and footnotes, by geometry."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.pdf.breaks import joined_over_floats
from ingest.pdf.lines import LEADERS, Line, without_leaders
from ingest.pdf.measures import Measures, Paragraph, ends_sentence, goes_on_in_words, is_large, is_qa_label
from ingest.pdf.tables import cell_by_cell, table_rows
from ingest.records import BlockKind

WIDE_GAP = 1.2
HEADING_WORDS = 25
QUOTED_WORDS = 5
INSET = 0.5
NARROW = 0.65
LINES_OF_TEXT = 5
ENTRIES = 6
FULL_LINE = 45
ROW_WORDS = 100
_ITEM = re.compile(r"^(?P<label>[•▪‣◦●○·–—*o-]|[a-z][.)]|\(?[a-z0-9]{1,2}\)|\d{1,2}[.)]|[ivx]{1,5}[.)])\s+\S")
_DASH_OR_NUMBER = re.compile(r"^(?:[-–—]|\d{1,2}\.)\s")
_NUMBERED_HEADING = re.compile(r"^(?P<label>\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+[A-ZÀ-Ý‘«“]")
_NAMED_HEADING = re.compile(r"^(?:Aanbeveling|Hoofdstuk|Bijlage|Deel|Kader|Annex)\s+(?:\d{1,2}|[A-Z])\b", re.IGNORECASE)
_CAPTION = re.compile(r"^(?:(?:Figuur|Tabel|Afbeelding|Grafiek|Kaart|Diagram)\s+[\dA-Z]{1,3}(?:\.\d+)?\s*[:.|–]|Bron:)")
_ENTRY = re.compile(r"\S(?:\s+|\s*[—–]\s*)(?:\d{1,3}|[ivxlc]{1,6})$")
_LED = re.compile(r"[\s.·…_](?:\d{1,3}|[ivxlc]{1,6})$")
_DASHED_ENTRY = re.compile(r"[^\W\d_].*\S\s*[—–]\s*\d{1,3}$")
_NUMBERED_ENTRY = re.compile(r"^(?=.*[^\W\d_]{3}).*[^\d\s][\s.…_—–]+(?P<page>\d{1,3})$")
_CONTENTS = re.compile(r"^(?:Inhoud|Inhoudsopgave|Inhoudstafel|Contents)$", re.IGNORECASE)
_QUOTED = re.compile(r"^[‘’“„\"'«].*[’”\"'»][.?!]?$", re.DOTALL)
_SENTENCE_END = re.compile(r"[.;,]['’”»)\]]*$")
_ATTRIBUTION = re.compile(r"^[—–―]\s*\S")


def paragraphs_of(lines: Sequence[Line], usual: Measures) -> list[Paragraph]:
    """The running lines of one page, in reading order, as paragraphs."""
    found: list[Paragraph] = []
    usual = replace(usual, left=_left_edge(lines, usual))
    right_edge = _right_edges(lines)
    rows = _rows(lines)
    contents = False
    of_contents = _is_contents(lines)
    for place, line in enumerate(lines):
        previous = lines[place - 1] if place else None
        contents = (
            of_contents or bool(_CONTENTS.match(line.text.strip())) or (contents and not _tall_gap(previous, line))
        )
        if line.cell is None and _is_entry(line, contents):
            found.append(Paragraph(BlockKind.LINK, [without_leaders(line)]))
        elif rows[place] >= 0:
            if place and rows[place - 1] == rows[place] and found[-1].kind is BlockKind.TABLE_ROW:
                found[-1].lines.append(line)
            else:
                found.append(Paragraph(BlockKind.TABLE_ROW, [line]))
        elif (
            previous is None
            or rows[place - 1] >= 0
            or found[-1].kind is BlockKind.LINK
            or line.beside != previous.beside
            or _begins(previous, line, found[-1], usual, right_edge)
        ):
            found.append(_new_paragraph(line))
        else:
            found[-1].lines.append(line)
    found = [part for paragraph in found for part in _cells_of_long_row(paragraph)]
    for place, paragraph in enumerate(found):
        if paragraph.kind is BlockKind.TABLE_ROW and paragraph.lines[0].cell is None:
            paragraph.lines = cell_by_cell(paragraph.lines)
        _settle(paragraph, found[place - 1] if place else None, usual)
    return joined_over_floats(_with_quotations(found, usual), usual)


def _cells_of_long_row(paragraph: Paragraph) -> list[Paragraph]:
    """A row of a ruled table, as paragraphs, one a cell, when it holds running text: a row is quoted whole."""
    words = sum(len(line.text.split()) for line in paragraph.lines)
    if paragraph.kind is not BlockKind.TABLE_ROW or paragraph.lines[0].cell is None or words <= ROW_WORDS:
        return [paragraph]
    cells = itertools.groupby(paragraph.lines, key=lambda line: line.cell)
    return [Paragraph(BlockKind.PARAGRAPH, list(lines)) for _, lines in cells]


def _rows(lines: Sequence[Line]) -> list[int]:
    """For every line the number of its table row, -1 outside tables: by the rules drawn, elsewhere by the parts."""
    numbers: list[int] = []
    last = -1
    for cell, run in itertools.groupby(lines, key=lambda line: line.cell[:2] if line.cell else None):
        here = list(run)
        found = table_rows(here, [bool(_ITEM.match(line.text)) for line in here]) if cell is None else [0] * len(here)
        numbers += [number + last + 1 if number >= 0 else -1 for number in found]
        last = max([last, *numbers[-len(here) :]])
    return numbers


def _left_edge(lines: Sequence[Line], usual: Measures) -> float:
    """Where the text of this page begins: left and right pages have other margins."""
    lefts = Counter(round(line.left) for line in lines if abs(line.size - usual.size) < 0.5 and not line.beside)
    left, count = lefts.most_common(1)[0] if lefts else (0, 0)
    return float(left) if count >= LINES_OF_TEXT else usual.left


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


def _tall_gap(previous: Line | None, line: Line) -> bool:
    return previous is not None and previous.baseline - line.baseline > 6 * line.size


def _right_edges(lines: Sequence[Line]) -> dict[int, float]:
    """For every line the right edge of its column: the furthest of the lines that begin near it."""
    return {
        id(line): max(
            other.right
            for other in lines
            if abs(other.left - line.left) < 40.0 and other.zone == line.zone and other.beside == line.beside
        )
        for line in lines
    }


def _begins(previous: Line, line: Line, paragraph: Paragraph, usual: Measures, right_edges: dict[int, float]) -> bool:
    """Whether ``line`` begins a new paragraph after ``previous``."""
    if is_qa_label(line.text) or is_qa_label(previous.text):
        return True
    if abs(line.size - previous.size) > 0.06 * usual.size or line.bold != previous.bold:
        return not (abs(line.size - previous.size) < 0.1 and _sentence_goes_on(previous, line, right_edges))
    gap = previous.baseline - line.baseline
    if gap > 0 and gap > WIDE_GAP * max(usual.pitch * previous.size / usual.size, previous.size * 1.05):
        return True
    ended = ends_sentence(previous)
    short = _ends_short(previous, line, right_edges[id(previous)])
    if line.dotted:
        return True
    if _ITEM.match(line.text) or _CAPTION.match(line.text):
        in_running_text = bool(_DASH_OR_NUMBER.match(line.text)) and not short and not ended
        return not in_running_text or paragraph.kind is BlockKind.LIST_ITEM
    if _NUMBERED_HEADING.match(line.text) and line.bold:
        return True
    if paragraph.kind is BlockKind.LIST_ITEM:
        return ended if gap < 0 else _leaves_item(paragraph, line, short)
    if gap > 0 and _is_centred_apart(previous, line, usual, right_edges):
        return True
    if previous.italic and not line.italic and short and not ended and len(paragraph.lines) <= 2 and gap > 0:
        return not goes_on_in_words(previous, line)
    indent = line.left - previous.left
    if 0.7 * usual.size < indent < 8 * usual.size and gap > 0 and len(paragraph.lines) > 1:
        return ended
    if goes_on_in_words(previous, line):
        return False
    narrow = previous.right - previous.left < NARROW * (right_edges[id(previous)] - previous.left)
    return short and (ended or narrow)


def _sentence_goes_on(previous: Line, line: Line, right_edges: dict[int, float]) -> bool:
    """Whether a sentence goes on over a change from bold to light: in small letters, or after a full line of it."""
    if goes_on_in_words(previous, line):
        return True
    full = not _ends_short(previous, line, right_edges[id(previous)]) and line.left <= previous.left + 1.0
    return full and previous.bold and not ends_sentence(previous) and len(previous.text) >= FULL_LINE


def _leaves_item(paragraph: Paragraph, line: Line, short: bool) -> bool:
    """Whether ``line`` no longer belongs to a list item: it stands further left than the item's lines do."""
    first = paragraph.lines[0].left
    hanging = paragraph.lines[1].left if len(paragraph.lines) > 1 else first
    flush = abs(line.left - first) < 1.0 and short
    return line.left < first - 1.0 or line.left < hanging - 2.0 or flush


def _is_centred_apart(previous: Line, line: Line, usual: Measures, right_edges: dict[int, float]) -> bool:
    """Whether a line that stood in from both edges (a caption, a centred line) is followed by one at the left edge."""
    stood_in = previous.left - line.left > 0.5 * usual.size
    return stood_in and right_edges[id(line)] - previous.right > 0.5 * usual.size


def _ends_short(previous: Line, line: Line, right_edge: float) -> bool:
    """Whether the first word of ``line`` would have fitted at the end of ``previous``."""
    first = line.text.split(" ", 1)[0]
    width = (line.right - line.left) * len(first) / max(len(line.text), 1)
    return right_edge - previous.right > 1.1 * width + 0.5 * previous.size


def _new_paragraph(line: Line) -> Paragraph:
    match = _ITEM.match(line.text)
    if line.dotted:
        return Paragraph(BlockKind.LIST_ITEM, [line])
    if match and not (line.bold and _NUMBERED_HEADING.match(line.text)):
        return Paragraph(BlockKind.LIST_ITEM, [line], match["label"])
    return Paragraph(BlockKind.PARAGRAPH, [line])


def _settle(paragraph: Paragraph, before: Paragraph | None, usual: Measures) -> None:
    """Decide whether a paragraph is a heading or a caption after all."""
    if paragraph.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        return
    first = paragraph.lines[0]
    text = " ".join(line.text for line in paragraph.lines)
    words = len(text.split())
    if _CAPTION.match(text) and words < 60:
        paragraph.kind = BlockKind.CAPTION
        return
    if not re.search(r"[^\W\d_]", text) and paragraph.kind is BlockKind.PARAGRAPH:
        paragraph.kind = BlockKind.CAPTION
        return
    large = is_large(paragraph, usual)
    if large and words >= QUOTED_WORDS and _QUOTED.match(text):
        paragraph.kind = BlockKind.QUOTATION
        return
    heavy = all(line.bold for line in paragraph.lines)
    marked = large or heavy or _is_italic_heading(paragraph, before, usual)
    named = _NAMED_HEADING.match(text) or _NUMBERED_HEADING.match(text)
    if (
        words <= HEADING_WORDS
        and marked
        and re.search(r"[^\W\d_]", text)
        and (named or not _SENTENCE_END.search(text))
        and not _QUOTED.match(text)
        and not first.beside
    ):
        match = _NUMBERED_HEADING.match(text)
        paragraph.kind = BlockKind.HEADING
        paragraph.label = match["label"] if match else ""


def _is_italic_heading(paragraph: Paragraph, before: Paragraph | None, usual: Measures) -> bool:
    """Whether a lone slanted line stands apart at the text's left edge, as the headings of letters do."""
    line = paragraph.lines[0]
    if len(paragraph.lines) > 1 or not line.italic or ends_sentence(line) or abs(line.left - usual.left) > 2.0:
        return False
    return before is None or before.lines[-1].baseline - line.baseline > WIDE_GAP * usual.pitch


def _with_quotations(found: list[Paragraph], usual: Measures) -> list[Paragraph]:
    """The paragraphs, those that quote someone at length marked, each with the line that says who."""
    result: list[Paragraph] = []
    for place, paragraph in enumerate(found):
        text = " ".join(line.text for line in paragraph.lines)
        follower = found[place + 1] if place + 1 < len(found) else None
        after = follower.lines[0] if follower is not None else None
        attributed = after is not None and _ATTRIBUTION.match(after.text) and not _is_list(found, place + 1)
        inset = min(line.left for line in paragraph.lines) > usual.left + INSET * usual.size or is_large(
            paragraph, usual
        )
        shown = _QUOTED.match(text) or attributed or all(line.italic for line in paragraph.lines)
        if (
            result
            and result[-1].kind is BlockKind.QUOTATION
            and _ATTRIBUTION.match(text)
            and not _is_list(found, place)
        ):
            result[-1].lines += paragraph.lines
            continue
        if paragraph.kind is BlockKind.PARAGRAPH and inset and shown and len(text.split()) >= 5:
            paragraph.kind = BlockKind.QUOTATION
        result.append(paragraph)
    return result


def _is_list(found: Sequence[Paragraph], place: int) -> bool:
    """Whether the paragraph at ``place`` is one of at least two items with the same mark."""
    label = found[place].label
    beside = (*found[max(place - 1, 0) : place], *found[place + 1 : place + 2])
    return bool(label) and any(other.label == label for other in beside)
