"""Reading in a process of its own, that can be ended: a hostile file costs its own reading and nothing else."""

from __future__ import annotations

import dataclasses
import json
import os
import selectors
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from ingest.document import Document
from ingest.errors import LimitError, ReadError, StorageError
from ingest.records import Source
from ingest.saved import load_document
from ingest.settings import IngestSettings

_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
_ERRORS = {"ReadError": ReadError, "LimitError": LimitError, "StorageError": StorageError}
START_SECONDS = 60
# By the clock, in units of ``max_seconds``: a busy machine gives a process a small part of its time, and text
# recognition runs in processes of its own.
PATIENCE, OCR_PATIENCE = 10, 12


class IsolatedReader:
    """Reads documents one after another in a worker process, which is started when needed and replaced when it breaks.

    Use it in a ``with`` statement; leaving it ends the worker.
    """

    def __init__(self, settings: IngestSettings) -> None:
        self._settings = settings
        self._worker: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> IsolatedReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, source: Source, path: Path, folder: Path, xml: Path | None = None) -> Document:
        """The document in ``path`` (with the ``xml`` beside it, if any), also saved in ``folder``.

        Raises what ``read_document`` raises, LimitError when reading takes more than ``settings.max_seconds`` seconds
        of processor time, ten times as many by the clock or ``settings.max_memory_bytes`` of memory, ReadError when
        the reading process dies, and StorageError when ``folder`` cannot be written.
        """
        order = {"source": dataclasses.asdict(source), "path": str(path.absolute()), "folder": str(folder.absolute())}
        order |= {"xml": str(xml.absolute())} if xml is not None else {}
        answer = self._ask(order, path.name)
        if "error" in answer:
            kind = _ERRORS.get(answer["error"], ReadError)
            raise kind(answer["text"], code=answer["code"], **answer["values"])
        return load_document(folder)

    def close(self) -> None:
        """End the worker, if there is one."""
        worker, self._worker = self._worker, None
        if worker is None:
            return
        worker.kill()
        worker.wait()
        for pipe in (worker.stdin, worker.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()

    def _ask(self, order: dict[str, Any], name: str) -> dict[str, Any]:
        worker = self._worker or self._start()
        try:
            _tell(worker, json.dumps(order).encode() + b"\n")
            line = _line_within(worker, self._clock_seconds)
        except BrokenPipeError:
            line = b""
        if line is None:
            self.close()
            raise _too_slow(name, self._clock_seconds)
        if not line:
            status = worker.wait()
            self.close()
            if status == -signal.SIGPROF:
                raise _too_slow(name, self._settings.max_seconds)
            text = f"{name}: the reading process ended with status {status}"
            raise ReadError(text, code="reader_died", name=name)
        answer: dict[str, Any] = json.loads(line)
        if answer.get("code") == "too_much_memory":
            self.close()
        return answer

    @property
    def _clock_seconds(self) -> int:
        return self._settings.max_seconds * (PATIENCE + OCR_PATIENCE * self._settings.ocr)

    def _start(self) -> subprocess.Popen[bytes]:
        root = str(Path(__file__).resolve().parents[2])
        paths = [root, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
        environment = {**os.environ, **_ONE_THREAD, "PYTHONPATH": os.pathsep.join(paths)}
        settings = json.dumps(dataclasses.asdict(self._settings))
        self._worker = subprocess.Popen(
            [sys.executable, "-P", "-m", "ingest.isolation.worker", settings, str(2 * self._clock_seconds + 5)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
        )  # fmt: skip
        if not _line_within(self._worker, START_SECONDS):
            self.close()
            raise ReadError("the reading process did not start", code="reader_died", name="")
        return self._worker


def _too_slow(name: str, seconds: int) -> LimitError:
    text = f"{name}: reading took more than {seconds} seconds"
    return LimitError(text, code="too_slow", name=name, seconds=seconds)


def _tell(worker: subprocess.Popen[bytes], line: bytes) -> None:
    assert worker.stdin is not None
    worker.stdin.write(line)
    worker.stdin.flush()


def _line_within(worker: subprocess.Popen[bytes], seconds: float) -> bytes | None:
    """The worker's next line, b'' when it ended, None when nothing came in time (it writes whole short lines)."""
    assert worker.stdout is not None
    with selectors.DefaultSelector() as selector:
        selector.register(worker.stdout, selectors.EVENT_READ)
        return worker.stdout.readline() if selector.select(seconds) else None
