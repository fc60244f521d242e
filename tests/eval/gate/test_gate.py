"""The gate passes what was accepted and stops a retriever that is deliberately spoiled."""

from __future__ import annotations

import dataclasses
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

import index.embedded.model
from app.assistant import Assistant
from eval.figures import whole
from eval.gate.expectations import Expectation, gated_figures, read_expectations
from eval.gate.gate import Places, staleness
from eval.gate.outcome import BELOW_FLOOR, MISSING, MOVED, PASSED, WORSE, judge
from eval.records import QuestionRecord, RunRecord, read_record
from tests.eval.conftest import Command, Done

pytestmark = pytest.mark.usefixtures("model")


@pytest.fixture(scope="session")
def places(tmp_path_factory: pytest.TempPathFactory, mixed_set: Path) -> Places:
    """A folder of sets with one set in it, and where its expectations and results go."""
    folder = tmp_path_factory.mktemp("gate")
    shutil.copytree(mixed_set, folder / "sets" / "gemengd")
    return Places(folder / "sets", folder / "expectations.toml", folder / "results")


@pytest.fixture
def gate(aanzet: Command, places: Places) -> Command:
    """``aanzet eval gate`` over those places; what it holds was accepted before the first call."""

    def run(*arguments: str | Path) -> Done:
        named = ("--sets", places.sets, "--expectations", places.expectations, "--results", places.results)
        return aanzet("eval", "gate", *named, *arguments)

    if not places.expectations.is_file():
        assert run("--accept").status == 0
    return run


def test_what_was_accepted_passes_and_is_reported_in_junit(gate: Command, tmp_path: Path) -> None:
    done = gate("--junit", tmp_path / "gate.xml")
    assert done.status == 0, done.out
    suite = ET.parse(tmp_path / "gate.xml").getroot()[0]
    assert suite.attrib["failures"] == "0"
    assert int(suite.attrib["tests"]) == len(suite) > 10


def test_the_lexical_part_switched_off_fails(gate: Command, eval_home: Path, request: pytest.FixtureRequest) -> None:
    settings = eval_home / "settings.toml"
    settings.write_text("[index]\nlexical_weight = 0.0\n", "utf-8")
    request.addfinalizer(settings.unlink)
    done = gate()
    assert done.status == 1
    assert "citizen first lexical share" in done.out


def test_a_wrong_prefix_fails(gate: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.embedded.model, "QUESTION", index.embedded.model.PASSAGE)
    done = gate()
    assert done.status == 1
    assert "citizen first cosine" in done.out


