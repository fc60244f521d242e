"""From a place in a document to a citation that a reader can check."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote as percent_encode
from urllib.parse import urlsplit

from app.records import Citation
from ingest.document import Document
from ingest.records import Block, BlockKind

_PLACE = re.compile(r"(?P<source>[A-Za-z0-9._-]+)~(?P<start>\d{1,9})-(?P<end>\d{1,9})")
FRAGMENT_WORDS = 6


def make_citation(document: Document, char_start: int, char_end: int, number: int) -> Citation:
    """The citation of a span of the document's text; ``number`` is the one that the reader sees, from 1."""
    source = document.source
    pages = document.span_page_numbers(char_start, char_end)
    block = document.block_at(char_start)
    return Citation(
        number=number,
        id=f"{source.id}~{char_start}-{char_end}",
        source_id=source.id,
        title=document.title,
        role=source.role,
        speaker=source.speaker,
        publisher=source.publisher,
        date=source.date,
        document_number=source.document_number,
        page_numbers=pages,
        page_labels=tuple(document.page(page).label or "" for page in pages),
        paragraph_number=None if pages else document.paragraph_number(char_start),
        section=_section(document, block) if block is not None else (),
        char_start=char_start,
        char_end=char_end,
        url=deep_link(document, char_start, char_end),
        file_sha256=document.file_sha256,
        retrieved=source.retrieved,
        ocr=any(document.page(page).ocr for page in pages),
    )


def _section(document: Document, block: Block) -> tuple[str, ...]:
    """The headings above a block; the header of a row's table is none, and stands before the row as its lead."""
    if block.kind is not BlockKind.TABLE_ROW or not block.heading_path:
        return block.heading_path
    top = document.blocks.index(block)
    while top and document.blocks[top - 1].kind is BlockKind.TABLE_ROW:
        top -= 1
    header = document.text[document.blocks[top].char_start : document.blocks[top].char_end]
    return tuple(title for title in block.heading_path if title != header)


def deep_link(document: Document, char_start: int, char_end: int) -> str:
    """The official address at a place: '#page=12' for a PDF, a text fragment for a web page, '' without an address.

    Source: RFC 8118 (fragments of PDF); WICG, URL Fragment Text Directives.
    """
    url = document.source.url
    if not url:
        return ""
    if urlsplit(url).path in ("", "/"):
        return url
    pages = document.span_page_numbers(char_start, char_end)
    if pages:
        return f"{url}#page={pages[0]}" if url.endswith(".pdf") else url
    words = document.text[char_start:char_end].split()
    first, last = " ".join(words[:FRAGMENT_WORDS]), " ".join(words[-FRAGMENT_WORDS:])
    if len(words) <= 2 * FRAGMENT_WORDS:
        return f"{url}#:~:text={_fragment(' '.join(words))}"
    return f"{url}#:~:text={_fragment(first)},{_fragment(last)}"


def find_place(documents: Mapping[str, Document], citation_id: str) -> tuple[Document, int, int] | None:
    """The document and span that a citation id names, or None when it names no place in these documents."""
    match = _PLACE.fullmatch(citation_id)
    if match is None or match["source"] not in documents:
        return None
    document = documents[match["source"]]
    start, end = int(match["start"]), int(match["end"])
    if not 0 <= start < end <= len(document.text):
        return None
    return document, start, end


def _fragment(text: str) -> str:
    return percent_encode(text, safe="").replace("-", "%2D")
