"""What ingestion hands on: sources, documents with two texts and one map, passages with sentences.

Offsets are characters. ``char_start``/``char_end`` count in ``Document.text`` (the clean text, from 0, end exclusive);
``raw_start``/``raw_end`` count in one page's ``Page.raw``. Pages count from 1, as in the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

ROLES = ("advies", "kabinetsreactie", "nieuws", "overig")
_HALVES = re.compile("[\ud800-\udfff]")


def whole_letters(text: str) -> str:
    """``text``, of the same length, with U+FFFD for every half of a surrogate pair: UTF-8 cannot write those."""
    return _HALVES.sub("\N{REPLACEMENT CHARACTER}", text)


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of the register; empty text and None stand for 'niet vastgesteld'."""

    id: str
    title: str
    role: str
    speaker: str
    publisher: str = ""
    date: str = ""
    url: str = ""
    document_number: str = ""
    dossier: str = ""
    licence: str = ""
    file: str = ""
    sha256: str = ""
    retrieved: str = ""
    candidate_urls: tuple[str, ...] = ()
    publication_page: str = ""
    link_pattern: str = ""


class BlockKind(StrEnum):
    """What a block of text is on the page."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    QUESTION = "question"
    QUOTATION = "quotation"
    PULL_QUOTE = "pull_quote"
    FOOTNOTE = "footnote"
    TABLE_ROW = "table_row"
    CAPTION = "caption"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A footnote mark that was taken out of the running text: it stands right before ``char_position``."""

    char_position: int
    label: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item, ...: a slice of the document's text.

    ``heading_path`` holds the headings above it, outermost first; ``question`` the text of the question that it answers
    in a question-and-answer document; ``label`` its own mark ('2.1', 'a.', 'Vraag 3', a footnote's number).
    """

    kind: BlockKind
    char_start: int
    char_end: int
    level: int = 0
    heading_path: tuple[str, ...] = ()
    question: str = ""
    label: str = ""
    note_marks: tuple[NoteMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Furniture:
    """A running head or foot, page number or margin code: labelled in the raw text, absent from the clean text."""

    kind: str
    raw_start: int
    raw_end: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page as extracted.

    ``boxes`` is float32 ``(len(raw), 4)``: left, bottom, right, top of every raw character in PDF points, NaN where the
    page has no ink for it; ``(0, 4)`` for documents without pages.
    """

    number: int
    label: str | None
    raw: str
    width: float = 0.0
    height: float = 0.0
    boxes: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 4), np.float32), repr=False, compare=False)
    furniture: tuple[Furniture, ...] = ()
    extractor: str = "text"
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class RawSpan:
    """A stretch of one page's raw text."""

    page_number: int
    raw_start: int
    raw_end: int


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in PDF points, origin at the lower left."""

    page_number: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """What ingestion did with one document. ``warnings`` are (code, values) pairs; their Dutch is in the messages."""

    pages: int = 0
    words: int = 0
    passages: int = 0
    furniture: int = 0
    footnotes: int = 0
    joined_hyphens: int = 0
    kept_hyphens: int = 0
    warnings: tuple[tuple[str, dict[str, Any]], ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A whole sentence (or heading, list item, table row): a slice of the document's text inside one block."""

    char_start: int
    char_end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Passage:
    """What is retrieved: whole sentences of one section, ``text == document.text[char_start:char_end]``.

    ``page_numbers`` are the pages it stands on, ascending, empty for documents without pages.
    """

    id: str
    source_id: str
    role: str
    kind: BlockKind
    heading_path: tuple[str, ...]
    question: str
    char_start: int
    char_end: int
    text: str
    page_numbers: tuple[int, ...]
    sentences: tuple[Sentence, ...]
