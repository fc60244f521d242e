"""How much one visitor may ask of the page: questions a minute, size and time of a request, idle connections."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]

MAX_BODY_BYTES = 300_000
MAX_DOCUMENT_BYTES = 20_000_000
BODY_SECONDS = 20.0
DOCUMENT_SECONDS = 60.0
HEADER_SECONDS = 20.0
OWN_ADDRESSES = ("127.0.0.1", "::1", "testclient")


class TooLargeError(Exception):
    """A request's body is larger than the page takes."""


async def whole_body(receive: Receive, seconds: float = BODY_SECONDS, most: int = MAX_BODY_BYTES) -> Receive:
    """A ``receive`` that gives the whole body of a request at once.

    Raises TooLargeError beyond ``most`` bytes, TimeoutError when the body is not there after ``seconds``, and
    ConnectionError when the visitor left.
    """
    parts: list[bytes] = []
    size, more = 0, True
    async with asyncio.timeout(seconds):
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise ConnectionError("the visitor left")
            parts.append(message.get("body", b""))
            size, more = size + len(parts[-1]), message.get("more_body", False)
            if size > most:
                raise TooLargeError(f"more than {most} bytes")
    waiting: list[Message] = [{"type": "http.request", "body": b"".join(parts), "more_body": False}]

    async def replayed() -> Message:
        return waiting.pop() if waiting else await receive()

    return replayed


class RateLimit:
    """At most ``a_minute`` questions a minute from one address; this machine's own addresses are not limited."""

    def __init__(self, a_minute: int, addresses: int = 10_000) -> None:
        self.a_minute = a_minute
        self.addresses = addresses
        self._left: dict[str, tuple[float, float]] = {}

    def allows(self, address: str, now: float) -> bool:
        """Whether one more question from ``address`` may come at ``now`` (seconds); counts it when it may."""
        if not self.a_minute or address in OWN_ADDRESSES:
            return True
        left, since = self._left.pop(address, (float(self.a_minute), now))
        left = min(left + (now - since) * self.a_minute / 60.0, float(self.a_minute))
        allowed = left >= 1.0
        self._left[address] = (left - 1.0 if allowed else left, now)
        if len(self._left) > self.addresses:
            del self._left[next(iter(self._left))]
        return allowed


class ImpatientProtocol(H11Protocol):
    """Uvicorn's HTTP/1.1 that hangs up on a connection on which no request is whole within HEADER_SECONDS."""

    _seen: RequestResponseCycle | None = None
    _look: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A connection opens."""
        super().connection_made(transport)
        self._look = self.loop.call_later(HEADER_SECONDS, self._look_again)

    def connection_lost(self, exc: Exception | None) -> None:
        """A connection closes."""
        if self._look is not None:
            self._look.cancel()
        super().connection_lost(exc)

    def _look_again(self) -> None:
        idle = self.cycle is None or self.cycle.response_complete
        if idle and self.cycle is self._seen:
            self.transport.close()
            return
        self._seen = self.cycle if idle else None
        self._look = self.loop.call_later(HEADER_SECONDS, self._look_again)
