"""A question, a document or a title that holds a program, a picture, a form or a style stays text, and does nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Chromium, open_page, served
from tests.browser.steps import ask, evaluated, open_tab, source
from tests.fakes import FakeAssistant

PAYLOAD = (
    "<script>window.HACKED=1</script><img src=x onerror=window.HACKED=2><svg onload=window.HACKED=3></svg>"
    "<form action=https://evil.example><input name=q></form><style>body{display:none}</style>"
    "![x](https://evil.example/a.png) [klik](javascript:window.HACKED=4) <a href=javascript:window.HACKED=5>x</a>"
)
LETTER = f"Titel {PAYLOAD}\n\nDe hoofdaanbeveling {PAYLOAD} wordt overgenomen"


@pytest.fixture(scope="module")
def hostile_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    assistant = FakeAssistant(tmp_path_factory.mktemp("documents"), LETTER, f"Brief {PAYLOAD}")
    yield from served(assistant)


@pytest.fixture
def hostile(chromium: Chromium, hostile_address: str) -> Iterator[Page]:
    yield from open_page(chromium, hostile_address)


def unharmed(page: Page) -> None:
    """Nothing ran, and nothing of the payload became an element, in the page and in its frames."""
    for frame in page.frames:
        assert evaluated(frame, "window.HACKED") is None
        for kind in (
            "img[src='x']",
            "svg[onload]",
            "form[action*='evil']",
            "img[src*='evil']",
            "a[href^='javascript']",
        ):
            assert frame.locator(kind).count() == 0
        assert evaluated(frame, "getComputedStyle(document.body).display") != "none"


def test_a_hostile_question_does_nothing(hostile: Page) -> None:
    ask(hostile, PAYLOAD)
    expect(hostile.locator(".gevraagd")).to_contain_text(PAYLOAD)
    unharmed(hostile)


def test_a_hostile_document_does_nothing_in_an_answer_and_its_source(hostile: Page) -> None:
    ask(hostile, "hoofdaanbeveling")
    expect(hostile.locator(".citaat").first).to_contain_text("<script>window.HACKED=1</script>")
    hostile.locator("a.cite").first.click()
    expect(source(hostile).locator("#markering")).to_contain_text("<img src=x onerror=window.HACKED=2>")
    unharmed(hostile)


@pytest.mark.parametrize("tab", ["Bronnen", "Advies en reactie"])
def test_a_hostile_title_does_nothing_in_a_tab(hostile: Page, tab: str) -> None:
    open_tab(hostile, tab)
    unharmed(hostile)


def test_a_hostile_quotation_does_nothing(hostile: Page) -> None:
    open_tab(hostile, "Citaat controleren")
    hostile.get_by_label("Citaat", exact=True).fill(f"De hoofdaanbeveling {PAYLOAD} wordt niet overgenomen.")
    hostile.get_by_role("button", name="Controleer", exact=True).click()
    expect(hostile.locator(".segment").first).to_be_visible()
    unharmed(hostile)


def test_a_hostile_address_does_nothing(hostile: Page, hostile_address: str, tmp_path: Path) -> None:
    hostile.goto(f"{hostile_address}/?vraag={PAYLOAD}&gesprek={PAYLOAD}")
    expect(hostile.get_by_label("Uw vraag")).to_have_value(PAYLOAD)
    unharmed(hostile)
