"""The page over the shipped corpus with the real model."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from app import Assistant
from tests.browser.conftest import PHONE, WIDE, Chromium, open_page, served
from tests.browser.steps import ask, close_source, open_tab, source, violations

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def address(shipped: Assistant) -> Iterator[str]:
    yield from served(shipped)


@pytest.fixture(params=[WIDE, PHONE], ids=["wide", "phone"])
def page(request: pytest.FixtureRequest, chromium: Chromium, address: str) -> Iterator[Page]:
    yield from open_page(chromium, address, request.param)


def test_every_example_is_answered_with_a_source_that_holds_the_quote(page: Page, shipped: Assistant) -> None:
    for number, example in enumerate(shipped.examples(), 1):
        ask(page, example)
        page.locator("#gesprek .antwoord").nth(number - 1).locator("a.cite").first.click()
        quote = shipped.ask(example, ()).quotes[0] if number == 1 else None
        expect(source(page).locator("#markering")).to_be_in_viewport()
        if quote is not None:
            expect(source(page).locator("mark")).to_have_text(quote.text)
        assert violations(page) == []
        close_source(page)


def test_an_off_topic_question_is_not_answered_and_missing_sources_are_named(page: Page) -> None:
    ask(page, "Wat is de hoofdstad van Frankrijk?")
    expect(page.locator("#gesprek .antwoord").last.locator(".oordeel.absent")).to_be_visible()
    expect(page.locator(".ontbreekt li").first).to_contain_text("De uitvoering aan zet")


def test_a_quotation_with_a_changed_number_is_altered(page: Page) -> None:
    open_tab(page, "Citaat controleren")
    page.get_by_label("Citaat", exact=True).fill(
        "Verwezen wordt ook naar een brief die de secretarissen-generaal op 16 januari 2024 aan de informateur hebben "
        "gestuurd."
    )
    page.get_by_role("button", name="Controleer", exact=True).click()
    expect(page.locator(".segment.altered del")).to_have_text("16")  # the reader's
    expect(page.locator(".segment.altered ins")).to_have_text("15")  # the source's
