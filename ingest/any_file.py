"""Any file to a document: what it is follows from its content, not from its name."""

from __future__ import annotations

import functools
import hashlib
import re
import zipfile
from pathlib import Path

from ingest.document import Document
from ingest.errors import LimitError, ReadError
from ingest.records import Source
from ingest.settings import IngestSettings


@functools.cache
def reader_version() -> str:
    """What reads documents, as a hash of this package's own source: another version reads every document anew."""
    files = sorted(Path(__file__).parent.rglob("*.py"))
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:16]


def read_document(source: Source, path: Path, settings: IngestSettings) -> Document:
    """The document in ``path``: PDF, DOCX, HTML, XML of an official publication, Markdown or plain text.

    Raises ReadError when it cannot be read or holds no text, LimitError when it breaks a limit.
    """
    try:
        check_size(path, settings)
        content = path.read_bytes()
    except OSError as cause:
        raise ReadError(f"{path}: cannot be read: {cause}", code="unreadable", name=path.name) from cause
    if not content.strip():
        raise ReadError(f"{path.name}: empty file", code="empty_file", name=path.name)
    file_sha256 = hashlib.sha256(content).hexdigest()
    kind = media_type(content, path)
    if kind == "application/pdf":
        from ingest.pdf.reader import read_pdf

        return read_pdf(source, path, file_sha256, settings)
    if kind == DOCX:
        from ingest.formats.word.reader import read_docx

        return read_docx(source, path, file_sha256, settings)
    if kind == OFFICIAL_XML:
        from ingest.formats.official_xml import read_official_xml

        return read_official_xml(source, path, file_sha256, content, settings)
    if kind == "text/html":
        from ingest.formats.web_page import read_html

        return read_html(source, path, file_sha256, decode(content), settings)
    from ingest.formats.plain import read_plain

    return read_plain(source, path, file_sha256, decode(content), settings)


def check_size(path: Path, settings: IngestSettings) -> None:
    """Raises LimitError when the file in ``path`` is larger than is read, OSError when it is not there."""
    size = path.stat().st_size
    if size > settings.max_file_bytes:
        text = f"{path.name}: {size} bytes, at most {settings.max_file_bytes} are read"
        raise LimitError(text, code="too_many_bytes", name=path.name, limit=settings.max_file_bytes)


OFFICIAL_XML = "application/xml"
_OFFICIAL = re.compile(
    rb"<(?:[\w-]+:)?(?:officiele-publicatie|kamerstuk|handelingen|kamervragen|staatsblad|staatscourant|tractatenblad"
    rb"|gemeenteblad|provinciaalblad|waterschapsblad|blad-gemeenschappelijke-regeling|bgr)[\s>]"
)
_WORD_PART = re.compile(r"word/document\d*\.xml")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def media_type(content: bytes, path: Path) -> str:
    """What ``content`` is. Raises ReadError for what is none of the kinds that are read."""
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in content[:1024]:
        return "application/pdf"
    if content[:4] == b"PK\x03\x04":
        try:
            with zipfile.ZipFile(path) as archive:
                if any(_WORD_PART.fullmatch(name) for name in archive.namelist()):
                    return DOCX
        except (zipfile.BadZipFile, OSError, NotImplementedError) as cause:
            raise ReadError(f"{path.name}: damaged archive: {cause}", code="damaged", name=path.name) from cause
    if head.startswith(b"<") and _OFFICIAL.search(content[:4096]):
        return OFFICIAL_XML
    lower = head.lower()
    if lower.startswith((b"<!doctype html", b"<html", b"<?xml")) or b"<body" in lower:
        return "text/html"
    if b"\0" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ReadError(f"{path.name}: not PDF, DOCX, HTML or text", code="unknown_kind", name=path.name)
    return "text/plain"


def decode(content: bytes) -> str:
    """``content`` as text: by its byte order mark, else UTF-8, else Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
