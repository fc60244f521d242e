"""What was fetched before: documents under their hash, and for each source a note of what came from where and when."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from ingest.any_file import OFFICIAL
from ingest.errors import AanZetError, StorageError

SUFFIXES = {"application/pdf": ".pdf", "application/xml": ".xml", "text/html": ".html"}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was fetched for a source: ``file`` in the folder, its hash, the day of retrieval, and what the server said.

    ``not_changed`` is True when the server answered that an earlier copy still holds.
    """

    url: str
    file: str
    sha256: str
    retrieved: str
    etag: str = ""
    last_modified: str = ""
    not_changed: bool = False


def read_fetched(folder: Path, source_id: str) -> Fetched | None:
    """What was fetched before for a source, or None when there is nothing, or its file is gone or altered."""
    try:
        found = Fetched(**json.loads((folder / f"{source_id}.json").read_text("utf-8")))
        content = (folder / found.file).read_bytes()
    except (OSError, ValueError, TypeError):
        return None
    return found if hashlib.sha256(content).hexdigest() == found.sha256 else None


def kept_file(folder: Path, source_id: str) -> Path | None:
    """The file that was fetched for a source, whatever became of its contents since; None for none."""
    try:
        path = folder / str(json.loads((folder / f"{source_id}.json").read_text("utf-8"))["file"])
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return path if path.is_file() else None


def fetched_kind(content: bytes) -> str | None:
    """'application/pdf', 'application/xml', 'text/html' or None, by content."""
    if b"%PDF-" in content[:1024]:
        return "application/pdf"
    head = content[:4096].lower()
    if b"\0" not in head and (b"<html" in head or b"<!doctype html" in head):
        return "text/html"
    begun = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if begun.startswith(b"<?xml") or (begun.startswith(b"<") and OFFICIAL.search(head)):
        return "application/xml"
    return None


def save_fetched(
    folder: Path, source_id: str, found: Fetched, content: bytes, check: Callable[[Path], None] = lambda path: None
) -> None:
    """Keep ``content`` and its note, each whole or not at all; the note only when ``check`` lets the file pass.

    Raises StorageError, and whatever ``check`` raises; a file that it refuses is gone then.
    """
    path = folder / found.file
    try:
        folder.mkdir(parents=True, exist_ok=True)
        known = path.is_file()
        _write(path, content)
        try:
            check(path)
        except AanZetError:
            if not known:
                path.unlink()
            raise
        _write(folder / f"{source_id}.json", json.dumps(asdict(found), indent=2).encode())
    except OSError as cause:
        raise StorageError(f"{folder}: cannot be written: {cause}", path=str(folder)) from cause


def xml_of(folder: Path, found: Fetched) -> Path | None:
    """Where the XML of a fetched PDF is kept, beside it and under its name; None for what is no PDF."""
    return (folder / found.file).with_suffix(".xml") if found.file.endswith(".pdf") else None


def save_xml(path: Path, content: bytes) -> None:
    """Keep the XML of a PDF, whole or not at all. Raises StorageError."""
    try:
        _write(path, content)
    except OSError as cause:
        raise StorageError(f"{path}: cannot be written: {cause}", path=str(path.parent)) from cause


def _write(path: Path, content: bytes) -> None:
    building = path.with_name(path.name + ".new")
    building.write_bytes(content)
    os.replace(building, path)
