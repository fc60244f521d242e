"""DOCX to a document.

Our own reading of the XML: python-docx, mammoth and docx2python each drop some of changes, controls, text boxes, notes
and computed numbers (``eval/NOTES.md``). Source: ECMA-376, part 1, WordprocessingML.
"""

from __future__ import annotations

from pathlib import Path

from ingest.document import Document
from ingest.errors import ReadError
from ingest.formats.unpaged import document_of_pieces
from ingest.formats.word.body import BodyReader
from ingest.formats.word.parts import W, open_parts
from ingest.records import BlockKind, Source
from ingest.settings import IngestSettings

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read_docx(source: Source, path: Path, file_sha256: str, settings: IngestSettings) -> Document:
    """The document in a Word file, as Word shows it with all changes accepted.

    Running heads and feet are left out and counted as furniture. Warnings name what is not read (charts, diagrams,
    objects, large pictures, comments, attached files, unknown signs) and what was decided (changes, hidden text).
    Raises ReadError when the file is damaged, LimitError when it unpacks to too much.
    """
    parts = open_parts(path, settings)
    reader = BodyReader(parts)
    try:
        pieces = reader.pieces()
    except RecursionError as cause:
        raise ReadError(f"{path.name}: nested too deep", code="damaged", name=path.name) from cause
    seen = reader.seen
    seen["docx_comments"] = sum(len(part) for part in parts.others.get("comments", ()))
    warnings = tuple((code, {"count": count}) for code, count in sorted(seen.items()) if count)
    heads = (*parts.others.get("header", ()), *parts.others.get("footer", ()))
    furniture = sum(any((text.text or "").strip() for text in part.iter(W + "t")) for part in heads)
    title = next((" ".join(piece.text.split()) for piece in pieces if piece.kind is BlockKind.TITLE), parts.title)
    return document_of_pieces(
        source, path, file_sha256, MEDIA_TYPE, pieces, settings, title, warnings=warnings, furniture=furniture
    )
