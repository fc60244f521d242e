"""What a home keeps is taken over whole or not at all, whoever writes there meanwhile."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np

from app.taking_over import take_over
from index.embedded.passage_vectors import PassageText, PassageVectors
from index.stores.vector_cache import VectorCache, passage_key
from index.texts import KEPT
from ingest.ingest import folder_register, ingest_sources
from ingest.settings import IngestSettings

SETTINGS = IngestSettings()


def test_what_goes_while_it_is_copied_is_left_out_and_read_again(tmp_path: Path) -> None:
    texts, home, target = tmp_path / "teksten", tmp_path / "home", tmp_path / "eigen"
    texts.mkdir()
    for name in ("een", "twee"):
        (texts / f"{name}.txt").write_text(f"Dit is document {name}. Het gaat over iets anders.", "utf-8")
    register = folder_register(texts)
    first = ingest_sources(register, home, SETTINGS)
    whole, half = sorted((home / "documents").iterdir())
    (half / "document.json").unlink()
    (half / "document.json").symlink_to(home / "weg")  # in the list of files, and gone when its turn comes
    take_over(home, target)
    assert sorted(path.name for path in (target / "documents").iterdir()) == [whole.name, half.name]
    assert (target / "documents" / whole.name / "document.json").is_file()
    assert not (target / "documents" / half.name / "document.json").exists()
    assert tuple(ingest_sources(register, target, SETTINGS).documents) == tuple(first.documents)


def one_vector(texts: list[PassageText]) -> list[PassageVectors]:
    return [PassageVectors(np.ones(4, np.float32), np.ones((1, 4), np.float32)) for _ in texts]


def test_vectors_come_as_they_stood_before_a_write_that_is_under_way(tmp_path: Path) -> None:
    home, target = tmp_path / "home", tmp_path / "eigen"
    home.mkdir()
    key = passage_key("model", "1", PassageText("", ("Een zin.",)))
    VectorCache(home / KEPT).passages([key], [PassageText("", ("Een zin.",))], one_vector)
    with closing(sqlite3.connect(home / KEPT)) as writing:
        writing.execute("BEGIN IMMEDIATE")
        writing.execute("DELETE FROM vector")
        take_over(home, target)
    assert VectorCache(target / KEPT).missing([key]) == 0


def test_a_home_without_anything_or_with_damaged_vectors_gives_an_empty_one(tmp_path: Path) -> None:
    home, target = tmp_path / "home", tmp_path / "eigen"
    home.mkdir()
    (home / KEPT).write_bytes(b"geen database" * 100)
    take_over(home, target)
    assert VectorCache(target / KEPT).missing([b"k"]) == 1
