"""Any folder of documents and questions gives a record for each question."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from app.settings import Settings
from eval.kept_answers import KeptAnswers
from eval.opening import open_set
from eval.records import RunRecord, read_record
from eval.run import ask_all
from eval.sets import read_set
from tests.eval.conftest import PAGE, PDF, QUESTIONS, TEXT, WORD, Command, question_lines

pytestmark = pytest.mark.usefixtures("model")

KEYS = {"id", "status", "confidence", "passages", "quotes", "latency_ms"}


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_every_question_gets_a_record_of_the_promised_shape(aanzet: Command, mixed_set: Path, tmp_path: Path) -> None:
    done = aanzet("eval", "run", mixed_set, "--json", tmp_path / "new" / "out.jsonl")
    assert (done.status, "regel" in done.err) == (0, False), done.err
    records = read_lines(tmp_path / "new" / "out.jsonl")
    assert [record["id"] for record in records] == [question["id"] for question in QUESTIONS]
    for record in records:
        assert set(record) == KEYS
        assert record["quotes"] or record["status"] == "abstained"
        assert 0 <= record["confidence"] <= 1
        assert record["latency_ms"] > 0
        assert all(set(passage) == {"document", "page_number", "text", "score"} for passage in record["passages"])
        assert all(set(quote) == {"document", "page_number", "text"} for quote in record["quotes"])
        assert [p["score"] for p in record["passages"]] == sorted(
            (p["score"] for p in record["passages"]), reverse=True
        )


def test_two_questions_at_once_are_answered_and_kept_as_one_by_one(
    mixed_set: Path, eval_home: Path, tmp_path: Path
) -> None:
    questions, settled = read_set(mixed_set), []
    assistant = open_set(questions, eval_home, Settings())
    for at_once in (1, 2):
        counted: list[tuple[int, int]] = []
        kept = KeptAnswers(tmp_path / str(at_once), assistant)
        asked = ask_all(assistant, questions, lambda *count, to=counted: to.append(count), kept, at_once)
        assert counted == [(number, len(QUESTIONS)) for number in range(1, len(QUESTIONS) + 1)]
        again = KeptAnswers(tmp_path / str(at_once), assistant)
        assert [again.get(one.question).answer for one in asked if again.get(one.question)] == [
            one.answer for one in asked
        ]
        settled.append([(one.question.id, one.answer, one.unrefused, one.written_out, one.shown) for one in asked])
    assert settled[0] == settled[1]
    assert [one[0] for one in settled[0]] == [question["id"] for question in QUESTIONS]


def test_each_kind_of_document_is_found_under_its_file_name_and_page(
    aanzet: Command, mixed_set: Path, tmp_path: Path
) -> None:
    aanzet("eval", "run", mixed_set, "--json", tmp_path / "out.jsonl")
    first = {record["id"]: record["passages"][0] for record in read_lines(tmp_path / "out.jsonl")}
    assert [(first[name]["document"], first[name]["page_number"]) for name in "12345"] == [
        (PDF, 1), (PDF, 2), (WORD, None), (PAGE, None), (TEXT, None),
    ]  # fmt: skip


def test_at_least_ten_passages_are_given_when_there_are(aanzet: Command, tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    text = "\n\n".join(f"Alinea {n} gaat over brug nummer {n}. " + "De brug is van staal. " * 40 for n in range(12))
    (tmp_path / "documents" / "bruggen.txt").write_text(text, "utf-8")
    gold = [{"document": "bruggen.txt", "page": None, "quote": "brug nummer 3"}]
    line = {"id": "b", "style": "citizen", "question": "Welke alinea gaat over brug 3?", "gold": gold}
    (tmp_path / "questions.jsonl").write_text(question_lines((line,)), "utf-8")
    assert aanzet("eval", "run", tmp_path, "--json", tmp_path / "out.jsonl").status == 0
    assert len(read_lines(tmp_path / "out.jsonl")[0]["passages"]) >= 10


def test_the_run_record_says_what_was_asked_found_and_made_with(
    aanzet: Command, mixed_set: Path, eval_home: Path
) -> None:
    assert aanzet("eval", "run", mixed_set).status == 0
    record = read_record(eval_home / "eval" / "runs" / mixed_set.name / "full.json")
    assert (record.condition, record.set_name) == ("full", mixed_set.name)
    assert {"command", "commit", "clean", "model", "revision", "settings", "libraries", "machine", "date"} <= set(
        record.made_with
    )
    assert "web" not in record.made_with["settings"]
    question = record.questions[0]
    assert question.values["hit@1"] == 1.0
    assert question.values["citation intact"] == 1.0
    assert question.hits[0]["document"] == PDF
    assert question.quotes[0]["pages"] == [1]
    followup = record.questions[5]
    assert followup.values["written out hit@1"] == 1.0


def test_a_folder_that_may_not_be_written_is_measured(
    aanzet: Command, mixed_set: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if os.geteuid() == 0:
        pytest.skip("nothing is read-only for root")
    folder = tmp_path / "set"
    shutil.copytree(mixed_set, folder)
    paths = [folder, *folder.rglob("*")]
    for path in paths:
        path.chmod(path.stat().st_mode & ~0o222)
    request.addfinalizer(lambda: [path.chmod(0o755) for path in paths])
    assert aanzet("eval", "run", folder, "--json", tmp_path / "out.jsonl").status == 0


def test_nothing_is_written_in_the_set_s_own_folder(aanzet: Command, mixed_set: Path) -> None:
    before = sorted(mixed_set.rglob("*"))
    aanzet("eval", "run", mixed_set)
    assert sorted(mixed_set.rglob("*")) == before


def test_without_a_threshold_nothing_is_refused(aanzet: Command, mixed_set: Path, eval_home: Path) -> None:
    record = run_under("no-threshold", aanzet, mixed_set, eval_home)
    refused = [question.values["refused"] for question in record.questions]
    assert refused == [0.0] * len(refused)


def test_on_words_alone_a_score_has_nothing_of_the_meaning(aanzet: Command, mixed_set: Path, eval_home: Path) -> None:
    words, both = (run_under(name, aanzet, mixed_set, eval_home) for name in ("bm25", "hybrid"))
    assert words.made_with["settings"]["index"]["dense_weight"] == 0.0
    assert any(hit["dense"] > 0.1 for question in words.questions for hit in question.hits)
    assert what_the_reader_adds(words)
    assert what_the_reader_adds(words) == pytest.approx(what_the_reader_adds(both), abs=1e-3)


def run_under(name: str, aanzet: Command, folder: Path, home: Path) -> RunRecord:
    """The record of a run of the set in ``folder`` under one condition."""
    assert aanzet("eval", "run", folder, "--conditions", name).status == 0
    return read_record(home / "eval" / "runs" / folder.name / f"{name}.json")


def what_the_reader_adds(record: RunRecord) -> dict[tuple[str, str], float]:
    """By question and passage, a score without its words and its meaning."""
    weight = record.made_with["settings"]["index"]["dense_weight"]
    return {
        (question.id, hit["passage"]): hit["score"] - hit["lexical"] - weight * hit["dense"]
        for question in record.questions[:5]
        for hit in question.hits
    }


def test_a_settings_file_is_a_condition(aanzet: Command, mixed_set: Path, eval_home: Path, tmp_path: Path) -> None:
    own = tmp_path / "streng.toml"
    own.write_text("[answer]\nthreshold = 1.0\n", "utf-8")
    assert aanzet("eval", "run", mixed_set, "--settings", own).status == 0
    record = read_record(eval_home / "eval" / "runs" / mixed_set.name / "streng.json")
    assert {question.status for question in record.questions} == {"abstained"}
    assert all(q.values["first quote, never refusing"] == 1.0 for q in record.questions[:1])


def test_an_unreadable_document_is_named_counts_as_zero_and_fails(
    aanzet: Command, mixed_set: Path, tmp_path: Path
) -> None:
    shutil.copytree(mixed_set, tmp_path / "set")
    (tmp_path / "set" / "documents" / PAGE).write_bytes(b"")
    done = aanzet("eval", "run", tmp_path / "set", "--json", tmp_path / "out.jsonl")
    assert done.status == 2
    assert f"regel 4: (4) Het document '{PAGE}'" in " ".join(done.err.split())
    assert len(read_lines(tmp_path / "out.jsonl")) == len(QUESTIONS)


def test_a_document_with_an_unusual_name_is_read_when_gold_names_it(aanzet: Command, tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "brief").write_text("De sluis wordt in 2030 vervangen.", "utf-8")
    (tmp_path / "documents" / "brief.txt").write_text("De brug wordt in 2031 vervangen.", "utf-8")
    gold = [{"document": "brief", "page": None, "quote": "in 2030"}]
    line = {"id": "s", "style": "citizen", "question": "Wanneer wordt de sluis vervangen?", "gold": gold}
    (tmp_path / "questions.jsonl").write_text(question_lines((line,)), "utf-8")
    done = aanzet("eval", "run", tmp_path, "--json", tmp_path / "out.jsonl")
    assert done.status == 0, done.err
    assert read_lines(tmp_path / "out.jsonl")[0]["passages"][0]["document"] == "brief"


@pytest.mark.parametrize("target", ["documents", "/proc/nergens/uit.jsonl"])
def test_a_file_that_cannot_be_written_is_named_before_the_work(aanzet: Command, mixed_set: Path, target: str) -> None:
    done = aanzet("eval", "run", mixed_set, "--json", mixed_set / target)
    assert done.status == 2
    assert "kan niet worden geschreven" in done.err


def test_an_unknown_condition_lists_the_known_ones(aanzet: Command, mixed_set: Path) -> None:
    done = aanzet("eval", "run", mixed_set, "--conditions", "splade")
    assert done.status == 2
    assert "full, bm25, dense" in done.err
