"""Judgements are kept only when the maintainer switched that on."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Page, expect

from app.settings import WebSettings
from app.web.feedback import FILE_NAME
from tests.browser.conftest import Chromium, open_page, served
from tests.browser.steps import LETTER, ask, violations
from tests.browser.test_dutch import foreign, source_words, words
from tests.fakes import FakeAssistant


def test_without_permission_there_is_nothing_to_judge_with(wide: Page) -> None:
    ask(wide, LETTER)
    expect(wide.get_by_role("button", name="Nuttig")).to_have_count(0)


def test_a_judgement_is_kept_with_its_question_and_what_it_was_answered_from(
    chromium: Chromium, tmp_path: Path
) -> None:
    for address in served(FakeAssistant(tmp_path), WebSettings(keep_feedback=True)):
        for page in open_page(chromium, address):
            ask(page, LETTER)
            assert violations(page) == []
            with page.expect_response("**/gradio_api/run/**"):
                page.get_by_role("button", name="Nuttig", exact=True).click()
            expect(page.get_by_role("button", name="Nuttig: doorgegeven")).to_be_visible()
            assert foreign(page.main_frame, source_words() | words("beveelt")) == set()
    lines = [json.loads(line) for line in (tmp_path / FILE_NAME).read_text("utf-8").splitlines()]
    assert [(line["question"], line["judgement"]) for line in lines] == [(LETTER, "nuttig")]
    assert lines[0]["corpus_sha256"] == FakeAssistant.corpus_sha256[:16]


def test_what_is_wrong_is_reported_by_keyboard_too(chromium: Chromium, tmp_path: Path) -> None:
    for address in served(FakeAssistant(tmp_path), WebSettings(keep_feedback=True)):
        for page in open_page(chromium, address):
            ask(page, LETTER)
            page.get_by_role("button", name="Dit klopt niet").focus()
            with page.expect_response("**/gradio_api/run/**"):
                page.keyboard.press("Enter")
    lines = (tmp_path / FILE_NAME).read_text("utf-8").splitlines()
    assert [json.loads(line)["judgement"] for line in lines] == ["Dit klopt niet"]
