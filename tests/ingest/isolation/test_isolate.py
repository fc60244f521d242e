"""A file that breaks a limit costs its own reading and nothing else."""

from __future__ import annotations

import os
import signal
import sys
import threading
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.errors import LimitError, ReadError, StorageError
from ingest.isolation import isolate
from ingest.isolation.isolate import IsolatedReader
from ingest.passages import cut_passages
from ingest.records import Source
from ingest.settings import IngestSettings
from tests.ingest.typeset import ALINEA, read_file, typeset


def source(name: str) -> Source:
    """A source for the file ``name``."""
    return Source("bron", "Titel", "overig", "", file=name)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A file that can be read."""
    path = tmp_path / "goed.txt"
    path.write_text("Een gewone zin.", "utf-8")
    return path


def test_a_document_read_apart_is_the_document_read_here(tmp_path: Path) -> None:
    path = typeset(tmp_path, ALINEA * 3)
    with IsolatedReader(IngestSettings()) as reader:
        apart = reader.read(Source("bron", "", "overig", "", file=path.name), path, tmp_path / "uit")
    here = read_file(path)
    assert replace(apart, report=here.report) == here
    assert apart.report == replace(here.report, passages=len(cut_passages(here, IngestSettings())))


def test_an_error_comes_back_with_its_kind_code_and_values(tmp_path: Path) -> None:
    path = tmp_path / "leeg.pdf"
    path.write_bytes(b"")
    with IsolatedReader(IngestSettings()) as reader, pytest.raises(ReadError) as raised:
        reader.read(source(path.name), path, tmp_path / "uit")
    assert (raised.value.code, raised.value.values) == ("empty_file", {"name": "leeg.pdf"})


@pytest.mark.parametrize(
    ("limit", "code"),
    [
        ({"max_pages": 1}, "too_many_pages"),
        ({"max_text_bytes": 90}, "too_much_text"),
        ({"max_file_bytes": 9}, "too_many_bytes"),
    ],
)
def test_a_file_over_a_limit_is_a_limit_error(tmp_path: Path, limit: dict[str, int], code: str) -> None:
    path = typeset(tmp_path, f"{ALINEA} #pagebreak() {ALINEA}")
    with IsolatedReader(IngestSettings(**limit)) as reader, pytest.raises(LimitError) as raised:  # type: ignore[arg-type]
        reader.read(source(path.name), path, tmp_path / "uit")
    assert raised.value.code == code


def test_a_word_file_that_unpacks_to_too_much_is_a_limit_error(tmp_path: Path) -> None:
    path = tmp_path / "bom.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(5_000_000))
    with IsolatedReader(IngestSettings(max_text_bytes=1_000_000)) as reader, pytest.raises(LimitError) as raised:
        reader.read(source(path.name), path, tmp_path / "uit")
    assert raised.value.code == "too_much_text"


def test_a_reader_that_hangs_is_ended_and_the_next_file_is_read(
    tmp_path: Path, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = tmp_path / "hangt.txt"
    os.mkfifo(pipe)
    with IsolatedReader(IngestSettings(max_seconds=2)) as reader:
        with monkeypatch.context() as patch:
            patch.setattr(isolate, "PATIENCE", 1)
            with pytest.raises(LimitError) as raised:
                reader.read(source(pipe.name), pipe, tmp_path / "uit")
        assert raised.value.code == "too_slow"
        assert reader.read(source(good.name), good, tmp_path / "goed").text == "Een gewone zin."


def test_time_that_other_programs_take_does_not_count(tmp_path: Path, good: Path) -> None:
    pipe = tmp_path / "wacht.txt"
    os.mkfifo(pipe)
    # The reading process waits for more than its two seconds, and is not busy.
    late = threading.Timer(2.5, lambda: pipe.write_text("Een late zin.", "utf-8"))
    with IsolatedReader(IngestSettings(max_seconds=2)) as reader:
        reader.read(source(good.name), good, tmp_path / "goed")
        late.start()
        assert reader.read(source(pipe.name), pipe, tmp_path / "uit").text == "Een late zin."
        late.join()


def test_a_file_that_keeps_the_reader_busy_is_a_limit_error(tmp_path: Path, good: Path) -> None:
    large = tmp_path / "druk.txt"
    large.write_text("Een zin die niets bijzonders zegt en gewoon doorgaat. " * 400_000, "utf-8")
    with IsolatedReader(IngestSettings(max_seconds=2)) as reader:
        with pytest.raises(LimitError) as raised:
            reader.read(source(large.name), large, tmp_path / "uit")
        assert (raised.value.code, raised.value.values["seconds"]) == ("too_slow", 2)
        assert reader.read(source(good.name), good, tmp_path / "goed").text == "Een gewone zin."


def test_a_reader_that_needs_too_much_memory_is_replaced(tmp_path: Path, good: Path) -> None:
    large = tmp_path / "groot.txt"
    with large.open("wb") as file:
        file.truncate(900_000_000)
    settings = IngestSettings(max_memory_bytes=700_000_000, max_file_bytes=1_000_000_000)
    with IsolatedReader(settings) as reader:
        with pytest.raises(LimitError) as raised:
            reader.read(source(large.name), large, tmp_path / "uit")
        assert raised.value.code == "too_much_memory"
        assert reader.read(source(good.name), good, tmp_path / "goed").text == "Een gewone zin."


def test_a_reader_that_dies_is_replaced(tmp_path: Path, good: Path) -> None:
    with IsolatedReader(IngestSettings()) as reader:
        reader.read(source(good.name), good, tmp_path / "een")
        worker = reader._worker
        assert worker is not None
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
        with pytest.raises(ReadError) as raised:
            reader.read(source(good.name), good, tmp_path / "twee")
        assert raised.value.code == "reader_died"
        assert reader.read(source(good.name), good, tmp_path / "drie").text == "Een gewone zin."


def test_leaving_the_reader_ends_its_process(tmp_path: Path, good: Path) -> None:
    with IsolatedReader(IngestSettings()) as reader:
        reader.read(source(good.name), good, tmp_path / "uit")
        worker = reader._worker
    assert worker is not None
    assert worker.returncode is not None


def test_a_folder_that_cannot_be_written_is_a_storage_error(good: Path) -> None:
    with IsolatedReader(IngestSettings()) as reader, pytest.raises(StorageError):
        reader.read(source(good.name), good, good / "map")


@pytest.mark.skipif(sys.platform == "win32", reason="no working folder to hide modules in")
def test_modules_in_the_working_folder_are_not_imported(
    tmp_path: Path, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise RuntimeError('the working folder is no place for modules')")
    monkeypatch.chdir(tmp_path)
    with IsolatedReader(IngestSettings()) as reader:
        assert reader.read(source(good.name), good, tmp_path / "uit").text == "Een gewone zin."
