"""A BEIR folder is run by the same command and gives the figures of ir_measures."""

from __future__ import annotations

import importlib
import json
import warnings
from pathlib import Path

import pytest

from app.settings import Settings
from eval.beir import measured_texts, open_collection, rank_all, ranking_of_texts
from eval.trec import write_qrels, write_run
from index.settings import IndexSettings
from ingest.errors import SetError
from tests.eval.conftest import Command

TEXTS = {
    "d/1": ("De brug", "De brug over de rivier is van staal. Zij werd gebouwd in 1932."),
    "d 2": ("Het zwembad", "Het zwembad gaat open op 3 mei. Kinderen zwemmen er gratis."),
    "d3": ("", "De molen blijft dicht, want de wieken zijn verrot."),
    "d4": ("Bruggen", "Een brug van hout vraagt meer onderhoud dan een brug van staal."),
    "leeg": ("", ""),
}
QUERIES = {"q1": "Waarvan is de brug gemaakt?", "q2": "wanneer open zwembad", "q3": "waarom is de molen gesloten"}
QRELS = (("q1", "d/1", 2), ("q1", "d4", 1), ("q2", "d 2", 1), ("q3", "d3", 1), ("q3", "leeg", 1), ("q3", "d4", 0))
NAMES = {"Success@1": "hit@1", "RR@10": "RR@10", "nDCG@10": "nDCG@10", "R@10": "R@10", "R@100": "R@100"}


@pytest.fixture
def beir_folder(tmp_path: Path) -> Path:
    """A small collection with odd ids, a text without title and one without words."""
    folder = tmp_path / "klein"
    (folder / "qrels").mkdir(parents=True)
    rows = [{"_id": name, "title": title, "text": text} for name, (title, text) in TEXTS.items()]
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    queries = [{"_id": name, "text": text} for name, text in QUERIES.items()]
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, queries)), "utf-8")
    lines = ["query-id\tcorpus-id\tscore", *("\t".join(map(str, row)) for row in QRELS)]
    (folder / "qrels" / "test.tsv").write_text("\n".join(lines), "utf-8")
    return folder


@pytest.mark.usefixtures("model")
def test_figures_are_those_of_ir_measures(beir_folder: Path, eval_home: Path, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ir_measures = importlib.import_module("ir_measures")
    collection, assistant = open_collection(beir_folder, eval_home, Settings())
    ranked = rank_all(collection, assistant)
    assert [one.query for one in ranked] == ["q1", "q2", "q3"]
    assert ranked[0].texts[0][0] == "d/1"
    write_run(tmp_path / "run", ranking_of_texts(ranked), "full")
    write_qrels(tmp_path / "qrels", collection.qrels)
    theirs = ir_measures.calc_aggregate(
        [ir_measures.parse_measure(name) for name in NAMES],
        ir_measures.read_trec_qrels(str(tmp_path / "qrels")),
        ir_measures.read_trec_run(str(tmp_path / "run")),
    )
    ours = measured_texts(ranked, collection.qrels)
    for name, own in NAMES.items():
        assert ours[own].value == pytest.approx(theirs[ir_measures.parse_measure(name)], abs=1e-5)
    assert ours["R@100"].value < 1, "the text without words is in the qrels and cannot be found"


@pytest.mark.usefixtures("model")
def test_the_command_runs_it(beir_folder: Path, tmp_path: Path, aanzet: Command) -> None:
    lines = tmp_path / "per-vraag.jsonl"
    done = aanzet("eval", "run", beir_folder, "--conditions", "bm25", "--json", lines, "--trec", tmp_path / "trec")
    assert done.status == 0, done.err
    records = [json.loads(line) for line in lines.read_text("utf-8").splitlines()]
    assert [record["id"] for record in records] == ["q1", "q2", "q3"]
    assert records[1]["passages"][0]["document"] == "d 2"
    assert (tmp_path / "trec" / "bm25.run").is_file()


def test_a_broken_folder_is_refused_with_its_line(beir_folder: Path, tmp_path: Path) -> None:
    (beir_folder / "queries.jsonl").write_text('{"_id": "q1"}', "utf-8")
    with pytest.raises(SetError, match=r"queries\.jsonl, line 1"):
        open_collection(beir_folder, tmp_path, Settings())


@pytest.mark.usefixtures("model")
def test_a_store_that_others_ask_is_left_alone(beir_folder: Path, eval_home: Path) -> None:
    nobody = IndexSettings(store="milvus", uri="http://127.0.0.1:1")
    _, assistant = open_collection(beir_folder, eval_home, Settings(index=nobody))
    assert assistant.find(QUERIES["q1"])[0].text.startswith("De brug over")
