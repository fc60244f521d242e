"""Whether a source is loaded, and whether its file is still the one that was loaded."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from app.records import ChangedSource
from app.workspace import Workspace
from index.build import current_version
from ingest.document import Document
from ingest.ingest import file_on_disk
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
    nothing). A file that cannot be read is gone, also one that goes while this looks.
    """
    nowhere = SourceState.GONE if registered or loaded else SourceState.NOT_LOADED
    try:
        if path is None or not path.is_file():
            return nowhere
        if not loaded:
            return SourceState.NOT_LOADED
        stat = path.stat()
        return SourceState.LOADED if _sha256(path, stat.st_mtime_ns, stat.st_size) == loaded else SourceState.CHANGED
    except OSError:
        return nowhere


def source_states(workspace: Workspace) -> list[tuple[Source, SourceState]]:
    """Every source of the register with its state, in the register's order; imports no model."""
    version = current_version(workspace.home)
    documents = workspace.home / "index" / version / "documents"
    return [
        (source, source_state(file_on_disk(workspace.register, workspace.home, source), source.file,
                              loaded_sha256(documents / source.id) if version else ""))
        for source in workspace.register.sources
    ]  # fmt: skip


class HasFiles(Protocol):
    """Loaded documents and where their files are."""

    @property
    def documents(self) -> Mapping[str, Document]: ...

    def document_path(self, source_id: str) -> Path | None: ...


def changed_sources(assistant: HasFiles, source_ids: Iterable[str]) -> tuple[ChangedSource, ...]:
    """Those of ``source_ids`` that are loaded and whose file changed or went since, in order."""
    loaded = (assistant.documents[name] for name in dict.fromkeys(source_ids) if name in assistant.documents)
    states = ((one, document_state(assistant, one)) for one in loaded)
    return tuple(
        ChangedSource(document.source.id, document.title, str(state))
        for document, state in states
        if state is not SourceState.LOADED
    )


def document_state(assistant: HasFiles, document: Document) -> SourceState:
    """The state of a loaded document."""
    return source_state(assistant.document_path(document.source.id), document.source.file, document.file_sha256)


@functools.lru_cache(maxsize=1024)
def _sha256(path: Path, mtime_ns: int, size: int) -> str:
    """The hash of the file at ``path``; the other arguments keep what was written at another time apart."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
