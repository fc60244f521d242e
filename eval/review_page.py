"""The page on which a person judges answers with the keyboard: ``aanzet eval judge SET --browser``.

It listens on this machine alone, and takes a verdict only with the token that the page itself was given.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path
from typing import Annotated, Any

import jinja2
from fastapi import FastAPI, Header, HTTPException
from fastapi.responses import HTMLResponse
from pydantic import BaseModel
from starlette.middleware.trustedhost import TrustedHostMiddleware

from app.messages import messages
from eval.records import QuestionRecord
from eval.review import RIGHT, WRONG, Verdict, record_verdict, take_back, verdict_on
from eval.sets import QuestionSet, SetQuestion, normalised

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
    judged: dict[str, tuple[QuestionRecord, Verdict]] = {}
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost", "testserver"])

    @app.get("/", response_class=HTMLResponse)
    def show() -> str:
        return _page(questions, [question for question in waiting if question.id in left], token)

    @app.post("/oordeel", status_code=204)
    def judge(said: Said, x_token: Annotated[str, Header()] = "") -> None:
        _check(x_token, token)
        question = left.pop(said.id, None)
        if question is None:
            raise HTTPException(409)
        verdict = verdict_on(question, RIGHT if said.right else WRONG, today())
        record_verdict(folder, verdict)
        judged[said.id] = question, verdict

    @app.delete("/oordeel/{number:path}", status_code=204)
    def undo(number: str, x_token: Annotated[str, Header()] = "") -> None:
        _check(x_token, token)
        found = judged.pop(number, None)
        if found is None:
            raise HTTPException(409)
        left[number], verdict = found
        take_back(folder, verdict)

    return app


def _check(given: str, token: str) -> None:
    if not secrets.compare_digest(given.encode(), token.encode()):
        raise HTTPException(403)


def _page(questions: QuestionSet, waiting: Sequence[QuestionRecord], token: str) -> str:
    wanted = {question.id: question for question in questions.questions}
    cards = [_card(one, wanted[one.id]) for one in waiting]
    words = {key.removeprefix(PREFIX): text for key, text in messages().items() if key.startswith(PREFIX)}
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    template = resources.files("eval").joinpath("review.html.jinja").read_text("utf-8")
    return environment.from_string(template).render(words=words, cards=cards, token=token, set_name=questions.name)


def _card(record: QuestionRecord, question: SetQuestion) -> dict[str, Any]:
    """What the page shows of one answer; ``beside`` tells whether an answer that is known stands around the quote."""
    gold = question.answer_sentences or tuple(gold.quote for gold in question.gold)
    shown = record.quotes[0]
    around = normalised(f"{shown['lead']} {shown['tail']}")
    return {
        "id": record.id,
        "question": record.question,
        "previous": record.previous_question,
        "gold": gold,
        "shown": shown,
        "beside": any(normalised(text) in around for text in gold),
    }
