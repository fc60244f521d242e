"""Inner-product search over unit vectors, by FAISS."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from index.policy import SEARCH
from index.vectors import Vectors


class VectorIndex:
    """Unit vectors in rows; the inner product is the cosine.

    Up to ``SEARCH.exact_count`` vectors are searched one by one. Above it a coarse index (inverted lists, 8 bits a
    number) proposes rows, which whoever asks scores again by ``rows``: those are exact at every size. Both are opened
    by memory map. Figures in docs/benchmarks.md.

    Source: Johnson et al., Billion-scale similarity search with GPUs (2017).
    """

    def __init__(self, flat: faiss.Index, coarse: faiss.Index | None = None) -> None:
        self._flat = flat
        self._coarse = coarse

    @classmethod
    def build(cls, vectors: Vectors, *, searched: bool = True, exact_count: int | None = None) -> VectorIndex:
        """The index of ``vectors``, float32 ``(n, dim)``, n = 0 allowed; ``searched`` False: only rows are asked."""
        most = SEARCH.exact_count if exact_count is None else exact_count
        vectors = np.ascontiguousarray(vectors, np.float32)
        flat = faiss.IndexFlatIP(vectors.shape[1])
        flat.add(vectors)
        return cls(flat, _coarse(vectors) if searched and len(vectors) > most else None)

    @property
    def count(self) -> int:
        """How many vectors the index holds."""
        return int(self._flat.ntotal)

    @property
    def lists(self) -> int:
        """How many inverted lists the coarse index has, 0 without one."""
        return int(self._coarse.nlist) if self._coarse is not None else 0  # type: ignore[attr-defined]

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return int(self._flat.d)

    def nearest(self, query: Vectors, k: int, among: NDArray[np.bool_] | None = None) -> list[int]:
        """The rows of the ``k`` nearest vectors to ``query`` ``(dim,)``, best first, only those that are true in
        ``among`` ``(count,)``; exact, or as the coarse index sees it when there is one and many rows to choose from.
        """
        choice = self.count if among is None else int(among.sum())
        if choice == 0 or k == 0:
            return []
        many = k * SEARCH.to_choose_from < choice and (among is None or choice > SEARCH.exact_count)
        _, rows = self._search(query[None, :], min(k, choice), among, self._coarse if many else None)
        return [int(row) for row in rows[0] if row >= 0]

    def _search(self, query: Vectors, k: int, among: NDArray[np.bool_] | None, coarse: Any) -> Any:
        chosen: Any = {}
        library: Any = faiss
        if among is not None:
            chosen["sel"] = library.IDSelectorBitmap(np.packbits(among, bitorder="little"))
        if coarse is not None:
            return coarse.search(query, k, params=library.SearchParametersIVF(nprobe=coarse.nprobe, **chosen))
        return self._flat.search(query, k, params=library.SearchParameters(**chosen) if chosen else None)

    def rows(self, rows: list[int]) -> Vectors:
        """The vectors of ``rows``, float32 ``(len(rows), dim)``."""
        if not rows:
            return np.zeros((0, self.dimension), np.float32)
        return np.asarray(self._flat.reconstruct_batch(np.asarray(rows, np.int64)), np.float32)

    def save(self, path: Path) -> None:
        """Write the index to ``path``, its coarse part beside it."""
        faiss.write_index(self._flat, str(path))
        if self._coarse is not None:
            faiss.write_index(self._coarse, str(_beside(path)))

    @classmethod
    def load(cls, path: Path) -> VectorIndex:
        """The index that ``save`` wrote, by memory map. Raises RuntimeError when the file is not one."""
        coarse = _mapped(_beside(path)) if _beside(path).is_file() else None
        if coarse is not None:
            _probe(coarse)
        return cls(_mapped(path), coarse)


def _coarse(vectors: Vectors) -> faiss.Index:
    """Inverted lists, about eight times the root of the count, each with enough of an even sample to be trained on."""
    count, dimension = vectors.shape
    lists = 1 << min(round(math.log2(8 * math.sqrt(count))), (count // SEARCH.training_a_list).bit_length() - 1)
    index = faiss.index_factory(dimension, f"IVF{lists},SQ8", faiss.METRIC_INNER_PRODUCT)
    index.train(np.ascontiguousarray(vectors[:: max(1, count // (SEARCH.training_a_list * lists))]))
    index.add(vectors)
    _probe(index)
    return index


def _probe(coarse: Any) -> None:
    """Questions lie apart from passages, so much is looked at: of 100,000 vectors a quarter, of a million 9%."""
    share = max(SEARCH.probed_roots / math.sqrt(max(1, coarse.ntotal)), SEARCH.probed_share)
    coarse.nprobe = min(coarse.nlist, math.ceil(coarse.nlist * share))


def _beside(path: Path) -> Path:
    return path.with_suffix(".ivf")


def _mapped(path: Path) -> faiss.Index:
    return faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
