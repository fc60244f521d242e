"""Narrow screens, large letters and paper lose nothing."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from app.web.shield.access import ANSWERING
from tests.browser.conftest import Chromium, open_page
from tests.browser.steps import ANSWERED, ask, source

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("size", [(320, 640), (640, 400), (1280, 800)])
def test_nothing_needs_sideways_scrolling(chromium: Chromium, fake_address: str, size: tuple[int, int]) -> None:
    for page in open_page(chromium, fake_address, size):
        assert page.evaluate(OVERFLOW) <= 0
        ask(page, ANSWERED)
        assert page.evaluate(OVERFLOW) <= 0
        page.locator("a.cite").first.click()
        expect(source(page).locator(".strook img")).to_be_visible()
        assert page.evaluate(OVERFLOW) <= 0
        assert page.frames[-1].evaluate(OVERFLOW) <= 0


def test_paper_shows_question_and_answer_and_no_controls(wide: Page) -> None:
    ask(wide, ANSWERED)
    wide.emulate_media(media="print")
    expect(wide.locator(".gevraagd")).to_be_visible()
    expect(wide.locator(".citaat").first).to_be_visible()
    for control in ("#vraag", "#bronpaneel", ".meenemen"):
        expect(wide.locator(control).first).to_be_hidden()


def test_a_stranger_sees_a_page_that_is_usable_and_small(chromium: Chromium, fake_address: str) -> None:
    page = chromium.browser.new_page()
    sizes: list[int] = []
    asked: list[str] = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    with page.expect_response(lambda response: urlsplit(response.url).path.startswith(ANSWERING)):
        page.goto(fake_address)
    expect(page.get_by_label("Uw vraag")).to_be_focused()
    page.close()
    assert 100_000 < sum(sizes) < 450 * 1024
    assert sum(path.startswith(ANSWERING) for path in asked) == 1  # of the questions that one address may ask a minute
