"""The comparison on a page of its own, for a printer, and as a Word file."""

from __future__ import annotations

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from app.answer.wording import changed_lines
from app.citation.reference import dutch_date
from app.comparison.records import Comparison
from app.comparison.table import table_references, table_rows, word_table
from app.messages import say
from app.source_state import changed_sources
from app.web.contract import PageAssistant
from app.web.templating import not_found, page
from app.web.views.citation_words import role_name
from app.web.views.comparison import ADVICE, REACTION
from app.word_file import MEDIA_TYPE


def routes(assistant: PageAssistant) -> APIRouter:
    """``/vergelijking/<source id of the reaction>`` and the same with ``.docx``."""
    router = APIRouter()

    def found(name: str) -> Comparison | None:
        return next((one for one in assistant.now().comparisons if one.reaction_id == name), None)

    def changed(comparison: Comparison) -> tuple[str, ...]:
        return changed_lines(changed_sources(assistant.now(), comparison.source_ids))

    @router.get("/vergelijking/{name}.docx", response_model=None)
    def word(name: str) -> Response:
        comparison = found(name)
        if comparison is None:
            return not_found(say("page.unknown_page"))
        title = f"{say('page.compare.title')}: {assistant.documents[name].title}"
        headers = {"content-disposition": 'attachment; filename="advies-en-reactie.docx"'}
        return Response(word_table(comparison, title, changed(comparison)), media_type=MEDIA_TYPE, headers=headers)

    @router.get("/vergelijking/{name}")
    def table(name: str) -> HTMLResponse:
        comparison = found(name)
        if comparison is None:
            return not_found(say("page.unknown_page"))
        reaction = assistant.documents[name]
        return page(
            "comparison_page.html",
            id=name,
            title=reaction.title,
            date=dutch_date(reaction.source.date),
            changed=changed(comparison),
            rows=table_rows(comparison),
            roles={role: role_name(role) for role in (ADVICE, REACTION)},
            references=table_references(comparison),
        )

    return router
