"""The page for judging shows what waits, keeps a verdict once, and takes none from elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from eval.review import RIGHT, WRONG, read_verdicts
from eval.review_page import review_app
from eval.sets import read_set
from tests.eval.conftest import PDF, QUESTIONS, question_lines, to_be_judged

TOKEN = {"X-Token": "geheim"}
SHOWN = {
    "text": "Er komen <i>twaalf</i> & meer.",
    "lead": "",
    "tail": "",
    "document": PDF,
    "pages": [1],
    "span": [0, 9],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A set of two questions."""
    (tmp_path / "documents").mkdir()
    (tmp_path / "questions.jsonl").write_text(question_lines(QUESTIONS[:2]), "utf-8")
    return tmp_path


@pytest.fixture
def page(folder: Path) -> TestClient:
    """The page over both of its questions."""
    waiting = to_be_judged(SHOWN)
    return TestClient(review_app(folder, read_set(folder), waiting, lambda: "2026-11-26", "geheim"))


def test_what_waits_is_shown_beside_what_is_known(page: TestClient) -> None:
    text = page.get("/").text
    assert text.count("<article") == 2
    assert "Er komen &lt;i&gt;twaalf&lt;/i&gt; &amp; meer." in text
    assert "twaalf fietsenstallingen" in text


def test_a_verdict_is_kept_once_and_a_right_one_becomes_gold(page: TestClient, folder: Path) -> None:
    assert page.post("/oordeel", json={"id": "1", "right": True}, headers=TOKEN).status_code == 204
    assert page.post("/oordeel", json={"id": "1", "right": False}, headers=TOKEN).status_code == 409
    assert page.post("/oordeel", json={"id": "2", "right": False}, headers=TOKEN).status_code == 204
    assert [(one.id, one.verdict, one.date) for one in read_verdicts(folder)] == [
        ("1", RIGHT, "2026-11-26"),
        ("2", WRONG, "2026-11-26"),
    ]
    assert [len(question.gold) for question in read_set(folder).questions] == [2, 1]


@pytest.mark.parametrize("headers", [{}, {"X-Token": "anders"}, TOKEN | {"Host": "elders.example"}])
def test_a_verdict_from_another_page_is_refused(page: TestClient, folder: Path, headers: dict[str, str]) -> None:
    assert page.post("/oordeel", json={"id": "1", "right": True}, headers=headers).status_code in (400, 403)
    assert read_verdicts(folder) == []


def test_a_verdict_can_be_changed_and_leaves_nothing_of_the_first(page: TestClient, folder: Path) -> None:
    before = read_set(folder).questions
    assert page.post("/oordeel", json={"id": "1", "right": True}, headers=TOKEN).status_code == 204
    assert read_set(folder).questions != before
    assert page.delete("/oordeel/1").status_code == 403
    assert page.delete("/oordeel/1", headers=TOKEN).status_code == 204
    assert page.delete("/oordeel/1", headers=TOKEN).status_code == 409
    assert read_verdicts(folder) == []
    assert page.post("/oordeel", json={"id": "1", "right": False}, headers=TOKEN).status_code == 204
    assert [(one.id, one.verdict) for one in read_verdicts(folder)] == [("1", WRONG)]
    assert read_set(folder).questions == before
