"""The manifest of an index: what it was made of, by what, and the checksum of every file."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from index.settings import IndexSettings
from ingest.any_file import reader_version
from ingest.document import Document
from ingest.errors import IndexDamagedError
from ingest.settings import IngestSettings

FORMAT = 6
HASHED_AT_OPEN = 64 * 2**20
LIBRARIES = ("faiss-cpu", "bm25s", "PyStemmer", "sentencex", "pypdf", "sentence-transformers", "onnxruntime")
BUILD_SETTINGS = ("model", "store", "query_prompt", "document_prompt", "context", "kept_states", "bm25_k1", "bm25_b")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one index version is. ``version`` follows from all the rest but ``files`` and ``dimension``.

    ``roles`` are those of ``source_ids``. ``files`` maps each file of the index, relative to its folder, to its size
    and SHA-256; the file itself ends in its own.
    """

    version: str
    format: int
    model: str
    revision: str
    dimension: int
    passage_settings: dict[str, int]
    index_settings: dict[str, Any]
    corpus_sha256: str
    libraries: dict[str, str]
    source_ids: tuple[str, ...]
    roles: tuple[str, ...]
    passages: int
    sentences: int
    files: dict[str, tuple[int, str]]

    def write(self, folder: Path) -> None:
        """Write ``manifest.json`` into ``folder``."""
        (folder / "manifest.json").write_text(self._text(), "utf-8")

    def _text(self) -> str:
        values = dataclasses.asdict(self)
        whole = json.dumps(values, ensure_ascii=False, sort_keys=True)
        values["manifest_sha256"] = hashlib.sha256(whole.encode()).hexdigest()
        return json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_manifest(folder: Path) -> Manifest:
    """The manifest in ``folder``. Raises IndexDamagedError when it is missing, broken, or of another format."""
    path = folder / "manifest.json"
    try:
        text = path.read_text("utf-8")
        values = json.loads(text)
        del values["manifest_sha256"]
        files = {name: (int(size), str(sha256)) for name, (size, sha256) in values["files"].items()}
        names = {name: tuple(values[name]) for name in ("source_ids", "roles")}
        manifest = Manifest(**{**values, **names, "files": files})
    except (OSError, ValueError, TypeError, KeyError) as cause:
        raise damaged(path, "it cannot be read") from cause
    if manifest.format != FORMAT:
        raise damaged(path, f"it is of format {manifest.format}, expected {FORMAT}")
    if manifest._text() != text or manifest.version != folder.name:
        raise damaged(path, "its contents were changed")
    return manifest


def check_files(folder: Path, manifest: Manifest, *, whole: bool = False) -> None:
    """Raises IndexDamagedError, with its name, for a file of the index that is missing or was changed.

    Every size is compared, and the contents of the first 64 MiB, so that a large index opens at once; a document has
    a checksum of its own for when it is read. ``whole`` reads everything, as 'aanzet index' does.
    """
    unread = HASHED_AT_OPEN
    for name, (size, sha256) in manifest.files.items():
        path = folder / name
        if not path.is_file():
            raise damaged(path, "it is missing")
        if path.stat().st_size != size:
            raise damaged(path, "its contents were changed")
        unread -= size
        if (whole or unread >= 0) and file_facts(path) != (size, sha256):
            raise damaged(path, "its contents were changed")


def is_small(manifest: Manifest) -> bool:
    """Whether the contents of every file are compared when the index is opened."""
    return sum(size for size, _ in manifest.files.values()) <= HASHED_AT_OPEN


def is_whole(folder: Path) -> bool:
    """Whether an index stands in ``folder`` with every file as it was written."""
    try:
        check_files(folder, read_manifest(folder), whole=True)
    except IndexDamagedError:
        return False
    return True


def damaged(path: Path, what: str) -> IndexDamagedError:
    """The error that names a file of the index and the command that repairs it."""
    return IndexDamagedError(f"index file {path}: {what}; run 'aanzet index' again", file=path.name)


def document_facts(document: Document) -> str:
    """What a corpus hash is made of: the document's file, its text, and what the register says of it."""
    facts = [document.file_sha256, document.title, hashlib.sha256(document.text.encode()).hexdigest()]
    facts.append(json.dumps(dataclasses.asdict(document.source), sort_keys=True))
    return "\0".join(facts)


def corpus_sha256(facts: Iterable[str]) -> str:
    """One hash over the facts of all documents, in the order of source ids."""
    digest = hashlib.sha256()
    for one in facts:
        digest.update(one.encode())
    return digest.hexdigest()


def library_versions() -> dict[str, str]:
    """The versions of the libraries that shape an index."""
    return {name: metadata.version(name) for name in LIBRARIES}


def version_of(
    corpus: str, ingest_settings: IngestSettings, settings: IndexSettings, revision: str
) -> tuple[str, dict[str, int], dict[str, Any]]:
    """The version of the index that these would give, with the settings that it depends on."""
    passage = {
        "passage_words": ingest_settings.passage_words,
        "overlap_sentences": ingest_settings.overlap_sentences,
    }
    build = {name: getattr(settings, name) for name in BUILD_SETTINGS}
    whole = json.dumps([FORMAT, reader_version(), corpus, passage, build, revision, library_versions()], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:16], passage, build


def file_facts(path: Path) -> tuple[int, str]:
    """The size of a file in bytes and its SHA-256."""
    with path.open("rb") as file:
        return path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()
