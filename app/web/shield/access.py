"""Pure ASGI around the whole page: closed doors, limits, security headers, a script nonce, and Dutch as language."""

from __future__ import annotations

import base64
import html
import json
import logging
import re
import secrets
import time
from collections.abc import Awaitable, Callable, MutableMapping
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse, Response

from app.messages import messages, say
from app.settings import WebSettings
from app.web.shield.hosts import is_loopback, network_of
from app.web.shield.limits import DOCUMENT_SECONDS, MAX_DOCUMENT_BYTES, RateLimit, TooLargeError, whole_body
from app.web.shield.quiet import where
from app.web.static_files import static_address
from app.web.templating import not_found, refused
from ingest.errors import SettingsError

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

OPEN = (
    "/healthz", "/static/", "/assets/", "/bron/", "/antwoord/", "/vergelijking/", "/passages", "/config",
    "/theme.css", "/favicon.ico", "/robots.txt", "/gradio_api/run/", "/gradio_api/call/", "/gradio_api/queue/join",
    "/gradio_api/queue/data", "/gradio_api/info", "/gradio_api/app_id", "/gradio_api/heartbeat/",
    "/gradio_api/startup-events",
)  # fmt: skip
MCP = "/gradio_api/mcp"
OWN, ADD = "/eigen", "/toevoegen"
QUEUED = ("/gradio_api/call/", "/gradio_api/queue/join")
ANSWERING = ("/gradio_api/run/", *QUEUED, "/antwoord/", "/passages", MCP, OWN, ADD)
WORKING = ("/gradio_api/run/", "/antwoord/", "/vergelijking/", "/passages", "/bron/", OWN, ADD)
FORWARDED = (b"x-forwarded-host", b"x-forwarded-proto", b"x-forwarded-for", b"forwarded")
HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
SCRIPTS = ("panel", "preview", "earlier", "menu", "divider", "page")
STYLES = ("answer", "page", "menu")
KEEPS_EARLIER = '<meta name="aanzet-keeps" content="earlier conversations">'
CALLED = ("zoek", "vraag", "controleer")
_ASSET = re.compile(r"/assets/[A-Za-z0-9._/-]{1,200}")
_log = logging.getLogger(__name__)
_OUTSIDE_META = re.compile(rb'<meta\s+(?:name|property)="(?:twitter|og):[a-z_]+"\s+content="[^"]*"\s*/?>', re.DOTALL)
_MANIFEST = re.compile(rb'<link rel="manifest"[^>]*>')


