"""Which paragraphs are headings, captions or quotations after all, by how they are set and what they say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.pdf.measures import Measures, Paragraph, ends_sentence, is_large
from ingest.records import BlockKind

HEADING_WORDS = 25
QUOTED_WORDS = 5
SENTENCE_WORDS = 4
INSET, NUMBER_INSET = 0.5, 40.0
WIDE_GAP = 1.2
NUMBERED_HEADING = re.compile(r"^(?P<label>\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+[A-ZÀ-Ý‘«“]")
PARTED_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+[A-ZÀ-Ý‘«“]")
CAPTION = re.compile(r"^(?:(?:Figuur|Tabel|Afbeelding|Grafiek|Kaart|Diagram)\s+[\dA-Z]{1,3}(?:\.\d+)?\s*[:.|–]|Bron:)")
_NAMED_HEADING = re.compile(r"^(?:Aanbeveling|Hoofdstuk|Bijlage|Deel|Kader|Annex)\s+(?:\d{1,2}|[A-Z])\b", re.IGNORECASE)
_QUOTED = re.compile(r"^[‘’“„\"'«].*[’”\"'»][.?!]?$", re.DOTALL)
_SENTENCE_END = re.compile(r"[.;,]['’”»)\]]*$")
_SENTENCES = re.compile(r"[^\W\d_]{2}[.?!]\s+(?=[A-ZÀ-Ý])")
_ATTRIBUTION = re.compile(r"^[—–―]\s*\S")
_LETTER = re.compile(r"[^\W\d_]")


def settle(paragraph: Paragraph, before: Paragraph | None, usual: Measures) -> None:
    """Decide whether a paragraph is a heading or a caption after all."""
    if paragraph.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        return
    first = paragraph.lines[0]
    text = " ".join(line.text for line in paragraph.lines)
    words = len(text.split())
    if CAPTION.match(text) and words < 60:
        paragraph.kind = BlockKind.CAPTION
        return
    if not _LETTER.search(text) and paragraph.kind is BlockKind.PARAGRAPH:
        paragraph.kind = BlockKind.CAPTION
        return
    large = is_large(paragraph, usual)
    if large and words >= QUOTED_WORDS and _QUOTED.match(text):
        paragraph.kind = BlockKind.QUOTATION
        return
    heavy = all(line.bold for line in paragraph.lines)
    numbered = len(paragraph.lines) == 1 and PARTED_NUMBER.match(text) and not first.cell
    marked = large or heavy or numbered or _is_italic_heading(paragraph, before, usual)
    named = _NAMED_HEADING.match(text) or NUMBERED_HEADING.match(text)
    if (
        words <= HEADING_WORDS
        and marked
        and _LETTER.search(text)
        and ((named and not numbered) or not _SENTENCE_END.search(text))
        and not _QUOTED.match(text)
        and not _holds_sentences(text)
        and not first.beside
    ):
        match = NUMBERED_HEADING.match(text)
        paragraph.kind = BlockKind.HEADING
        paragraph.label = match["label"] if match else ""


def _holds_sentences(text: str) -> bool:
    """Whether a text is a sentence and what comes after it, as a bold lead is and a heading is not."""
    parts = _SENTENCES.split(text)
    return len(parts) > 1 and min(len(part.split()) for part in parts) >= SENTENCE_WORDS


def _is_italic_heading(paragraph: Paragraph, before: Paragraph | None, usual: Measures) -> bool:
    """Whether a lone slanted line stands apart at the text's left edge, as the headings of letters do; a numbered one
    may stand in a little, with more room above it."""
    line = paragraph.lines[0]
    if len(paragraph.lines) > 1 or not line.italic or ends_sentence(line):
        return False
    inset = abs(line.left - usual.left)
    numbered = bool(NUMBERED_HEADING.match(line.text)) and inset < NUMBER_INSET
    if inset > 2.0 and not numbered:
        return False
    room = (WIDE_GAP if inset <= 2.0 else 2.0) * usual.pitch
    return before is None or before.lines[-1].baseline - line.baseline > room


def with_quotations(found: list[Paragraph], usual: Measures) -> list[Paragraph]:
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
        slanted = all(line.italic for line in paragraph.lines) and paragraph.lines[0].cell is None
        shown = _QUOTED.match(text) or attributed or slanted
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
