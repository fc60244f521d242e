"""Kept vectors: nothing damaged is ever used."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index.stores.faiss_vectors import Vectors
from index.stores.vector_cache import VectorCache
from ingest.errors import StorageError

TEXTS = [f"zin {number}" for number in range(300)]


def vectors_of(path: Path, asked: list[str] | None = None) -> Vectors:
    """The vectors of TEXTS by a cache; ``asked`` collects what had to be embedded."""

    def encode(texts: list[str]) -> Vectors:
        if asked is not None:
            asked.extend(texts)
        return np.array([[float(text.split()[1]), 1.0] for text in texts], np.float32)

    return VectorCache(path).vectors(TEXTS, "model", "1", encode)


def test_a_second_time_nothing_is_embedded(tmp_path: Path) -> None:
    asked: list[str] = []
    first = vectors_of(tmp_path / "v.sqlite", asked)
    assert np.array_equal(vectors_of(tmp_path / "v.sqlite", asked), first)
    assert sorted(asked) == sorted(TEXTS)


def test_a_vector_that_was_altered_is_computed_anew(tmp_path: Path) -> None:
    path = tmp_path / "v.sqlite"
    first = vectors_of(path)
    with closing(sqlite3.connect(path)) as store, store:
        key, value = store.execute("SELECT key, value FROM vector LIMIT 1").fetchone()
        store.execute("UPDATE vector SET value = ? WHERE key = ?", (value[:-1] + bytes([value[-1] ^ 64]), key))
    asked: list[str] = []
    assert np.array_equal(vectors_of(path, asked), first)
    assert len(asked) == 1


@pytest.mark.parametrize("place", [0, 16, 100, 4096 + 3, 8192 + 1])
def test_a_damaged_file_never_gives_another_vector(tmp_path: Path, place: int) -> None:
    path = tmp_path / "v.sqlite"
    first = vectors_of(path)
    content = bytearray(path.read_bytes())
    content[place : place + 40] = b"\xff" * 40
    path.write_bytes(content)
    assert np.array_equal(vectors_of(path), first)
    path.write_bytes(content[: len(content) // 2])
    assert np.array_equal(vectors_of(path), first)


def test_a_cache_that_cannot_be_written_is_a_storage_error(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        vectors_of(tmp_path)
