"""The numbers by which search looks at a part of the vectors, each at its boundary; they stand in ``index.policy``."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from index.context import lines_above
from index.lexical import LexicalIndex
from index.stores import faiss_vectors
from index.stores.faiss_vectors import VectorIndex
from ingest.passages import cut_passages
from ingest.settings import IngestSettings
from tests.documents import make_document


def _vectors(count: int) -> np.ndarray:
    angles = np.linspace(0, 6, count)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


@pytest.mark.parametrize(("count", "coarse"), [(50_000, False), (50_001, True)])
def test_every_vector_is_compared_up_to_fifty_thousand(count: int, coarse: bool) -> None:
    assert bool(VectorIndex.build(_vectors(count)).lists) is coarse


@pytest.mark.parametrize(("count", "probed"), [(100_000, 253), (1_000_000, 90)])
def test_of_a_hundred_thousand_a_quarter_is_looked_at_and_of_a_million_nine_in_a_hundred(
    count: int, probed: int
) -> None:
    lists = SimpleNamespace(ntotal=count, nlist=1000, nprobe=0)
    faiss_vectors._probe(lists)
    assert lists.nprobe == probed


@pytest.mark.parametrize(("count", "lists"), [(640, 16), (639, 8)])
def test_a_list_is_trained_on_forty_vectors(count: int, lists: int) -> None:
    assert VectorIndex.build(_vectors(count), exact_count=100).lists == lists


@pytest.mark.parametrize(("asked", "by_lists"), [(124, True), (125, False)])
def test_lists_choose_where_there_are_more_than_sixteen_times_as_many_as_are_asked(
    asked: int, by_lists: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = VectorIndex.build(_vectors(2000), exact_count=100)
    searched = []
    search = index._search
    monkeypatch.setattr(index, "_search", lambda *given: searched.append(given[3] is not None) or search(*given))
    index.nearest(_vectors(1)[0], asked)
    assert searched == [by_lists]


def test_sixty_words_of_the_question_stand_above_its_answer() -> None:
    document = make_document("Het antwoord is ja, en dat blijft zo.")
    passage = replace(cut_passages(document, IngestSettings())[0], question=" ".join(map(str, range(70))))
    assert lines_above(document, passage)[-1].split()[-1] == "59"


@pytest.mark.parametrize(("compound", "found"), [("koelendwater", True), ("zwemmendwater", False)])
def test_words_are_alike_that_share_over_a_third_of_their_runs(compound: str, found: bool) -> None:
    """'water' shares 5 of its 7 runs: with a compound of 21 runs .357 of them all, with one of 23 runs .333."""
    scores = LexicalIndex.build([f"Het {compound}.", "Het bestuur."], 1.2, 0.75).scores("water")
    assert bool(scores[0] > 0) is found
