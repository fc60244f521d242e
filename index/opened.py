"""An index, opened: passages, sentences, documents, vectors and BM25, all checked against the manifest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.build import current_version
from index.lexical import LexicalIndex
from index.manifest import Manifest, check_files, damaged, is_small, read_manifest
from index.settings import IndexSettings
from index.stores.choosing import PassageStore, open_passages
from index.stores.faiss_vectors import VectorIndex
from index.stores.mapped import MappedPassages, PassageSources, SentenceRows, StoredDocuments
from index.stores.states import MappedStates
from index.words import InvertedFile
from ingest.document import Document
from ingest.errors import AanZetError, IndexDamagedError, IndexMissingError
from ingest.records import Passage


@dataclass(frozen=True, slots=True)
class Index:
    """An open index. Row i of the vectors and of BM25 is passage i; ``sentence_row`` finds a sentence's vector.

    Passages and documents are read when they are asked for, so an index of any size opens at once.
    """

    manifest: Manifest
    passages: Sequence[Passage]
    sentence_row: SentenceRows
    documents: Mapping[str, Document]
    passage_vectors: PassageStore
    sources: PassageSources
    sentence_vectors: VectorIndex
    lexical: LexicalIndex
    states: MappedStates
    words: InvertedFile


def open_index(
    home: Path, model: str | None = None, revision: str | None = None, settings: IndexSettings | None = None
) -> Index:
    """The current index under ``home``; ``settings`` tell where the server is that keeps its vectors, if one does.

    Raises IndexMissingError when none was built, IndexDamagedError when a file of it is missing, altered or foreign, or
    when it was made by another model than ``model`` at ``revision``, StoreError when that server does not answer.
    """
    version = current_version(home)
    if not version:
        raise IndexMissingError(f"no index under {home}; run 'aanzet index'", home=str(home))
    folder = home / "index" / version
    manifest = read_manifest(folder)
    if model is not None and (manifest.model, manifest.revision) != (model, revision):
        found = f"{manifest.model} ({manifest.revision})"
        text = f"index was made by {found}, the settings say {model} ({revision}); run 'aanzet index'"
        raise IndexDamagedError(text, code="index_other_model", found=found, expected=f"{model} ({revision})")
    check_files(folder, manifest)
    try:
        return _read(folder, manifest, home, settings or IndexSettings())
    except AanZetError:
        raise
    except (OSError, RuntimeError, ValueError, KeyError, TypeError) as cause:
        raise damaged(folder, f"it cannot be opened ({cause})") from cause


def _read(folder: Path, manifest: Manifest, home: Path, settings: IndexSettings) -> Index:
    sources = PassageSources(folder, manifest.source_ids, manifest.roles)
    passages = MappedPassages(folder)
    index = Index(
        manifest=manifest,
        passages=passages,
        sentence_row=SentenceRows(folder, manifest.source_ids),
        documents=StoredDocuments(folder / "documents", manifest.source_ids, at_once=is_small(manifest)),
        passage_vectors=open_passages(folder, manifest, home, sources, settings),
        sources=sources,
        sentence_vectors=VectorIndex.load(folder / "sentences.faiss"),
        lexical=LexicalIndex.load(folder / "bm25", len(passages)),
        states=MappedStates(folder),
        words=InvertedFile(folder),
    )
    counts = (len(passages), index.passage_vectors.count, len(index.sentence_row), index.sentence_vectors.count)
    if counts != (manifest.passages, manifest.passages, manifest.sentences, manifest.sentences):
        raise damaged(folder, f"its parts do not belong together {counts}")
    return index
