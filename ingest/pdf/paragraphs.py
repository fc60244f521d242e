"""Lines to paragraphs, headings, list items, table rows and footnotes, by geometry."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ingest.pdf.breaks import joined_over_floats
from ingest.pdf.contents import contents_entries
from ingest.pdf.headings import CAPTION, NUMBERED_HEADING, PARTED_NUMBER, WIDE_GAP, settle, with_quotations
from ingest.pdf.lines import Line, without_leaders
from ingest.pdf.measures import LARGER, Measures, Paragraph, ends_sentence, goes_on_in_words, is_qa_label
from ingest.pdf.rows import settled_row, with_table_heads
from ingest.pdf.tables import table_rows
from ingest.records import BlockKind

NARROW = 0.65
LINES_OF_TEXT = 5
FULL_LINE = 45
WIDE_IN_HEADINGS = 2.0
SAME_TEXT = 0.15
NEAR = 40.0
AROUND = 4
_ITEM = re.compile(
    r"^(?:(?P<label>[•▪‣◦●○·–—*o-]|[a-z][.)]|\(?(?:[a-z]|\d{1,2}|[ivx]{2,4})\)|\d{1,2}[.)]|[ivx]{1,5}[.)])\s+\S|(?P<mark>[•▪‣◦●○])\S)"
)
_DASH_OR_NUMBER = re.compile(r"^(?:[-–—]|\d{1,2}\.)\s")


def paragraphs_of(lines: Sequence[Line], usual: Measures) -> list[Paragraph]:
    """The running lines of one page, in reading order, as paragraphs."""
    found: list[Paragraph] = []
    usual = replace(usual, left=_left_edge(lines, usual))
    right_edge = _right_edges(lines)
    rows = _rows(lines)
    entries = contents_entries(lines)
    for place, line in enumerate(lines):
        previous = lines[place - 1] if place else None
        if entries[place] >= 0:
            if place and entries[place - 1] == entries[place]:
                found[-1].lines.append(without_leaders(line))
            else:
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
    found = [
        part
        for paragraph in found
        for part in (settled_row(paragraph) if paragraph.kind is BlockKind.TABLE_ROW else [paragraph])
    ]
    with_table_heads(found)
    for place, paragraph in enumerate(found):
        settle(paragraph, found[place - 1] if place else None, usual)
    return joined_over_floats(with_quotations(found, usual), usual)


def _rows(lines: Sequence[Line]) -> list[int]:
    """For every line the number of its table row, -1 outside tables: by the rules drawn, elsewhere by the parts."""
    numbers: list[int] = []
    last = -1
    for cell, run in itertools.groupby(lines, key=lambda line: line.cell[:2] if line.cell else None):
        here = list(run)
        labelled = [bool(_ITEM.match(line.text) or PARTED_NUMBER.match(line.text)) for line in here]
        found = table_rows(here, labelled) if cell is None else [0] * len(here)
        numbers += [number + last + 1 if number >= 0 else -1 for number in found]
        last = max([last, *numbers[-len(here) :]])
    return numbers


def _left_edge(lines: Sequence[Line], usual: Measures) -> float:
    """Where the text of this page begins: left and right pages have other margins."""
    lefts = Counter(round(line.left) for line in lines if abs(line.size - usual.size) < 0.5 and not line.beside)
    left, count = lefts.most_common(1)[0] if lefts else (0, 0)
    return float(left) if count >= LINES_OF_TEXT else usual.left


def _right_edges(lines: Sequence[Line]) -> dict[int, float]:
    """For every line the right edge of its text: the furthest of the lines that begin near it in its column, or, in
    text that is wrapped beside a picture, of the lines around it."""
    lefts, rights = np.array([line.left for line in lines]), np.array([line.right for line in lines])
    columns = np.array([2 * line.zone + line.beside for line in lines])
    near = (np.abs(lefts[:, None] - lefts) < NEAR) & (columns[:, None] == columns)
    edges = np.where(near, rights, -np.inf).max(axis=1, initial=-np.inf).tolist()
    return {id(line): min(edges[place], _wrapped_edge(lines, place, edges[place])) for place, line in enumerate(lines)}


def _wrapped_edge(lines: Sequence[Line], place: int, edge: float) -> float:
    """The right edge of the lines right above and below one, where they are narrow running text; else ``edge``."""
    here = lines[place]
    widest = here.left + NARROW * (edge - here.left)
    if here.right > widest:
        return edge
    around = [here]
    for step in (-1, 1):
        last, other = here, place + step
        while 0 <= other < len(lines) and abs(other - place) <= AROUND:
            level = 0 < step * (last.baseline - lines[other].baseline) < 2 * here.size
            if not level or abs(lines[other].left - here.left) >= 1.0 or lines[other].right > widest:
                break
            last = lines[other]
            around.append(last)
            other += step
    small = sum(line.text[0].islower() for line in around)
    wrapped = len(around) >= AROUND and small >= max(0.3 * len(around), 2)
    return max(line.right for line in around) if wrapped else edge


def _begins(previous: Line, line: Line, paragraph: Paragraph, usual: Measures, right_edges: dict[int, float]) -> bool:
    """Whether ``line`` begins a new paragraph after ``previous``."""
    if is_qa_label(line.text) or is_qa_label(previous.text):
        return True
    if abs(line.size - previous.size) > 0.06 * usual.size or line.bold != previous.bold:
        return not (
            (abs(line.size - previous.size) < 0.1 or line.bold == previous.bold)
            and _sentence_goes_on(previous, line, right_edges)
        )
    gap = previous.baseline - line.baseline
    if _is_heading_wrapped(previous, line, usual, right_edges):
        return False
    if gap > 0 and gap > WIDE_GAP * max(usual.pitch * previous.size / usual.size, previous.size * 1.05):
        return True
    ended = ends_sentence(previous)
    short = _ends_short(previous, line, right_edges[id(previous)])
    if line.dotted:
        return True
    if _ITEM.match(line.text) or CAPTION.match(line.text):
        in_running_text = bool(_DASH_OR_NUMBER.match(line.text)) and not short and not ended
        return not in_running_text or paragraph.kind is BlockKind.LIST_ITEM
    if NUMBERED_HEADING.match(line.text) and line.bold:
        return True
    width = max(right_edges[id(previous)], right_edges[id(line)])
    if _is_numbered_line(previous, _ends_short(previous, line, width)) and not goes_on_in_words(previous, line):
        return len(paragraph.lines) == 1
    if paragraph.kind is BlockKind.LIST_ITEM:
        return ended if gap < 0 else _leaves_item(paragraph, previous, line, short)
    if gap > 0 and not goes_on_in_words(previous, line) and _is_centred_apart(previous, line, usual, right_edges):
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


def _is_heading_wrapped(previous: Line, line: Line, usual: Measures, right_edges: dict[int, float]) -> bool:
    """Whether a line goes on with the large type above it, which may stand further apart than lines of text do."""
    gap = previous.baseline - line.baseline
    large = min(previous.size, line.size) > LARGER * usual.size and 0 < gap < WIDE_IN_HEADINGS * line.size
    if not large or ends_sentence(previous) or NUMBERED_HEADING.match(line.text) or previous.left != line.left:
        return False
    return goes_on_in_words(previous, line) or not _ends_short(previous, line, right_edges[id(previous)])


def _sentence_goes_on(previous: Line, line: Line, right_edges: dict[int, float]) -> bool:
    """Whether a sentence goes on over a change of weight, or of size a little, as where a word of a line is set in
    another font: in small letters, or after a full line of it."""
    if abs(line.size - previous.size) > SAME_TEXT * previous.size:
        return False
    alike = abs(line.size - previous.size) < 0.1
    if goes_on_in_words(previous, line) and alike:
        return True
    level = 0 < previous.baseline - line.baseline < 1.6 * previous.size and abs(line.left - previous.left) < 1.0
    full = not _ends_short(previous, line, right_edges[id(previous)]) and line.left <= previous.left + 1.0
    told = previous.bold if alike else level
    return full and told and not ends_sentence(previous) and len(previous.text) >= FULL_LINE


def _leaves_item(paragraph: Paragraph, previous: Line, line: Line, short: bool) -> bool:
    """Whether ``line`` no longer belongs to a list item: it stands further left than the item's lines do.

    An item whose first line alone stands in goes on there in the middle of a sentence.
    """
    first = paragraph.lines[0].left
    hanging = paragraph.lines[1].left if len(paragraph.lines) > 1 else first
    if goes_on_in_words(previous, line) and not short and not ends_sentence(previous):
        return False
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


def _is_numbered_line(line: Line, short: bool) -> bool:
    """Whether a line is '3.3.2 Herinvoeren van de heffing': a parted number and words that end before the line does."""
    return short and bool(PARTED_NUMBER.match(line.text)) and not ends_sentence(line)


def _new_paragraph(line: Line) -> Paragraph:
    match = _ITEM.match(line.text)
    if line.dotted:
        return Paragraph(BlockKind.LIST_ITEM, [line])
    if match and not (line.bold and NUMBERED_HEADING.match(line.text)):
        return Paragraph(BlockKind.LIST_ITEM, [line], match["label"] or match["mark"])
    return Paragraph(BlockKind.PARAGRAPH, [line])
