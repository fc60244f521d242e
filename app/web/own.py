"""A visitor's own PDF beside the registered sources, for that visit alone, where the maintainer allows it.

A cookie that nobody can guess says whose document it is. Every part of the page asks ``VisitorAssistant``, which passes
each request on to the assistant over that visitor's sources; who has no document of their own gets the shared one.
"""

from __future__ import annotations

import contextvars
import re
import secrets
import shutil
import threading
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from typing import Any, cast

from fastapi import APIRouter, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.messages import dutch_error, say
from app.web.contract import PageAssistant
from app.web.shield.access import App, Receive, Scope, Send
from app.web.templating import page
from ingest.errors import AanZetError, StorageError

COOKIE = "eigen"
FOLDER = "eigen"
MAX_VISITS = 8
WAIT_SECONDS = 20.0
PDF_BEGINNING = b"%PDF-"
_visit: contextvars.ContextVar[str] = contextvars.ContextVar("visit", default="")


class OwnDocuments:
    """The assistants over visitors' own documents, each in a folder of its own under the home folder.

    At most MAX_VISITS are kept: the one that was added first makes room. Nothing outlives the process: what an earlier
    one left is removed first.
    """

    def __init__(self, shared: PageAssistant) -> None:
        self.shared = shared
        self.folder = shared.home / FOLDER
        self._assistants: dict[str, PageAssistant] = {}
        self._adding = threading.Lock()
        shutil.rmtree(self.folder, ignore_errors=True)

    def add(self, name: str, content: bytes) -> str:
        """The visit that now has this document. Raises ReadError, or StorageError without room or time."""
        visit = secrets.token_hex(16)
        home = self.folder / visit
        if not self._adding.acquire(timeout=WAIT_SECONDS):
            raise StorageError("another document is being added", code="own_busy")
        try:
            try:
                home.mkdir(parents=True, mode=0o700)
                path = home / "document.pdf"
                path.write_bytes(content)
                self._assistants[visit] = self.shared.now().with_document(path, shown_name(name), home)
            except OSError as cause:
                shutil.rmtree(home, ignore_errors=True)
                raise StorageError(f"{home}: cannot be written: {cause}", path=str(home)) from cause
            except BaseException:
                shutil.rmtree(home, ignore_errors=True)
                raise
            while len(self._assistants) > MAX_VISITS:
                self.remove(next(iter(self._assistants)))
        finally:
            self._adding.release()
        return visit

    def remove(self, visit: str) -> None:
        """Forget a visit's document and delete its files; nothing happens when there is none."""
        if self._assistants.pop(visit, None) is not None:
            shutil.rmtree(self.folder / visit, ignore_errors=True)

    def of(self, visit: str) -> PageAssistant | None:
        """The assistant of a visit, None for one that has no document."""
        return self._assistants.get(visit)


class VisitorAssistant:
    """Everything that an assistant does, by the assistant over the sources of the visitor who asks."""

    def __init__(self, own: OwnDocuments) -> None:
        self._own = own

    def __getattr__(self, name: str) -> Any:
        return getattr(self.now(), name)

    def now(self) -> PageAssistant:
        """The assistant over this visitor's sources at this moment."""
        return self._own.of(_visit.get()) or self._own.shared.now()

    @property
    def page(self) -> PageAssistant:
        """This assistant as the page wants it."""
        return cast(PageAssistant, self)


def per_visit(app: App) -> App:
    """``app``, in which everything that a request brings about belongs to the visit of its cookie."""

    async def visiting(scope: Scope, receive: Receive, send: Send) -> None:
        token = _visit.set(visit_of(dict(scope["headers"]).get(b"cookie", b"")) if scope["type"] == "http" else "")
        try:
            await app(scope, receive, send)
        finally:
            _visit.reset(token)

    return visiting


def visit_of(cookies: bytes) -> str:
    """The visit that a Cookie header names, '' when it names none."""
    try:
        found = SimpleCookie(cookies.decode("latin-1")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found is not None else ""


def shown_name(name: str) -> str:
    """A file's name as the title of a source: at most 80 visible characters."""
    return say("page.own.source", name=file_name(name))


def file_name(name: str) -> str:
    """The name of a file that was sent, without folders: at most 80 visible characters."""
    visible = "".join(letter if letter.isprintable() else " " for letter in re.split(r"[/\\]", name)[-1])
    return " ".join(visible.split())[:80] or "document.pdf"


def routes(own: OwnDocuments) -> APIRouter:
    """``/eigen``: a page to add a document to this visit, and to take it away again."""
    router = APIRouter()

    @router.get("/eigen")
    def shown() -> HTMLResponse:
        return _own_page(own)

    @router.post("/eigen", response_model=None)
    def added(bestand: UploadFile) -> Response:
        content = bestand.file.read()
        if PDF_BEGINNING not in content[:1024]:
            return _own_page(own, say("page.own.no_pdf"), 400)
        try:
            visit = own.add(bestand.filename or "", content)
        except AanZetError as error:
            if "name" in error.values:
                error.values["name"] = file_name(bestand.filename or "")  # as its owner calls it
            return _own_page(own, dutch_error(error), 400)
        own.remove(_visit.get())
        return _back_to_start("./", lambda answer: answer.set_cookie(COOKIE, visit, httponly=True, samesite="strict"))

    @router.post("/eigen/weg", response_model=None)
    def removed() -> Response:
        own.remove(_visit.get())
        return _back_to_start("../", lambda answer: answer.delete_cookie(COOKIE, httponly=True, samesite="strict"))

    return router


def _own_page(own: OwnDocuments, fault: str = "", status: int = 200) -> HTMLResponse:
    mine = own.of(_visit.get())
    return page(
        "own.html", status, base="./", fault=fault, title=mine.register.sources[-1].title if mine is not None else ""
    )


def _back_to_start(start: str, with_cookie: Callable[[Response], None]) -> Response:
    answer = RedirectResponse(start, 303)
    with_cookie(answer)
    return answer
