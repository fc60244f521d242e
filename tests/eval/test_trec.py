"""Other tools read what is written here and give the same figures."""

from __future__ import annotations

import importlib
import json
import warnings
from pathlib import Path
from types import ModuleType

import pytest

from app.settings import Settings
from eval.figures import means
from eval.opening import open_set
from eval.records import question_record
from eval.run import Asked, ask_all
from eval.sets import read_set
from eval.trec import (
    Qrels,
    qrels_of,
    ranking_of,
    read_beir,
    read_qrels,
    write_qrels,
    write_run,
)  # fmt: skip
from index.opened import Index
from ingest.errors import SetError

pytestmark = pytest.mark.usefixtures("model")


@pytest.fixture(scope="module")
def ir_measures() -> ModuleType:
    """The library; what it warns of while it is imported is its own affair."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return importlib.import_module("ir_measures")


@pytest.fixture(scope="module")
def run_and_qrels(mixed_set: Path, eval_home: Path) -> tuple[list[Asked], Qrels]:
    """The small set, asked, with its qrels over the passages of the index."""
    questions = read_set(mixed_set)
    assistant = open_set(questions, eval_home, Settings())
    index: Index = assistant.index
    names = {source_id: document.source.file for source_id, document in index.documents.items()}
    asked = ask_all(assistant, questions)
    return asked, qrels_of(asked, index.passages, names)


def test_figures_are_those_of_ir_measures(
    run_and_qrels: tuple[list[Asked], Qrels], ir_measures: ModuleType, tmp_path: Path
) -> None:
    asked, qrels = run_and_qrels
    write_run(tmp_path / "run.txt", ranking_of(asked), "full")
    write_qrels(tmp_path / "qrels.txt", qrels)
    theirs = ir_measures.calc_aggregate(
        [ir_measures.parse_measure(name) for name in ("Success@1", "Success@5", "RR@10", "nDCG@10")],
        ir_measures.read_trec_qrels(str(tmp_path / "qrels.txt")),
        ir_measures.read_trec_run(str(tmp_path / "run.txt")),
    )
    ours = means([question_record(one) for one in asked if one.question.id in qrels])
    for name, own in (("Success@1", "hit@1"), ("Success@5", "hit@5"), ("RR@10", "RR@10"), ("nDCG@10", "nDCG@10")):
        assert ours[own].value == pytest.approx(theirs[ir_measures.parse_measure(name)], abs=1e-5)


def test_a_query_without_passages_scores_0_for_both(ir_measures: ModuleType, tmp_path: Path) -> None:
    write_qrels(tmp_path / "qrels.txt", {"a": {"p": 1}, "b": {"p": 1}})
    write_run(tmp_path / "run.txt", {"a": {"p": 1.0}, "b": {}}, "full")
    measure = ir_measures.parse_measure("RR@10")
    theirs = ir_measures.calc_aggregate(
        [measure],
        ir_measures.read_trec_qrels(str(tmp_path / "qrels.txt")),
        ir_measures.read_trec_run(str(tmp_path / "run.txt")),
    )
    assert theirs[measure] == 0.5


def test_runs_and_qrels_come_back_as_they_were_written(tmp_path: Path, ir_measures: ModuleType) -> None:
    ranking = {"q1": {"p2": 0.5, "p1": 0.5, "p3": 0.75}}
    write_run(tmp_path / "run.txt", ranking, "full")
    read = ir_measures.read_trec_run(str(tmp_path / "run.txt"))
    assert {(one.query_id, one.doc_id): one.score for one in read} == {
        ("q1", name): s for name, s in ranking["q1"].items()
    }
    assert [line.split()[2] for line in (tmp_path / "run.txt").read_text().splitlines()] == ["p3", "p1", "p2"]
    write_qrels(tmp_path / "qrels.txt", {"q1": {"p1": 1, "p2": 0}})
    assert read_qrels(tmp_path / "qrels.txt") == {"q1": {"p1": 1, "p2": 0}}


def test_an_id_with_white_space_stays_one_field(tmp_path: Path) -> None:
    write_run(tmp_path / "run.txt", {"vraag 1": {"een bron#p\t1": 1.0}}, "mijn run")
    assert (tmp_path / "run.txt").read_text() == "vraag%201 Q0 een%20bron#p%091 1 1.000000 mijn%20run\n"


def test_a_beir_folder_is_read_and_its_faults_are_named(tmp_path: Path) -> None:
    (tmp_path / "qrels").mkdir()
    (tmp_path / "corpus.jsonl").write_text(json.dumps({"_id": "d1", "title": "De brug", "text": "Van staal."}) + "\n")
    (tmp_path / "queries.jsonl").write_text(json.dumps({"_id": "q1", "text": "Waarvan is de brug?"}) + "\n")
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t1\n")
    corpus, queries, qrels = read_beir(tmp_path)
    assert corpus == {"d1": "De brug\n\nVan staal."}
    assert queries == {"q1": "Waarvan is de brug?"}
    assert qrels == {"q1": {"d1": 1}}
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td2\t1\n")
    with pytest.raises(SetError, match="qrels name 'd2'"):
        read_beir(tmp_path)
    (tmp_path / "corpus.jsonl").write_text("[]\n")
    with pytest.raises(SetError, match=r"corpus\.jsonl, line 1"):
        read_beir(tmp_path)


@pytest.mark.parametrize(("text", "line"), [("q 0 p 1\n\nq p", 3), ("q 0 p veel\n", 1)])
def test_a_broken_line_of_qrels_is_named(tmp_path: Path, text: str, line: int) -> None:
    (tmp_path / "qrels.txt").write_text(text)
    with pytest.raises(SetError, match=f"line {line}"):
        read_qrels(tmp_path / "qrels.txt")
