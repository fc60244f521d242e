"""All our HTML: templates with every value escaped, Dutch from the messages."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Coroutine
from importlib import resources
from typing import Any
from urllib.parse import quote as percent_encode

import jinja2
from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, PlainTextResponse
from markupsafe import Markup
from starlette.types import Scope

from app.messages import say
from app.web.static_files import static_address

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_SPECIAL = re.compile(r"[^\w ,]|_")
_AMOUNT = re.compile(r"([€$£] \d[\d.,]*)")
IN_ADDRESSES = "/~?=&#:.,_-%"


def page(template: str, status: int = 200, **values: object) -> HTMLResponse:
    """The page that ``template`` (a file in templates/) makes of ``values``."""
    return HTMLResponse(_pages().get_template(template).render(**values), status)


def fragment(template: str, **values: object) -> Markup:
    """The piece of a page that ``template`` makes of ``values``, in one line: for a browser and for Markdown alike."""
    made = _fragments().get_template(template).render(**values)
    return Markup("".join(line.strip() for line in made.splitlines()))


def plain(text: str) -> str:
    """``text`` so that HTML and Markdown both show it as it is.

    Marks become character references, lines are joined, control characters are left out.
    """
    line = _SPACE.sub(" ", _CONTROL.sub("", text)).strip(" ")
    return _SPECIAL.sub(lambda mark: f"&#{ord(mark[0])};", line)


def run(text: str) -> Markup:
    """``text`` as ``plain`` has it, with white space at its ends kept as one space."""
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and text.strip() else ""
    return Markup(f"{before}{plain(text)}{after}")


def amounts(text: str) -> list[tuple[str, bool]]:
    """``text`` in pieces, each with whether it is an amount of money behind its sign: no line may end in one."""
    return [(piece, number % 2 == 1) for number, piece in enumerate(_AMOUNT.split(text)) if piece]


def address(text: str) -> Markup:
    """``text`` as an address inside this site: what may not stand in one is percent-encoded."""
    return Markup(percent_encode(text, safe=IN_ADDRESSES).replace("&", "&amp;"))


def query(text: str) -> Markup:
    """``text`` as a value in an address."""
    return Markup(percent_encode(text, safe=""))


def _plain_value(value: object) -> Markup:
    return value if isinstance(value, Markup) else Markup(plain(str(value)))


def _load(name: str) -> str | None:
    found = resources.files("app.web").joinpath("templates", name)
    return found.read_text("utf-8") if found.is_file() else None


@functools.cache
def _pages() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FunctionLoader(_load), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.globals |= {"say": say, "static": static_address}
    made.filters.update(query=query, address=address)
    return made


@functools.cache
def _fragments() -> jinja2.Environment:
    """Like the pages, and every value is escaped for Markdown too: gradio reads what it shows as Markdown."""
    made = _pages().overlay(finalize=_plain_value)
    made.filters.update(run=run, amounts=amounts)
    return made


def refused(scope: Scope, status: int, text: str, headers: dict[str, str] | None = None) -> Response:
    """Why a request is refused: a page with the way back where a browser asks for a page, else ``text`` alone."""
    if b"text/html" not in dict(scope["headers"]).get(b"accept", b""):
        return PlainTextResponse(text, status, headers)
    base = "../" * (scope["path"].count("/") - 1) or "./"
    made = page("message.html", status, title=say("page.refused"), text=text, base=base)
    made.headers.update(headers or {})
    return made


async def not_understood(request: Request, cause: Exception) -> Response:
    """What a request gets that is not of the form that its address asks; nothing of it is repeated."""
    return refused(request.scope, 422, say("page.not_understood"))


async def failed(request: Request, cause: Exception) -> Response:
    """What a request gets when answering it failed in a way that nobody foresaw; it says nothing of the failure."""
    return refused(request.scope, 500, say("error.unexpected"))


EXCEPTION_HANDLERS: dict[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]] = {
    RequestValidationError: not_understood,
    Exception: failed,
}


def not_found(reason: str, base: str = "../") -> HTMLResponse:
    """A Dutch page that says what was not found, and where to go; ``base`` leads from its address to the chat page."""
    return page("message.html", 404, title=say("page.not_found"), text=reason, base=base)
