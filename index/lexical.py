"""BM25 over Dutch terms, by bm25s."""

from __future__ import annotations

import functools
import math
from array import array
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.alike import AlikeWords
from index.analysis import terms
from index.policy import SEARCH
from index.values.writing import other_ways
from ingest.arrays import TURN

if TYPE_CHECKING:
    import bm25s


class TermRows:
    """The terms of texts that are to be indexed, as numbers: text by text, whatever there is of them."""

    def __init__(self) -> None:
        self._vocabulary: dict[str, int] = {}
        self._rows: list[array[int]] = []

    def add(self, texts: Iterable[str]) -> None:
        """Take the terms of ``texts``, a row each."""
        known = self._vocabulary
        self._rows += [array("i", [known.setdefault(term, len(known)) for term in terms(text)]) for text in texts]

    def index(self, k1: float, b: float) -> LexicalIndex:
        """The BM25 index of all rows."""
        if not self._vocabulary:
            return LexicalIndex(None, len(self._rows))
        import bm25s  # takes scipy along, which commands that open no index do without

        bm25 = bm25s.BM25(k1=k1, b=b, method="lucene")
        bm25.index((self._rows, self._vocabulary), show_progress=False)
        return LexicalIndex(bm25, len(self._rows))


class LexicalIndex:
    """BM25 (Lucene's variant) over a list of texts.

    Source: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009); Lù, BM25S (2024).
    """

    def __init__(self, bm25: bm25s.BM25 | None, count: int) -> None:
        self._bm25 = bm25
        self.count = count

    @classmethod
    def build(cls, texts: Iterable[str], k1: float, b: float) -> LexicalIndex:
        """The index of ``texts``, row by row; empty when no text holds a term."""
        rows = TermRows()
        rows.add(texts)
        return rows.index(k1, b)

    @functools.cached_property
    def _alike(self) -> tuple[AlikeWords, NDArray[np.int64]]:
        """What finds terms like another, and the column of each term."""
        vocabulary = self._bm25.vocab_dict if self._bm25 is not None else {}
        return AlikeWords.build(list(vocabulary)), np.array([int(column) for column in vocabulary.values()], np.int64)

    def scores(self, query: str) -> NDArray[np.float32]:
        """BM25 of every text for ``query``: float32 ``(count,)``, 0 where neither a term nor one like it is shared.

        An asked term counts once in a text: as itself or as a term that is written much like it, whichever is more. The
        latter counts in the measure of its likeness, and as no rarer than the asked one.
        """
        scores = np.zeros(self.count, np.float32)
        if self._bm25 is None:
            return scores
        values, rows, starts = (self._bm25.scores[part] for part in ("data", "indices", "indptr"))
        for term in self._asked(query):
            best = np.zeros(self.count, np.float32)
            for column, share in self._written_like(term):
                own = slice(int(starts[column]), int(starts[column + 1]))
                best[rows[own]] = np.maximum(best[rows[own]], np.float32(share) * values[own])
            scores += best
        return scores

    def weight(self, term: str) -> float:
        """How much ``term`` tells passages apart: its inverse document frequency, greatest for a term in none."""
        vocabulary = self._bm25.vocab_dict if self._bm25 is not None else {}
        return self._rarity(int(vocabulary[term]) if term in vocabulary else None)

    def _rarity(self, column: int | None) -> float:
        holding = 0
        if self._bm25 is not None and column is not None:
            holding = int(self._bm25.scores["indptr"][column + 1]) - int(self._bm25.scores["indptr"][column])
        return math.log(1 + (self.count - holding + 0.5) / (holding + 0.5))

    def known_terms(self, query: str) -> list[str]:
        """The terms of ``query`` that occur in the index, in order, each once; 'twaalf' brings '12' along."""
        return [term for term in self._asked(query) if self._bm25 is not None and term in self._bm25.vocab_dict]

    def _asked(self, query: str) -> list[str]:
        return list(dict.fromkeys([*terms(query), *terms(" ".join(other_ways(query)))]))

    def _written_like(self, term: str) -> list[tuple[int, float]]:
        """The columns of ``term`` and, unless it is a number, of the terms like it, each with its share."""
        vocabulary = self._bm25.vocab_dict if self._bm25 is not None else {}
        found = {int(vocabulary[term]): 1.0} if term in vocabulary else {}
        if not any(letter.isdigit() for letter in term):
            alike, columns = self._alike
            own = self.weight(term)
            for number, likeness in zip(*(part.tolist() for part in alike.like(term, SEARCH.alike)), strict=True):
                column = int(columns[number])
                found.setdefault(column, likeness * min(1.0, own / self._rarity(column)))
        return list(found.items())

    def save(self, folder: Path) -> None:
        """Write the index into ``folder`` (arrays and JSON, no pickle)."""
        folder.mkdir(parents=True)
        if self._bm25 is not None:
            self._bm25.save(str(folder), show_progress=False)

    @classmethod
    def load(cls, folder: Path, count: int) -> LexicalIndex:
        """The index that ``save`` wrote for ``count`` texts, by memory map."""
        if not any(folder.iterdir()):
            return cls(None, count)
        import bm25s

        with TURN:
            return cls(bm25s.BM25.load(str(folder), mmap=True, show_progress=False), count)
