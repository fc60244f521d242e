"""Independent readings of a PDF: poppler's text in both its orders, and the cells and headings that its tags name."""

from __future__ import annotations

import ctypes
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

PATIENCE_S = 120
_CELLS = frozenset(("TD", "TH"))
_HEADS = re.compile(r"H\d?$")
_MAKERS = (
    ("InDesign", r"indesign"),
    ("Affinity", r"affinity"),
    ("Aspose", r"aspose"),
    ("browser", r"wkhtmltopdf|skia|chrom|webkit|qt \d"),
    ("LibreOffice", r"libreoffice|openoffice"),
    ("TeX", r"tex"),
    ("Word", r"word|pdfmaker"),
    ("XPP", r"xpp|arbortext"),
    ("Distiller", r"distiller|pscript"),
)


@dataclass(slots=True)
class Tags:
    """What a file's structure tree says, for all pages: the texts of table cells and of headings."""

    cells: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)


def letters(text: str) -> str:
    """The letters of ``text``, small and without accents, marks and digits: how two readings are compared."""
    plain = unicodedata.normalize("NFKD", text.replace("ĳ", "ij").replace("Ĳ", "ij")).casefold()
    return "".join(letter for letter in plain if letter.isalpha())


def squashed(text: str) -> str:
    """The letters and digits of ``text``, small: how its lines are compared."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def poppler_pages(path: Path, *options: str) -> list[str]:
    """The text of every page by poppler's pdftotext with ``options``.

    Raises RuntimeError when pdftotext is not installed or fails.
    """
    program = shutil.which("pdftotext")
    if program is None:
        raise RuntimeError("pdftotext is needed (apt-get install poppler-utils)")
    command = [program, "-q", "-enc", "UTF-8", *options, str(path), "-"]
    done = subprocess.run(command, capture_output=True, timeout=PATIENCE_S, check=False)
    if done.returncode:
        raise RuntimeError(f"pdftotext failed on {path.name}: {done.stderr.decode('utf-8', 'replace')[:200]}")
    return done.stdout.decode("utf-8", "replace").split("\f")


def maker_of(path: Path) -> str:
    """The kind of program that made a PDF, 'other' for none that is known."""
    try:
        pdf = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return "other"
    named = pdf.get_metadata_dict()
    pdf.close()
    program = f"{named.get('Creator', '')} {named.get('Producer', '')}".casefold()
    return next((maker for maker, pattern in _MAKERS if re.search(pattern, program)), "other")


def tags_of(path: Path) -> Tags:
    """The cells and headings that the file's structure tree names; empty for a file without one."""
    tags = Tags()
    try:
        pdf = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return tags
    for page in pdf:
        tree = pdfium.FPDF_StructTree_GetForPage(page)
        if not tree:
            continue
        marked = _marked_text(page)
        for place in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            for kind, text in _elements(pdfium.FPDF_StructTree_GetChildAtIndex(tree, place), marked, 0):
                (tags.cells if kind in _CELLS else tags.heads).append(text)
        pdfium.FPDF_StructTree_Close(tree)
    pdf.close()
    return tags


def _marked_text(page: pypdfium2.PdfPage) -> dict[int, str]:
    """The text of every piece of marked content on a page, by its number."""
    text_page = page.get_textpage()
    found: dict[int, str] = {}
    for i in range(text_page.count_chars()):
        drawn = pdfium.FPDFText_GetTextObject(text_page, i)
        number = pdfium.FPDFPageObj_GetMarkedContentID(drawn) if drawn else -1
        code = pdfium.FPDFText_GetUnicode(text_page, i)
        if number >= 0 and code < 0x110000 and not 0xD800 <= code < 0xE000:
            found[number] = found.get(number, "") + chr(code)
    return found


def _elements(element: object, marked: dict[int, str], depth: int) -> Iterator[tuple[str, str]]:
    """(kind, text) of the outermost cells and headings in an element of the structure tree."""
    if not element or depth > 60:
        return
    kind = _kind(element)
    if kind in _CELLS or _HEADS.match(kind):
        text = _text(element, marked, depth)
        if text.strip():
            yield kind, text
        return
    for place in range(max(pdfium.FPDF_StructElement_CountChildren(element), 0)):
        yield from _elements(pdfium.FPDF_StructElement_GetChildAtIndex(element, place), marked, depth + 1)


def _text(element: object, marked: dict[int, str], depth: int) -> str:
    if not element or depth > 60:
        return ""
    parts: list[str] = []
    for place in range(max(pdfium.FPDF_StructElement_CountChildren(element), 0)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, place)
        number = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, place)
        parts.append(_text(child, marked, depth + 1) if child else marked.get(number, ""))
    return " ".join(parts)


def _kind(element: object) -> str:
    size = pdfium.FPDF_StructElement_GetType(element, None, 0)
    buffer = bytearray(size)
    view = (ctypes.c_char * size).from_buffer(buffer)
    pdfium.FPDF_StructElement_GetType(element, view, size)
    return buffer.decode("utf-16-le", "replace").rstrip("\0")
