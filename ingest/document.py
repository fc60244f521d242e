"""A document: its source, its pages, its clean text, and the map between clean and raw offsets."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ingest.records import Block, BlockKind, Box, DocumentReport, Page, RawSpan, Source


@dataclass(frozen=True, slots=True)
class Document:
    """One source, read.

    ``text`` is the clean text of the whole document in reading order, blocks separated by an empty line. For every
    character of it ``page_numbers[i]`` is the page (from 1) that it stands on and ``raw_offsets[i]`` its place in that
    page's raw text, or -1 for a character that the raw text does not have (a space at a joined line end, the empty line
    between blocks). ``paged`` is False for text, HTML and DOCX, which have one page object holding the whole raw text
    and no page numbers to cite.
    """

    source: Source
    title: str
    file_sha256: str
    media_type: str
    paged: bool
    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...]
    page_numbers: NDArray[np.int32] = field(repr=False, compare=False)
    raw_offsets: NDArray[np.int32] = field(repr=False, compare=False)
    report: DocumentReport = field(default_factory=DocumentReport)

    def raw_spans(self, char_start: int, char_end: int) -> tuple[RawSpan, ...]:
        """The raw text behind a clean span: one span a page, in page order; empty when none of it is in the raw text.

        A span reaches from the first to the last raw character of the clean span on that page, so a hyphen or a
        footnote mark that was taken out in between lies inside it.
        """
        pages = self.page_numbers[char_start:char_end]
        offsets = self.raw_offsets[char_start:char_end]
        spans = []
        for number in np.unique(pages[offsets >= 0]):
            here = offsets[(pages == number) & (offsets >= 0)]
            spans.append(RawSpan(int(number), int(here.min()), int(here.max()) + 1))
        return tuple(spans)

    def span_page_numbers(self, char_start: int, char_end: int) -> tuple[int, ...]:
        """The pages that a clean span stands on, ascending; empty for a document without pages."""
        if not self.paged:
            return ()
        here = self.page_numbers[char_start:char_end][self.raw_offsets[char_start:char_end] >= 0]
        return tuple(int(number) for number in np.unique(here))

    def page(self, page_number: int) -> Page:
        """Page ``page_number`` (from 1). Raises IndexError when there is no such page."""
        if not 1 <= page_number <= len(self.pages):
            raise IndexError(f"page {page_number} of {len(self.pages)}")
        return self.pages[page_number - 1]

    def boxes(self, char_start: int, char_end: int) -> tuple[Box, ...]:
        """The rectangles that cover a clean span, one a line, in reading order; empty where nothing can be placed."""
        boxes: list[Box] = []
        for number in self.span_page_numbers(char_start, char_end):
            page = self.page(number)
            if not len(page.boxes):
                continue
            here = (self.page_numbers[char_start:char_end] == number) & (self.raw_offsets[char_start:char_end] >= 0)
            rows = page.boxes[self.raw_offsets[char_start:char_end][here]]
            boxes.extend(_line_boxes(number, rows[~np.isnan(rows).any(axis=1)]))
        return tuple(boxes)

    def block_at(self, char_position: int) -> Block | None:
        """The block that holds a clean position, or None between blocks."""
        for block in self.blocks:
            if block.char_start <= char_position < block.char_end:
                return block
        return None

    def paragraph_number(self, char_position: int) -> int | None:
        """Which paragraph (from 1, titles, headings and links not counted) holds a clean position."""
        number = 0
        for block in self.blocks:
            if block.kind not in (BlockKind.TITLE, BlockKind.HEADING, BlockKind.LINK):
                number += 1
            if block.char_start <= char_position < block.char_end:
                return number or None
        return None


def _line_boxes(page_number: int, rows: NDArray[np.float32]) -> list[Box]:
    """Character rectangles ``(n, 4)`` in reading order, merged to one rectangle a line."""
    lines: list[list[float]] = []
    for left, bottom, right, top in rows.tolist():
        if lines:
            line = lines[-1]
            overlap = min(line[3], top) - max(line[1], bottom)
            if overlap > 0.3 * min(line[3] - line[1], top - bottom) and left >= line[0] - 1.0:
                line[1], line[2], line[3] = min(line[1], bottom), max(line[2], right), max(line[3], top)
                continue
        lines.append([left, bottom, right, top])
    return [Box(page_number, *line) for line in lines]
