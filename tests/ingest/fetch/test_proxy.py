"""A proxy that the environment names is the only thing that is connected to."""

from __future__ import annotations

import socket
import threading
from pathlib import Path
from typing import Any

import pytest

from ingest.errors import FetchError
from ingest.fetch.official import internet
from ingest.records import Source


def refusing_proxy(asked: list[str]) -> tuple[socket.socket, threading.Thread]:
    """A proxy on this machine that notes what it is asked to connect to, and refuses."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        for _ in range(2):
            connection, _ = listening.accept()
            with connection:
                asked.append(connection.recv(4000).decode("ascii").splitlines()[0])
                connection.sendall(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")

    serving = threading.Thread(target=serve, daemon=True)
    serving.start()
    return listening, serving


@pytest.mark.parametrize("name", ["https_proxy", "HTTPS_PROXY"])
def test_documents_are_asked_for_through_the_proxy_of_the_environment(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for other in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(other, raising=False)
    asked: list[str] = []
    listening, serving = refusing_proxy(asked)
    monkeypatch.setenv(name, f"http://127.0.0.1:{listening.getsockname()[1]}")
    resolved: list[str] = []
    resolve = socket.getaddrinfo

    def noted(host: str, *more: Any, **named: Any) -> Any:
        resolved.append(str(host))
        return resolve(host, *more, **named)

    monkeypatch.setattr(socket, "getaddrinfo", noted)
    source = Source("advies", "Een advies", "advies", "", url="https://raad.example/advies.pdf")
    with listening, internet(frozenset(("raad.example",))) as fetcher, pytest.raises(FetchError) as raised:
        fetcher.fetch(source, tmp_path)
    serving.join(5)
    assert raised.value.code == "fetch_no_network"
    assert asked == ["CONNECT raad.example:443 HTTP/1.1"] * 2
    assert set(resolved) <= {"127.0.0.1"}
