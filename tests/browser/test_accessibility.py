"""No state of the page has a fault that axe-core finds, in light and in dark."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, WIDE, Chromium, open_page
from tests.browser.steps import ABSTAINED, ANSWERED, LETTER, NEAR, ask, evaluated, open_tab, source, violations

TOO_LOW = """[...document.querySelectorAll('a, button, summary, input, select')]
    .filter((one) => !one.closest('.overslaan, .kaart, .onzichtbaar'))
    .filter((one) => one.checkVisibility({visibilityProperty: true}))
    .map((one) => [one.getBoundingClientRect().height, one.textContent.trim()])
    .filter(([height]) => height > 0 && height < 43.5)"""


@pytest.fixture(params=["light", "dark"])
def coloured(request: pytest.FixtureRequest, chromium: Chromium, fake_address: str) -> Iterator[Page]:
    yield from open_page(chromium, fake_address, WIDE, color_scheme=request.param)


def test_the_empty_page_has_no_faults(coloured: Page) -> None:
    assert violations(coloured) == []


def test_an_answer_with_its_source_has_no_faults(coloured: Page) -> None:
    ask(coloured, ANSWERED)
    expect(source(coloured).locator(".strook img")).to_be_visible()
    assert violations(coloured) == []


def test_a_text_source_has_no_faults(coloured: Page) -> None:
    ask(coloured, LETTER)
    expect(source(coloured).locator("#markering")).to_be_visible()
    assert violations(coloured) == []


def test_an_abstention_has_no_faults(coloured: Page) -> None:
    for question in (ABSTAINED, NEAR, "Hallo"):
        ask(coloured, question)
    coloured.locator("details.dichtbij summary").first.click()
    assert violations(coloured) == []


@pytest.mark.parametrize("tab", ["Citaat controleren", "Advies en reactie", "Bronnen", "Over"])
def test_no_tab_has_faults(coloured: Page, tab: str) -> None:
    open_tab(coloured, tab)
    assert violations(coloured) == []


def test_a_checked_quotation_has_no_faults(coloured: Page) -> None:
    open_tab(coloured, "Citaat controleren")
    coloured.get_by_label("Citaat", exact=True).fill(
        "De uitvoering krijgt 12 miljoen euro, en niet minder. Hier staat iets dat nergens te vinden is."
    )
    coloured.get_by_role("button", name="Controleer", exact=True).click()
    expect(coloured.locator(".segment")).to_have_count(2)
    assert violations(coloured) == []


def test_the_page_on_a_telephone_has_no_faults(chromium: Chromium, fake_address: str) -> None:
    for phone in open_page(chromium, fake_address, PHONE):
        assert violations(phone) == []
        ask(phone, ANSWERED)
        phone.locator("a.cite").first.click()
        expect(source(phone).locator(".strook img")).to_be_visible()
        assert violations(phone) == []


def test_whatever_a_finger_must_hit_is_high_enough(chromium: Chromium, fake_address: str) -> None:
    for phone in open_page(chromium, fake_address, PHONE, has_touch=True):
        assert phone.evaluate(TOO_LOW) == []
        ask(phone, ABSTAINED)
        ask(phone, ANSWERED)
        assert phone.evaluate(TOO_LOW) == []
        phone.locator("a.cite:visible").first.click()
        expect(source(phone).locator(".strook img")).to_be_visible()
        source(phone).locator(".heel summary").click()
        assert evaluated(phone.frames[-1], TOO_LOW) == []


def test_the_permanent_page_has_no_faults(coloured: Page) -> None:
    ask(coloured, ANSWERED)
    address = coloured.locator("a.blijvend").get_attribute("href")
    assert address is not None
    coloured.goto(urljoin(coloured.url, address))
    expect(coloured.get_by_role("heading", level=1)).to_be_visible()
    assert violations(coloured) == []


@pytest.fixture
def forced(chromium: Chromium, fake_address: str) -> Iterator[Page]:
    """The fake page where the reader's system chooses the colours."""
    yield from open_page(chromium, fake_address, forced_colors="active", color_scheme="dark")


def test_marked_and_chosen_words_have_the_colours_that_the_system_gives_them(forced: Page) -> None:
    ask(forced, ANSWERED)
    paired = {".antwoord mark": "MarkText", "[role=tab][aria-selected=true]": "HighlightText"}
    for selector, name in paired.items():
        wanted = forced.evaluate(
            """(name) => {
                const own = document.body.appendChild(document.createElement('i'));
                own.style.cssText = `forced-color-adjust: none; color: ${name}`;
                return getComputedStyle(own).color;
            }""",
            name,
        )
        expect(forced.locator(selector).first).to_have_css("color", wanted)
