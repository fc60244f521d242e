"""DOCX to a document, by python-docx."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph

from ingest.assemble import Draft
from ingest.document import Document
from ingest.errors import LimitError, ReadError
from ingest.formats.unpaged import draft_of, unpaged_document
from ingest.records import BlockKind, Source
from ingest.settings import IngestSettings


def read_docx(source: Source, path: Path, file_sha256: str, settings: IngestSettings) -> Document:
    """The document in a Word file: headings by style, list items, quotations, paragraphs, tables row by row.

    Raises ReadError when it is damaged, LimitError when it unpacks to too much.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > 4 * settings.max_text_bytes:
            text = f"{path.name}: unpacks to {unpacked} bytes"
            raise LimitError(text, code="too_much_text", name=path.name)
        word = docx.Document(str(path))
        pieces = [piece for part in word.iter_inner_content() for piece in _pieces(part)]
    except (LimitError, MemoryError):
        raise
    except Exception as cause:
        text = f"{path.name}: not a readable DOCX ({type(cause).__name__}: {cause})"
        raise ReadError(text, code="damaged", name=path.name) from cause
    raw = ""
    drafts: list[Draft] = []
    for kind, text, level in pieces:
        drafts.append(draft_of(kind, text, len(raw), "", level))
        raw += text + "\n"
    title = word.core_properties.title or ""
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return unpaged_document(source, path, file_sha256, media_type, raw, drafts, settings, title)


def _pieces(part: Paragraph | Table) -> list[tuple[BlockKind, str, int]]:
    if isinstance(part, Table):
        rows = []
        for row in part.rows:
            cells = list(dict.fromkeys(cell.text.strip() for cell in row.cells))
            rows.append((BlockKind.TABLE_ROW, " ".join(" ".join(cells).split()), 0))
        return [row for row in rows if row[1]]
    text = " ".join(part.text.split())
    if not text:
        return []
    style = (part.style.name or "") if part.style is not None else ""
    if style == "Title":
        return [(BlockKind.TITLE, text, 0)]
    if style.startswith("Heading ") and style[8:].isdigit():
        return [(BlockKind.HEADING, text, int(style[8:]))]
    if style.startswith("List") or (part._p.pPr is not None and part._p.pPr.numPr is not None):
        return [(BlockKind.LIST_ITEM, text, 0)]
    return [(BlockKind.QUOTATION if "Quote" in style else BlockKind.PARAGRAPH, text, 0)]
