"""Any file to a document: what it is follows from its content, not from its name."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import re
import zipfile
from pathlib import Path

from ingest.document import Document
from ingest.errors import LimitError, ReadError
from ingest.formats.encoding import decode
from ingest.records import Source
from ingest.settings import IngestSettings


@functools.cache
def reader_version() -> str:
    """What reads documents, as a hash of this package's own source: another version reads every document again."""
    files = sorted(Path(__file__).parent.rglob("*.py"))
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:16]


def read_document(source: Source, path: Path, settings: IngestSettings, xml: Path | None = None) -> Document:
    """The document in ``path``: PDF, DOCX, HTML, XML of an official publication, Markdown or plain text.

    With the ``xml`` of the same publication beside a PDF, its words and headings are the document's and its pages the
    PDF's; an XML that cannot be read or is another document is left alone, with a warning.
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

        pdf = read_pdf(source, path, file_sha256, settings)
        return pdf if xml is None else _in_words_of(xml, pdf, settings)
    if kind == DOCX:
        from ingest.formats.word.reader import read_docx

        return read_docx(source, path, file_sha256, settings)
    if kind == OFFICIAL_XML:
        from ingest.formats.official_xml import read_official_xml

        return read_official_xml(source, path, file_sha256, content, settings)
    if kind == "text/html":
        from ingest.formats.web_page import read_html

        return read_html(source, path, file_sha256, content, settings)
    from ingest.formats.plain import read_plain

    return read_plain(source, path, file_sha256, content, settings)


def _in_words_of(xml: Path, pdf: Document, settings: IngestSettings) -> Document:
    from ingest.formats.on_pages import on_pages

    reason = XML_OTHER
    try:
        text = read_document(pdf.source, xml, settings)
        found = on_pages(text, pdf) if text.media_type == OFFICIAL_XML else None
    except ReadError:
        found, reason = None, XML_UNREADABLE
    if found is not None:
        return found
    report = dataclasses.replace(pdf.report, warnings=(*pdf.report.warnings, (reason, {"name": xml.name})))
    return dataclasses.replace(pdf, report=report)


def check_size(path: Path, settings: IngestSettings) -> None:
    """Raises LimitError when the file in ``path`` is larger than is read, OSError when it is not there."""
    size = path.stat().st_size
    if size > settings.max_file_bytes:
        text = f"{path.name}: {size} bytes, at most {settings.max_file_bytes} are read"
        raise LimitError(text, code="too_many_bytes", name=path.name, limit=settings.max_file_bytes)


_SNIFFED = 4096
_PAGE = re.compile(
    r"\s*(?:<\?xml\b[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|(?:html|head|body|title|meta|link|base|style|script"
    r"|div|span|p|h[1-6]|main|article|section|header|footer|nav|aside|form|table|ul|ol|dl|blockquote|pre|b|i|em|strong|a|br"
    r"|hr|center|font)(?=[\s/>]))|\s*<\?xml\b|.{0,900}<body\b",
    re.IGNORECASE | re.DOTALL,
)
_REFUSED = (
    (b"{\\rtf", "RTF"), (b"\xd0\xcf\x11\xe0", "Word of Excel van voor 2007"), (b"MIME-Version:", "MHTML"),
    (b"%!PS", "PostScript"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"), (b"MM\0*", "TIFF"),
)  # fmt: skip
_IN_ARCHIVE = (("xl/workbook.xml", "Excel"), ("ppt/presentation.xml", "PowerPoint"), ("content.xml", "OpenDocument"))
_LOCKED_WORD = "EncryptedPackage".encode("utf-16-le")
OFFICIAL_XML = "application/xml"
XML_OTHER, XML_UNREADABLE = "xml_other", "xml_unreadable"
OFFICIAL = re.compile(
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
                names = archive.namelist()
        except (zipfile.BadZipFile, OSError, NotImplementedError) as cause:
            raise ReadError(f"{path.name}: damaged archive: {cause}", code="damaged", name=path.name) from cause
        if any(_WORD_PART.fullmatch(name) for name in names):
            return DOCX
        raise _refused(path, next((kind for name, kind in _IN_ARCHIVE if name in names), "ZIP"))
    if head.startswith(b"<") and OFFICIAL.search(content[:4096]):
        return OFFICIAL_XML
    if _PAGE.match(decode(content[:_SNIFFED])[0]):
        return "text/html"
    if content.startswith(b"\xd0\xcf\x11\xe0") and _LOCKED_WORD in content:
        raise ReadError(f"{path.name}: locked with a password", code="encrypted", name=path.name)
    refused = next((kind for start, kind in _REFUSED if content.startswith(start) or head.startswith(start)), "")
    if refused:
        raise _refused(path, refused)
    if "\0" in decode(content[:_SNIFFED])[0]:
        raise ReadError(f"{path.name}: not PDF, DOCX, HTML or text", code="unknown_kind", name=path.name)
    return "text/plain"


def _refused(path: Path, kind: str) -> ReadError:
    """The error for a file of a kind that has a name and is not read."""
    return ReadError(f"{path.name}: {kind}, not PDF, DOCX, HTML or text", code="other_kind", name=path.name, kind=kind)
