"""Documents to an index on disk, built beside the old one and swapped in whole."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from index.encoder import Encoder, Progress
from index.gathered import IndexRows
from index.manifest import (
    FORMAT,
    Manifest,
    corpus_sha256,
    document_facts,
    file_facts,
    is_whole,
    library_versions,
    read_manifest,
    version_of,
)
from index.settings import IndexSettings
from index.stores.choosing import check_store, holds_passages, switch_passages
from index.texts import CachedEncoder, DocumentTexts, document_texts
from ingest.document import Document
from ingest.errors import StorageError
from ingest.lock import one_at_a_time
from ingest.saved import save_document
from ingest.settings import IngestSettings

_VERSION = re.compile(r"[0-9a-f]{16}")


def build_index(
    documents: Sequence[Document],
    home: Path,
    ingest_settings: IngestSettings,
    settings: IndexSettings,
    encoder: Encoder,
    progress: Progress | None = None,
) -> Path:
    """The folder of the index over ``documents``: the one that stands when nothing changed, else a new one.

    The new index is built in a folder of its own; the old one answers until the new one is whole. ``progress(done,
    total)`` counts texts to embed. Raises StorageError (no space, no rights, another build under way) and leaves the
    old index as it was.
    """
    check_store(settings)
    root = home / "index"
    corpus = _Corpus(documents)
    version = version_of(corpus.sha256, ingest_settings, settings, encoder.revision)[0]
    try:
        with one_at_a_time(home):
            if current_version(home) == version and _stands(root / version, home, settings):
                _sweep(root, (version,))
                return root / version
            root.mkdir(parents=True, exist_ok=True)
            for stale in root.glob("building-*"):
                shutil.rmtree(stale)
            folder = root / f"building-{version}"
            folder.mkdir()
            _write(folder, corpus, home, ingest_settings, settings, encoder, progress)
            switch_passages(version, home, settings)
            _swap(root, folder, version)
    except OSError as cause:
        text = f"index cannot be written under {root}: {cause}; the old index is unchanged"
        raise StorageError(text, path=str(root), cause=str(cause.strerror or cause)) from cause
    return root / version


def current_version(home: Path) -> str:
    """The version that answers questions now, '' when there is none, or the file that names it is damaged."""
    pointer = home / "index" / "current"
    named = pointer.read_text("utf-8", errors="replace").strip() if pointer.is_file() else ""
    return named if _VERSION.fullmatch(named) else ""


class _Corpus:
    """Documents in the order of their source ids, each read when its turn comes."""

    def __init__(self, documents: Sequence[Document]) -> None:
        facts = sorted(
            (document.source.id, document.source.role, document_facts(document), place)
            for place, document in enumerate(documents)
        )
        self._documents = documents
        self._order = [place for *_, place in facts]
        self.source_ids = tuple(source_id for source_id, *_ in facts)
        self.roles = tuple(role for _, role, *_ in facts)
        self.sha256 = corpus_sha256(fact for _, _, fact, _ in facts)

    def __iter__(self) -> Iterator[Document]:
        return (self._documents[place] for place in self._order)


def _stands(folder: Path, home: Path, settings: IndexSettings) -> bool:
    return is_whole(folder) and holds_passages(read_manifest(folder), home, settings)


def _write(
    folder: Path,
    corpus: _Corpus,
    home: Path,
    ingest_settings: IngestSettings,
    settings: IndexSettings,
    encoder: Encoder,
    progress: Progress | None,
) -> None:
    def parts() -> Iterator[DocumentTexts]:
        return (document_texts(document, ingest_settings, settings) for document in corpus)

    version, passage_settings, index_settings = version_of(corpus.sha256, ingest_settings, settings, encoder.revision)
    kept, dimension = CachedEncoder(home, encoder), 0
    keys = dict.fromkeys(key for part in parts() for key in kept.keys(part.texts))
    with closing(IndexRows(folder, len(keys) <= settings.kept_states)) as rows:
        for part, vectors in kept.embed(parts(), kept.missing(keys), progress):
            save_document(part.document, folder / "documents" / part.document.source.id)
            rows.add(part, vectors)
            dimension = len(vectors[0].passage) if vectors else dimension
        kept.keep_only(keys)
        dimension = dimension or encoder.encode_document([]).shape[1]
        rows.save(dimension, list(zip(corpus.source_ids, corpus.roles, strict=True)), home, version, settings)
    Manifest(
        version=version,
        format=FORMAT,
        model=encoder.name,
        revision=encoder.revision,
        dimension=dimension,
        passage_settings=passage_settings,
        index_settings=index_settings,
        corpus_sha256=corpus.sha256,
        libraries=library_versions(),
        source_ids=corpus.source_ids,
        roles=corpus.roles,
        passages=rows.passages,
        sentences=rows.sentences,
        files={str(p.relative_to(folder)): file_facts(p) for p in sorted(folder.rglob("*")) if p.is_file()},
    ).write(folder)


def _swap(root: Path, folder: Path, version: str) -> None:
    """Make ``folder`` the index that answers. Each step is on disk before the next: after a power cut as after a kill
    the pointer names an index that is whole."""
    before = current_version(root.parent)
    target = root / version
    if target.exists():
        shutil.rmtree(target)
    for path in (*folder.rglob("*"), folder):
        _sync(path)
    os.replace(folder, target)
    pointer = root / "current.new"
    pointer.write_text(version + "\n", "utf-8")
    _sync(pointer)
    _sync(root)
    os.replace(pointer, root / "current")
    _sync(root)
    _sweep(root, (version, before))


def _sync(path: Path) -> None:
    """Has the disk hold a file or a folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sweep(root: Path, kept: tuple[str, ...]) -> None:
    """Removes what earlier versions and builds that were broken off left behind; what resists is left for next time."""
    for other in root.iterdir():
        if other.is_dir() and other.name not in kept:
            shutil.rmtree(other, ignore_errors=True)
        elif other.name == "current.new":
            other.unlink()
