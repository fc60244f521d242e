"""BM25 against a slow, plain version."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.analysis import terms
from index.lexical import LexicalIndex

TEXTS = [
    "De raad adviseert het kabinet over de uitvoering van beleid.",
    "Het kabinet neemt de aanbevelingen over en investeert in gemeenten.",
    "Gemeenten en provincies werken samen aan de woningbouw.",
    "",
    "Uitvoering, uitvoering en nog eens uitvoering.",
]
K1, B = 1.2, 0.75


def _plain_bm25(query: str) -> list[float]:
    rows = [terms(text) for text in TEXTS]
    average = sum(map(len, rows)) / len(rows)
    scores = []
    for row in rows:
        total = 0.0
        for term in dict.fromkeys(terms(query)):
            frequency = row.count(term)
            holding = sum(term in other for other in rows)
            idf = math.log(1 + (len(rows) - holding + 0.5) / (holding + 0.5))
            total += idf * frequency / (frequency + K1 * (1 - B + B * len(row) / average))
        scores.append(total)
    return scores


@pytest.mark.parametrize("query", ["uitvoering", "Wat adviseert de raad?", "gemeente woningbouw kabinet", "zebra"])
def test_scores_equal_those_of_a_plain_implementation(query: str) -> None:
    index = LexicalIndex.build(TEXTS, K1, B)
    np.testing.assert_allclose(index.scores(query), _plain_bm25(query), rtol=1e-5, atol=1e-7)


def test_a_saved_index_gives_the_same_scores(tmp_path: Path) -> None:
    index = LexicalIndex.build(TEXTS, K1, B)
    index.save(tmp_path / "bm25")
    loaded = LexicalIndex.load(tmp_path / "bm25", len(TEXTS))
    np.testing.assert_array_equal(loaded.scores("uitvoering door gemeenten"), index.scores("uitvoering door gemeenten"))


@pytest.mark.parametrize("texts", [[], ["", "?"]])
def test_an_index_without_terms_scores_zero(texts: list[str], tmp_path: Path) -> None:
    index = LexicalIndex.build(texts, K1, B)
    index.save(tmp_path / "bm25")
    loaded = LexicalIndex.load(tmp_path / "bm25", len(texts))
    assert loaded.scores("uitvoering").tolist() == [0.0] * len(texts)


@pytest.mark.usefixtures("parsed_alone")
def test_an_index_is_opened_by_many_threads_at_once(tmp_path: Path) -> None:
    index = LexicalIndex.build(TEXTS, K1, B)
    index.save(tmp_path / "bm25")
    with ThreadPoolExecutor(2) as pool:
        opened = list(pool.map(lambda _: LexicalIndex.load(tmp_path / "bm25", len(TEXTS)), range(6)))
    assert all(np.array_equal(one.scores("uitvoering"), index.scores("uitvoering")) for one in opened)
