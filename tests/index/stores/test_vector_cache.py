"""Kept vectors of passages: nothing is embedded twice, nothing damaged is ever used."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index.embedded.passage_vectors import PassageText, PassageVectors
from index.stores.vector_cache import VectorCache, passage_key
from ingest.errors import StorageError

TEXTS = [PassageText("boven", (f"zin {number}", "en nog een")) for number in range(200)]


class Counting:
    """Vectors that tell the texts apart; ``texts`` is what had to be embedded."""

    def __init__(self, stop_after: int = 10**9) -> None:
        self.texts: list[PassageText] = []
        self.stop_after = stop_after

    def __call__(self, texts: list[PassageText]) -> list[PassageVectors]:
        if len(self.texts) >= self.stop_after:
            raise KeyboardInterrupt
        self.texts += texts
        rows = [np.array([hash(text) % 1000, len(text.sentences)], np.float32) for text in texts]
        return [PassageVectors(row, np.stack([row, row + 1])) for row in rows]


def kept(path: Path, texts: list[PassageText], encode: Counting, revision: str = "1") -> np.ndarray:
    """The vectors of passages and sentences by a cache: ``(n, 3, 2)``."""
    keys = [passage_key("model", revision, text) for text in texts]
    made = VectorCache(path).passages(keys, texts, encode)
    return np.array([np.concatenate([one.passage[None], one.sentences]) for one in made])


def test_a_passage_is_embedded_once(tmp_path: Path) -> None:
    encode = Counting()
    first = kept(tmp_path / "v.sqlite", TEXTS, encode)
    assert np.array_equal(kept(tmp_path / "v.sqlite", TEXTS[::-1], encode)[::-1], first)
    assert encode.texts == TEXTS


def test_the_same_passage_twice_is_embedded_once(tmp_path: Path) -> None:
    encode = Counting()
    assert len(kept(tmp_path / "v.sqlite", [TEXTS[0], TEXTS[0]], encode)) == 2
    assert encode.texts == [TEXTS[0]]


def test_another_revision_is_embedded_again(tmp_path: Path) -> None:
    encode = Counting()
    for revision in "12":
        kept(tmp_path / "v.sqlite", TEXTS[:1], encode, revision)
    assert encode.texts == [TEXTS[0], TEXTS[0]]


def test_sentences_parted_otherwise_are_another_passage() -> None:
    texts = [PassageText("a", ("b", "c")), PassageText("a", ("b c",)), PassageText("a b", ("c",))]
    assert len({passage_key("model", "1", text) for text in texts}) == 3


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    interrupted, rest = Counting(stop_after=64), Counting()
    with pytest.raises(KeyboardInterrupt):
        kept(tmp_path / "v.sqlite", TEXTS, interrupted)
    assert kept(tmp_path / "v.sqlite", TEXTS, rest).shape == (200, 3, 2)
    assert interrupted.texts + rest.texts == TEXTS


def test_vectors_that_are_not_kept_are_forgotten(tmp_path: Path) -> None:
    encode = Counting()
    kept(tmp_path / "v.sqlite", TEXTS[:2], encode)
    VectorCache(tmp_path / "v.sqlite").keep_only([passage_key("model", "1", TEXTS[0])])
    kept(tmp_path / "v.sqlite", TEXTS[:2], encode)
    assert encode.texts == [TEXTS[0], TEXTS[1], TEXTS[1]]


def test_a_vector_that_was_altered_is_computed_again(tmp_path: Path) -> None:
    path = tmp_path / "v.sqlite"
    first = kept(path, TEXTS, Counting())
    with closing(sqlite3.connect(path)) as store, store:
        key, value = store.execute("SELECT key, value FROM vector LIMIT 1").fetchone()
        store.execute("UPDATE vector SET value = ? WHERE key = ?", (value[:-1] + bytes([value[-1] ^ 64]), key))
    again = Counting()
    assert np.array_equal(kept(path, TEXTS, again), first)
    assert len(again.texts) == 1


@pytest.mark.parametrize("place", [0, 16, 100, 4096 + 3, 8192 + 1])
def test_a_damaged_file_never_gives_another_vector(tmp_path: Path, place: int) -> None:
    path = tmp_path / "v.sqlite"
    first = kept(path, TEXTS, Counting())
    content = bytearray(path.read_bytes())
    content[place : place + 40] = b"\xff" * 40
    path.write_bytes(content)
    assert np.array_equal(kept(path, TEXTS, Counting()), first)
    path.write_bytes(content[: len(content) // 2])
    assert np.array_equal(kept(path, TEXTS, Counting()), first)


def test_a_cache_that_cannot_be_written_is_a_storage_error(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        kept(tmp_path, TEXTS, Counting())
