"""Documents to an index on disk, built beside the old one and swapped in whole."""

from __future__ import annotations

import os
import re
import shutil
from bisect import bisect_right
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from index.context import passage_with_context
from index.encoder import Encoder
from index.lexical import LexicalIndex
from index.manifest import (
    FORMAT,
    Manifest,
    corpus_sha256,
    file_facts,
    is_whole,
    library_versions,
    read_manifest,
    version_of,
)
from index.mapped import MappedPassages, PassageSources, SentenceRows
from index.passage_store import check_store, holds_passages, switch_passages, write_passages
from index.settings import IndexSettings
from index.vector_cache import VectorCache, vector_key
from index.vectors import VectorIndex, Vectors
from ingest.document import Document
from ingest.errors import StorageError
from ingest.lock import one_at_a_time
from ingest.passages import cut_passages
from ingest.records import BlockKind, Passage, Sentence
from ingest.settings import IngestSettings
from ingest.store import save_document

Progress = Callable[[int, int], None]
PREVIOUS_SHARE = 0.5
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
    documents = sorted(documents, key=lambda document: document.source.id)
    version = version_of(corpus_sha256(documents), ingest_settings, settings, encoder.revision)[0]
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
            _write(folder, documents, home, ingest_settings, settings, encoder, progress)
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


def sentence_rows(passages: Sequence[Passage]) -> list[tuple[str, Sentence]]:
    """Every sentence of the passages once, by source and place: the rows of the sentence vectors."""
    rows = {(p.source_id, s.char_start, s.char_end): (p.source_id, s) for p in passages for s in p.sentences}
    return [rows[key] for key in sorted(rows)]


def _stands(folder: Path, home: Path, settings: IndexSettings) -> bool:
    return is_whole(folder) and holds_passages(read_manifest(folder), home, settings)


def _write(
    folder: Path,
    documents: Sequence[Document],
    home: Path,
    ingest_settings: IngestSettings,
    settings: IndexSettings,
    encoder: Encoder,
    progress: Progress | None,
) -> None:
    corpus = corpus_sha256(documents)
    by_id = {document.source.id: document for document in documents}
    passages = [
        passage
        for document in documents
        for passage in cut_passages(document, ingest_settings)
        if passage.kind != BlockKind.QUESTION
    ]
    sentences = sentence_rows(passages)
    texts = [passage.text for passage in passages]
    contexts = [passage_with_context(by_id[p.source_id], p) for p in passages] if settings.context else texts
    of_sentences = [by_id[source_id].text[s.char_start : s.char_end] for source_id, s in sentences]
    vectors = _embed([*texts, *contexts, *of_sentences], home, encoder, progress)
    plain, contextual = vectors[: len(texts)], vectors[len(texts) : 2 * len(texts)]
    for document in documents:
        save_document(document, folder / "documents" / document.source.id)
    version, passage_settings, index_settings = version_of(corpus, ingest_settings, settings, encoder.revision)
    facts = [(passage.source_id, passage.role) for passage in passages]
    write_passages(_unit(plain + contextual), facts, folder, home, version, settings)
    blended = _with_previous(sentences, passages, vectors[2 * len(texts) :])
    VectorIndex.build(blended, searched=False).save(folder / "sentences.faiss")
    VectorIndex.build(_means(list(by_id), sentences, blended), searched=False).save(folder / "documents.faiss")
    LexicalIndex.build(contexts, settings.bm25_k1, settings.bm25_b).save(folder / "bm25")
    MappedPassages.save(passages, folder)
    SentenceRows.save(sentences, list(by_id), folder)
    numbers = {source_id: number for number, source_id in enumerate(by_id)}
    PassageSources.save([numbers[passage.source_id] for passage in passages], folder)
    Manifest(
        version=version,
        format=FORMAT,
        model=encoder.name,
        revision=encoder.revision,
        dimension=vectors.shape[1],
        passage_settings=passage_settings,
        index_settings=index_settings,
        corpus_sha256=corpus,
        libraries=library_versions(),
        source_ids=tuple(by_id),
        roles=tuple(document.source.role for document in documents),
        passages=len(passages),
        sentences=len(sentences),
        files={str(p.relative_to(folder)): file_facts(p) for p in sorted(folder.rglob("*")) if p.is_file()},
    ).write(folder)


def _embed(texts: list[str], home: Path, encoder: Encoder, progress: Progress | None) -> Vectors:
    cache = VectorCache(home / "vectors.sqlite")
    distinct = list(dict.fromkeys(texts))
    vectors = cache.vectors(distinct, encoder.name, encoder.revision, encoder.encode_document, progress)
    cache.keep_only(vector_key(encoder.name, encoder.revision, text) for text in distinct)
    row_of = {text: row for row, text in enumerate(distinct)}
    return vectors[[row_of[text] for text in texts]] if texts else vectors


def _with_previous(sentences: Sequence[tuple[str, Sentence]], passages: Sequence[Passage], vectors: Vectors) -> Vectors:
    """Each sentence's vector with a share of the one before it in the same section, which it often leans on."""
    section = {
        (passage.source_id, sentence.char_start): (passage.source_id, passage.heading_path, passage.question)
        for passage in passages
        for sentence in passage.sentences
    }
    sections = [section[source_id, sentence.char_start] for source_id, sentence in sentences]
    blended = vectors.copy()
    for row in range(1, len(sentences)):
        if sections[row] == sections[row - 1]:
            blended[row] += PREVIOUS_SHARE * vectors[row - 1]
    return _unit(blended)


def _means(source_ids: Sequence[str], sentences: Sequence[tuple[str, Sentence]], vectors: Vectors) -> Vectors:
    """The mean sentence vector of each document, all in the order of source ids: what the document is about."""
    means = np.zeros((len(source_ids), vectors.shape[1]), np.float32)
    first = 0
    for row, source_id in enumerate(source_ids):
        last = bisect_right(sentences, source_id, lo=first, key=lambda sentence: sentence[0])
        if last > first:
            means[row] = vectors[first:last].mean(axis=0)
        first = last
    return means


def _unit(vectors: Vectors) -> Vectors:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    norms[norms == 0] = 1.0
    return np.asarray(vectors / norms, np.float32)


def _swap(root: Path, folder: Path, version: str) -> None:
    before = current_version(root.parent)
    target = root / version
    if target.exists():
        shutil.rmtree(target)
    os.replace(folder, target)
    pointer = root / "current.new"
    pointer.write_text(version + "\n", "utf-8")
    os.replace(pointer, root / "current")
    _sweep(root, (version, before))


def _sweep(root: Path, kept: tuple[str, ...]) -> None:
    """Removes what earlier versions and builds that were broken off left behind; what resists is left for next time."""
    for other in root.iterdir():
        if other.is_dir() and other.name not in kept:
            shutil.rmtree(other, ignore_errors=True)
        elif other.name == "current.new":
            other.unlink()
