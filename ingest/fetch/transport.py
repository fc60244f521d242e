"""A transport for httpx that connects to public addresses only, whatever a name resolves to at that moment."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from ipaddress import ip_address

import httpcore
import httpx

from ingest.errors import FetchError


class PublicNetwork(httpcore.SyncBackend):
    """Connects to the very address that was looked at, so that a name cannot change its meaning in between."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to ``host``. Raises FetchError when one of its addresses is not public, and
        httpcore.ConnectError when it has none.
        """
        try:
            found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        except OSError as cause:
            raise httpcore.ConnectError(str(cause)) from cause
        for address in found:
            if not is_public(address):
                raise FetchError(f"{host}: {address} is not a public address", code="fetch_private", host=host)
        return super().connect_tcp(found[0], port, timeout, local_address, socket_options)


class PublicTransport(httpx.HTTPTransport):
    """httpx's own transport over PublicNetwork."""

    def __init__(self) -> None:
        super().__init__()
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(), network_backend=PublicNetwork(), http2=False
        )


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet: not private, local, shared, reserved or multicast."""
    parsed = ip_address(address.split("%")[0])
    embedded = getattr(parsed, "ipv4_mapped", None) or getattr(parsed, "sixtofour", None)
    return parsed.is_global and not parsed.is_multicast and (embedded is None or is_public(str(embedded)))
