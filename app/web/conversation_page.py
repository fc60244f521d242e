"""The permanent page of a conversation, and the conversation as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from app.messages import say
from app.records import Answer
from app.web.contract import PageAssistant
from app.web.conversation import source_titles
from app.web.conversation_docx import conversation_docx
from app.web.conversation_pdf import conversation_pdf
from app.web.export import Part, conversation_parts, markdown
from app.web.permalink import Permalink, answer_print, converse, decode
from app.web.templating import not_found, page
from app.web.views.answer import answer_html, question_html, shown_citations
from app.word_file import MEDIA_TYPE

FILES: dict[str, tuple[Callable[[Sequence[Part]], str | bytes], str]] = {
    "md": (markdown, "text/markdown; charset=utf-8"),
    "pdf": (conversation_pdf, "application/pdf"),
    "docx": (conversation_docx, MEDIA_TYPE),
}


def routes(assistant: PageAssistant, address: str = "") -> APIRouter:
    """``/antwoord/{token}``, with ``.md``, ``.pdf`` and ``.docx``: the conversation of a permanent link.

    ``address`` is where readers find the page, '' for where they ask.
    """
    router = APIRouter()

    @router.get("/antwoord/{token}.{kind}")
    def taken_along(token: str, kind: str, request: Request) -> Response:
        link = decode(token)
        if link is None or kind not in FILES:
            return not_found(say("page.link_unknown"))
        make, media_type = FILES[kind]
        parts = conversation_parts(
            converse(assistant, link.questions), f"{address or str(request.base_url).rstrip('/')}/antwoord/{token}"
        )
        headers = {"content-disposition": f'attachment; filename="aanzet-gesprek.{kind}"'}
        return Response(make(parts), media_type=media_type, headers=headers)

    @router.get("/antwoord/{token}")
    def lasting(token: str) -> HTMLResponse:
        link = decode(token)
        if link is None:
            return not_found(say("page.link_unknown"))
        answers = converse(assistant, link.questions)
        titles, cited = source_titles(assistant), 0
        shown = []
        for answer in answers:
            shown.append((question_html(answer.question), answer_html(answer, "", titles, cited + 1)))
            cited += len(shown_citations(answer))
        return page(
            "answer.html",
            question=link.questions[-1],
            shown=shown,
            token=token,
            change=change(link, answers[-1]),
            corpus_sha256=answers[-1].corpus_sha256,
            version=answers[-1].index_version,
        )

    return router


def change(link: Permalink, answer: Answer) -> str:
    """What changed since the link was made: 'same', 'renewed' (other sources or index, same answer) or 'changed'."""
    if link.answer_print != answer_print(answer):
        return "changed"
    same = answer.corpus_sha256.startswith(link.corpus_sha256) and answer.index_version.startswith(link.index_version)
    return "same" if same else "renewed"
