"""Exact inner-product search over unit vectors, by FAISS."""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class VectorIndex:
    """Unit vectors in rows; the inner product is the cosine. Exact at every size."""

    def __init__(self, flat: faiss.Index) -> None:
        self._flat = flat

    @classmethod
    def build(cls, vectors: Vectors) -> VectorIndex:
        """The index of ``vectors``, float32 ``(n, dim)``, n = 0 allowed."""
        flat = faiss.IndexFlatIP(vectors.shape[1])
        flat.add(np.ascontiguousarray(vectors, np.float32))
        return cls(flat)

    @property
    def count(self) -> int:
        """How many vectors the index holds."""
        return int(self._flat.ntotal)

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return int(self._flat.d)

    def nearest(self, query: Vectors, k: int) -> list[int]:
        """The rows of the ``k`` nearest vectors to ``query`` ``(dim,)``, best first."""
        if self.count == 0 or k == 0:
            return []
        _, rows = self._flat.search(query[None, :], min(k, self.count))
        return [int(row) for row in rows[0]]

    def rows(self, rows: list[int]) -> Vectors:
        """The vectors of ``rows``, float32 ``(len(rows), dim)``."""
        if not rows:
            return np.zeros((0, self.dimension), np.float32)
        return np.asarray(self._flat.reconstruct_batch(np.asarray(rows, np.int64)), np.float32)

    def save(self, path: Path) -> None:
        """Write the index to ``path``."""
        faiss.write_index(self._flat, str(path))

    @classmethod
    def load(cls, path: Path) -> VectorIndex:
        """The index that ``save`` wrote. Raises RuntimeError when the file is not one."""
        return cls(faiss.read_index(str(path)))
