"""Pure ASGI around the whole page: closed doors, security headers, a script nonce, and Dutch as the page's language."""

from __future__ import annotations

import html
import json
import re
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.responses import PlainTextResponse

from app.messages import messages, say
from app.web.settings import WebSettings

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

CLOSED = (
    "/gradio_api/upload", "/gradio_api/dev/", "/gradio_api/proxy", "/gradio_api/deep_link", "/gradio_api/stream",
    "/gradio_api/component_server", "/gradio_api/file", "/gradio_api/runs", "/gradio_api/custom_component",
    "/openapi.json", "/gradio_api/openapi.json", "/monitoring", "/docs", "/redoc", "/manifest.json", "/pwa_icon",
)  # fmt: skip
FORWARDED = (b"x-forwarded-host", b"x-forwarded-proto", b"x-forwarded-for", b"forwarded")
_OUTSIDE_META = re.compile(rb'<meta\s+(?:name|property)="(?:twitter|og):[a-z_]+"\s+content="[^"]*"\s*/?>', re.DOTALL)
_MANIFEST = re.compile(rb'<link rel="manifest"[^>]*>')


class Shield:
    """Wraps the page's ASGI app; see the module's docstring."""

    def __init__(self, app: App, settings: WebSettings) -> None:
        self.app = app
        self.frame_ancestors = " ".join(["'self'", *settings.embed_sites])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] != "http" or scope["path"].startswith(CLOSED):
            await PlainTextResponse(say("page.not_found"), 404)(scope, receive, self._with_headers(send, ""))
        else:
            await self._serve(scope, receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        nonce = secrets.token_urlsafe(16)
        guarded = self._with_headers(send, nonce)
        chat_page = scope["path"] == "/"
        dropped = (*FORWARDED, b"accept-encoding") if chat_page else FORWARDED
        scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0].lower() not in dropped]}
        await self.app(scope, receive, _rewriting(guarded, nonce) if chat_page else guarded)

    def _with_headers(self, send: Send, nonce: str) -> Send:
        headers = self._headers(nonce)
        names = {name for name, _ in headers}

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [pair for pair in message["headers"] if pair[0].lower() not in names]
                message = {**message, "headers": [*kept, *headers]}
            await send(message)

        return guarded

    def _headers(self, nonce: str) -> list[tuple[bytes, bytes]]:
        script = f"'self' 'nonce-{nonce}'" if nonce else "'none'"
        policy = (
            f"default-src 'self'; script-src {script}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            "font-src 'self' data:; connect-src 'self'; frame-src 'self'; object-src 'none'; base-uri 'self'; "
            f"form-action 'self'; frame-ancestors {self.frame_ancestors}"
        )
        return [
            (b"content-security-policy", policy.encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"no-referrer"),
            (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
            (b"cross-origin-opener-policy", b"same-origin"),
            (b"cross-origin-resource-policy", b"same-origin"),
        ]


def _rewriting(send: Send, nonce: str) -> Send:
    """Holds back gradio's HTML page until it is whole, and sends it with our changes."""
    start: Message = {}
    parts: list[bytes] = []

    async def rewriting(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
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
        '<link rel="stylesheet" href="/static/answer.css"><link rel="stylesheet" href="/static/page.css">'
        '<script defer src="/static/page.js"></script>'
    )
    body = body.replace(b'<meta charset="utf-8" />', own.encode(), 1).replace(b'lang="en"', b'lang="nl"', 1)
    return body.replace(b"<script", b'<script nonce="%s"' % nonce.encode())


def _script_words() -> dict[str, str]:
    prefix = "page.script."
    return {key.removeprefix(prefix): text for key, text in messages().items() if key.startswith(prefix)}
