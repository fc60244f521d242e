"""The register to documents: read what is there, keep what did not change, say what is missing."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.document import Document
from ingest.errors import AanZetError, ReadError, StorageError
from ingest.read import READER_VERSION, read_document
from ingest.records import Source
from ingest.register import Register, read_register
from ingest.settings import IngestSettings
from ingest.store import load_document, save_document

Progress = Callable[[int, int], None]
SUFFIXES = frozenset((".pdf", ".docx", ".html", ".htm", ".xhtml", ".txt", ".md", ".markdown"))


@dataclass(frozen=True, slots=True)
class IngestRun:
    """What one run gave: documents in the register's order, sources without a file, and files that were skipped."""

    register: Register
    documents: tuple[Document, ...]
    missing: tuple[Source, ...]
    skipped: tuple[tuple[Source, AanZetError], ...]


def ingest_sources(
    register: Register,
    home: Path,
    settings: IngestSettings,
    progress: Progress | None = None,
    only_local: bool = True,
) -> IngestRun:
    """Read every source of ``register`` that has a file; ``progress(done, total)`` counts sources.

    A file that was read before, unchanged and with the same settings, is taken from ``home/documents``; what is there
    of sources that left the register is removed. One bad file is skipped and the others are read.
    Raises StorageError when ``home`` cannot be written.
    """
    documents: list[Document] = []
    missing: list[Source] = []
    skipped: list[tuple[Source, AanZetError]] = []
    kept: set[str] = set()
    for number, source in enumerate(register.sources, 1):
        path = source_path(register, home, source)
        if path is None:
            missing.append(source)
        else:
            try:
                document, name = _read_or_reuse(source, path, home, settings)
                documents.append(document)
                kept.add(name)
            except ReadError as error:
                skipped.append((source, error))
        if progress is not None:
            progress(number, len(register.sources))
    _forget(home / "documents", kept)
    return IngestRun(register, tuple(documents), tuple(missing), tuple(skipped))


def source_path(register: Register, home: Path, source: Source) -> Path | None:
    """The file of ``source``: the registered one, else the one fetched before, else None."""
    if source.file:
        path = register.folder / source.file
        return path if path.is_file() else None
    fetched = sorted((home / "fetched").glob(f"{source.id}.*"))
    return fetched[0] if fetched else None


def read_folder(folder: Path, home: Path, settings: IngestSettings, progress: Progress | None = None) -> IngestRun:
    """Read every document in ``folder``: by its ``sources.toml`` when it has one, else as sources of role 'overig'."""
    return ingest_sources(folder_register(folder), home, settings, progress)


def folder_register(folder: Path) -> Register:
    """The register of a folder; a file without an entry gets its name, made fit, as id and no title."""
    own = folder / "sources.toml"
    named = read_register(own).sources if own.is_file() else ()
    known = {source.file for source in named}
    ids = {source.id for source in named}
    found = []
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in SUFFIXES or path.name in known or not path.is_file():
            continue
        base = re.sub(r"[^A-Za-z0-9._-]+", "-", path.stem).strip("-") or "document"
        source_id, number = base, 2
        while source_id in ids:
            source_id, number = f"{base}-{number}", number + 1
        ids.add(source_id)
        found.append(Source(id=source_id, title="", role="overig", speaker="", file=path.name))
    return Register(own, folder, (*named, *found))


def _read_or_reuse(source: Source, path: Path, home: Path, settings: IngestSettings) -> tuple[Document, str]:
    try:
        file_sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as cause:
        raise ReadError(f"{path}: cannot be read: {cause}", code="unreadable", name=path.name) from cause
    relevant = [READER_VERSION, file_sha256, dataclasses.asdict(source), settings.ocr, path.name]
    name = hashlib.sha256(json.dumps(relevant, sort_keys=True).encode()).hexdigest()[:24]
    folder = home / "documents" / name
    if folder.is_dir():
        try:
            return load_document(folder), name
        except (OSError, ValueError, KeyError, TypeError):
            shutil.rmtree(folder, ignore_errors=True)
    document = read_document(source, path, settings)
    try:
        save_document(document, folder)
    except OSError as cause:
        text = f"{folder}: cannot be written: {cause}"
        raise StorageError(text, path=str(folder), cause=str(cause.strerror or cause)) from cause
    return document, name


def _forget(folder: Path, kept: set[str]) -> None:
    for entry in _entries(folder):
        if entry.name not in kept:
            shutil.rmtree(entry, ignore_errors=True)


def _entries(folder: Path) -> Sequence[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else ()
