"""Whether a source is loaded, and whether its file is still the one that was loaded."""

from __future__ import annotations

import functools
import hashlib
from enum import StrEnum
from pathlib import Path

from app.workspace import Workspace
from index.build import current_version
from ingest.ingest import source_path
from ingest.records import Source
from ingest.saved import loaded_sha256


class SourceState(StrEnum):
    """Of a source: its text answers or not, and its file changed or went since it was loaded."""

    LOADED = "loaded"
    NOT_LOADED = "not_loaded"
    CHANGED = "changed"
    GONE = "gone"


def source_state(path: Path | None, registered: str, loaded: str) -> SourceState:
    """The state of a source with its file at ``path`` (None: nowhere).

    ``registered`` is the file that the register names ('' for none), ``loaded`` the hash of what answers ('' for
    nothing).
    """
    if path is None:
        return SourceState.GONE if registered or loaded else SourceState.NOT_LOADED
    if not loaded:
        return SourceState.NOT_LOADED
    stat = path.stat()
    return SourceState.LOADED if _sha256(path, stat.st_mtime_ns, stat.st_size) == loaded else SourceState.CHANGED


def source_states(workspace: Workspace) -> list[tuple[Source, SourceState]]:
    """Every source of the register with its state, in the register's order; imports no model."""
    version = current_version(workspace.home)
    documents = workspace.home / "index" / version / "documents"
    return [
        (source, source_state(source_path(workspace.register, workspace.home, source), source.file,
                              loaded_sha256(documents / source.id) if version else ""))
        for source in workspace.register.sources
    ]  # fmt: skip


@functools.lru_cache(maxsize=1024)
def _sha256(path: Path, mtime_ns: int, size: int) -> str:
    """The hash of the file at ``path``; the other arguments keep what was written at another time apart."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
