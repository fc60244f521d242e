"""A file added to a home as a source: copied, read, and written into the home's register with its facts."""

from __future__ import annotations

import os
import shutil
from dataclasses import asdict
from pathlib import Path

from ingest.errors import ReadError, StorageError
from ingest.facts import ProposedFacts, proposed_facts
from ingest.ingest import LOOSE, fit_id
from ingest.isolation.isolate import IsolatedReader
from ingest.own_register import put_source
from ingest.records import Source
from ingest.register import Register
from ingest.settings import IngestSettings


def read_facts(path: Path, home: Path, settings: IngestSettings) -> ProposedFacts:
    """The facts that can be read from the file at ``path``. Raises ReadError, StorageError."""
    if not path.is_file():
        raise ReadError(f"{path}: not there", code="unreadable", name=path.name)
    folder = home / "documents" / "toevoegen"
    try:
        with IsolatedReader(settings) as reader:
            return proposed_facts(reader.read(Source("nieuw", "", "overig", ""), path, folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def add_source(register: Register, home: Path, path: Path, facts: ProposedFacts, url: str = "", day: str = "") -> str:
    """Copy the file at ``path`` into ``home/bronnen`` and write the source; its id, of the file's name.

    ``url`` and ``day`` say where and when it was fetched. Raises StorageError, RegisterError.
    """
    assert register.own is not None
    taken = {source.id for source in register.sources if source.file}
    base = facts.role if facts.role != "overig" and facts.role not in taken else fit_id(path.stem)
    source_id, number = base, 2
    while source_id in taken:
        source_id, number = f"{base}-{number}", number + 1
    file = f"{LOOSE}/{source_id}{path.suffix.lower()}"
    try:
        (home / LOOSE).mkdir(parents=True, exist_ok=True)
        copying = home / f"{file}.new"
        shutil.copyfile(path, copying)
        os.replace(copying, home / file)
    except OSError as cause:
        raise StorageError(f"{home / file}: cannot be written: {cause}", path=str(home / LOOSE)) from cause
    told = {key: value for key, value in asdict(facts).items() if value or key in ("title", "speaker")}
    found = {key: value for key, value in (("url", url), ("retrieved", day)) if value}
    put_source(register.own, source_id, told | found | {"file": file})
    return source_id
