"""Our own HTML pages: templates with every value escaped, Dutch from the messages."""

from __future__ import annotations

import functools
from collections.abc import Callable, Coroutine
from importlib import resources
from typing import Any

import jinja2
from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, PlainTextResponse

from app.messages import say


@functools.cache
def _templates() -> jinja2.Environment:
    def load(name: str) -> str | None:
        found = resources.files("app.web").joinpath("templates", name)
        return found.read_text("utf-8") if found.is_file() else None

    made = jinja2.Environment(
        loader=jinja2.FunctionLoader(load), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.globals["say"] = say
    return made


def page(template: str, status: int = 200, **values: object) -> HTMLResponse:
    """The page that ``template`` (a file in templates/) makes of ``values``."""
    return HTMLResponse(_templates().get_template(template).render(**values), status)


def fragment(template: str, **values: object) -> str:
    """A piece of HTML without empty lines, so that Markdown around it takes it as one block."""
    made = _templates().get_template(template).render(**values)
    return "\n".join(line for line in made.splitlines() if line.strip())


async def not_understood(request: Request, cause: Exception) -> Response:
    """What a request gets that is not of the form that its address asks; nothing of it is repeated."""
    return PlainTextResponse(say("page.not_understood"), 422)


async def failed(request: Request, cause: Exception) -> Response:
    """What a request gets when answering it failed in a way that nobody foresaw; nothing of the failure is told."""
    return PlainTextResponse(say("error.unexpected"), 500)


EXCEPTION_HANDLERS: dict[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]] = {
    RequestValidationError: not_understood,
    Exception: failed,
}


def not_found(reason: str) -> HTMLResponse:
    """A Dutch page that says what was not found, and where to go."""
    return page("message.html", 404, title=say("page.not_found"), text=reason)
