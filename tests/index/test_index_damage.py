"""An index that is damaged, half built or built twice at once is refused or built again."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from index.build import current_version
from index.opened import open_index
from ingest.errors import IndexDamagedError, IndexMissingError, StorageError
from tests.documents import make_document, make_source
from tests.fakes import HashingEncoder
from tests.index.small_index import build, small_documents


def test_every_touched_file_is_refused_by_name(tmp_path: Path) -> None:
    folder = build(tmp_path)
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
    path = build(tmp_path) / "manifest.json"
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ (1 << place % 8)]) + whole[place + 1 :])
        with pytest.raises(IndexDamagedError, match=r"manifest\.json"):
            open_index(tmp_path)


def test_an_index_under_the_name_of_another_version_is_refused(tmp_path: Path) -> None:
    folder = build(tmp_path)
    other = folder.with_name("0" * 16)
    folder.rename(other)
    (tmp_path / "index" / "current").write_text(other.name, "utf-8")
    with pytest.raises(IndexDamagedError, match=r"manifest\.json"):
        open_index(tmp_path)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"../../elders", b"0" * 15, b"\0" * 16])
def test_a_damaged_pointer_is_no_index_and_the_next_build_repairs_it(tmp_path: Path, content: bytes) -> None:
    folder = build(tmp_path)
    (tmp_path / "index" / "current").write_bytes(content)
    with pytest.raises(IndexMissingError):
        open_index(tmp_path)
    assert build(tmp_path) == folder
    assert open_index(tmp_path).passages


def test_an_index_of_another_model_is_refused(tmp_path: Path) -> None:
    build(tmp_path)
    with pytest.raises(IndexDamagedError, match="aanzet index"):
        open_index(tmp_path, "another", "1")


def test_a_build_that_fails_leaves_the_old_index(tmp_path: Path) -> None:
    class FullDisk(HashingEncoder):
        def encode_document(self, texts: list[str], progress: object = None) -> np.ndarray:
            raise OSError(28, "No space left on device")

    build(tmp_path)
    before = current_version(tmp_path)
    changed = [make_document("Heel andere tekst.", source=make_source("nieuw"))]
    with pytest.raises(StorageError, match="No space left"):
        build(tmp_path, changed, FullDisk())
    assert current_version(tmp_path) == before
    assert set(open_index(tmp_path).documents) == {"advies", "brief"}
    build(tmp_path, changed)
    assert [path.name for path in (tmp_path / "index").glob("building-*")] == []


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc to tell which file is synced")
def test_every_file_is_on_disk_before_the_pointer_names_it_and_the_old_index_goes_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, _ = build(tmp_path), build(tmp_path, small_documents()[:1])
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
    new = build(tmp_path, small_documents()[1:])
    moved, named = steps.index(("replace", new.name)), steps.index(("replace", "current"))
    files = {path.name for path in new.rglob("*")} | {f"building-{new.name}"}
    assert files <= {name for kind, name in steps[:moved] if kind == "sync"}
    assert {("sync", "current.new"), ("sync", "index")} <= set(steps[moved:named])
    assert steps.index(("remove", old.name)) > steps.index(("sync", "index"), named)


def test_what_a_build_that_was_killed_left_is_swept_when_nothing_changed(tmp_path: Path) -> None:
    folder = build(tmp_path)
    for left in ("building-0123456789abcdef", "0123456789abcdef"):
        (folder.parent / left).mkdir()
    assert build(tmp_path) == folder
    assert sorted(path.name for path in folder.parent.iterdir()) == sorted([folder.name, "current"])


def test_two_builds_at_once_are_refused(tmp_path: Path) -> None:
    class SecondBuild(HashingEncoder):
        def encode_document(self, texts: list[str], progress: object = None) -> np.ndarray:
            if not self.embedded:
                self.embedded.append("")
                with pytest.raises(StorageError, match="another process"):
                    build(tmp_path, small_documents()[:1])
            return self.encode_query(texts)

    build(tmp_path, encoder=SecondBuild())
    assert len(open_index(tmp_path).documents) == 2
