"""Fetching connects to public addresses only, also when a name changes what it points to."""

from __future__ import annotations

import socket
from pathlib import Path

import httpcore
import pytest

from ingest.errors import FetchError
from ingest.fetch.official import internet
from ingest.fetch.transport import PublicNetwork, is_public
from ingest.records import Source

PRIVATE = (
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "::1", "::", "fe80::1%eth0", "fd00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "2002:7f00:1::", "192.0.2.1",
)  # fmt: skip


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: tuple[str, ...]) -> None:
    """Have every name resolve to the first of ``answers``, next time to the second, and so on."""
    remaining = list(answers)

    def getaddrinfo(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        found = remaining.pop(0) if len(remaining) > 1 else remaining[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["145.12.1.1", "2a00:1450::1", "8.8.8.8"])
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("found", [("127.0.0.1",), ("145.12.1.1", "10.0.0.1"), ("169.254.169.254",)])
def test_a_registered_name_that_points_inward_is_refused(
    found: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    resolving(monkeypatch, found)
    source = Source("bron", "Een bron", "overig", "", url="https://www.rli.nl/advies.pdf")
    with internet(frozenset(("www.rli.nl",))) as fetcher, pytest.raises(FetchError) as raised:
        fetcher.fetch(source, tmp_path)
    assert raised.value.code == "fetch_private"


def test_the_address_that_was_looked_at_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    connected: list[str] = []
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", lambda _self, host, *_: connected.append(host))
    resolving(monkeypatch, ("145.12.1.1",), ("127.0.0.1",))
    PublicNetwork().connect_tcp("www.rli.nl", 443)
    assert connected == ["145.12.1.1"]
