"""The source of a quote: the page's picture with the words marked, its text, and where it comes from."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from app.answer.quotes import file_name
from app.citation.place import find_place, make_citation
from app.citation.reference import apa_citation, bibtex, citation_key, dutch_citation, dutch_date, place_in_words, ris
from app.messages import say
from app.records import Citation
from app.web.contract import PageAssistant
from app.web.picture import SCALES, page_picture
from app.web.strip import strip_of
from app.web.templating import not_found, page
from app.web.views.citation_words import NO_BREAK, PATH_MARK, role_name, speakers
from ingest.document import Document
from ingest.records import Block, BlockKind, Box

_SPACE = re.compile(r"\s+")
BLOCKS_AROUND = 8
STRIP_ZOOM = 150
STRIP_PIXELS_A_POINT = 1.45  # 11 points become 16 pixels
MAX_SOUGHT, MOST_SOUGHT, AROUND = 200, 50, 60
BESIDE_STRIP = 120  # characters: three lines on a telephone
REFERENCES = {"txt": (dutch_citation, "text/plain; charset=utf-8"),
              "apa": (apa_citation, "text/plain; charset=utf-8"),
              "bib": (bibtex, "application/x-bibtex; charset=utf-8"),
              "ris": (ris, "application/x-research-info-systems; charset=utf-8")}  # fmt: skip
FOREVER = {"cache-control": "private, max-age=86400"}
ASK_AGAIN = {"cache-control": "no-cache"}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text as shown: ``mark`` for the quoted words."""

    text: str
    mark: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a source that a reader may go to: its words, those around them with the space between, its page (0 for
    none) and level.
    """

    address: str
    before: str
    text: str
    after: str
    page_number: int
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of a text source as shown."""

    kind: str
    runs: tuple[Run, ...]


def routes(assistant: PageAssistant) -> APIRouter:
    """``/bron/{id}`` and ``/bron/{id}.png`` over the documents of ``assistant``."""
    router = APIRouter()

    @router.get("/bron/{citation_id}.png")
    def picture(citation_id: str, pagina: int = 0, zoom: int = 100, druk: str = "", strook: bool = False) -> Response:
        place = find_place(assistant.documents, citation_id)
        if place is None or zoom not in SCALES or not place[0].paged or (druk and druk != edition(*place)):
            return Response(status_code=404)
        png = _png(assistant.document_path(place[0].source.id), place, pagina, zoom, strook)
        if png is None:
            return Response(status_code=404)
        return Response(png, media_type="image/png", headers=FOREVER if druk else ASK_AGAIN)

    @router.get("/bron/{citation_id}.{kind}")
    def reference(citation_id: str, kind: str) -> Response:
        place = find_place(assistant.documents, citation_id)
        if place is None or kind not in REFERENCES:
            return not_found(say("page.unknown_place"))
        document, start, end = place
        make, media_type = REFERENCES[kind]
        citation = make_citation(document, start, end, 1)
        headers = {"content-disposition": f'attachment; filename="{citation_key(citation)}.{kind}"'}
        return Response(make(citation, document.text[start:end]), media_type=media_type, headers=headers)

    @router.get("/bron/{citation_id}")
    def source(citation_id: str, pagina: int = 0, zoom: int = 0, nr: int = 0, zoek: str = "") -> HTMLResponse:
        place = find_place(assistant.documents, citation_id)
        if place is None:
            return not_found(say("page.unknown_place"))
        document, start, end = place
        citation = make_citation(document, start, end, max(0, min(nr, 999)))
        facts = _facts(document, citation, zoek.strip()[:MAX_SOUGHT])
        if document.paged and (pagina or citation.page_numbers):
            return page("source_page.html", **_paged(document, citation, pagina, zoom), **facts)
        return page("source_text.html", paragraphs=paragraphs(document, start, end), **facts)

    return router


