"""What the reader needs of every passage of an index, in one mapped file."""

from __future__ import annotations

import mmap
from array import array
from io import BufferedWriter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedded.passage_vectors import PassageVectors
from ingest.arrays import mapped_array

FILE, STARTS = "states.bin", "states.npy"


class StateWriter:
    """Writes ``states.bin`` passage by passage, and ``states.npy``, int64 ``(n + 1,)``, where each begins.

    Nothing is written where no passage has states.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._starts = array("q", [0])
        self._file: BufferedWriter | None = None

    def add(self, passage: PassageVectors) -> None:
        """Write the next passage, if it has states."""
        if passage.states is not None and self._file is None:
            self._file = (self._folder / FILE).open("wb")
        written = self._file.write(passage.to_bytes()) if passage.states is not None and self._file is not None else 0
        self._starts.append(self._starts[-1] + written)

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()

    def save(self) -> None:
        """Write what is left."""
        self.close()
        if self._file is not None:
            np.save(self._folder / STARTS, np.array(self._starts, np.int64))


class MappedStates:
    """The passages that ``StateWriter`` wrote; an index that keeps none has None for every row."""

    def __init__(self, folder: Path) -> None:
        self._kept: mmap.mmap | bytes = b""
        self._starts: NDArray[np.int64] = np.zeros(1, np.int64)
        if (folder / STARTS).is_file():
            self._starts = mapped_array(folder / STARTS)
            with (folder / FILE).open("rb") as file:
                self._kept = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if len(self._kept) != int(self._starts[-1]):
            raise ValueError(f"{folder / FILE}: {len(self._kept)} bytes, expected {int(self._starts[-1])}")

    def __getitem__(self, row: int) -> PassageVectors | None:
        if row + 1 >= len(self._starts) or self._starts[row] == self._starts[row + 1]:
            return None
        return PassageVectors.from_bytes(self._kept[int(self._starts[row]) : int(self._starts[row + 1])])
