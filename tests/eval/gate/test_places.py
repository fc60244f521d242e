"""The gate over several sets: one is renewed alone, one elsewhere is held beside them and leaves no results."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.settings import Settings
from eval.conditions import Condition, choose_conditions
from eval.gate.expectations import read_expectations
from eval.gate.gate import Places, accept, hold, unexpected
from eval.gate.outcome import PASSED
from eval.records import QuestionRecord, RunRecord
from eval.sets import QuestionSet

LINE = {
    "id": "1", "style": "citizen", "question": "Wat?", "answerable": True,
    "gold": [{"document": "a.txt", "page": None, "quote": "een citaat"}],
}  # fmt: skip


def write_set(folder: Path, options: str = "") -> Path:
    """A set of one question."""
    (folder / "documents").mkdir(parents=True)
    (folder / "questions.jsonl").write_text(json.dumps(LINE) + "\n", "utf-8")
    (folder / "set.toml").write_text(options, "utf-8")
    return folder


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A small and a large set of the repository, and one elsewhere."""
    write_set(tmp_path / "sets" / "klein")
    write_set(tmp_path / "sets" / "groot", 'conditions = "full"')
    elsewhere = write_set(tmp_path / "elders" / "echt")
    return Places(tmp_path / "sets", tmp_path / "expectations.toml", tmp_path / "results", (elsewhere,))


def run_with(hit: float, ran: list[tuple[str, str]]) -> object:
    """A run that finds ``hit`` of everything, noting what it ran."""

    def run(questions: QuestionSet, condition: Condition) -> RunRecord:
        ran.append((questions.name, condition.name))
        asked = QuestionRecord(
            id="1", style="citizen", question="Wat?", answerable=True, status="answered", confidence=0.5,
            latency_ms=1.0, right=True, values={"refused": 0.0, "hit@1": hit}, verdict="found",
        )  # fmt: skip
        return RunRecord(questions.name, condition.name, questions.sha256, "", {"libraries": {}}, (asked,))

    return run


def test_a_large_set_and_one_elsewhere_are_run_under_one_condition(places: Places) -> None:
    ran: list[tuple[str, str]] = []
    conditions = choose_conditions("all", Settings())
    assert unexpected(places) == ["echt"]
    accept(places, conditions, run_with(1.0, ran))  # type: ignore[arg-type]
    assert [name for name, _ in ran].count("klein") == len(conditions)
    assert ran.count(("groot", "full")) == ran.count(("echt", "full")) == 1
    assert unexpected(places) == []
    assert not list(places.results.glob("echt*"))
    judged = hold(places, Settings(), run_with(1.0, ran))  # type: ignore[arg-type]
    assert [record.set_name for record, _ in judged] == ["groot", "klein", "echt"]
    assert {row.status for _, rows in judged for row in rows} == {PASSED}


def test_one_set_is_renewed_and_the_others_stay(places: Places) -> None:
    conditions = choose_conditions("full", Settings())
    accept(places, conditions, run_with(1.0, []))  # type: ignore[arg-type]
    ran: list[tuple[str, str]] = []
    accept(places, conditions, run_with(0.0, ran), ["klein"])  # type: ignore[arg-type]
    assert ran == [("klein", "full")]
    expected = read_expectations(places.expectations)
    assert (expected["klein"]["citizen hit@1"].expected, expected["groot"]["citizen hit@1"].expected) == (0.0, 1.0)
    assert sorted(path.name for path in places.results.glob("*.json")) == ["groot.full.json", "klein.full.json"]