def _png(path: Path | None, place: tuple[Document, int, int], page_number: int, zoom: int, strip: bool) -> bytes | None:
    """A page with a place marked, or a strip around its lines; None for a page that cannot be shown."""
    document, start, end = place
    number = page_number or first_page(document, start, end)
    if path is None or not 1 <= number <= len(document.pages):
        return None
    try:
        boxes = document.boxes(start, end)
        around = strip_of(document.page(number), boxes) if strip else None
        return page_picture(path, document.file_sha256, number, boxes, STRIP_ZOOM if around else zoom, around)
    except (OSError, IndexError, pypdfium2.PdfiumError):
        return None


def edition(document: Document, char_start: int, char_end: int) -> str:
    """Sixteen hexadecimal digits that change when the file does, or the places in it that a span's picture marks."""
    shown = (document.file_sha256, document.boxes(char_start, char_end))
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


def first_page(document: Document, char_start: int, char_end: int) -> int:
    """The page on which a span begins, 1 when it stands on none."""
    numbers = document.span_page_numbers(char_start, char_end)
    return numbers[0] if numbers else 1


def page_paragraphs(document: Document, page_number: int, char_start: int, char_end: int) -> tuple[Paragraph, ...]:
    """The text of a page in paragraphs, as running text, with what of the span stands on it marked."""
    here = np.flatnonzero(document.page_numbers == page_number)
    if not len(here):
        return ()
    first, last = int(here[0]), int(here[-1]) + 1
    shown = [block for block in document.blocks if block.char_start < last and block.char_end > first]
    made = [_paragraph(document, block, (char_start, char_end), (first, last)) for block in shown]
    return tuple(one for one in made if one.runs)


def paragraphs(document: Document, char_start: int, char_end: int) -> tuple[Paragraph, ...]:
    """The blocks around a span of a text source, at most BLOCKS_AROUND before and after it, with the span marked."""
    touched = [n for n, b in enumerate(document.blocks) if b.char_start < char_end and b.char_end > char_start]
    if not touched:
        return (Paragraph("paragraph", (Run(document.text[char_start:char_end], mark=True),)),)
    shown = document.blocks[max(0, touched[0] - BLOCKS_AROUND) : touched[-1] + 1 + BLOCKS_AROUND]
    return tuple(_paragraph(document, block, (char_start, char_end)) for block in shown)


def _paragraph(
    document: Document, block: Block, span: tuple[int, int], within: tuple[int, int] | None = None
) -> Paragraph:
    """A block, or what of it stands ``within`` a stretch of the document, with what of ``span`` is in it marked."""
    start, end = block.char_start, block.char_end
    if within is not None:
        start, end = max(start, within[0]), min(end, within[1])
    low, high = max(start, span[0]), min(end, span[1])
    low, high = (low, high) if low < high else (end, end)
    text = document.text
    parts = (Run(text[start:low]), Run(text[low:high], mark=True), Run(text[high:end]))
    kind = "heading" if block.kind in (BlockKind.TITLE, BlockKind.HEADING) else str(block.kind)
    return Paragraph(kind, tuple(part for part in parts if part.text))


def headings(document: Document) -> tuple[Place, ...]:
    """The headings of a document in their order, each with the address of its place."""
    found = [block for block in document.blocks if block.kind in (BlockKind.TITLE, BlockKind.HEADING)]
    return tuple(_place(document, block.char_start, block.char_end, block.level) for block in found)


def sought(document: Document, words: str) -> tuple[Place, ...]:
    """The places where ``words`` stand in a document, capitals aside, at most MOST_SOUGHT, with some words around."""
    text, asked = document.text.casefold(), words.casefold()
    if not asked or len(text) != len(document.text):
        text = document.text
    found: list[Place] = []
    place = text.find(asked) if asked else -1
    while place >= 0 and len(found) < MOST_SOUGHT:
        found.append(_place(document, place, place + len(asked), around=AROUND))
        place = text.find(asked, place + len(asked))
    return tuple(found)