class Shield:
    """Wraps the page's ASGI app: what is not named open is closed; see the module's docstring."""

    def __init__(self, app: App, settings: WebSettings) -> None:
        self.app = app
        allowed = ((MCP, settings.mcp), (OWN, settings.own_documents), (ADD, settings.add_sources))
        self.open = (*OPEN, *(path for path, allows in allowed if allows))
        self.prefix = settings.path
        self.keeps_earlier = settings.earlier_conversations
        self.frame_ancestors = " ".join(["'self'", *settings.embed_sites])
        self.limit = RateLimit(settings.questions_a_minute)
        self.at_once = settings.requests_at_once
        self._working = 0
        self.login = f"{settings.user}:{settings.password}" if settings.user and settings.password else ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        scope = _without(self.prefix, scope)
        path = scope["path"]
        nonce = secrets.token_urlsafe(16)
        guarded = self._with_headers(send, nonce, path == "/")
        if path.startswith(QUEUED):
            guarded = _full_in_dutch(scope, receive, guarded)
        closed = self._refusal(scope)
        if closed is not None:
            await closed(scope, receive, guarded)
            return
        dropped = (*FORWARDED, b"accept-encoding") if path == "/" else FORWARDED
        scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0].lower() not in dropped]}
        if scope["method"] not in ("GET", "HEAD"):
            try:
                if path in (OWN, ADD):
                    receive = await whole_body(receive, DOCUMENT_SECONDS, MAX_DOCUMENT_BYTES)
                else:
                    receive = await whole_body(receive)
            except TooLargeError:
                large = say("page.file_too_large" if path in (OWN, ADD) else "page.too_large")
                await refused(scope, 413, large)(scope, receive, guarded)
                return
            except TimeoutError:
                await refused(scope, 408, say("page.too_slow"))(scope, receive, guarded)
                return
            except ConnectionError:
                return
        works = path.startswith(WORKING)
        self._working += works
        try:
            await self.app(scope, receive, _rewriting(guarded, nonce, self.keeps_earlier) if path == "/" else guarded)
        except Exception as cause:  # noqa: BLE001 - was answered with a 500 already; its text may hold a question
            _log.error("a request failed: %s", where(cause))
        finally:
            self._working -= works

    def _refusal(self, scope: Scope) -> Response | None:
        path = scope["path"]
        if (path != "/" and not path.startswith(self.open)) or _unknown_name(path):
            return not_found(say("page.unknown_page"), "../" * (path.count("/") - 1) or "./")
        if scope["method"] not in ("GET", "HEAD") and _header(scope, b"sec-fetch-site") == b"cross-site":
            return refused(scope, 403, say("page.other_site"))
        if path != "/healthz" and self.login and not _logged_in(scope, self.login):
            realm = {"www-authenticate": 'Basic realm="Aan Zet", charset="UTF-8"'}
            return PlainTextResponse(say("page.log_in"), 401, realm)
        if path.startswith(ANSWERING) and not self.limit.allows((scope.get("client") or ("", 0))[0], time.monotonic()):
            return refused(scope, 429, say("page.busy"), {"retry-after": "60"})
        if path.startswith(WORKING) and self._working >= self.at_once:
            return refused(scope, 503, say("page.busy"), {"retry-after": "10"})
        return None

    def _with_headers(self, send: Send, nonce: str, chat_page: bool) -> Send:
        headers = [(b"content-security-policy", self._policy(nonce, chat_page).encode()), *HEADERS]
        names = {name for name, _ in headers}

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [pair for pair in message["headers"] if pair[0].lower() not in names]
                message = {**message, "headers": [*kept, *headers]}
            await send(message)

        return guarded

    def _policy(self, nonce: str, chat_page: bool) -> str:
        script = f"'self' 'nonce-{nonce}'" if chat_page else "'self'"
        style = "'self' 'unsafe-inline'" if chat_page else "'self'"  # gradio's components carry style attributes
        return (
            f"default-src 'self'; script-src {script}; style-src {style}; img-src 'self' data:; font-src 'self' data:; "
            "connect-src 'self'; frame-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
            f"frame-ancestors {self.frame_ancestors}"
        )


def check_listening(settings: WebSettings) -> None:
    """Raises SettingsError for half a log-in, for listening to others without a log-in or ``open_to_network``, for
    sources that anybody there could add, for MCP that is not installed, and for an address or a proxy that is none.
    """
    if settings.mcp and find_spec("mcp") is None:
        raise SettingsError("[web]: mcp needs the package mcp; install aanzet[mcp]", code="web_mcp")
    if bool(settings.user) != bool(settings.password):
        raise SettingsError("[web]: user and password go together; one of them is empty", code="web_half_login")
    if not (is_loopback(settings.host) or settings.user or settings.open_to_network):
        text = f"[web]: host {settings.host} is reachable for others; set user and password, or open_to_network = true"
        raise SettingsError(text, code="web_open", host=settings.host)
    if settings.add_sources and not (is_loopback(settings.host) or settings.user):
        text = f"[web]: add_sources on {settings.host} needs user and password: it changes what every reader is shown"
        raise SettingsError(text, code="web_add_sources", host=settings.host)
    address = urlsplit(settings.address)
    if settings.address and (address.scheme not in ("http", "https") or not address.hostname or address.query):
        text = f"[web]: address {settings.address!r} is no address such as https://www.example.nl/aanzet"
        raise SettingsError(text, code="web_address", found=settings.address)
    for proxy in settings.proxies:
        if network_of(proxy) is None:
            raise SettingsError(
                f"[web]: {proxy!r} in proxies is no IP address or network", code="web_proxy", found=proxy
            )


