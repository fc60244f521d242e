"""An index on disk: built beside the old one, swapped in whole, refused when it was touched."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from index.build import build_index, current_version
from index.manifest import is_whole
from index.opened import open_index
from index.records import Scope
from index.search import search
from index.settings import IndexSettings
from ingest.document import Document
from ingest.errors import IndexDamagedError, IndexMissingError, StorageError
from ingest.ingest import read_folder
from ingest.records import BlockKind
from ingest.settings import IngestSettings
from tests.documents import make_document, make_source
from tests.fakes import HashingEncoder

INGEST = IngestSettings()
SETTINGS = IndexSettings()


def _documents() -> list[Document]:
    return [
        make_document(
            (BlockKind.HEADING, "Woningbouw"),
            "Het kabinet bouwt honderdduizend woningen. De provincies wijzen de plekken aan.",
            (BlockKind.QUESTION, "Wie betaalt de woningen?"),
            source=make_source("brief", "kabinetsreactie", "Een brief"),
        ),
        make_document("De raad adviseert eerst te luisteren naar uitvoerders.", source=make_source("advies", "advies")),
    ]


def _build(home: Path, documents: list[Document] | None = None, encoder: HashingEncoder | None = None) -> Path:
    return build_index(documents or _documents(), home, INGEST, SETTINGS, encoder or HashingEncoder())


def test_a_loaded_index_gives_the_hits_of_the_built_one(tmp_path: Path) -> None:
    _build(tmp_path)
    first, again = open_index(tmp_path), open_index(tmp_path)
    question = "hoeveel woningen bouwt het kabinet"
    hits = search(first, HashingEncoder(), question, 10, SETTINGS)
    assert hits == search(again, HashingEncoder(), question, 10, SETTINGS)
    assert hits[0].passage.source_id == "brief"
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))


def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = _build(tmp_path / "a"), _build(tmp_path / "b")
    assert (one / "manifest.json").read_bytes() == (other / "manifest.json").read_bytes()


def test_nothing_changed_builds_nothing(tmp_path: Path) -> None:
    folder = _build(tmp_path)
    before = (folder / "manifest.json").stat().st_mtime_ns
    encoder = HashingEncoder()
    assert _build(tmp_path, encoder=encoder) == folder
    assert encoder.embedded == []
    assert (folder / "manifest.json").stat().st_mtime_ns == before


def test_only_a_changed_document_is_embedded_again_and_other_ids_stay(tmp_path: Path) -> None:
    _build(tmp_path)
    before = {passage.id for passage in open_index(tmp_path).passages if passage.source_id == "brief"}
    encoder = HashingEncoder()
    changed = [
        _documents()[0],
        make_document("De raad adviseert nu iets anders.", source=make_source("advies", "advies")),
    ]
    _build(tmp_path, changed, encoder)
    assert all("anders" in text for text in encoder.embedded)
    assert encoder.embedded
    assert {passage.id for passage in open_index(tmp_path).passages if passage.source_id == "brief"} == before


def test_a_removed_source_leaves_the_index(tmp_path: Path) -> None:
    _build(tmp_path)
    _build(tmp_path, _documents()[:1])
    assert set(open_index(tmp_path).documents) == {"brief"}


def test_of_a_hundred_files_only_the_changed_one_is_embedded_and_a_removed_one_leaves(tmp_path: Path) -> None:
    folder, home = tmp_path / "bronnen", tmp_path / "home"
    folder.mkdir()
    for number in range(100):
        text = f"Gemeente {number} voert het plan uit. Provincie {number} houdt toezicht op de gemeente."
        (folder / f"bron-{number:02}.txt").write_text(text, "utf-8")

    def ids_after_building(encoder: HashingEncoder) -> dict[str, set[str]]:
        _build(home, list(read_folder(folder, home, INGEST).documents), encoder)
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
    _build(tmp_path)
    assert not any("Wie betaalt" in passage.text for passage in open_index(tmp_path).passages)


def test_a_passage_is_a_slice_of_its_document(tmp_path: Path) -> None:
    _build(tmp_path)
    index = open_index(tmp_path)
    assert index.passages
    for passage in index.passages:
        assert passage.text == index.documents[passage.source_id].text[passage.char_start : passage.char_end]


def test_what_is_read_on_demand_is_what_was_written(tmp_path: Path) -> None:
    _build(tmp_path)
    index = open_index(tmp_path)
    assert index.passages[-1] == index.passages[len(index.passages) - 1] == tuple(index.passages)[-1]
    assert index.passages[1:] == tuple(index.passages)[1:]
    with pytest.raises(IndexError):
        index.passages[len(index.passages)]
    assert [index.sentence_row[key] for key in index.sentence_row] == list(range(index.manifest.sentences))
    assert ("brief", 3, 5) not in index.sentence_row
    assert ("elders", 0, 5) not in index.sentence_row
    assert list(index.documents) == ["advies", "brief"]
    assert index.documents["brief"] == _documents()[0]
    assert "elders" not in index.documents


def test_a_large_index_is_opened_by_sizes_and_checked_whole_by_building(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _build(tmp_path)
    monkeypatch.setattr("index.manifest.HASHED_AT_OPEN", 0)
    path = folder / "sentences.faiss"
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert open_index(tmp_path).passages
    assert not is_whole(folder)
    _build(tmp_path)
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
    _build(tmp_path)
    scope = Scope(roles=frozenset(("advies",)))
    hits = search(open_index(tmp_path), HashingEncoder(), "woningen", 10, SETTINGS, scope)
    assert {hit.passage.role for hit in hits} == {"advies"}


def test_without_an_encoder_only_words_count(tmp_path: Path) -> None:
    _build(tmp_path)
    hits = search(open_index(tmp_path), None, "provincies", 10, SETTINGS)
    assert [hit.passage.source_id for hit in hits] == ["brief"]
    assert (hits[0].dense, hits[0].lexical) == (0.0, 1.0)


def test_no_index_is_said(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="aanzet index"):
        open_index(tmp_path)


def test_every_touched_file_is_refused_by_name(tmp_path: Path) -> None:
    folder = _build(tmp_path)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    assert len(files) > 8
    for path in files:
        whole = path.read_bytes()
        for damage in (b"", whole[: len(whole) // 2], bytes([whole[0] ^ 1]) + whole[1:]):
            path.write_bytes(damage)
            with pytest.raises(IndexDamagedError, match=path.name):
                open_index(tmp_path)
        path.write_bytes(whole)
    assert open_index(tmp_path).passages


def test_a_manifest_with_any_bit_changed_is_refused(tmp_path: Path) -> None:
    path = _build(tmp_path) / "manifest.json"
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ (1 << place % 8)]) + whole[place + 1 :])
        with pytest.raises(IndexDamagedError, match=r"manifest\.json"):
            open_index(tmp_path)


def test_an_index_under_the_name_of_another_version_is_refused(tmp_path: Path) -> None:
    folder = _build(tmp_path)
    other = folder.with_name("0" * 16)
    folder.rename(other)
    (tmp_path / "index" / "current").write_text(other.name, "utf-8")
    with pytest.raises(IndexDamagedError, match=r"manifest\.json"):
        open_index(tmp_path)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"../../elders", b"0" * 15, b"\0" * 16])
def test_a_damaged_pointer_is_no_index_and_the_next_build_mends_it(tmp_path: Path, content: bytes) -> None:
    folder = _build(tmp_path)
    (tmp_path / "index" / "current").write_bytes(content)
    with pytest.raises(IndexMissingError):
        open_index(tmp_path)
    assert _build(tmp_path) == folder
    assert open_index(tmp_path).passages


def test_an_index_of_another_model_is_refused(tmp_path: Path) -> None:
    _build(tmp_path)
    with pytest.raises(IndexDamagedError, match="aanzet index"):
        open_index(tmp_path, "another", "1")


def test_a_build_that_fails_leaves_the_old_index(tmp_path: Path) -> None:
    class FullDisk(HashingEncoder):
        def encode_document(self, texts: list[str], progress: object = None) -> np.ndarray:
            raise OSError(28, "No space left on device")

    _build(tmp_path)
    before = current_version(tmp_path)
    changed = [make_document("Heel andere tekst.", source=make_source("nieuw"))]
    with pytest.raises(StorageError, match="No space left"):
        _build(tmp_path, changed, FullDisk())
    assert current_version(tmp_path) == before
    assert set(open_index(tmp_path).documents) == {"advies", "brief"}
    _build(tmp_path, changed)
    assert [path.name for path in (tmp_path / "index").glob("building-*")] == []


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc to tell which file is synced")
def test_every_file_is_on_disk_before_the_pointer_names_it_and_the_old_index_goes_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, _ = _build(tmp_path), _build(tmp_path, _documents()[:1])
    steps: list[tuple[str, str]] = []
    fsync, replace, remove = os.fsync, os.replace, shutil.rmtree

    def synced(descriptor: int) -> None:
        steps.append(("sync", Path(os.readlink(f"/proc/self/fd/{descriptor}")).name))
        fsync(descriptor)

    def replaced(path: Path, target: Path) -> None:
        steps.append(("replace", target.name))
        replace(path, target)

    def removed(path: Path, ignore_errors: bool = False) -> None:
        steps.append(("remove", path.name))
        remove(path, ignore_errors=ignore_errors)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", replaced)
    monkeypatch.setattr(shutil, "rmtree", removed)
    new = _build(tmp_path, _documents()[1:])
    moved, named = steps.index(("replace", new.name)), steps.index(("replace", "current"))
    files = {path.name for path in new.rglob("*")} | {f"building-{new.name}"}
    assert files <= {name for kind, name in steps[:moved] if kind == "sync"}
    assert {("sync", "current.new"), ("sync", "index")} <= set(steps[moved:named])
    assert steps.index(("remove", old.name)) > steps.index(("sync", "index"), named)


def test_what_a_build_that_was_killed_left_is_swept_when_nothing_changed(tmp_path: Path) -> None:
    folder = _build(tmp_path)
    for left in ("building-0123456789abcdef", "0123456789abcdef"):
        (folder.parent / left).mkdir()
    assert _build(tmp_path) == folder
    assert sorted(path.name for path in folder.parent.iterdir()) == sorted([folder.name, "current"])


def test_two_builds_at_once_are_refused(tmp_path: Path) -> None:
    class SecondBuild(HashingEncoder):
        def encode_document(self, texts: list[str], progress: object = None) -> np.ndarray:
            if not self.embedded:
                self.embedded.append("")
                with pytest.raises(StorageError, match="another process"):
                    _build(tmp_path, _documents()[:1])
            return self.encode_query(texts)

    _build(tmp_path, encoder=SecondBuild())
    assert len(open_index(tmp_path).documents) == 2


def test_an_empty_corpus_has_an_index_that_finds_nothing(tmp_path: Path) -> None:
    build_index([], tmp_path, INGEST, SETTINGS, HashingEncoder())
    assert search(open_index(tmp_path), HashingEncoder(), "iets", 10, SETTINGS) == ()
