"""Lines to paragraphs, headings, list items, table rows and footnotes, by geometry."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ingest.lines import Line
from ingest.records import BlockKind

SMALLER = 0.93
LARGER = 1.12
WIDE_GAP = 1.3
SHORT_LINE = 0.88
HEADING_WORDS = 25
_ITEM = re.compile(r"^(?P<label>[•▪‣◦●○–—*-]|[a-z][.)]|\(?[a-z0-9]{1,2}\)|\d{1,2}[.)]|[ivx]{1,5}[.)])\s+\S")
_NUMBERED_HEADING = re.compile(r"^(?P<label>\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+[A-ZÀ-Ý‘«“]")
_NAMED_HEADING = re.compile(r"^(?:Aanbeveling|Hoofdstuk|Bijlage|Deel|Kader|Annex)\s+(?:\d{1,2}|[A-Z])\b", re.IGNORECASE)
_NOTE = re.compile(r"^(?P<label>\d{1,3}|\*{1,3})[.)]?\s+\S")
_ENDS = re.compile(r"[.?!:;…]['’”»)\]]*$")
_CAPTION = re.compile(r"^(?:Figuur|Tabel|Afbeelding|Bron:|Grafiek)\s*\d*", re.IGNORECASE)


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, with what they are; ``label`` is a list mark or note number, taken from the text."""

    kind: BlockKind
    lines: list[Line]
    label: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Measures:
    """What is usual in a document: the size of running text, the pitch of its lines, and its column's edges."""

    size: float
    pitch: float
    left: float
    right: float


def measure(lines: Sequence[Line]) -> Measures:
    """The usual measures over all lines of running text, weighted by their length."""
    weights: Counter[float] = Counter()
    for line in lines:
        weights[round(line.size, 1)] += len(line.text)
    size = weights.most_common(1)[0][0] if weights else 10.0
    body = [line for line in lines if abs(line.size - size) < 0.06 * size]
    pitches = [
        above.baseline - below.baseline
        for above, below in itertools.pairwise(body)
        if above.page_number == below.page_number and 0 < above.baseline - below.baseline < 3 * size
    ]
    lefts = Counter(round(line.left) for line in body)
    rights = sorted(line.right for line in body)
    return Measures(
        size,
        median(pitches) if pitches else 1.2 * size,
        float(lefts.most_common(1)[0][0]) if lefts else 0.0,
        rights[int(len(rights) * 0.9)] if rights else 0.0,
    )


def split_notes(lines: Sequence[Line], usual: Measures) -> tuple[list[Line], list[Line]]:
    """The lines of one page in (running text, footnotes): footnotes are the smaller lines from a note number down."""
    start = len(lines)
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        if line.size > SMALLER * usual.size:
            break
        if _NOTE.match(line.text) and line.baseline < 0.6 * max(other.baseline for other in lines):
            start = place
    return list(lines[:start]), list(lines[start:])


def note_paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """Footnote lines as one paragraph a note."""
    notes: list[Paragraph] = []
    for line in lines:
        match = _NOTE.match(line.text)
        if match and (line.raised or not notes or line.left <= notes[-1].lines[0].left + 2.0):
            notes.append(Paragraph(BlockKind.FOOTNOTE, [line], match["label"]))
        elif notes:
            notes[-1].lines.append(line)
    return notes


def paragraphs_of(lines: Sequence[Line], usual: Measures) -> list[Paragraph]:
    """The running lines of one page, in reading order, as paragraphs."""
    found: list[Paragraph] = []
    right_edge = _right_edges(lines)
    for place, line in enumerate(lines):
        previous = lines[place - 1] if place else None
        if previous is None or _begins(previous, line, found[-1], usual, right_edge[id(previous)]):
            found.append(_new_paragraph(line, usual))
        else:
            found[-1].lines.append(line)
    for paragraph in found:
        _settle(paragraph, usual)
    return found


def _right_edges(lines: Sequence[Line]) -> dict[int, float]:
    """For every line the right edge of its column: the furthest of the lines that begin near it."""
    return {id(line): max(other.right for other in lines if abs(other.left - line.left) < 40.0) for line in lines}