def _without(prefix: str, scope: Scope) -> Scope:
    """``scope`` as it is when the proxy has taken the path of the page off already."""
    if not prefix or not scope["path"].startswith(f"{prefix}/"):
        return scope
    raw_path = scope.get("raw_path")
    named = {} if raw_path is None else {"raw_path": raw_path.removeprefix(prefix.encode())}
    return {**scope, "path": scope["path"].removeprefix(prefix), **named}


def _unknown_name(path: str) -> bool:
    """Whether a path names an endpoint that there is not, or a file that cannot be: gradio would fail over them."""
    for prefix in ("/gradio_api/run/", "/gradio_api/call/"):
        if path.startswith(prefix):
            return path.removeprefix(prefix).split("/")[0] not in (*CALLED, "predict" if "run" in prefix else "")
    return path.startswith("/assets/") and not _ASSET.fullmatch(path)


def _header(scope: Scope, name: bytes) -> bytes:
    return bytes(dict(scope["headers"]).get(name, b""))


def _logged_in(scope: Scope, login: str) -> bool:
    given = _header(scope, b"authorization")
    expected = b"Basic " + base64.b64encode(login.encode())
    return secrets.compare_digest(given, expected)


def _full_in_dutch(scope: Scope, receive: Receive, send: Send) -> Send:
    """What gradio answers when its queue is full, in Dutch; anything else as it is."""
    full = False

    async def told(message: Message) -> None:
        nonlocal full
        if message["type"] == "http.response.start" and message["status"] == 503:
            full = True
            await PlainTextResponse(say("page.busy"), 503, {"retry-after": "10"})(scope, receive, send)
        elif not full:
            await send(message)

    return told


def _rewriting(send: Send, nonce: str, keeps_earlier: bool) -> Send:
    """Holds back gradio's HTML page until it is whole, and sends it with our changes."""
    start: Message = {}
    parts: list[bytes] = []

    async def rewriting(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
            return
        if message["type"] != "http.response.body":
            await send(message)
            return
        parts.append(message.get("body", b""))
        if message.get("more_body"):
            return
        body = b"".join(parts)
        headers = [pair for pair in start["headers"] if pair[0].lower() != b"content-length"]
        if dict(headers).get(b"content-type", b"").startswith(b"text/html"):
            body = dutch_page(body, nonce, keeps_earlier)
        await send({**start, "headers": [*headers, (b"content-length", str(len(body)).encode())]})
        await send({"type": "http.response.body", "body": body})

    return rewriting


def dutch_page(body: bytes, nonce: str, keeps_earlier: bool = True) -> bytes:
    """Gradio's page in Dutch, with our script and style, a nonce on every script and nothing that names other sites.

    ``keeps_earlier``: the browser may keep earlier conversations.
    """
    body = _MANIFEST.sub(b"", _OUTSIDE_META.sub(b"", body))
    own = (
        '<meta charset="utf-8"><meta name="color-scheme" content="light dark">'
        '<script>Object.defineProperty(navigator,"language",{get:()=>"nl"})</script>'
        f"<title>{say('page.title')}</title>"
        f'<meta name="aanzet-words" content="{html.escape(json.dumps(_script_words()))}">'
        f"{KEEPS_EARLIER if keeps_earlier else ''}"
        f'<script src="{static_address("look.js")}"></script>'
        '<link rel="icon" href="favicon.ico" type="image/svg+xml">'
        + "".join(f'<link rel="stylesheet" href="{static_address(f"{name}.css")}">' for name in STYLES)
        + "".join(f'<script defer src="{static_address(f"{name}.js")}"></script>' for name in SCRIPTS)
    )
    body = body.replace(b'<meta charset="utf-8" />', own.encode(), 1).replace(b'lang="en"', b'lang="nl"', 1)
    return body.replace(b"<script", b'<script nonce="%s"' % nonce.encode())


def _script_words() -> dict[str, str]:
    prefix = "page.script."
    return {key.removeprefix(prefix): text for key, text in messages().items() if key.startswith(prefix)}
