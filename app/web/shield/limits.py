"""How much one visitor may ask of the page: questions a minute, size and time of a request, number of connections."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from ipaddress import ip_address, ip_network
from typing import Any

from starlette.responses import PlainTextResponse
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from app.messages import say
from app.policy import QUOTATION
from app.web.shield.hosts import is_within

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]

# The longest quotation that is checked, every letter of it written as '\u00e9', and what goes around it.
MAX_BODY_BYTES = 6 * QUOTATION.most_characters + 100_000
MAX_DOCUMENT_BYTES = 20_000_000
BODY_SECONDS = 20.0
DOCUMENT_SECONDS = 60.0
HEADER_SECONDS = 20.0
MAX_CONNECTIONS = 450
CONNECTIONS_EACH = 100
BUSY_HEADERS = {"retry-after": "10", "connection": "close", "content-security-policy": "default-src 'none'"}
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


def client_of(address: str) -> str:
    """Who asks from ``address``: the address itself, and of IPv6 the /64 network, which one visitor has whole."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return address
    mapped = parsed.ipv4_mapped
    if mapped is not None:
        return str(mapped)
    return address if address in OWN_ADDRESSES else str(ip_network((parsed, 64), strict=False))


class RateLimit:
    """At most ``a_minute`` questions a minute from one address; this machine's own addresses are not limited."""

    def __init__(self, a_minute: int, addresses: int = 10_000) -> None:
        self.a_minute = a_minute
        self.addresses = addresses
        self._left: dict[str, tuple[float, float]] = {}

    def allows(self, address: str, now: float) -> bool:
        """Whether one more question from ``address`` may come at ``now`` (seconds); counts it when it may."""
        address = client_of(address)
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
    """Uvicorn's HTTP/1.1 with an end to connections.

    It hangs up on one on which no request is whole within HEADER_SECONDS, and on one that takes nothing of its answer
    for as long. Beyond MAX_CONNECTIONS, or CONNECTIONS_EACH from one client, a request gets a 503 in Dutch; beyond
    twice as many a connection is closed at once. This machine's own addresses, like those of the proxies that the
    server trusts, may be a proxy for everybody: for them only MAX_CONNECTIONS counts.
    """

    _client_name = ""
    _seen: RequestResponseCycle | None = None
    _unsent = 0
    _look: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A connection opens."""
        super().connection_made(transport)
        self._client_name = client_of((self.client or ("", 0))[0])
        self._look = self.loop.call_later(HEADER_SECONDS, self._look_again)
        crowding = max(len(self.connections) / MAX_CONNECTIONS, self._of_this_client() / CONNECTIONS_EACH)
        if crowding > 2:
            transport.abort()
        elif crowding > 1:
            self.app = PlainTextResponse(say("page.busy"), 503, BUSY_HEADERS)

    def connection_lost(self, exc: Exception | None) -> None:
        """A connection closes."""
        if self._look is not None:
            self._look.cancel()
        super().connection_lost(exc)

    def _of_this_client(self) -> int:
        address, trusted = (self.client or ("", 0))[0], self.config.forwarded_allow_ips or ()
        if self._client_name in OWN_ADDRESSES or (self.config.proxy_headers and is_within(address, trusted)):
            return 0
        return sum(isinstance(one, ImpatientProtocol) and one._client_name == self._client_name
                   for one in self.connections)  # fmt: skip

    def _look_again(self) -> None:
        idle = self.cycle is None or self.cycle.response_complete
        if idle and self.cycle is self._seen:
            self.transport.close()
            return
        unsent = self.transport.get_write_buffer_size()
        if unsent and unsent == self._unsent:
            self.transport.abort()
            return
        self._seen, self._unsent = self.cycle if idle else None, unsent
        self._look = self.loop.call_later(HEADER_SECONDS, self._look_again)