def _begins(previous: Line, line: Line, paragraph: Paragraph, usual: Measures, right_edge: float) -> bool:
    """Whether ``line`` begins a new paragraph after ``previous``."""
    if len(line.tabs) >= 2 or len(previous.tabs) >= 2:
        return True
    if _qa_label(line.text) or _qa_label(previous.text):
        return True
    if abs(line.size - previous.size) > 0.06 * usual.size or line.bold != previous.bold:
        return not (line.size == previous.size and _goes_on_in_words(previous, line))
    gap = previous.baseline - line.baseline
    if gap > 0 and gap > WIDE_GAP * max(usual.pitch * previous.size / usual.size, previous.size * 1.05):
        return True
    if _ITEM.match(line.text) and line.text[:2] != "- ":
        return True
    if _ITEM.match(line.text):
        return _ends_short(previous, right_edge) or bool(_ENDS.search(previous.text))
    if _NUMBERED_HEADING.match(line.text) and line.bold:
        return True
    if paragraph.kind is BlockKind.LIST_ITEM:
        first = paragraph.lines[0].left
        hanging = paragraph.lines[1].left if len(paragraph.lines) > 1 else first
        flush = abs(line.left - first) < 1.0 and _ends_short(previous, right_edge)
        return line.left < first - 1.0 or line.left < hanging - 2.0 or flush
    indent = line.left - previous.left
    if indent > 0.7 * usual.size and gap > 0 and len(paragraph.lines) > 1 and indent < 8 * usual.size:
        return bool(_ENDS.search(previous.text))
    return _ends_short(previous, right_edge) and bool(_ENDS.search(previous.text)) and not line.text[0].islower()


def _ends_short(line: Line, right_edge: float) -> bool:
    return line.right - line.left < SHORT_LINE * (right_edge - line.left)


def _goes_on_in_words(previous: Line, line: Line) -> bool:
    return previous.text.endswith("-") or line.text[0].islower()


def _qa_label(text: str) -> bool:
    return bool(QA_LABEL.match(text))


QA_LABEL = re.compile(
    r"^(?P<what>Vraag|Vragen|Antwoord|Antwoorden)(?: (?:op )?(?:vraag|vragen))?"
    r"(?: (?P<numbers>\d{1,3}(?:[ ,]|en|tot|t/m|met|[-–]|\d)*))?[:.]?$"
)  # fmt: skip


def _new_paragraph(line: Line, usual: Measures) -> Paragraph:
    if len(line.tabs) >= 2:
        return Paragraph(BlockKind.TABLE_ROW, [line])
    match = _ITEM.match(line.text)
    if match and not (line.bold and _NUMBERED_HEADING.match(line.text)):
        return Paragraph(BlockKind.LIST_ITEM, [line], match["label"])
    return Paragraph(BlockKind.PARAGRAPH, [line])


def _settle(paragraph: Paragraph, usual: Measures) -> None:
    """Decide whether a paragraph is a heading or a caption after all."""
    first = paragraph.lines[0]
    text = " ".join(line.text for line in paragraph.lines)
    if paragraph.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        return
    words = len(text.split())
    large = first.size > LARGER * usual.size
    heavy = all(line.bold for line in paragraph.lines)
    named = _NAMED_HEADING.match(text) and (large or heavy)
    numbered = _NUMBERED_HEADING.match(text) and (large or heavy)
    if (
        words <= HEADING_WORDS
        and re.search(r"[^\W\d_]", text)
        and (named or numbered or ((large or heavy) and not re.search(r"[.;,]$", text)))
    ):
        match = _NUMBERED_HEADING.match(text)
        paragraph.kind = BlockKind.HEADING
        paragraph.label = match["label"] if match else ""
        return
    if _CAPTION.match(text) and first.size < usual.size and words < 60:
        paragraph.kind = BlockKind.CAPTION


def continues(before: Paragraph, after: Paragraph) -> bool:
    """Whether a paragraph at the top of a page goes on from the last one of the page before."""
    if before.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) or after.kind is not BlockKind.PARAGRAPH:
        return False
    last, first = before.lines[-1], after.lines[0]
    if abs(last.size - first.size) > 0.06 * last.size or last.bold != first.bold or _qa_label(last.text):
        return False
    if last.text.endswith("-") or first.text[:1].islower():
        return True
    return not _ENDS.search(last.text) and not _qa_label(first.text)
