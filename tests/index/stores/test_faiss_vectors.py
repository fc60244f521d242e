"""Vectors, searched and cached."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.policy import SEARCH
from index.stores.faiss_vectors import VectorIndex


def _unit(count: int, dimension: int = 8, seed: int = 0) -> np.ndarray:
    vectors = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_nearest_equals_sorting_by_inner_product() -> None:
    vectors, query = _unit(50), _unit(1, seed=1)[0]
    assert VectorIndex.build(vectors).nearest(query, 10) == np.argsort(-(vectors @ query))[:10].tolist()


def test_an_index_without_vectors_finds_nothing(tmp_path: Path) -> None:
    index = VectorIndex.build(np.zeros((0, 8), np.float32))
    index.save(tmp_path / "empty.faiss")
    loaded = VectorIndex.load(tmp_path / "empty.faiss")
    assert loaded.nearest(_unit(1)[0], 5) == []
    assert loaded.rows([]).shape == (0, 8)


def test_rows_give_the_vectors_back() -> None:
    vectors = _unit(5)
    np.testing.assert_array_equal(VectorIndex.build(vectors).rows([3, 1]), vectors[[3, 1]])


def test_a_coarse_index_finds_what_the_exact_one_finds_and_gives_exact_rows(tmp_path: Path) -> None:
    middles = _unit(40, 32, seed=2)
    vectors = middles[np.arange(8000) % 40] + 0.3 * _unit(8000, 32, seed=3)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    exact = VectorIndex.build(vectors)
    VectorIndex.build(vectors, exact_count=1000).save(tmp_path / "large.faiss")
    coarse = VectorIndex.load(tmp_path / "large.faiss")
    found = 0
    for query in vectors[:50] + 0.05 * _unit(50, 32, seed=4):
        rows = coarse.nearest(query, 100)
        best = np.array(rows)[np.argsort(-(coarse.rows(rows) @ query))[:10]]
        found += len(set(best.tolist()) & set(exact.nearest(query, 10)))
    assert found >= 0.95 * 50 * 10
    np.testing.assert_array_equal(coarse.rows([7999, 3]), vectors[[7999, 3]])
    assert coarse.nearest(vectors[0], 8000) == exact.nearest(vectors[0], 8000)


@pytest.mark.parametrize("exact_count", [50_000, 1000])
def test_among_some_rows_the_nearest_are_those_by_sorting(exact_count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.stores.faiss_vectors.SEARCH", replace(SEARCH, exact_count=1500))
    vectors, query = _unit(8000), _unit(1, seed=1)[0]
    index = VectorIndex.build(vectors, exact_count=exact_count)
    order = np.argsort(-(vectors @ query), kind="stable")
    for share in (0.1, 0.5):
        among = np.random.default_rng(2).random(8000) < share
        wanted = [row for row in order.tolist() if among[row]]
        found = index.nearest(query, 20, among)
        assert among[found].all()
        assert found == wanted[:20] if share == 0.1 or exact_count > 8000 else set(found) <= set(wanted)
    assert index.nearest(query, 5, np.zeros(8000, np.bool_)) == []


@pytest.mark.parametrize("count", [101, 700, 3000, 9000])
def test_each_list_has_enough_to_be_trained_on(count: int, capfd: pytest.CaptureFixture[str]) -> None:
    vectors = np.random.default_rng(count).standard_normal((count, 8)).astype(np.float32)
    index = VectorIndex.build(vectors, exact_count=100)
    assert 0 < index.lists * SEARCH.training_a_list <= count
    assert capfd.readouterr().err == ""