def test_pages_off_by_one_fail(gate: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ask = Assistant.ask

    def one_further(assistant: Assistant, *arguments: Any) -> Any:
        answer = ask(assistant, *arguments)
        quotes = [
            dataclasses.replace(
                quote,
                citation=dataclasses.replace(
                    quote.citation, page_numbers=tuple(number + 1 for number in quote.citation.page_numbers)
                ),
            )
            for quote in answer.quotes
        ]
        return dataclasses.replace(answer, quotes=tuple(quotes))

    monkeypatch.setattr(Assistant, "ask", one_further)
    done = gate("--junit", tmp_path / "gate.xml")
    assert done.status == 1
    assert "citizen exact page" in done.out
    assert "citation intact" in done.out
    assert {"citizen exact page", "citation intact"} <= {
        case.attrib["name"] for case in ET.parse(tmp_path / "gate.xml").getroot()[0] if len(case)
    }


@pytest.mark.parametrize("threshold", ["0.999", "0.0"])
def test_a_threshold_that_moved_fails(
    gate: Command, eval_home: Path, request: pytest.FixtureRequest, threshold: str
) -> None:
    settings = eval_home / "settings.toml"
    settings.write_text(f"[answer]\nthreshold = {threshold}\n", "utf-8")
    request.addfinalizer(settings.unlink)
    done = gate()
    assert done.status == 1
    assert "refused" in done.out


def test_a_set_that_is_wrong_is_no_zero_but_exit_2(aanzet: Command, places: Places, tmp_path: Path) -> None:
    shutil.copytree(places.sets, tmp_path / "sets")
    questions = tmp_path / "sets" / "gemengd" / "questions.jsonl"
    questions.write_text(questions.read_text("utf-8").replace("op 3 mei 2031", "op 4 mei 2031"), "utf-8")
    done = aanzet("eval", "gate", "--sets", tmp_path / "sets", "--expectations", places.expectations)
    assert done.status == 2
    assert "regel 2: (2) Het citaat staat niet in" in done.err


def test_results_go_stale_when_the_page_or_the_questions_change(gate: Command, places: Places, tmp_path: Path) -> None:
    assert staleness(places) == []
    copy = Places(tmp_path / "sets", places.expectations, tmp_path / "results")
    shutil.copytree(places.sets, copy.sets)
    shutil.copytree(places.results, copy.results)
    with (copy.results / "README.md").open("a", encoding="utf-8") as page:
        page.write("met de hand\n")
    with (copy.sets / "gemengd" / "questions.jsonl").open("a", encoding="utf-8") as questions:
        questions.write("\n")
    shutil.copytree(copy.sets / "gemengd", copy.sets / "nieuw")
    told = staleness(copy)
    assert any("De set nieuw" in line for line in told)
    assert any("README.md" in line for line in told)
    assert any("vragen van gemengd" in line for line in told)


def record_of(**values: float) -> RunRecord:
    """A run of one citizen's question with these values."""
    question = QuestionRecord(
        id="1", style="citizen", question="Wat?", answerable=True, status="answered", confidence=0.5, latency_ms=1.0,
        right=True, values={"refused": 0.0, **values},
    )  # fmt: skip
    return RunRecord("set", "full", "", "", {}, (question,))


@pytest.mark.parametrize(
    ("name", "value", "expectation", "status"),
    [
        ("hit@1", 0.8, Expectation(0.8, 0.0, 0.5), PASSED),
        ("hit@1", 0.9, Expectation(0.8, 0.0, 0.5), PASSED),
        ("hit@1", 0.79, Expectation(0.8, 0.02, 0.5), PASSED),
        ("hit@1", 0.7, Expectation(0.8, 0.02, 0.5), WORSE),
        ("hit@1", 0.79, Expectation(0.8, 0.5, 0.8), BELOW_FLOOR),
        ("refused", 0.2, Expectation(0.1, 0.05, 0.5), WORSE),
        ("refused", 0.0, Expectation(0.1, 0.05, 0.5), PASSED),
        ("confidence", 0.6, Expectation(0.5, 0.01, 0.1), MOVED),
    ],
)
def test_a_row_is_judged_by_tolerance_floor_and_direction(
    name: str, value: float, expectation: Expectation, status: str
) -> None:
    (row,) = judge(record_of(**{name: value}), {f"citizen {name}": expectation})
    assert row.status == status


def test_a_figure_that_the_run_lacks_fails() -> None:
    (row,) = judge(record_of(), {"followup hit@1": Expectation(1.0, 0.0, 0.0)})
    assert (row.status, row.value) == (MISSING, None)


def test_accepting_again_keeps_tolerances_and_floors_set_by_hand(gate: Command, places: Places) -> None:
    before = places.expectations.read_text("utf-8")
    changed = before.replace("floor = 0.9", "floor = 0.42")
    assert changed != before
    places.expectations.write_text(changed, "utf-8")
    assert gate("--accept", "--conditions", "full").status == 0  # the one that expectations come from
    assert places.expectations.read_text("utf-8") == changed
    assert read_expectations(places.expectations)["gemengd"]["citizen hit@1"].expected == 1.0


def test_figures_of_the_whole_run_are_gated(gate: Command, eval_home: Path) -> None:
    assert gate().status == 0
    record = read_record(eval_home / "eval" / "runs" / "gemengd" / "full.json")
    assert gated_figures(record)["AUROC off-topic"][0] == whole(record)["AUROC off-topic"]