def _place(document: Document, start: int, end: int, level: int = 1, around: int = 0) -> Place:
    before, after = max(0, start - around), min(len(document.text), end + around)
    numbers = document.span_page_numbers(start, end)
    return Place(
        address=f"{document.source.id}~{start}-{end}",
        before=_whole_words(document.text[before:start], cut_left=before > 0),
        text=" ".join(document.text[start:end].split()),
        after=_whole_words(document.text[end:after], cut_right=after < len(document.text)),
        page_number=numbers[0] if document.paged and numbers else 0,
        level=level,
    )


def _whole_words(text: str, cut_left: bool = False, cut_right: bool = False) -> str:
    """``text`` in one line, one space for white space; a word that the cut at that side may have halved is left out."""
    line = _SPACE.sub(" ", text)
    if cut_left:
        line = line.partition(" ")[2]
    return line.rpartition(" ")[0] if cut_right else line


def _paged(document: Document, citation: Citation, asked_page: int, zoom: int) -> dict[str, Any]:
    start, end = citation.char_start, citation.char_end
    number = asked_page if 1 <= asked_page <= len(document.pages) else first_page(document, start, end)
    boxes = tuple(box for box in document.boxes(start, end) if box.page_number == number)
    shown = document.page(number)
    strip = strip_of(shown, boxes)
    return {
        "number": number,
        "label": shown.label if shown.label and shown.label != str(number) else "",
        "pages": len(document.pages),
        "edition": edition(document, start, end),
        "zoom": zoom if zoom in SCALES else 100,
        "zooms": tuple(SCALES),
        "width": round(shown.width) or 595,
        "height": round(shown.height) or 842,
        "on_page": number in citation.page_numbers,
        "placed": bool(boxes),
        "strip": strip,
        "strip_scale": STRIP_PIXELS_A_POINT,
        "wrapped": _place(document, *_on_page(document, number, start, end), around=BESIDE_STRIP) if strip else None,
        "strip_left": _share(min(box.left for box in boxes), strip) if strip else "0",
        "whole": strip is None or zoom in SCALES,
        "mark_top": f"{1 - max(box.top for box in boxes) / shown.height:.4f}" if boxes and shown.height else "",
        "mark_left": f"{min(box.left for box in boxes) / shown.width:.4f}" if boxes and shown.width else "0",
        "paragraphs": page_paragraphs(document, number, start, end),
    }


def _on_page(document: Document, number: int, start: int, end: int) -> tuple[int, int]:
    """What of a span, some of which stands on page ``number``, stands there."""
    here = np.flatnonzero(document.page_numbers[start:end] == number)
    return start + int(here[0]), start + int(here[-1]) + 1


def _share(x: float, strip: Box) -> str:
    """How far ``x`` lies from the left side of ``strip``, as a share of its width."""
    return f"{(x - strip.left) / (strip.right - strip.left):.4f}"


def _facts(document: Document, citation: Citation, words: str) -> dict[str, Any]:
    known = [
        (say("page.publisher"), citation.publisher),
        (say("page.retrieved"), dutch_date(citation.retrieved)),
        (say("page.licence"), document.source.licence),
        (say("page.file"), file_name(document)),
        (say("page.hash"), citation.file_sha256),
    ]
    return {
        "citation": citation,
        "length": len(document.text),
        "path": PATH_MARK.join(citation.section),
        "reference": dutch_citation(citation, document.text[citation.char_start : citation.char_end]),
        "role": role_name(citation.role),
        "speaker": speakers([citation]),
        "place": place_in_words(citation).replace(" ", NO_BREAK),
        "date": dutch_date(citation.date),
        "known": [(name, value) for name, value in known if value],
        "unknown": ", ".join(name for name, value in known if not value),
        "headings": headings(document),
        "words": words,
        "sought": sought(document, words),
    }
