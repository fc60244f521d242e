"""All passages on a topic, as a page for the source panel."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from app.citation.reference import place_in_words
from app.messages import say
from app.policy import QUESTION
from app.web.contract import PageAssistant
from app.web.templating import not_found, page
from app.web.views.answer import role_name


def routes(assistant: PageAssistant) -> APIRouter:
    """``/passages?over=...``: every passage on a topic, the best first, in a source's order within it."""
    router = APIRouter()

    @router.get("/passages")
    def passages(over: str = "") -> HTMLResponse:
        topic = over.strip()[: QUESTION.most_characters]
        if not topic:
            return not_found(say("abstain.empty"))
        found = assistant.all_passages(topic)
        rows = [(n, role_name(one.citation.role), place_in_words(one.citation), one) for n, one in enumerate(found, 1)]
        return page("passages.html", topic=topic, rows=rows)

    return router
