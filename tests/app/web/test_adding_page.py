"""A source added on the page: only where it is allowed, read like any file, and named when it cannot be."""

from __future__ import annotations

import html
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.messages import use_register
from app.settings import WebSettings
from app.terminal.preparing import index_again
from app.web import adding_page
from app.web.adding_page import not_indexed
from app.web.indexing import Indexing
from app.web.server import create_app
from app.web.shield.access import check_listening
from app.web.views.about import sources_html
from app.workspace import open_workspace
from ingest.errors import SettingsError
from ingest.register import read_register
from tests.fakes import FakeAssistant

LETTER = "Kabinetsreactie op het advies Zorg dichtbij\n\nDen Haag, 4 april 2031\n\nHet kabinet neemt het advies over.\n"


@pytest.fixture
def indexed() -> SimpleQueue[Path]:
    """The homes that were asked to be indexed, which these tests do without."""
    return SimpleQueue()


@pytest.fixture
def client(tmp_path: Path, indexed: SimpleQueue[Path]) -> Iterator[TestClient]:
    def noted(home: Path) -> str:
        indexed.put(home)
        return ""

    app = create_app(FakeAssistant(tmp_path), WebSettings(add_sources=True), noted)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield client
    use_register(read_register(Path(__file__).parents[3] / "corpus" / "sources.toml"))


def test_without_leave_there_is_no_such_page_and_no_link_to_it(tmp_path: Path) -> None:
    assistant = FakeAssistant(tmp_path)
    with TestClient(create_app(assistant), base_url="http://127.0.0.1") as client:
        assert client.get("/toevoegen").status_code == 404
        assert client.post("/toevoegen", data={"adres": "https://example.org"}).status_code == 404
    assert "toevoegen" not in sources_html(assistant)
    assert 'href="toevoegen"' in sources_html(assistant, add_sources=True)


def test_a_file_becomes_a_source_with_what_was_given_and_what_was_read(
    client: TestClient, tmp_path: Path, indexed: SimpleQueue[Path]
) -> None:
    sent = {"bestand": ("C:\\map\\Brief van de minister.txt", LETTER.encode())}
    answer = client.post("/toevoegen", files=sent, data={"rol": "overig", "titel": " Reactie  op Zorg "})
    assert answer.status_code == 200
    assert "Toegevoegd als &#39;Brief-van-de-minister&#39;: Reactie op Zorg." in answer.text
    source = next(one for one in open_workspace(tmp_path).register.sources if one.id == "Brief-van-de-minister")
    assert (source.title, source.role, source.date) == ("Reactie op Zorg", "overig", "2031-04-04")
    assert (tmp_path / source.file).read_text("utf-8") == LETTER
    assert indexed.get(timeout=30) == tmp_path


def test_no_address_is_asked_where_the_network_is_forbidden(client: TestClient) -> None:
    answer = client.post("/toevoegen", data={"adres": "https://127.0.0.1/a.pdf"})
    assert answer.status_code == 400
    assert "haalt nu niets van internet" in answer.text


@pytest.mark.parametrize(
    ("files", "fields", "told"),
    [
        ({}, {}, "Kies een bestand of vul een https-adres in."),
        ({"bestand": ("", b"")}, {"adres": "/etc/passwd"}, "Kies een bestand of vul een https-adres in."),
        ({}, {"adres": "http://127.0.0.1/a.pdf"}, "https"),
        ({}, {"adres": "https://127.0.0.1/a.pdf"}, "127.0.0.1"),
        ({}, {"adres": "https://[x"}, "is geen adres"),
        ({"bestand": ("a.pdf", b"\x89PNG\r\n\x1a\n\0")}, {}, "PNG"),
        ({"bestand": ("a.txt", LETTER.encode())}, {"rol": "koning"}, "koning"),
        ({"bestand": ("a.txt", LETTER.encode())}, {"datum": "gisteren"}, "gisteren"),
    ],
)
def test_what_cannot_be_added_is_named_and_nothing_is_kept(
    client: TestClient, tmp_path: Path, indexed: SimpleQueue[Path], files: dict[str, Any], fields: dict[str, str],
    told: str, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.delenv("AANZET_OFFLINE")
    answer = client.post("/toevoegen", files=files, data=fields)
    assert answer.status_code == 400
    assert told in answer.text
    assert not (tmp_path / "bronnen.toml").exists()
    assert not (tmp_path / "bronnen").exists()
    assert indexed.empty()


def test_an_indexing_that_fails_is_shown_where_sources_are_added_and_listed(tmp_path: Path) -> None:
    answers = ["De schijf is <vol>.", ""]
    indexing = Indexing(tmp_path, lambda home: answers.pop(0))
    app = FastAPI()
    app.include_router(adding_page.routes(indexing))
    assistant, page = FakeAssistant(tmp_path), TestClient(app)
    shown = []
    for _ in range(2):
        indexing.begin().result(30)
        shown.append([page.get("/toevoegen").text, sources_html(assistant, fault=not_indexed(indexing))])
    told = "Het inlezen van de bronnen is mislukt: De schijf is <vol>. Zolang dat zo is"
    assert [(told in html.unescape(text), "<vol>" in text) for text in shown[0]] == [(True, False)] * 2
    assert ["mislukt" in text for text in shown[1]] == [False, False]


def test_an_indexing_that_breaks_off_is_shown_too(tmp_path: Path) -> None:
    def broken(home: Path) -> str:
        raise OSError("no such program")

    indexing = Indexing(tmp_path, broken)
    indexing.begin().result(30)
    assert "no such program" not in indexing.fault
    assert indexing.fault.endswith(".")


def test_the_process_that_indexes_says_why_it_failed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "settings.toml").write_text("[answer]\ndrempel = 0.5\n", "utf-8")
    fault = index_again(tmp_path)
    assert "'drempel'" in fault
    assert fault in capfd.readouterr().err


def test_another_site_cannot_add_and_a_page_for_everyone_needs_a_log_in(client: TestClient) -> None:
    sent = {"bestand": ("a.txt", LETTER.encode())}
    assert client.post("/toevoegen", files=sent, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    with pytest.raises(SettingsError) as raised:
        check_listening(WebSettings(host="0.0.0.0", open_to_network=True, add_sources=True))
    assert raised.value.code == "web_add_sources"
    check_listening(WebSettings(host="0.0.0.0", user="a", password="b", add_sources=True))
