"""All places of a subject on the page, and to take along."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.messages import say
from app.web import passages_page
from tests.fakes import FakeAssistant


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    """A reader of this page alone."""
    app = FastAPI()
    app.include_router(passages_page.routes(FakeAssistant(tmp_path)))
    return TestClient(app)


def test_every_place_has_its_line_its_source_and_a_box_to_tick(client: TestClient) -> None:
    page = client.get("/passages?over=kabinet").text
    assert page.count("data-read=") == page.count("<mark>kabinet</mark>") + page.count("<mark>Kabinet</mark>") > 0
    assert 'href="bron/reactie~' in page
    assert "Reactie van het kabinet" in page


def test_a_term_is_switched_off_and_on_by_a_link(client: TestClient) -> None:
    assert "zonder=kabinet" in client.get("/passages?over=kabinet").text
    assert "tel weer mee" in client.get("/passages?over=kabinet&zonder=kabinet").text


def test_a_subject_that_is_not_there_says_so(client: TestClient) -> None:
    page = client.get("/passages?over=zwembad<b>").text
    assert "Aantal vindplaatsen: 0." in page
    assert "zwembad&lt;b&gt;" in page
    assert client.get("/passages?over=").status_code == 404


@pytest.mark.parametrize("suffix", ["csv", "md", "docx"])
def test_the_places_can_be_taken_along(client: TestClient, suffix: str) -> None:
    answer = client.get(f"/passages.{suffix}?over=kabinet")
    assert answer.status_code == 200
    assert f"vindplaatsen.{suffix}" in answer.headers["content-disposition"]
    assert answer.content


def test_a_term_that_is_switched_on_again_keeps_the_reading_in_paragraphs(client: TestClient) -> None:
    page = client.get("/passages?over=kabinet&vorm=passages&zonder=kabinet").text
    assert 'href="passages?over=kabinet&vorm=passages">tel weer mee<' in page


def test_each_switch_and_each_box_says_by_itself_what_it_is_of(client: TestClient) -> None:
    page = client.get("/passages?over=kabinet").text
    assert 'tel niet mee<span class="onzichtbaar"> kabinet</span>' in page
    assert 'gelezen<span class="onzichtbaar"> vindplaats 2</span>' in page


def test_several_words_are_said_to_be_counted_together(client: TestClient) -> None:
    assert say("concordance.all_words") in client.get("/passages?over=Tweede Kamer").text
    assert say("concordance.all_words") not in client.get("/passages?over=het kabinet").text


def test_a_csv_file_opens_in_a_dutch_spreadsheet(client: TestClient) -> None:
    heads, first, *_ = client.get("/passages.csv?over=kabinet").content.split(b"\r\n")
    assert heads.startswith("\ufeffNr.;Bron;".encode())
    assert first.startswith(b"1;Reactie van het kabinet;")


@pytest.mark.parametrize(("subject", "said"), [("kabinet", "explained"), ("Tweede Kamer", "several")])
def test_what_is_related_is_said_to_lack_the_word_or_the_words_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, subject: str, said: str
) -> None:
    assistant = FakeAssistant(tmp_path)
    found = replace(assistant.concordance(subject), related=assistant.find(subject, 1))
    monkeypatch.setattr(assistant, "concordance", lambda *_: found)
    app = FastAPI()
    app.include_router(passages_page.routes(assistant))
    assert say(f"concordance.related_{said}") in TestClient(app).get(f"/passages?over={subject}").text
