"""The page's server: gradio mounted in FastAPI behind the shield, on this machine only unless set otherwise."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import uvicorn
from fastapi import FastAPI, Response
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from app.messages import say
from app.settings import WebSettings
from app.web import adding_page, comparison_page, passages_page, source_panel
from app.web import conversation_page as answer_page
from app.web.chat import build_page, mount
from app.web.contract import PageAssistant
from app.web.indexing import IndexAgain, Indexing
from app.web.own import OwnDocuments, VisitorAssistant, per_visit
from app.web.own import routes as own_routes
from app.web.shield.access import App, Shield, check_listening
from app.web.shield.hosts import is_loopback, network_of
from app.web.shield.limits import MAX_BODY_BYTES, MAX_DOCUMENT_BYTES, ImpatientProtocol
from app.web.static_files import content_of, edition_of
from app.web.templating import EXCEPTION_HANDLERS, not_found

OWN_NAMES = ("127.0.0.1", "localhost", "[::1]", "testserver")
STATIC = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


def create_app(
    assistant: PageAssistant, settings: WebSettings | None = None, index_again: IndexAgain | None = None
) -> App:
    """The whole page as an ASGI application; ``index_again`` is what ``add_sources`` needs."""
    settings = settings or WebSettings()
    own = OwnDocuments(assistant) if settings.own_documents else None
    assistant = assistant if own is None else VisitorAssistant(own).page
    largest = MAX_DOCUMENT_BYTES if own is not None or settings.add_sources else MAX_BODY_BYTES
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, max_body_size=largest,
                  exception_handlers=EXCEPTION_HANDLERS)  # fmt: skip
    app.add_middleware(CORSMiddleware, allow_origins=[])
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=host_names(settings), www_redirect=False)

    @app.get("/healthz")
    def healthz() -> dict[str, Any]:
        return {"status": "ok", "documents": len(assistant.documents)}

    @app.get("/static/{name}", response_model=None)
    def static(name: str, druk: str = "") -> Response:
        content = content_of(name)
        if content is None:
            return not_found(say("page.unknown_page"))
        kept = "private, max-age=86400" if druk == edition_of(name) else "no-cache"
        return Response(content, media_type=STATIC[name[name.rindex(".") :]], headers={"cache-control": kept})

    @app.get("/favicon.ico", response_model=None)
    def favicon() -> Response:
        return static("icon.svg")

    app.include_router(answer_page.routes(assistant, settings.address))
    for part in (source_panel, passages_page, comparison_page):
        app.include_router(part.routes(assistant))
    if own is not None:
        app.include_router(own_routes(own))
    indexing = Indexing(assistant.home, index_again) if settings.add_sources and index_again is not None else None
    if indexing is not None:
        app.include_router(adding_page.routes(indexing))

    _in_a_loop(lambda: mount(app, build_page(assistant, settings, indexing), settings.mcp, settings.address))
    return Shield(app if own is None else per_visit(app), settings)


def _in_a_loop(build: Callable[[], None]) -> None:
    """Runs ``build`` inside an event loop: where none is running, gradio makes some and leaves them open."""

    async def building() -> None:
        build()

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        asyncio.run(building())
    else:
        build()


def host_names(settings: WebSettings) -> list[str]:
    """The host names that requests may name; any when the page is open to a network and no names are set.

    On this machine alone never any: a site that lets its own name point here could then read the page (DNS rebinding).
    """
    if not is_loopback(settings.host) and not settings.allowed_hosts:
        return ["*"]
    found_at = urlsplit(settings.address).hostname
    return [*OWN_NAMES, settings.host_in_addresses, *settings.allowed_hosts, *([found_at] if found_at else [])]


def serve(assistant: PageAssistant, settings: WebSettings | None = None, index_again: IndexAgain | None = None) -> None:
    """Serves the page where ``settings`` say until it is stopped; ``index_again`` as in ``create_app``.

    Raises SettingsError when others could reach the page and neither a log-in nor ``open_to_network`` is set.
    """
    settings = settings or WebSettings()
    check_listening(settings)
    uvicorn.run(
        create_app(assistant, settings, index_again), host=settings.host, port=settings.port, **serving(settings)
    )


def serving(settings: WebSettings) -> dict[str, Any]:
    """How uvicorn serves the page: the proxies in ``settings``, and no others, are believed about who asks."""
    return {
        "log_level": "warning",
        "access_log": False,
        "timeout_graceful_shutdown": 2,
        "server_header": False,
        "http": ImpatientProtocol,
        "ws": "none",  # nothing speaks it, and a refused upgrade would lack the headers of every other answer
        "proxy_headers": bool(settings.proxies),
        "forwarded_allow_ips": [str(network_of(one) or one) for one in settings.proxies],
    }
