"""The pages of evaluation in a browser: no faults in light and dark, no wider than a phone, and usable by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Page, Route, expect

from eval.report.changed_answers import side_by_side, write_side_by_side
from eval.report.rendering import HTML, write_report
from eval.report.summary import summarise
from eval.review import read_verdicts
from eval.review_page import review_app
from eval.sets import read_set
from tests.browser.conftest import PHONE, WIDE, Chromium
from tests.browser.steps import violations
from tests.eval.conftest import question_lines, to_be_judged
from tests.eval.test_changed_answers import AFTER, BEFORE
from tests.eval.test_report_pictures import run

JUDGED = "http://testserver/"
NOT_WIDER = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.fixture(params=[WIDE, PHONE], ids=["wide", "phone"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture(params=["light", "dark"])
def tab(request: pytest.FixtureRequest, chromium: Chromium, size: tuple[int, int]) -> Iterator[Page]:
    """An empty tab of a reader who likes light or dark pages."""
    context = chromium.browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=request.param)
    yield context.new_page()
    context.close()


@pytest.fixture
def plain(chromium: Chromium) -> Iterator[Page]:
    """An empty tab on a wide screen."""
    page = chromium.browser.new_page()
    yield page
    page.close()


@pytest.fixture
def compared(tmp_path: Path) -> Path:
    """The page of two runs: a citizen's question went wrong, a follow-up has another answer."""
    first, *others = AFTER.questions
    after = replace(AFTER, questions=(first, others[0], replace(others[1], style="followup"), others[2]))
    before = replace(BEFORE, questions=tuple(replace(one, style=two.style)
                     for one, two in zip(BEFORE.questions, after.questions, strict=True)))  # fmt: skip
    path = tmp_path / "verschil.html"
    write_side_by_side(side_by_side(before, after), path)
    return path


@pytest.fixture
def judging(tmp_path: Path) -> tuple[TestClient, Path]:
    """The page for judging two questions, and the folder of their set."""
    (tmp_path / "documents").mkdir()
    (tmp_path / "questions.jsonl").write_text(question_lines(), "utf-8")
    shown = {"text": "Er komen er meer.", "lead": "Bij het station komen twaalf fietsenstallingen.", "tail": "",
             "document": "brief.pdf", "pages": [1], "span": [0, 9]}  # fmt: skip
    waiting = to_be_judged(shown)
    return TestClient(review_app(tmp_path, read_set(tmp_path), waiting, lambda: "2026-11-26", "geheim")), tmp_path


def open_judging(page: Page, client: TestClient) -> None:
    """Open the page for judging, answered by the app itself without a server."""

    def answer(route: Route) -> None:
        asked = route.request
        headers = {name: asked.headers[name] for name in ("content-type", "x-token") if name in asked.headers}
        given = client.request(asked.method, asked.url, content=asked.post_data_buffer or b"", headers=headers)
        route.fulfill(status=given.status_code, body=given.text, content_type=given.headers.get("content-type", ""))

    page.route(f"{JUDGED}**", answer)
    page.goto(JUDGED)
    expect(page.locator("article:visible")).to_have_count(1)


def test_the_report_has_no_faults(tab: Page, tmp_path: Path) -> None:
    write_report([summarise(run())], tmp_path)
    tab.goto((tmp_path / HTML).as_uri())
    for each in tab.locator("figure summary").all():
        each.click()
    assert tab.evaluate(NOT_WIDER)
    assert violations(tab) == []


def test_two_runs_side_by_side_have_no_faults(tab: Page, compared: Path) -> None:
    tab.goto(compared.as_uri())
    tab.locator("summary").click()
    assert tab.evaluate(NOT_WIDER)
    assert violations(tab) == []


def test_judging_has_no_faults(tab: Page, judging: tuple[TestClient, Path]) -> None:
    open_judging(tab, judging[0])
    assert tab.evaluate(NOT_WIDER)
    assert violations(tab) == []


def test_old_and_new_stand_side_by_side_on_a_wide_screen(plain: Page, compared: Path) -> None:
    plain.goto(compared.as_uri())
    old, new = (plain.locator("article").first.locator(".side").nth(number).bounding_box() for number in (0, 1))
    assert old is not None
    assert new is not None
    assert old["y"] == new["y"]
    assert old["x"] + old["width"] <= new["x"]


def test_questions_are_chosen_by_kind(plain: Page, compared: Path) -> None:
    plain.goto(compared.as_uri())
    expect(plain.get_by_text("2 van 2 vragen")).to_be_visible()
    plain.get_by_label("Soort").select_option("vervolgvraag")
    expect(plain.get_by_text("1 van 2 vragen")).to_be_visible()
    expect(plain.locator("article:visible h3")).to_have_text(["Vraag 2?"])
    plain.get_by_label("Verandering").select_option("slechter")
    expect(plain.get_by_text("0 van 2 vragen")).to_be_visible()


def test_answers_are_judged_and_judged_again_with_the_keyboard_alone(
    plain: Page, judging: tuple[TestClient, Path]
) -> None:
    client, folder = judging
    open_judging(plain, client)
    expect(plain.locator("article:visible")).to_be_focused()
    plain.keyboard.press("f")
    expect(plain.locator("article:visible h2")).to_have_text("Vraag 2?")
    plain.keyboard.press("t")
    expect(plain.get_by_text("U zei: fout.")).to_be_visible()
    plain.keyboard.press("g")
    expect(plain.locator("article:visible h2")).to_have_text("Vraag 2?")
    assert [(one.id, one.verdict) for one in read_verdicts(folder)] == [("1", "ook goed")]
    plain.reload()
    expect(plain.locator("article")).to_have_count(1)
    plain.keyboard.press("g")
    expect(plain.get_by_text("U hebt alles gezien.")).to_be_visible()


def test_what_is_known_as_right_around_the_quote_is_pointed_out(plain: Page, judging: tuple[TestClient, Path]) -> None:
    open_judging(plain, judging[0])
    expect(plain.get_by_text("In de grijze tekst staat wat bekend is als goed.")).to_be_visible()
    plain.keyboard.press("o")
    expect(plain.get_by_text("In de grijze tekst staat wat bekend is als goed.")).to_be_hidden()
