"""The pages of a PDF: raw text as extracted, lines in reading order, and whether a page is a picture."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ingest.errors import LimitError, ReadError
from ingest.pdf.annotations import added_texts
from ingest.pdf.columns import reading_order
from ingest.pdf.drawn import drawn_dots, mark_items
from ingest.pdf.glyphs import Glyphs, read_glyphs
from ingest.pdf.letters import HYPHEN_AT_LINE_END
from ingest.pdf.level_rules import level_tables
from ingest.pdf.lines import Line, lines_of
from ingest.pdf.named import has_layers_off, joined_glyphs
from ingest.pdf.objects import Objects, objects_of
from ingest.pdf.pictures import is_of_pictures, picture_share
from ingest.pdf.pieces import Piece, pieces_of
from ingest.pdf.raw_offsets import agrees, align, raw_boxes
from ingest.pdf.rules import MOST_RULES, RuledTable, drawn_rules, in_cells, ruled_tables, stand_in
from ingest.pdf.sheets import RIGHT_PAGE, Sheet, sheet_of
from ingest.policy import READING
from ingest.records import whole_letters
from ingest.settings import IngestSettings
from ingest.word_list import is_of_no_language, is_scrambled

MOST_CONTENT = 25_000  # bytes


@dataclass(slots=True)
class RawPage:
    """One page as extracted, with its lines in reading order.

    ``kinds`` tells for each line which furniture it is ('' for text), ``reading_height`` is the height of the page as
    its text is read, ``askew`` are offsets of letters that run another way, ``is_picture`` tells that the page shows
    a picture where its text should be, ``unknown`` that many of its letters have no name or all of them wrong ones (no
    lines when most have none or wrong ones), ``damaged`` that reading it failed, ``hidden`` that text which nobody sees
    was left out, ``commented`` and ``filled_in`` that it has comments and fields of a form with something in them.
    """

    raw: str = ""
    extractor: str = "pdfium"
    label: str | None = None
    width: float = 0.0
    height: float = 0.0
    boxes: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 4), np.float32))
    lines: list[Line] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    reading_height: float = 0.0
    askew: list[int] = field(default_factory=list)
    is_picture: bool = False
    unknown: bool = False
    damaged: bool = False
    ocr: bool = False
    hidden: bool = False
    commented: bool = False
    filled_in: bool = False


def raw_pages(path: Path, settings: IngestSettings, reader: pypdf.PdfReader | None) -> list[RawPage]:
    """The pages of the PDF in ``path``; ``reader`` is None when pypdf cannot open it, and pdfium reads alone.

    Raises ReadError when the file is damaged or needs a password, LimitError with too many pages or too much text.
    """
    try:
        pdf = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as cause:
        locked = cause.err_code == pdfium.FPDF_ERR_PASSWORD
        text = f"{path.name}: {'needs a password' if locked else 'not a readable PDF'} ({cause}); get another file"
        raise ReadError(text, code="encrypted" if locked else "damaged", name=path.name) from cause
    try:
        count = len(pdf)
        if count > settings.max_pages:
            text = f"{path.name}: {count} pages, at most {settings.max_pages} are read"
            raise LimitError(text, code="too_many_pages", name=path.name, pages=count, limit=settings.max_pages)
        pages: list[RawPage] = []
        letters, layered = 0, reader is not None and has_layers_off(reader)
        for number in range(1, count + 1):
            page = _raw_page(pdf, number, _pypdf_page(reader, number, count), layered)
            letters += len(page.raw)
            if letters > settings.max_text_bytes:
                text = f"{path.name}: more than {settings.max_text_bytes} characters of text"
                raise LimitError(text, code="too_much_text", name=path.name)
            pages.append(page)
        return pages
    finally:
        pdf.close()


def _pypdf_page(reader: pypdf.PdfReader | None, number: int, count: int) -> pypdf.PageObject | None:
    """Page ``number`` by pypdf, or None where pypdf and pdfium do not see the same pages."""
    try:
        return reader.pages[number - 1] if reader is not None and len(reader.pages) == count else None
    except Exception:  # noqa: BLE001 (a broken page tree; pdfium, which repairs it, goes on alone)
        return None


def _raw_page(pdf: pypdfium2.PdfDocument, number: int, page: pypdf.PageObject | None, layered: bool) -> RawPage:
    try:
        seen = pdf[number - 1]
        named = joined_glyphs(page) if page is not None else {}
        objects = objects_of(seen)
        glyphs = read_glyphs(seen, objects, named, layered)
    except pypdfium2.PdfiumError:
        return RawPage(damaged=True)
    raw, extractor, offsets = _raw_text(page, glyphs)
    width, height = seen.get_size()
    pieces = pieces_of(glyphs)
    tables = _tables(objects, pieces) if glyphs.turns == 0 else []
    free = [piece for piece in pieces if not any(_stands_in(piece, table) for table in tables)]
    sheet = sheet_of(free, glyphs.width, glyphs.height)
    readable = is_readable(glyphs.text)
    lines = _lines(glyphs, pieces, offsets, number, sheet, tables) if readable else []
    mark_items(lines, drawn_dots(objects) if lines else [])
    commented, filled_in = added_texts(seen)
    return RawPage(
        raw=raw,
        extractor=extractor,
        label=pdf.get_page_label(number - 1) or None,
        width=width,
        height=height,
        boxes=raw_boxes(raw, glyphs, offsets),
        lines=lines,
        reading_height=max(glyphs.height, 1.0),
        askew=sorted(int(offset) for offset in offsets[glyphs.askew] if offset >= 0),
        is_picture=_letters_in(glyphs.text) < READING.few_letters
        and (picture_share(seen) > READING.large_picture or is_of_pictures(seen)),
        unknown=not readable or has_nameless_letters(glyphs.text),
        ocr=glyphs.recognised,
        hidden=glyphs.hidden > 0,
        commented=commented,
        filled_in=filled_in,
    )


def _tables(objects: Objects, pieces: Sequence[Piece]) -> list[RuledTable]:
    """The tables of a page that are drawn with rules, from the top down."""
    rules = drawn_rules(objects)
    drawn = ruled_tables(rules.level, rules.upright, pieces)
    level = [*rules.level, *rules.edges]
    found = [*drawn, *(level_tables(level, pieces, drawn) if len(level) <= MOST_RULES else [])]
    return sorted(found, key=lambda table: (-table.top, table.left))


def _stands_in(piece: Piece, table: RuledTable) -> bool:
    return table.holds((piece.left + piece.right) / 2, piece.baseline)


def _lines(
    glyphs: Glyphs,
    pieces: Sequence[Piece],
    offsets: NDArray[np.int32],
    number: int,
    sheet: Sheet,
    tables: Sequence[RuledTable],
) -> list[Line]:
    """The lines of a page in reading order; those of a ruled table stay together, row by row and cell by cell."""

    def cuts(baseline: float) -> Sequence[float]:
        ruled = [cut for table in tables if table.bottom < baseline < table.top for cut in table.cuts(baseline)]
        return [*sheet.cuts(baseline), *ruled]

    outside, inside = in_cells(lines_of(glyphs, pieces, offsets, number, cuts), tables)
    stands = [(stand_in(table, cells), cells) for table, cells in zip(tables, inside, strict=True) if cells]
    places = {id(stand): cells for stand, cells in stands}
    result: list[Line] = []
    for printed, (layout, lines) in enumerate(sheet.parted([*outside, *(stand for stand, _ in stands)])):
        for line in reading_order(lines, layout):
            line.zone += printed * RIGHT_PAGE
            cells = places.get(id(line), [])
            for cell in cells:
                cell.zone, cell.beside = line.zone, line.beside
            result += cells or [line]
    return result


def is_readable(text: str) -> bool:
    """Whether the letters of a page are known well enough to quote it."""
    known = sum(map(_is_nameless, text)) <= READING.unreadable_share * _letters_in(text)
    return known and not is_of_no_language(text) and not is_scrambled(text)


def has_nameless_letters(text: str) -> bool:
    """Whether so many letters of a page are unknown that the report names it."""
    return sum(map(_is_nameless, text)) > READING.nameless_share * _letters_in(text)


def _letters_in(text: str) -> int:
    return len("".join(text.split()))


@functools.cache
def _is_nameless(letter: str) -> bool:
    """Whether a letter says nothing: the font of the file gives its letters no names that others know."""
    hyphen = letter in (HYPHEN_AT_LINE_END, "\x02")
    return letter == "\N{REPLACEMENT CHARACTER}" or (
        not letter.isspace() and not hyphen and unicodedata.category(letter) in ("Cc", "Cn", "Co")
    )


def _raw_text(page: pypdf.PageObject | None, glyphs: Glyphs) -> tuple[str, str, NDArray[np.int32]]:
    """The page's raw text, who extracted it, and the offset of every glyph in it.

    pypdf's text is taken when it agrees with what pdfium sees on the page and does not break its lines after every
    word, else pdfium's own text; that at once on a page that takes pypdf long.
    """
    try:
        raw = whole_letters(page.extract_text()) if page is not None and _is_light(page) else ""
    except Exception:  # noqa: BLE001 (fonts that pypdf cannot read; pdfium's text is next)
        raw = ""
    offsets = align(raw, glyphs)
    if raw and agrees(offsets, raw, glyphs) and _words_a_line(raw) >= 0.5 * _words_a_line(glyphs.text):
        return raw, "pypdf plain", offsets
    offsets = np.arange(len(glyphs.text), dtype=np.int32)
    offsets[[letter.isspace() for letter in glyphs.text]] = -1
    return glyphs.text.replace(HYPHEN_AT_LINE_END, "-"), "pdfium", offsets


def _is_light(page: pypdf.PageObject) -> bool:
    """Whether pypdf, which takes a microsecond a byte, reads the page's content within a small part of a second."""
    content = page.get_contents()
    return content is None or len(content.get_data()) <= MOST_CONTENT


def _words_a_line(text: str) -> float:
    lines = [line for line in text.splitlines() if line.strip()]
    return len(text.split()) / len(lines) if lines else 0.0
