"""Hostile documents among good ones, read as a maintainer would read them."""

from __future__ import annotations

import re
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from app.web.picture import page_picture
from benchmarks.harden.campaign import Bounds, Campaign, Outcome
from benchmarks.harden.homes import outcome_of
from benchmarks.harden.hostile_markup import LETTER, good_docx, hostile_docx, hostile_html
from benchmarks.harden.hostile_pdf import WRITTEN, good_pdfs, mutated
from ingest.errors import ReadError
from ingest.ingest import IngestRun, read_folder
from ingest.isolation.isolate import START_SECONDS, IsolatedReader
from ingest.passages import cut_passages
from ingest.settings import IngestSettings

LIMITS = IngestSettings(max_seconds=8, max_memory_bytes=1_000_000_000)
BATCH = 10
Make = Callable[[int], tuple[str, bytes]]


def hostile_pdfs(bounds: Bounds) -> Outcome:
    """PDFs by hand and by mutation."""
    good = good_pdfs(bounds.folder)

    def make(number: int) -> tuple[str, bytes]:
        if number % 3 == 0:
            written = WRITTEN[number // 3 % len(WRITTEN)]
            return f"{number:04}{written.__name__}.pdf", written(bounds.chance)
        return f"{number:04}-mutated.pdf", mutated(bounds.chance.choice(good), bounds.chance, bounds.folder)

    return _read_all(bounds, make)


def hostile_markup(bounds: Bounds) -> Outcome:
    """HTML and DOCX by hand and by mutation."""
    good = good_docx()

    def make(number: int) -> tuple[str, bytes]:
        if number % 2:
            return f"{number:04}.html", hostile_html(bounds.chance)
        return f"{number:04}.docx", hostile_docx(good, bounds.chance)

    return _read_all(bounds, make)


def _read_all(bounds: Bounds, make: Make) -> Outcome:
    endings: Counter[str] = Counter()
    faults: list[str] = []
    number, slowest = 0, 0.0
    peaks = [0]
    while bounds.goes_on() and len(faults) < 20:
        folder, home = bounds.folder / f"in{number}", bounds.folder / f"home{number}"
        folder.mkdir()
        (folder / "0000goed.txt").write_text(LETTER * 3, "utf-8")
        (folder / "9999goed.txt").write_text(LETTER * 4, "utf-8")
        for _ in range(BATCH):
            name, content = make(number)
            (folder / name).write_bytes(content)
            number += 1
        started = time.monotonic()
        with _weighed(peaks):
            run = _run(folder, home, faults)
        took = time.monotonic() - started
        slowest = max(slowest, took)
        if took > BATCH * (LIMITS.max_seconds + 5) + START_SECONDS:
            faults.append(f"{folder.name}: {took:.0f} seconds")
        if run is not None:
            endings.update(_look_at(run, folder, faults))
    peak = max(peaks)
    if not peak:
        faults.append("no reading process was weighed")
    if peak > LIMITS.max_memory_bytes:
        faults.append(f"a reading process took {peak} bytes")
    told = ", ".join(f"{count} {ending}" for ending, count in endings.most_common())
    return Outcome(number, f"{told}; peak {peak // 1_000_000} MB, {BATCH} in at most {slowest:.0f} s", tuple(faults))


@contextmanager
def _weighed(peaks: list[int]) -> Iterator[None]:
    """Adds the most memory that each reading process took, read before it is ended: what the system counts of children
    that ended includes what this process had when it started them.
    """
    close = IsolatedReader.close

    def weigh_and_close(reader: IsolatedReader) -> None:
        status = Path(f"/proc/{reader._worker.pid}/status") if reader._worker is not None else None
        if status is not None and status.exists():  # one that died of itself has no memory any more
            peaks.extend(int(size) * 1024 for size in re.findall(r"VmHWM:\s*(\d+)", status.read_text("utf-8")))
        close(reader)

    with mock.patch.object(IsolatedReader, "close", weigh_and_close):
        yield


def _run(folder: Path, home: Path, faults: list[str]) -> IngestRun | None:
    try:
        return read_folder(folder, home, LIMITS)
    except Exception as error:  # noqa: BLE001 - any exception is the finding
        faults.append(f"{folder.name}: {type(error).__name__}: {error}")
        return None


def _look_at(run: IngestRun, folder: Path, faults: list[str]) -> Counter[str]:
    endings: Counter[str] = Counter()
    read = {document.source.file for document in run.documents}
    faults += [
        f"{name} beside hostile files was not read" for name in ("0000goed.txt", "9999goed.txt") if name not in read
    ]
    for document in run.documents:
        name = document.source.file
        endings["read"] += "goed" not in name
        for passage in cut_passages(document, LIMITS):
            if document.text[passage.char_start : passage.char_end] != passage.text:
                faults.append(f"{name}: a passage is no slice of its document")
        if document.paged:
            path = folder / name

            def draw(path: Path = path, sha256: str = document.file_sha256) -> str:
                return str(len(page_picture(path, sha256, 1, (), 100)))

            kind, text = outcome_of(draw, LIMITS.max_seconds * 2)
            endings["drawn" if kind == "done" else "not drawn"] += 1
            if kind == "killed" or "MemoryError" in text:
                faults.append(f"{name}: drawing a page: {kind} {text}")
    for source, error in run.skipped:
        aborted = error.code == "reader_died" and str(error).endswith(f"status {-signal.SIGABRT}")
        endings["aborted by pdfium for want of memory" if aborted else error.code] += 1
        if not isinstance(error, ReadError) or (error.code == "reader_died" and not aborted):
            faults.append(f"{source.file}: {error.code} {error}")
    return endings


CAMPAIGNS = (
    Campaign("pdf", "hostile PDFs beside good files: read or refused within the limits of time and memory, the good "
             "ones read, pages drawn without a crash", 200, hostile_pdfs),
    Campaign("markup", "the same with HTML and DOCX: bombs, entities, nesting, damage", 330, hostile_markup),
)  # fmt: skip
