"""The peer ranks by reciprocal rank fusion over our passages and vectors, and its quotes stand in the documents."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from app.settings import Settings
from eval.conditions import choose_conditions
from eval.measures import measured
from eval.peer import RETRIEVED, HaystackAssistant
from eval.run import ask_all, quotes_intact
from eval.sets import Gold, QuestionSet, SetQuestion
from index.build import build_index
from index.opened import open_index
from ingest.errors import SetError
from ingest.ingest import read_folder
from tests.fakes import HashingEncoder

TEXTS = {
    "brug.txt": "De brug over de vaart is van staal. Zij ging open in 1931.",
    "molen.txt": "De molen maalt nog elke zaterdag. De molenaar heet Jelle.",
    "haven.txt": "In de haven liggen acht schepen. De havenmeester woont op een ervan.",
}


@dataclass
class FakeDocument:
    """A document of Haystack."""

    id: str
    content: str
    embedding: list[float]
    score: float = 0.0


class FakeStore:
    """Its store: a list."""

    def __init__(self) -> None:
        self.documents: list[FakeDocument] = []

    def write_documents(self, documents: Sequence[FakeDocument]) -> None:
        self.documents += documents


class FakeByWords:
    """Ranks by shared words."""

    def __init__(self, document_store: FakeStore, top_k: int) -> None:
        self.store, self.top_k = document_store, top_k

    def run(self, query: str) -> dict[str, list[FakeDocument]]:
        words = set(query.lower().strip("?").split())
        order = sorted(self.store.documents, key=lambda one: -len(words & set(one.content.lower().split())))
        return {"documents": order[: self.top_k]}


class FakeByVector(FakeByWords):
    """Ranks by the product of vectors."""

    def run(self, query_embedding: list[float]) -> dict[str, list[FakeDocument]]:  # type: ignore[override]
        order = sorted(self.store.documents, key=lambda one: -float(np.dot(one.embedding, query_embedding)))
        return {"documents": order[: self.top_k]}


class FakeJoiner:
    """Reciprocal rank fusion with 60."""

    def __init__(self, join_mode: str, top_k: int) -> None:
        assert join_mode == "reciprocal_rank_fusion"
        self.top_k = top_k

    def run(self, documents: Sequence[Sequence[FakeDocument]]) -> dict[str, list[FakeDocument]]:
        scores: dict[str, float] = {}
        for ranking in documents:
            for rank, one in enumerate(ranking, 1):
                scores[one.id] = scores.get(one.id, 0.0) + 1 / (60 + rank)
        joined = [FakeDocument(name, "", [], score) for name, score in scores.items()]
        return {"documents": sorted(joined, key=lambda one: -one.score)[: self.top_k]}


MODULES: dict[str, Any] = {
    "haystack": SimpleNamespace(),
    "haystack.dataclasses": SimpleNamespace(Document=FakeDocument),
    "haystack.document_stores.in_memory": SimpleNamespace(InMemoryDocumentStore=FakeStore),
    "haystack.components.retrievers.in_memory": SimpleNamespace(
        InMemoryBM25Retriever=FakeByWords, InMemoryEmbeddingRetriever=FakeByVector
    ),
    "haystack.components.joiners": SimpleNamespace(DocumentJoiner=FakeJoiner),
}


@pytest.fixture
def peer(tmp_path: Path) -> HaystackAssistant:
    """The peer over three small documents."""
    folder, home, settings = tmp_path / "documents", tmp_path / "home", Settings()
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    run = read_folder(folder, home, settings.ingest)
    encoder = HashingEncoder()
    build_index(run.documents, home, settings.ingest, settings.index, encoder)
    return HaystackAssistant(open_index(home), encoder, run.register, settings, home)


@pytest.fixture
def _installed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, module in MODULES.items():
        monkeypatch.setitem(sys.modules, name, module)


@pytest.mark.usefixtures("_installed")
def test_the_peer_answers_with_the_nearest_sentence_of_its_first_passage(peer: HaystackAssistant) -> None:
    answer = peer.ask("Hoe heet de molenaar?")
    assert answer.passages[0].file_name == "molen.txt"
    assert answer.quotes[0].text == "De molenaar heet Jelle."
    assert quotes_intact(peer, answer)
    assert len(answer.all_quotes) == 3
    assert len(answer.passages) == min(len(TEXTS), RETRIEVED)
    scores = [found.score for found in answer.passages]
    assert scores == sorted(scores, reverse=True)
    assert peer.ask("Hoe heet de molenaar?") == answer


@pytest.mark.usefixtures("_installed")
def test_the_peer_is_measured_as_we_are(peer: HaystackAssistant) -> None:
    gold = (Gold("brug.txt", None, "Zij ging open in 1931"),)
    questions = (
        SetQuestion("1", "citizen", "In welk jaar ging zij open?", True, gold, 1),
        SetQuestion("2", "offtopic", "Hoe bak ik een taart?", False, (), 2),
    )
    first, second = ask_all(peer, QuestionSet(Path("set"), questions, uses_corpus=False))
    assert measured(first)["hit@1"] == measured(first)["first quote"] == 1.0
    assert measured(second)["refused"] == 0.0


def test_without_haystack_the_condition_says_what_to_install(
    peer: HaystackAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "haystack", None)
    monkeypatch.setitem(sys.modules, "haystack.dataclasses", None)
    with pytest.raises(SetError, match=r"aanzet\[peer\]"):
        peer.ask("Hoe heet de molenaar?")


def test_all_conditions_leave_the_peer_out_and_names_may_be_joined() -> None:
    assert "haystack" not in [condition.name for condition in choose_conditions("all", Settings())]
    assert [condition.name for condition in choose_conditions("full, haystack", Settings())] == ["full", "haystack"]
    with pytest.raises(SetError, match="haystack"):
        choose_conditions("full,onbekend", Settings())
