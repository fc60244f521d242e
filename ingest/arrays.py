"""Arrays from files, read by one thread at a time.

NumPy reads the head of an array with ``ast``, which fails in Python before 3.11.9 when another thread does so at the
same moment ('AST constructor recursion depth mismatch', https://github.com/python/cpython/issues/106905).
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

TURN = threading.Lock()
"""Held while the head of an array is read; for whoever has a library read its arrays."""


def mapped_array(path: Path) -> NDArray[Any]:
    """The array in an ``.npy`` file, by memory map. Raises OSError or ValueError."""
    with TURN:
        return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))


def read_arrays(path: Path) -> dict[str, NDArray[Any]]:
    """Every array in an ``.npz`` file, by name. Raises OSError or ValueError, and what zipfile and zlib raise."""
    with TURN, path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return dict(arrays)
