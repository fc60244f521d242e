"""An index on disk: built beside the old one, swapped in whole, refused when it was touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.build import build_index
from index.manifest import is_whole
from index.opened import open_index
from index.records import Scope
from index.search import search
from ingest.errors import IndexDamagedError, IndexMissingError
from ingest.ingest import read_folder
from tests.documents import make_document, make_source
from tests.fakes import HashingEncoder
from tests.index.small_index import INGEST, SETTINGS, build, small_documents


def test_a_loaded_index_gives_the_hits_of_the_built_one(tmp_path: Path) -> None:
    build(tmp_path)
    first, again = open_index(tmp_path), open_index(tmp_path)
    question = "hoeveel woningen bouwt het kabinet"
    hits = search(first, HashingEncoder(), question, 10, SETTINGS)
    assert hits == search(again, HashingEncoder(), question, 10, SETTINGS)
    assert hits[0].passage.source_id == "brief"
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))


def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = build(tmp_path / "a"), build(tmp_path / "b")
    assert (one / "manifest.json").read_bytes() == (other / "manifest.json").read_bytes()


def test_nothing_changed_builds_nothing(tmp_path: Path) -> None:
    folder = build(tmp_path)
    before = (folder / "manifest.json").stat().st_mtime_ns
    encoder = HashingEncoder()
    assert build(tmp_path, encoder=encoder) == folder
    assert encoder.embedded == []
    assert (folder / "manifest.json").stat().st_mtime_ns == before


def test_only_a_changed_document_is_embedded_again_and_other_ids_stay(tmp_path: Path) -> None:
    build(tmp_path)
    before = {passage.id for passage in open_index(tmp_path).passages if passage.source_id == "brief"}
    encoder = HashingEncoder()
    changed = [
        small_documents()[0],
        make_document("De raad adviseert nu iets anders.", source=make_source("advies", "advies")),
    ]
    build(tmp_path, changed, encoder)
    assert all("anders" in text for text in encoder.embedded)
    assert encoder.embedded
    assert {passage.id for passage in open_index(tmp_path).passages if passage.source_id == "brief"} == before


def test_a_removed_source_leaves_the_index(tmp_path: Path) -> None:
    build(tmp_path)
    build(tmp_path, small_documents()[:1])
    assert set(open_index(tmp_path).documents) == {"brief"}


def test_of_a_hundred_files_only_the_changed_one_is_embedded_and_a_removed_one_leaves(tmp_path: Path) -> None:
    folder, home = tmp_path / "bronnen", tmp_path / "home"
    folder.mkdir()
    for number in range(100):
        text = f"Gemeente {number} voert het plan uit. Provincie {number} houdt toezicht op de gemeente."
        (folder / f"bron-{number:02}.txt").write_text(text, "utf-8")

    def ids_after_building(encoder: HashingEncoder) -> dict[str, set[str]]:
        build(home, list(read_folder(folder, home, INGEST).documents), encoder)
        found: dict[str, set[str]] = {}
        for passage in open_index(home).passages:
            found.setdefault(passage.source_id, set()).add(passage.id)
        return found

    first, second, third = HashingEncoder(), HashingEncoder(), HashingEncoder()
    before = ids_after_building(first)
    (folder / "bron-41.txt").write_text("Waterschap 41 beheert de dijken.", "utf-8")
    after = ids_after_building(second)
    assert all("Waterschap 41" in text for text in second.embedded)
    assert 0 < len(second.embedded) < len(first.embedded) / 50
    assert {source for source in before if before[source] != after[source]} == {"bron-41"}
    (folder / "bron-07.txt").unlink()
    assert ids_after_building(third) == {source: ids for source, ids in after.items() if source != "bron-07"}
    assert third.embedded == []


def test_a_question_in_a_document_is_no_passage(tmp_path: Path) -> None:
    build(tmp_path)
    assert not any("Wie betaalt" in passage.text for passage in open_index(tmp_path).passages)


def test_a_passage_is_a_slice_of_its_document(tmp_path: Path) -> None:
    build(tmp_path)
    index = open_index(tmp_path)
    assert index.passages
    for passage in index.passages:
        assert passage.text == index.documents[passage.source_id].text[passage.char_start : passage.char_end]


def test_what_is_read_on_demand_is_what_was_written(tmp_path: Path) -> None:
    build(tmp_path)
    index = open_index(tmp_path)
    assert index.passages[-1] == index.passages[len(index.passages) - 1] == tuple(index.passages)[-1]
    assert index.passages[1:] == tuple(index.passages)[1:]
    with pytest.raises(IndexError):
        index.passages[len(index.passages)]
    assert [index.sentence_row[key] for key in index.sentence_row] == list(range(index.manifest.sentences))
    for passage in index.passages:
        rows = [index.sentence_row[passage.source_id, one.char_start, one.char_end] for one in passage.sentences]
        assert index.sentence_row.of(passage) == rows
    assert ("brief", 3, 5) not in index.sentence_row
    assert ("elders", 0, 5) not in index.sentence_row
    assert list(index.documents) == ["advies", "brief"]
    assert index.documents["brief"] == small_documents()[0]
    assert "elders" not in index.documents


def test_a_large_index_is_opened_by_sizes_and_checked_whole_by_building(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = build(tmp_path)
    monkeypatch.setattr("index.manifest.HASHED_AT_OPEN", 0)
    path = folder / "sentences.faiss"
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert open_index(tmp_path).passages
    assert not is_whole(folder)
    build(tmp_path)
    assert path.read_bytes() == whole
    path.write_bytes(whole[:-1])
    with pytest.raises(IndexDamagedError, match=r"sentences\.faiss"):
        open_index(tmp_path)
    json = folder / "documents" / "brief" / "document.json"
    path.write_bytes(whole)
    json.write_bytes(json.read_bytes().replace(b"woningen", b"paleizen"))
    index = open_index(tmp_path)
    with pytest.raises(IndexDamagedError, match=r"document\.json"):
        index.documents["brief"]


def test_a_scope_leaves_other_roles_out(tmp_path: Path) -> None:
    build(tmp_path)
    scope = Scope(roles=frozenset(("advies",)))
    hits = search(open_index(tmp_path), HashingEncoder(), "woningen", 10, SETTINGS, scope)
    assert {hit.passage.role for hit in hits} == {"advies"}


def test_without_an_encoder_only_words_count(tmp_path: Path) -> None:
    build(tmp_path)
    hits = search(open_index(tmp_path), None, "provincies", 10, SETTINGS)
    assert [hit.passage.source_id for hit in hits] == ["brief"]
    assert (hits[0].dense, hits[0].lexical) == (0.0, 1.0)


def test_no_index_is_said(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="aanzet index"):
        open_index(tmp_path)


def test_an_empty_corpus_has_an_index_that_finds_nothing(tmp_path: Path) -> None:
    build_index([], tmp_path, INGEST, SETTINGS, HashingEncoder())
    assert search(open_index(tmp_path), HashingEncoder(), "iets", 10, SETTINGS) == ()
