"""What is kept on disk between runs: whole or refused, and written by one process at a time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import pytest

from ingest.errors import StorageError
from ingest.ingest import read_folder
from ingest.lock import one_at_a_time
from ingest.records import Source
from ingest.saved import load_document, save_document
from ingest.settings import IngestSettings
from tests.documents import make_document

HOLD = "import sys, pathlib; from ingest.lock import one_at_a_time\nwith one_at_a_time(pathlib.Path(sys.argv[1])):\n"


def test_a_kept_document_that_was_touched_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "document"
    save_document(make_document("De raad adviseert.", "Het kabinet antwoordt."), folder)
    whole = load_document(folder)
    for path in sorted(folder.iterdir()):
        written = path.read_bytes()
        places = range(0, len(written), max(1, len(written) // 60))
        damages = [b"", written[: len(written) // 2], *(_flipped(written, place) for place in places)]
        for damage in damages:
            path.write_bytes(damage)
            with suppress(OSError, ValueError, KeyError):
                assert load_document(folder) == whole, path.name  # a flip where ZIP keeps nothing that is read
        path.write_bytes(written)
    assert load_document(folder) == whole


def _flipped(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :]


def test_a_kept_document_that_was_damaged_is_read_anew(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "brief.txt").write_text("De raad adviseert.", "utf-8")
    read_folder(tmp_path / "in", tmp_path / "home", IngestSettings())
    for path in sorted((tmp_path / "home" / "documents").glob("*/*")):
        path.write_bytes(path.read_bytes()[:-9])
        run = read_folder(tmp_path / "in", tmp_path / "home", IngestSettings())
        assert [document.text for document in run.documents] == ["De raad adviseert."]


def test_a_second_process_is_refused_and_the_lock_dies_with_the_first(tmp_path: Path) -> None:
    code = HOLD + "    print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StorageError) as raised, one_at_a_time(tmp_path):
            pass
        assert raised.value.code == "locked"
        with pytest.raises(StorageError, match="another process"):
            read_folder(tmp_path, tmp_path, IngestSettings())
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()
    with one_at_a_time(tmp_path):
        assert (tmp_path / "lock").is_file()


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timers on this system")
def test_a_reading_process_whose_parent_died_ends_by_itself(tmp_path: Path) -> None:
    endless = tmp_path / "eindeloos.txt"
    os.mkfifo(endless)
    source = asdict(Source("bron", "", "overig", "", file=endless.name))
    order = json.dumps({"source": source, "path": str(endless), "folder": str(tmp_path / "uit")})
    settings = json.dumps(asdict(IngestSettings()))
    with subprocess.Popen(
        [sys.executable, "-m", "ingest.isolation.worker", settings, "0.3"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    ) as worker:
        assert worker.stdin is not None
        worker.stdin.write(order.encode() + b"\n")
        worker.stdin.flush()
        assert worker.wait(60) == -signal.SIGALRM
