"""A visitor adds a PDF, asks about it, sees the page marked, and takes it away again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue

import pytest
import typst
from playwright.sync_api import Page, expect

from app import Assistant
from app.settings import WebSettings
from tests.browser.conftest import PHONE, WIDE, Chromium, open_page, served
from tests.browser.steps import ask, close_source, open_tab, source, violations
from tests.fakes import FakeAssistant

pytestmark = pytest.mark.model
QUESTION = "Wanneer gaat het zwembad van Lutjebroek open?"


@pytest.fixture(scope="module")
def address(shipped: Assistant) -> Iterator[str]:
    yield from served(shipped, WebSettings(own_documents=True))


@pytest.fixture(params=[WIDE, PHONE], ids=["wide", "phone"])
def page(request: pytest.FixtureRequest, chromium: Chromium, address: str) -> Iterator[Page]:
    yield from open_page(
        chromium, address, request.param, "Failed to load resource: the server responded with a status of 400"
    )


def open_own(page: Page) -> None:
    """Goes from the tab of sources to the page on which a document is added."""
    page.get_by_role("link", name="Eigen PDF toevoegen").click()
    expect(page.get_by_role("heading", level=1, name="Eigen PDF toevoegen")).to_be_visible()


def test_an_own_document_is_added_asked_about_and_taken_away(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "zwembad.pdf"
    path.write_bytes(typst.compile(b"= Zwembad\nHet zwembad van Lutjebroek gaat op 3 mei 2031 open."))
    open_tab(page, "Bronnen")
    open_own(page)
    assert violations(page) == []
    (tmp_path / "nota.pdf").write_text("geen pdf")
    page.get_by_label("Kies een PDF-bestand").set_input_files(tmp_path / "nota.pdf")
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.get_by_role("alert")).to_contain_text("geen PDF")
    page.get_by_label("Kies een PDF-bestand").set_input_files(path)
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.get_by_label("Uw vraag")).to_be_visible(timeout=60_000)
    ask(page, QUESTION)
    page.locator("#gesprek a.cite").first.click()
    expect(source(page).locator(".strook img")).to_be_in_viewport()
    expect(source(page).locator("mark")).to_contain_text("3 mei 2031")
    assert violations(page) == []
    close_source(page)
    open_tab(page, "Bronnen")
    expect(page.get_by_role("heading", name="Eigen document: zwembad.pdf")).to_be_visible()
    open_own(page)
    assert violations(page) == []
    page.get_by_role("button", name="Haal weg en wis").click()
    expect(page.get_by_label("Uw vraag")).to_be_visible()
    ask(page, QUESTION)
    expect(page.locator("#gesprek .antwoord").last.locator(".oordeel.absent")).to_be_visible()


def test_a_source_is_added_for_everybody_on_a_page_that_can_be_used_by_everybody(
    chromium: Chromium, tmp_path: Path
) -> None:
    indexed: SimpleQueue[Path] = SimpleQueue()
    (tmp_path / "brief.txt").write_text("Kabinetsreactie op het advies Zorg dichtbij\n\nHet kabinet neemt het over.")
    for address in served(FakeAssistant(tmp_path), WebSettings(add_sources=True), indexed.put):
        for page in open_page(chromium, address, PHONE):
            open_tab(page, "Bronnen")
            page.get_by_role("link", name="Bron toevoegen").click()
            page.get_by_label("Kies een bestand").set_input_files(tmp_path / "brief.txt")
            page.get_by_label("Rol").select_option("Andere bron")
            page.get_by_role("button", name="Voeg toe").click()
            expect(page.get_by_role("status")).to_contain_text("Toegevoegd als 'brief'")
            assert violations(page) == []
    assert indexed.get(timeout=30) == tmp_path
