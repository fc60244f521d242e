"""Two runs on one page: every change with both its blocks, markup in a text as text, and nothing from elsewhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from eval.records import QuestionRecord, RunRecord
from eval.report.changed_answers import answers_changed, side_by_side, write_side_by_side


def question(number: int, text: str, right: float = 1.0) -> QuestionRecord:
    """A question that was answered with ``text``."""
    quote = {"text": text, "lead": "Vooraf.", "tail": "", "document": "advies.pdf", "pages": [number], "span": [0, 9]}
    return QuestionRecord(
        id=str(number), style="citizen", question=f"Vraag {number}?", answerable=True, status="answered",
        confidence=0.5, latency_ms=1.0, right=bool(right), values={"first quote": right, "refused": 0.0},
        qtype="wat", quotes=(quote,), verdict="found",
    )  # fmt: skip


BEFORE = RunRecord("set", "full", "", "", {"date": "2026-11-25"}, tuple(question(n, f"Oud {n}.") for n in range(4)))
AFTER = replace(
    BEFORE,
    questions=(
        question(0, "Oud 0."),
        question(1, "<b>Nieuw</b> & erger.", right=0.0),
        question(2, "Nieuw maar even goed."),
        question(3, "Oud 3."),
    ),
)


def test_a_run_beside_itself_changed_nothing() -> None:
    assert answers_changed(BEFORE, BEFORE) == 0
    assert side_by_side(BEFORE, BEFORE).cards == ()


def test_what_changed_stands_worst_first_and_is_counted() -> None:
    page = side_by_side(BEFORE, AFTER)
    assert [(card.id, card.move) for card in page.cards] == [("1", "worse"), ("2", "other")]
    assert [count for _, count in page.counts] == [0, 1, 1, 2]
    assert [side.text for side in page.cards[0].sides] == ["Oud 1.", "<b>Nieuw</b> & erger."]
    assert answers_changed(BEFORE, AFTER) == 2


def test_the_page_stands_alone_and_shows_markup_as_text(tmp_path: Path) -> None:
    path = tmp_path / "nieuw" / "verschil.html"
    write_side_by_side(side_by_side(BEFORE, AFTER), path)
    text = path.read_text("utf-8")
    assert "&lt;b&gt;Nieuw&lt;/b&gt; &amp; erger." in text
    assert "<b>Nieuw" not in text
    assert '<html lang="nl">' in text
    assert text.count("<article") == 2
    for outside in ("http:", "https:", "src=", "@import", "url("):
        assert outside not in text


def test_a_side_says_whether_a_reader_was_served_well() -> None:
    def asked(answerable: bool, verdict: str) -> QuestionRecord:
        values = {"first block": 1.0} if answerable else {}
        return replace(question(1, "Tekst."), answerable=answerable, verdict=verdict, values=values)

    for answerable, verdict, said in (
        (True, "found", "(goed)"),
        (False, "found", "(niet goed)"),
        (False, "near", "(goed)"),
    ):
        old = replace(BEFORE, questions=(question(1, "Iets anders."),))
        page = side_by_side(old, replace(BEFORE, questions=(asked(answerable, verdict),)))
        assert page.cards[0].sides[1].right == said


def test_words_and_numbers_are_those_of_a_dutch_reader() -> None:
    page = side_by_side(BEFORE, AFTER)
    assert page.cards[0].sides[0].confidence == "0,50"
    assert page.kinds == (("citizen", "vraag zoals mensen die stellen"),)
    assert {cell.count(".") for row in page.rows for cell in row.cells} == {0}


@pytest.mark.parametrize("direction", ["better", "worse"])
def test_the_direction_turns_with_the_order_of_the_runs(direction: str) -> None:
    runs = (AFTER, BEFORE) if direction == "better" else (BEFORE, AFTER)
    assert {card.id: card.move for card in side_by_side(*runs).cards}["1"] == direction
