"""Several sources fetched side by side, and what was found written where a maintainer sees it."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path

from ingest.errors import FetchError, StorageError
from ingest.fetch.asking import Asked
from ingest.fetch.kept import Fetched
from ingest.fetch.official import Fetcher, Identify, internet
from ingest.fetch.order import FetchOrder
from ingest.own_register import note_found
from ingest.records import Source
from ingest.register import Register

AT_ONCE = 8
LOG = "asked.log"


def fetch_together(
    register: Register,
    folder: Path,
    wanted: tuple[Source, ...],
    identify: Identify,
    order: FetchOrder,
) -> dict[str, FetchError]:
    """Fetch ``wanted`` into ``folder``, side by side; what could not be fetched, by source id.

    Every address that was asked stands with its outcome in ``asked.log`` of the folder. Raises StorageError.
    """
    failed: dict[str, FetchError] = {}
    opened = internet(register.hosts, order.seconds) if order.fetcher is None else nullcontext(order.fetcher)
    with opened as asking, ThreadPoolExecutor(AT_ONCE, thread_name_prefix="fetch") as pool:
        checked = Fetcher(asking.asker, asking.today, identify)
        jobs = {pool.submit(checked.fetch, source, folder): source for source in wanted}
        for done, job in enumerate(as_completed(jobs), 1):
            try:
                _note(register, jobs[job], job.result())
            except FetchError as error:
                failed[jobs[job].id] = error
            if order.progress is not None:
                order.progress(done, len(wanted))
        _log(folder, checked.today, checked.asked)
    return failed


def _note(register: Register, source: Source, found: Fetched) -> None:
    if register.own is not None and not found.not_changed:
        note_found(register.own, source.id, found.url, found.sha256, found.retrieved)


def _log(folder: Path, today: str, asked: tuple[Asked, ...]) -> None:
    """One line of JSON for each address that was asked in this run."""
    lines = [json.dumps({"day": today, **asdict(one)}, ensure_ascii=False) for one in asked]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / LOG).write_text("".join(f"{line}\n" for line in lines), "utf-8")
    except OSError as cause:
        raise StorageError(f"{folder}: cannot be written: {cause}", path=str(folder)) from cause
