"""Every place of a subject, as a page for the source panel, and to take along."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse

from app.answer.wording import changed_lines
from app.citation.reference import place_in_words
from app.concordance.files import EXPORTED, concordance_csv, concordance_markdown, concordance_word, count_line
from app.concordance.occurrences import LINES
from app.concordance.records import Concordance
from app.concordance.terms import subject_words
from app.messages import say
from app.source_state import changed_sources
from app.web.contract import PageAssistant
from app.web.templating import not_found, page
from app.web.views.citation_words import role_name
from app.web.views.concordance import paragraphs, why_nothing
from app.word_file import MEDIA_TYPE

MAX_TOPIC = 2000
Off = Annotated[list[str] | None, Query()]


def routes(assistant: PageAssistant) -> APIRouter:
    """``/passages?over=...``: every place of a subject in document order, ``zonder`` terms that are switched off, from
    ``vanaf`` on; ``/passages.csv``, ``.md`` and ``.docx`` give the same to take along.
    """
    router = APIRouter()

    @router.get("/passages", response_model=None)
    def passages(over: str = "", zonder: Off = None, vanaf: int = 0, vorm: str = "") -> HTMLResponse:
        subject = over.strip()[:MAX_TOPIC]
        if not subject:
            return not_found(say("abstain.empty"), "./")
        first = max(0, min(vanaf, 10**9)) // LINES * LINES
        found = assistant.now().concordance(subject, frozenset(zonder or ()), first)
        form = "passages" if vorm == "passages" else "lines"
        return _page(found, _titles(), frozenset(zonder or ()), form, _changed(found))

    @router.get("/passages.csv", response_model=None)
    def as_csv(over: str = "", zonder: Off = None) -> Response:
        text = concordance_csv(_all(over, zonder), _titles())
        return _file(text.encode("utf-8-sig"), "text/csv; charset=utf-8", "csv")  # by its first bytes Excel knows UTF-8

    @router.get("/passages.md", response_model=None)
    def as_markdown(over: str = "", zonder: Off = None) -> Response:
        found = _all(over, zonder)
        text = concordance_markdown(found, _titles(), _changed(found))
        return _file(text, "text/markdown; charset=utf-8", "md")

    @router.get("/passages.docx", response_model=None)
    def as_word(over: str = "", zonder: Off = None) -> Response:
        found = _all(over, zonder)
        return _file(concordance_word(found, _titles(), _changed(found)), MEDIA_TYPE, "docx")

    def _changed(found: Concordance) -> tuple[str, ...]:
        return changed_lines(changed_sources(assistant, [line.citation.source_id for line in found.lines]))

    def _all(over: str, zonder: list[str] | None) -> Concordance:
        return assistant.now().concordance(over.strip()[:MAX_TOPIC], frozenset(zonder or ()), 0, EXPORTED)

    def _titles() -> dict[str, str]:
        return {source.id: source.title for source in assistant.register.sources}

    return router


def _page(
    found: Concordance, titles: dict[str, str], off: frozenset[str], form: str, changed: Sequence[str]
) -> HTMLResponse:
    return page(
        "concordance.html",
        base="./",
        found=found,
        off=off,
        form=form,
        paragraphs=paragraphs(found.lines) if form == "passages" else (),
        changed=changed,
        nothing=why_nothing(found),
        several=len(subject_words(found.subject)) > 1,
        counts=[(one, count_line(one, titles)) for one in found.terms],
        page_size=LINES,
        role_name=role_name,
        place=place_in_words,
    )


def _file(content: str | bytes, media_type: str, suffix: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="vindplaatsen.{suffix}"'}
    return Response(content, media_type=media_type, headers=headers)
