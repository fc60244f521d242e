"""The source of a quote: the page's picture with the words marked, its text, and where it comes from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import pypdfium2
from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from app.answer.quotes import file_name
from app.citation.place import find_place, make_citation
from app.citation.reference import bibtex, citation_key, dutch_citation, dutch_date, place_in_words, ris
from app.messages import say
from app.records import Citation
from app.web.contract import PageAssistant
from app.web.picture import SCALES, page_picture
from app.web.templating import not_found, page
from app.web.views.answer import role_name, speakers
from ingest.document import Document
from ingest.records import BlockKind

BLOCKS_AROUND = 8
REFERENCES = {"bib": (bibtex, "application/x-bibtex; charset=utf-8"),
              "ris": (ris, "application/x-research-info-systems; charset=utf-8")}  # fmt: skip
FOREVER = {"cache-control": "private, max-age=86400"}
ASK_AGAIN = {"cache-control": "no-cache"}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text as shown: ``mark`` for the quoted words, ``faded`` for running heads and page numbers."""

    text: str
    mark: bool = False
    faded: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of a text source as shown."""

    kind: str
    runs: tuple[Run, ...]


def routes(assistant: PageAssistant) -> APIRouter:
    """``/bron/{id}`` and ``/bron/{id}.png`` over the documents of ``assistant``."""
    router = APIRouter()

    @router.get("/bron/{citation_id}.png")
    def picture(citation_id: str, pagina: int = 0, zoom: int = 100, druk: str = "") -> Response:
        place = find_place(assistant.documents, citation_id)
        if place is None or zoom not in SCALES or not place[0].paged:
            return Response(status_code=404)
        document, start, end = place
        if druk and druk != edition(document, start, end):
            return Response(status_code=404)
        number = pagina or first_page(document, start, end)
        if not 1 <= number <= len(document.pages):
            return Response(status_code=404)
        path = assistant.document_path(document.source.id)
        if path is None:
            return Response(status_code=404)
        try:
            png = page_picture(path, document.file_sha256, number, document.boxes(start, end), zoom)
        except (OSError, IndexError, pypdfium2.PdfiumError):
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
    def source(citation_id: str, pagina: int = 0, zoom: int = 100, nr: int = 1) -> HTMLResponse:
        place = find_place(assistant.documents, citation_id)
        if place is None:
            return not_found(say("page.unknown_place"))
        document, start, end = place
        citation = make_citation(document, start, end, max(1, min(nr, 999)))
        if document.paged:
            return _paged(document, citation, pagina, zoom if zoom in SCALES else 100)
        return page("source_text.html", paragraphs=paragraphs(document, start, end), **_facts(document, citation))

    return router


def edition(document: Document, char_start: int, char_end: int) -> str:
    """Sixteen hexadecimal digits that change when the file does, or the places in it that a span's picture marks."""
    shown = (document.file_sha256, document.boxes(char_start, char_end))
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


def first_page(document: Document, char_start: int, char_end: int) -> int:
    """The page on which a span begins, 1 when it stands on none."""
    numbers = document.span_page_numbers(char_start, char_end)
    return numbers[0] if numbers else 1


def raw_runs(document: Document, page_number: int, char_start: int, char_end: int) -> tuple[Run, ...]:
    """The raw text of a page in runs: quoted words marked, running heads and page numbers faded."""
    here = document.page(page_number)
    flags = [0] * len(here.raw)
    for furniture in here.furniture:
        for place in range(furniture.raw_start, min(furniture.raw_end, len(flags))):
            flags[place] = 1
    for span in document.raw_spans(char_start, char_end):
        if span.page_number == page_number:
            for place in range(span.raw_start, min(span.raw_end, len(flags))):
                flags[place] = 2
    runs, begin = [], 0
    for place in range(1, len(flags) + 1):
        if place == len(flags) or flags[place] != flags[begin]:
            runs.append(Run(here.raw[begin:place], mark=flags[begin] == 2, faded=flags[begin] == 1))
            begin = place
    return tuple(runs)


def paragraphs(document: Document, char_start: int, char_end: int) -> tuple[Paragraph, ...]:
    """The blocks around a span of a text source, at most BLOCKS_AROUND before and after it, with the span marked."""
    touched = [n for n, b in enumerate(document.blocks) if b.char_start < char_end and b.char_end > char_start]
    if not touched:
        return (Paragraph("paragraph", (Run(document.text[char_start:char_end], mark=True),)),)
    shown = document.blocks[max(0, touched[0] - BLOCKS_AROUND) : touched[-1] + 1 + BLOCKS_AROUND]
    made = []
    for block in shown:
        low, high = max(block.char_start, char_start), min(block.char_end, char_end)
        low, high = (low, high) if low < high else (block.char_end, block.char_end)
        text = document.text
        runs = (Run(text[block.char_start : low]), Run(text[low:high], mark=True), Run(text[high : block.char_end]))
        kind = "heading" if block.kind in (BlockKind.TITLE, BlockKind.HEADING) else str(block.kind)
        made.append(Paragraph(kind, tuple(run for run in runs if run.text)))
    return tuple(made)


def _paged(document: Document, citation: Citation, asked_page: int, zoom: int) -> HTMLResponse:
    start, end = citation.char_start, citation.char_end
    number = asked_page if 1 <= asked_page <= len(document.pages) else first_page(document, start, end)
    boxes = tuple(box for box in document.boxes(start, end) if box.page_number == number)
    shown = document.page(number)
    return page(
        "source_page.html",
        number=number,
        label=shown.label if shown.label and shown.label != str(number) else "",
        pages=len(document.pages),
        edition=edition(document, start, end),
        zoom=zoom,
        zooms=tuple(SCALES),
        width=round(shown.width) or 595,
        height=round(shown.height) or 842,
        on_page=number in citation.page_numbers,
        placed=bool(boxes),
        mark_top=f"{1 - max(box.top for box in boxes) / shown.height:.4f}" if boxes and shown.height else "",
        mark_left=f"{min(box.left for box in boxes) / shown.width:.4f}" if boxes and shown.width else "0",
        runs=raw_runs(document, number, start, end),
        **_facts(document, citation),
    )


def _facts(document: Document, citation: Citation) -> dict[str, Any]:
    return {
        "citation": citation,
        "reference": dutch_citation(citation, document.text[citation.char_start : citation.char_end]),
        "role": role_name(citation.role),
        "speaker": speakers([citation]),
        "place": place_in_words(citation),
        "date": dutch_date(citation.date),
        "retrieved": dutch_date(citation.retrieved),
        "licence": document.source.licence,
        "file_name": file_name(document),
    }
