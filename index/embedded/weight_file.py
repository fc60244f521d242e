"""The weights that come with the product: eight bits each, turned into float32 where they are computed with."""

from __future__ import annotations

import functools
import hashlib
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open

HEADS = 12
EPSILON = 1e-12


def weights_folder() -> Path:
    """The folder with the tokenizer, the graphs and the weights."""
    return Path(str(resources.files("index.embedded") / "weights"))


@functools.cache
def weights_revision() -> str:
    """What tells these weights from others: a hash of the files."""
    whole = hashlib.sha256()
    for path in sorted(weights_folder().iterdir()):
        if path.suffix in (".safetensors", ".json", ".onnx"):
            with path.open("rb") as file:
                whole.update(hashlib.file_digest(file, "sha256").digest())
    return f"aanzet {whole.hexdigest()[:16]}"


class Weights:
    """The file of weights; a tensor is read when it is asked for."""

    def __init__(self, path: Path) -> None:
        self._file: Any = safe_open(path, framework="numpy")
        self.names = frozenset(self._file.keys())  # type: ignore[no-untyped-call]

    def stored(self, name: str) -> NDArray[Any]:
        """The tensor ``name`` as it is stored: int8 for a matrix, else float32."""
        return np.asarray(self._file.get_tensor(name))

    def full(self, name: str) -> NDArray[np.float32]:
        """The tensor ``name`` in float32."""
        stored = self.stored(name)
        if f"{name}.scale" in self.names:
            scaled = stored.astype(np.float32) * self.stored(f"{name}.scale")[:, None]
            return np.asarray(scaled, np.float32)
        return np.asarray(stored, np.float32)

    def for_graph(self, name: str, width: int) -> NDArray[Any]:
        """The tensor ``name`` as a graph wants it: matrices turned and still in int8, queries scaled."""
        made = self.stored(name)
        if ".query." in name and made.dtype != np.int8:
            made = made * np.float32((width // HEADS) ** -0.5)
        return np.ascontiguousarray(made.T)
