"""A register divided over workers that share nothing: which sources are whose follows from the ids alone."""

from __future__ import annotations

import hashlib
import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.errors import SettingsError, StorageError
from ingest.lock import one_at_a_time
from ingest.register import Register

JOINED = ("documents", "fetched")


@dataclass(frozen=True, slots=True)
class Shard:
    """Part ``number`` (from 1) of ``count``."""

    number: int
    count: int

    @classmethod
    def parse(cls, text: str) -> Shard:
        """The shard that '3/16' names. Raises SettingsError."""
        found = re.fullmatch(r"([1-9][0-9]{0,5})/([1-9][0-9]{0,5})", text)
        if found is None or int(found[1]) > int(found[2]):
            raise SettingsError(f"shard '{text}'; expected a number of a count, as in 3/16", code="shard", found=text)
        return cls(int(found[1]), int(found[2]))

    def holds(self, source_id: str) -> bool:
        """Whether the source is in this part: by the hash of its id, so every machine and every run agrees."""
        return int.from_bytes(hashlib.sha256(source_id.encode()).digest()[:8]) % self.count == self.number - 1

    def of(self, register: Register) -> Register:
        """``register`` with the sources of this part."""
        return replace(register, sources=tuple(source for source in register.sources if self.holds(source.id)))


def join_documents(home: Path, other: Path) -> None:
    """Take over what was read and fetched in another home: a folder's name says its contents, so none is replaced.

    Raises StorageError when ``other`` is no home, or ``home`` cannot be written.
    """
    if not (other / JOINED[0]).is_dir():
        text = f"{other}: nothing was read there; expected the AANZET_HOME of 'aanzet ingest --shard'"
        raise StorageError(text, code="no_shard", path=str(other))
    with one_at_a_time(home):
        for kind in JOINED:
            for entry in sorted((other / kind).iterdir()) if (other / kind).is_dir() else ():
                _copy(entry, home / kind / entry.name)


def _copy(entry: Path, target: Path) -> None:
    if target.exists() or entry.name.endswith(".new"):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    copying = target.with_name(target.name + ".new")
    try:
        if entry.is_dir():
            shutil.rmtree(copying, ignore_errors=True)
            shutil.copytree(entry, copying)
        else:
            shutil.copyfile(entry, copying)
        copying.replace(target)
    except OSError as cause:
        raise StorageError(f"{target}: cannot be written: {cause}", path=str(target)) from cause
