"""Pure ASGI around the whole page: closed doors, security headers, a script nonce, and Dutch as the page's language."""

from __future__ import annotations

import base64
import html
import json
import re
import secrets
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.responses import PlainTextResponse, Response

from app.messages import messages, say
from app.web.pages import not_found
from app.web.settings import WebSettings

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

OPEN = (
    "/healthz", "/static/", "/assets/", "/bron/", "/antwoord/", "/passages", "/config", "/theme.css", "/favicon.ico",
    "/robots.txt", "/gradio_api/run/", "/gradio_api/call/", "/gradio_api/queue/join", "/gradio_api/queue/data",
    "/gradio_api/info", "/gradio_api/app_id", "/gradio_api/heartbeat/", "/gradio_api/startup-events",
)  # fmt: skip
MCP = "/gradio_api/mcp"
ANSWERING = ("/gradio_api/run/", "/gradio_api/call/", "/antwoord/", "/passages", MCP)
FORWARDED = (b"x-forwarded-host", b"x-forwarded-proto", b"x-forwarded-for", b"forwarded")
HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
_OUTSIDE_META = re.compile(rb'<meta\s+(?:name|property)="(?:twitter|og):[a-z_]+"\s+content="[^"]*"\s*/?>', re.DOTALL)
_MANIFEST = re.compile(rb'<link rel="manifest"[^>]*>')


class Shield:
    """Wraps the page's ASGI app: what is not named open is closed; see the module's docstring."""

    def __init__(self, app: App, settings: WebSettings) -> None:
        self.app = app
        self.open = (*OPEN, MCP) if settings.mcp else OPEN
        self.frame_ancestors = " ".join(["'self'", *settings.embed_sites])
        self.limit = RateLimit(settings.questions_a_minute)
        self.login = f"{settings.user}:{settings.password}" if settings.user and settings.password else ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        path = scope["path"]
        nonce = secrets.token_urlsafe(16)
        guarded = self._with_headers(send, nonce, path == "/")
        refused = self._refusal(scope)
        if refused is not None:
            await refused(scope, receive, guarded)
            return
        dropped = (*FORWARDED, b"accept-encoding") if path == "/" else FORWARDED
        scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0].lower() not in dropped]}
        await self.app(scope, receive, _rewriting(guarded, nonce) if path == "/" else guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        path = scope["path"]
        if path != "/" and not path.startswith(self.open):
            return not_found(say("page.unknown_page"))
        if path != "/healthz" and self.login and not _logged_in(scope, self.login):
            realm = {"www-authenticate": 'Basic realm="Aan Zet", charset="UTF-8"'}
            return PlainTextResponse(say("page.log_in"), 401, realm)
        if path.startswith(ANSWERING) and not self.limit.allows((scope.get("client") or ("", 0))[0], time.monotonic()):
            return PlainTextResponse(say("page.busy"), 429, {"retry-after": "60"})
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


class RateLimit:
    """At most ``a_minute`` questions a minute from one address; this machine's own addresses are not limited."""

    def __init__(self, a_minute: int, addresses: int = 10_000) -> None:
        self.a_minute = a_minute
        self.addresses = addresses
        self._left: dict[str, tuple[float, float]] = {}

    def allows(self, address: str, now: float) -> bool:
        """Whether one more question from ``address`` may come at ``now`` (seconds); counts it when it may."""
        if not self.a_minute or address in ("127.0.0.1", "::1", "testclient"):
            return True
        left, since = self._left.pop(address, (float(self.a_minute), now))
        left = min(left + (now - since) * self.a_minute / 60.0, float(self.a_minute))
        allowed = left >= 1.0
        self._left[address] = (left - 1.0 if allowed else left, now)
        if len(self._left) > self.addresses:
            del self._left[next(iter(self._left))]
        return allowed


def _logged_in(scope: Scope, login: str) -> bool:
    given = dict(scope["headers"]).get(b"authorization", b"")
    expected = b"Basic " + base64.b64encode(login.encode())
    return secrets.compare_digest(given, expected)


def _rewriting(send: Send, nonce: str) -> Send:
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
            body = dutch_page(body, nonce)
        await send({**start, "headers": [*headers, (b"content-length", str(len(body)).encode())]})
        await send({"type": "http.response.body", "body": body})

    return rewriting


def dutch_page(body: bytes, nonce: str) -> bytes:
    """Gradio's page in Dutch, with our script and style, a nonce on every script and nothing that names other sites."""
    body = _MANIFEST.sub(b"", _OUTSIDE_META.sub(b"", body))
    own = (
        '<meta charset="utf-8"><meta name="color-scheme" content="light dark">'
        '<script>Object.defineProperty(navigator,"language",{get:()=>"nl"})</script>'
        f"<title>{say('page.title')}</title>"
        f'<meta name="aanzet-words" content="{html.escape(json.dumps(_script_words()))}">'
        '<link rel="icon" href="/favicon.ico" type="image/svg+xml"><link rel="stylesheet" href="/static/answer.css">'
        '<link rel="stylesheet" href="/static/page.css">'
        '<script defer src="/static/page.js"></script>'
    )
    body = body.replace(b'<meta charset="utf-8" />', own.encode(), 1).replace(b'lang="en"', b'lang="nl"', 1)
    return body.replace(b"<script", b'<script nonce="%s"' % nonce.encode())


def _script_words() -> dict[str, str]:
    prefix = "page.script."
    return {key.removeprefix(prefix): text for key, text in messages().items() if key.startswith(prefix)}
