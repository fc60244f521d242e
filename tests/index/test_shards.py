"""Shards of a corpus, read and embedded apart, join to the index of the whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.build import build_index
from index.settings import IndexSettings
from index.texts import embed_documents, join_vectors
from ingest.errors import SettingsError, StorageError
from ingest.ingest import folder_register, ingest_sources
from ingest.settings import IngestSettings
from ingest.shards import Shard, join_documents
from tests.fakes import HashingEncoder

INGEST, SETTINGS = IngestSettings(), IndexSettings()
COUNT = 3


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ten small documents."""
    made = tmp_path / "bronnen"
    made.mkdir()
    for number in range(10):
        text = f"De gemeente bouwt {number} woningen.\n\nHet rijk betaalt {number} miljoen euro per jaar.\n"
        (made / f"brief-{number}.txt").write_text(text, "utf-8")
    return made


def shard_home(folder: Path, home: Path, number: int) -> Path:
    """A home in which one part of ``folder`` was read and embedded."""
    run = ingest_sources(folder_register(folder), home, INGEST, shard=Shard(number, COUNT))
    embed_documents(run.documents, home, INGEST, SETTINGS, HashingEncoder())
    return home


def test_joined_shards_build_the_index_of_the_whole_and_embed_nothing(folder: Path, tmp_path: Path) -> None:
    register = folder_register(folder)
    whole = ingest_sources(register, tmp_path / "whole", INGEST)
    expected = build_index(whole.documents, tmp_path / "whole", INGEST, SETTINGS, HashingEncoder())
    joined = tmp_path / "joined"
    for number in range(COUNT, 0, -1):
        home = shard_home(folder, tmp_path / f"worker-{number}", number)
        for _ in range(2):
            join_documents(joined, home)
            join_vectors(joined, home)
    before = {path.name for path in (joined / "documents").iterdir()}
    run = ingest_sources(register, joined, INGEST)
    encoder = HashingEncoder()
    made = build_index(run.documents, joined, INGEST, SETTINGS, encoder)
    assert encoder.embedded == []
    assert {path.name for path in (joined / "documents").iterdir()} == before
    assert (made / "manifest.json").read_bytes() == (expected / "manifest.json").read_bytes()


def test_a_home_can_take_several_shards_after_one_another(folder: Path, tmp_path: Path) -> None:
    for number in range(1, COUNT + 1):
        shard_home(folder, tmp_path / "home", number)
    encoder = HashingEncoder()
    run = ingest_sources(folder_register(folder), tmp_path / "home", INGEST)
    build_index(run.documents, tmp_path / "home", INGEST, SETTINGS, encoder)
    assert len(run.documents) == 10
    assert encoder.embedded == []


@given(st.text(min_size=1), st.integers(1, 40))
def test_every_source_is_in_one_shard_alone(source_id: str, count: int) -> None:
    assert sum(Shard(number, count).holds(source_id) for number in range(1, count + 1)) == 1


@pytest.mark.parametrize("text", ["", "3", "0/3", "4/3", "3/0", "-1/3", "1/2/3", "a/b", "1/3 "])
def test_what_is_no_shard_is_refused(text: str) -> None:
    with pytest.raises(SettingsError) as error:
        Shard.parse(text)
    assert error.value.code == "shard"
    assert Shard.parse("3/16") == Shard(3, 16)


def test_a_folder_in_which_nothing_was_read_is_reported(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="--shard"):
        join_documents(tmp_path / "home", tmp_path / "elders")
