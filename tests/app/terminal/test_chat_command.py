"""``aanzet chat``: where the page opens, and why it does not."""

from __future__ import annotations

import socket
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.settings import WebSettings
from app.terminal.commands import main

FAILURE = 1


@pytest.fixture
def opened(shipped_home: Path, monkeypatch: pytest.MonkeyPatch) -> list[WebSettings]:
    """Where the page was opened; nothing is really served."""
    settings: list[WebSettings] = []
    monkeypatch.setenv("AANZET_HOME", str(shipped_home))
    monkeypatch.setattr("app.live.live_assistant", lambda _: SimpleNamespace(watch=lambda _: None, page=None))
    monkeypatch.setattr("app.web.server.serve", lambda _, web, adding: settings.append(web))
    return settings


def chat(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["aanzet", "chat", *arguments])
    with pytest.raises(SystemExit) as stopped:
        main()
    return int(str(stopped.value.code))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this machine has no IPv6")
@pytest.mark.parametrize("host", ["::1", "[::1]"])
def test_an_ipv6_address_is_taken_with_and_without_brackets_and_printed_as_an_address(
    opened: list[WebSettings], host: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    port = free_port()
    assert chat(monkeypatch, "--host", host, "--port", str(port)) == 0
    assert f"http://[::1]:{port}." in capsys.readouterr().out
    assert [web.host for web in opened] == ["::1"]


def test_a_port_that_another_program_has_is_named(
    opened: list[WebSettings], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert chat(monkeypatch, "--port", str(port)) == FAILURE
    assert f"Poort {port} is al in gebruik" in capsys.readouterr().err
    assert not opened


def test_an_address_that_this_machine_does_not_have_is_no_port_in_use(
    opened: list[WebSettings], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert chat(monkeypatch, "--host", "203.0.113.9", "--open") == FAILURE
    told = capsys.readouterr().err
    assert "kan niet worden geopend op 203.0.113.9" in told
    assert "in gebruik" not in told
    assert not opened


def test_an_address_with_letters_between_brackets_is_printed_whole(
    opened: list[WebSettings], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("app.terminal.commands._listening_refused", lambda host, port: None)
    assert chat(monkeypatch, "--host", "fd00:bed::2", "--open") == 0
    assert "http://[fd00:bed::2]:7860." in capsys.readouterr().out
