"""A slow answer is echoed and announced, Esc stops it, and what is typed meanwhile stays."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import expect

from app.messages import say
from app.records import Answer, Turn
from app.settings import WebSettings
from tests.browser.conftest import Chromium, open_page, served
from tests.browser.steps import LETTER, ask, violations
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


def test_an_answer_that_comes_although_it_was_stopped_erases_nothing(chromium: Chromium, tmp_path: Path) -> None:
    assistant = SlowAssistant(tmp_path)
    for address in served(assistant):
        for page in open_page(chromium, address):
            box = page.get_by_label("Uw vraag")
            box.fill(LETTER)
            box.press("Enter")
            expect(page.locator("#wachtvak")).to_be_visible()
            page.evaluate("stopWaiting()")  # as when the server does not hear that the reader stops
            box.fill("Een tweede vraag")
            assistant.may_answer.set()
            expect(page.locator("#gesprek .antwoord")).to_have_count(1)
            expect(box).to_have_value("Een tweede vraag")


def test_a_question_that_the_server_refuses_is_refused_in_its_words_and_kept(
    chromium: Chromium, tmp_path: Path
) -> None:
    settings = WebSettings(questions_a_minute=2, proxies=("127.0.0.1",))
    for address in served(FakeAssistant(tmp_path), settings):
        expected = "Failed to load resource: the server responded with a status of 429"
        for page in open_page(chromium, address, expected=expected):
            page.set_extra_http_headers({"x-forwarded-for": "203.0.113.5"})  # on this machine there is no limit
            with page.expect_response(lambda own: "/run/" in own.url and "x-forwarded-for" in own.request.headers):
                page.reload()  # the page's own call at opening counts too
            ask(page, LETTER)
            box = page.get_by_label("Uw vraag")
            box.fill("Een tweede vraag")
            box.press("Enter")
            expect(page.get_by_role("alert")).to_have_text(say("page.busy"))
            expect(page.locator("#wachtvak")).to_have_count(0)
            expect(box).to_have_value("Een tweede vraag")
            page.goto(f"{address}/passages?over=uitvoering")
            expect(page.get_by_role("main")).to_contain_text(say("page.busy"))
            expect(page.get_by_role("link", name=say("page.to_start"))).to_have_attribute("href", "./")
