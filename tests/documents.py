"""Small documents made by hand, for tests."""

from __future__ import annotations

import hashlib

import numpy as np

from ingest.document import Document
from ingest.records import Block, BlockKind, Page, Source


def make_source(source_id: str = "bron", role: str = "overig", title: str = "Een titel", **values: str) -> Source:
    """A source with plausible facts."""
    facts = {"speaker": "Een spreker", "file": f"{source_id}.txt", "date": "2024-03-25", **values}
    return Source(id=source_id, title=title, role=role, **facts)  # type: ignore[arg-type]


def make_document(*paragraphs: str | tuple[BlockKind, str], source: Source | None = None) -> Document:
    """A document without pages; a paragraph is a text, or a block kind with a text. Headings head what follows."""
    source = source or make_source()
    blocks, parts, position = [], [], 0
    path: tuple[str, ...] = ()
    for paragraph in paragraphs:
        kind, text = paragraph if isinstance(paragraph, tuple) else (BlockKind.PARAGRAPH, paragraph)
        if parts:
            parts.append("\n\n")
            position += 2
        blocks.append(Block(kind, position, position + len(text), int(kind is BlockKind.HEADING), path))
        if kind is BlockKind.HEADING:
            path = (text,)
        parts.append(text)
        position += len(text)
    text = "".join(parts)
    return Document(
        source=source,
        title=source.title,
        file_sha256=hashlib.sha256(text.encode()).hexdigest(),
        media_type="text/plain",
        paged=False,
        text=text,
        blocks=tuple(blocks),
        pages=(Page(1, None, text),),
        page_numbers=np.ones(len(text), np.int32),
        raw_offsets=np.arange(len(text), dtype=np.int32),
    )
