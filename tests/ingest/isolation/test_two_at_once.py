"""Documents are read two at once, in the order of the register, and what breaks one leaves the others."""

from __future__ import annotations

import threading
from contextlib import closing
from pathlib import Path

import pytest

from ingest.errors import ReadError
from ingest.ingest import read_folder
from ingest.isolation import two_at_once
from ingest.isolation.two_at_once import IsolatedReaders, ahead
from ingest.records import Source
from ingest.settings import IngestSettings


def test_two_are_under_way_at_once_and_come_back_in_order() -> None:
    both = threading.Barrier(2, timeout=60)

    def work(number: int) -> int:
        both.wait()
        return number * number

    assert list(ahead(work, range(6), 2)) == [0, 1, 4, 9, 16, 25]


def test_no_more_are_begun_than_wait_to_be_taken() -> None:
    begun = []

    def work(number: int) -> int:
        begun.append(number)
        return number

    with closing(ahead(work, range(100), 2)) as found:
        assert next(found) == 0
    assert len(begun) <= 3


def test_an_error_of_one_comes_out_in_its_turn() -> None:
    def work(number: int) -> int:
        if number == 1:
            raise ReadError("broken", code="unreadable", name="1")
        return number

    found = ahead(work, range(3), 2)
    assert next(found) == 0
    with pytest.raises(ReadError, match="broken"):
        next(found)


def test_a_reader_that_is_free_takes_the_next_document(tmp_path: Path) -> None:
    with IsolatedReaders(IngestSettings()) as readers:

        def read(number: int) -> str:
            path = tmp_path / f"{number}.txt"
            path.write_text(f"Zin nummer {number}.", "utf-8")
            return readers.read(
                Source(f"b{number}", "", "overig", "", file=path.name), path, tmp_path / f"u{number}"
            ).text

        assert list(ahead(read, range(5), readers.count)) == [f"Zin nummer {number}." for number in range(5)]


@pytest.mark.parametrize("cores", [1, 2, 64])
def test_a_folder_is_read_alike_by_any_number_of_readers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cores: int
) -> None:
    folder = tmp_path / "documenten"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.txt").write_text(f"Zin nummer {number}.", "utf-8")
    (folder / "2.txt").unlink()
    (folder / "2.pdf").write_bytes(b"%PDF-1.7 kapot")
    monkeypatch.setattr(two_at_once.os, "cpu_count", lambda: cores)
    counted: list[tuple[int, int]] = []
    run = read_folder(folder, tmp_path / "huis", IngestSettings(), lambda done, total: counted.append((done, total)))
    assert [document.text for document in run.documents] == [f"Zin nummer {number}." for number in (0, 1, 3, 4)]
    assert [source.file for source, _ in run.skipped] == ["2.pdf"]
    assert counted == [(number, 5) for number in range(1, 6)]


def test_readers_that_are_open_read_many_folders_and_stay_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("een", "twee"):
        (tmp_path / name).mkdir()
        for number in range(3):
            (tmp_path / name / f"{number}.txt").write_text(f"Zin nummer {number} van {name}.", "utf-8")
    with IsolatedReaders(IngestSettings()) as readers:
        first = read_folder(tmp_path / "een", tmp_path / "huis-een", IngestSettings(), readers=readers)
        monkeypatch.setattr("subprocess.Popen", None)  # none is started for the second
        second = read_folder(tmp_path / "twee", tmp_path / "huis-twee", IngestSettings(), readers=readers)
        for name, run in (("een", first), ("twee", second)):
            assert [one.text for one in run.documents] == [f"Zin nummer {number} van {name}." for number in range(3)]
