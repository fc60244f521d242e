"""The page on which a person judges answers with the keyboard: ``aanzet eval judge SET --browser``.

It listens on this machine alone, and takes a verdict only with the token that the page itself was given.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path
from typing import Annotated

import jinja2
from fastapi import FastAPI, Header, HTTPException
from fastapi.responses import HTMLResponse
from pydantic import BaseModel
from starlette.middleware.trustedhost import TrustedHostMiddleware

from app.messages import messages
from eval.records import QuestionRecord
from eval.review import RIGHT, WRONG, record_verdict, verdict_on
from eval.sets import QuestionSet

HOST, PORT = "127.0.0.1", 7870
PREFIX = "eval.review_page."


class Said(BaseModel):
    """What the page sends: a question's id and whether its answer is right too."""

    id: str
    right: bool


def review_app(
    folder: Path,
    questions: QuestionSet,
    waiting: Sequence[QuestionRecord],
    today: Callable[[], str],
    token: str = "",
) -> FastAPI:
    """The app over the answers that wait; verdicts are kept in ``folder``. ``token`` is drawn when it is not given."""
    token = token or secrets.token_urlsafe()
    left = {question.id: question for question in waiting}
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost", "testserver"])
    page = _page(questions, waiting, token)

    @app.get("/", response_class=HTMLResponse)
    def show() -> str:
        return page

    @app.post("/oordeel", status_code=204)
    def judge(said: Said, x_token: Annotated[str, Header()] = "") -> None:
        if not secrets.compare_digest(x_token.encode(), token.encode()):
            raise HTTPException(403)
        question = left.pop(said.id, None)
        if question is None:
            raise HTTPException(409)
        record_verdict(folder, verdict_on(question, RIGHT if said.right else WRONG, today()))

    return app


def _page(questions: QuestionSet, waiting: Sequence[QuestionRecord], token: str) -> str:
    wanted = {question.id: question for question in questions.questions}
    cards = [
        {
            "id": one.id,
            "question": one.question,
            "previous": one.previous_question,
            "gold": wanted[one.id].answer_sentences or [gold.quote for gold in wanted[one.id].gold],
            "shown": one.quotes[0],
        }
        for one in waiting
    ]
    words = {key.removeprefix(PREFIX): text for key, text in messages().items() if key.startswith(PREFIX)}
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    template = resources.files("eval").joinpath("review.html.jinja").read_text("utf-8")
    return environment.from_string(template).render(words=words, cards=cards, token=token, set_name=questions.name)
