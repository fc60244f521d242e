"""A page that stays open takes a new index into use whole, and keeps the old one when the new is damaged."""

from __future__ import annotations

import logging
import shutil
import threading
from pathlib import Path

import pytest

from app.live import LiveAssistant, live_assistant
from app.settings import Settings
from app.workspace import open_workspace
from index.build import current_version

pytestmark = pytest.mark.usefixtures("model")

REGISTER = """[[source]]
id = "brief"
title = "Een brief"
role = "kabinetsreactie"
speaker = "de minister"
file = "brief.txt"
"""
FIRST = "De bijdrage voor de gemeenten bedraagt 12 miljoen euro per jaar."
SECOND = "De bijdrage voor de gemeenten bedraagt 35 miljoen euro per jaar."
QUESTION = "Hoeveel bedraagt de bijdrage voor de gemeenten?"


def build(home: Path, text: str) -> None:
    """Make the index over one letter current."""
    (home / "brief.txt").write_text(f"Een brief\n\n{text}\n", "utf-8")
    workspace = open_workspace(home)
    workspace.build(workspace.ingest())


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with the first letter indexed."""
    (tmp_path / "settings.toml").write_text('register = "bronnen.toml"\n', "utf-8")
    (tmp_path / "bronnen.toml").write_text(REGISTER, "utf-8")
    build(tmp_path, FIRST)
    return tmp_path


@pytest.fixture
def live(home: Path) -> LiveAssistant:
    """The assistant that follows the home."""
    return live_assistant(open_workspace(home, Settings(register="bronnen.toml")))


def test_a_new_index_answers_after_a_refresh_and_what_was_begun_goes_on(home: Path, live: LiveAssistant) -> None:
    before = live.now()
    assert live.ask(QUESTION).quotes[0].text == FIRST
    assert not live.refresh()
    build(home, SECOND)
    assert live.ask(QUESTION).quotes[0].text == FIRST
    assert live.refresh()
    after = live.ask(QUESTION)
    assert after.quotes[0].text == SECOND
    assert after.index_version == current_version(home)
    assert before.ask(QUESTION).quotes[0].text == FIRST
    assert live.now().encoder is before.encoder


def test_a_damaged_new_index_is_not_used_and_is_reported_once(
    home: Path, live: LiveAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    build(home, SECOND)
    folder = home / "index" / current_version(home)
    (folder / "passages.jsonl").write_bytes(b"")
    with caplog.at_level(logging.ERROR):
        assert not live.refresh()
        assert not live.refresh()
    assert [record.levelname for record in caplog.records if record.name == "app.live"] == ["ERROR"]
    assert "passages.jsonl" in caplog.text
    assert live.ask(QUESTION).quotes[0].text == FIRST
    build(home, SECOND)
    assert live.refresh()
    assert live.ask(QUESTION).quotes[0].text == SECOND


def test_a_home_that_vanished_does_not_stop_the_answers(home: Path, live: LiveAssistant) -> None:
    shutil.rmtree(home)
    assert not live.refresh()
    assert live.ask(QUESTION).quotes[0].text == FIRST


def test_watching_ends_when_it_is_asked_to(live: LiveAssistant) -> None:
    stop = threading.Event()
    thread = live.watch(stop, seconds=0.01)
    assert thread.daemon
    stop.set()
    thread.join(10)
    assert not thread.is_alive()
