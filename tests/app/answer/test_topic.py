"""All passages on a topic: as many as the index holds, without reading a large index whole."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.answer.topic import on_topic
from app.assistant import Assistant
from index.stores.faiss_vectors import Vectors
from index.stores.passages import PassageStore

TOPIC = "afstemming tussen beleid en uitvoering"
MARGIN = 0.03


class CountedPassages:
    """The vectors of an index, with how many of them were asked for."""

    def __init__(self, store: PassageStore) -> None:
        self._store = store
        self.asked = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def rows(self, rows: list[int]) -> Vectors:
        self.asked += len(rows)
        return self._store.rows(rows)


def test_a_large_index_is_looked_at_in_part(shipped: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = shipped.settings.index
    whole, held = on_topic(shipped.index, shipped.encoder, TOPIC, MARGIN, settings)
    counted = CountedPassages(shipped.index.passage_vectors)
    monkeypatch.setattr("app.answer.topic.MOST", 1)
    index = replace(shipped.index, passage_vectors=counted)
    hits, still_held = on_topic(index, shipped.encoder, TOPIC, MARGIN, settings)
    assert counted.asked <= 2 < len(shipped.index.passages)
    assert still_held == held
    assert hits
    assert set(hits) <= set(whole)


def test_an_index_of_most_passages_is_looked_at_whole(shipped: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = CountedPassages(shipped.index.passage_vectors)
    monkeypatch.setattr("app.answer.topic.MOST", len(shipped.index.passages))
    index = replace(shipped.index, passage_vectors=counted)
    on_topic(index, shipped.encoder, TOPIC, MARGIN, replace(shipped.settings.index, candidates=1))
    assert counted.asked == len(shipped.index.passages)
