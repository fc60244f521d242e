"""A file added to a home as a source: copied, read, and written into the home's register with its facts."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
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

NEEDED = ("title", "role", "speaker")


def read_facts(path: Path, home: Path, settings: IngestSettings, role: str = "") -> ProposedFacts:
    """The facts that can be read from the file at ``path``, of which ``role`` may be known.

    Raises ReadError, StorageError.
    """
    if not path.is_file():
        raise ReadError(f"{path}: not there", code="unreadable", name=path.name)
    folder = home / "documents" / "toevoegen"
    try:
        with IsolatedReader(settings) as reader:
            return proposed_facts(reader.read(Source("nieuw", "", "overig", ""), path, folder), role)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def add_source(
    register: Register,
    home: Path,
    path: Path,
    facts: ProposedFacts,
    given: Mapping[str, str],
    url: str = "",
    day: str = "",
) -> str:
    """Copy the file at ``path`` into ``home/bronnen`` and write the source; its id.

    A file of a role whose registered source has no file yet is that source: then the register's facts stay, but for
    those ``given``. ``url`` and ``day`` say where and when the file was fetched. Raises StorageError, RegisterError.
    """
    assert register.own is not None
    role = given.get("role", facts.role)
    waiting = next((one for one in register.sources if one.role == role != "overig" and not one.file), None)
    if waiting is not None:
        source_id, known = waiting.id, {name for name in asdict(facts) if getattr(waiting, name)}
    else:
        source_id, known = _new_id(register, role if role != "overig" else fit_id(path.stem)), set()
    proposed = {key: value for key, value in asdict(facts).items() if key not in known and (value or key in NEEDED)}
    found = {key: value for key, value in (("url", url), ("retrieved", day)) if value}
    file = f"{LOOSE}/{source_id}{path.suffix.lower()}"
    _copy(path, home / file)
    put_source(register.own, source_id, proposed | dict(given) | found | {"file": file})
    return source_id


def _new_id(register: Register, base: str) -> str:
    taken = {source.id for source in register.sources}
    source_id, number = base, 2
    while source_id in taken:
        source_id, number = f"{base}-{number}", number + 1
    return source_id


def _copy(path: Path, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        copying = target.with_name(target.name + ".new")
        shutil.copyfile(path, copying)
        os.replace(copying, target)
    except OSError as cause:
        raise StorageError(f"{target}: cannot be written: {cause}", path=str(target.parent)) from cause
