"""A slow answer is echoed and announced, Esc stops it, and what is typed meanwhile stays."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import expect

from app.records import Answer, Turn
from tests.browser.conftest import Chromium, open_page, served
from tests.browser.steps import LETTER, violations
from tests.fakes import FakeAssistant


class SlowAssistant(FakeAssistant):
    """Answers only when it may."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.may_answer = threading.Event()

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        assert self.may_answer.wait(60)
        return super().ask(question, history)


def test_a_slow_answer_is_announced_and_esc_stops_it(chromium: Chromium, tmp_path: Path) -> None:
    assistant = SlowAssistant(tmp_path)
    for address in served(assistant):
        for page in open_page(chromium, address):
            box = page.get_by_label("Uw vraag")
            box.fill(LETTER)
            box.press("Enter")
            expect(page.locator("#wachtvak .gevraagd")).to_have_text(LETTER)
            expect(page.locator("#wachtvak .gevraagd")).to_be_in_viewport()
            expect(page.locator("#vraagdeel").get_by_role("status")).to_have_text("De bronnen worden doorzocht…")
            assert violations(page) == []
            box.fill("En daarna?")
            box.press("Enter")
            expect(page.locator("#vraagdeel").get_by_role("status")).to_contain_text("Uw nieuwe vraag blijft staan.")
            expect(box).to_have_value("En daarna?")
            expect(page.get_by_role("button", name="Stop")).to_be_visible(timeout=20_000)
            with page.expect_response("**/gradio_api/run/**"):
                box.press("Escape")
            expect(page.get_by_role("button", name="Stop")).to_be_hidden()
            expect(box).to_have_value("En daarna?")
            expect(page.locator("#gesprek .antwoord")).to_have_count(0)
            box.fill(LETTER)
            box.press("Enter")
            expect(page.locator("#wachtvak")).to_be_visible()
            box.fill("Een tweede vraag")
            assistant.may_answer.set()
            expect(page.locator("#gesprek .antwoord")).to_have_count(1)
            expect(page.locator("#wachtvak")).to_have_count(0)
            expect(box).to_have_value("Een tweede vraag")
