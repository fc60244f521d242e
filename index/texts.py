"""What is embedded of a document: its passages with what stands above them, each with its sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.context import lines_above, passage_text
from index.embedded.passage_vectors import PassageText, PassageVectors
from index.encoder import Encoder, Progress, embed_passages
from index.settings import IndexSettings
from index.stores.vector_cache import VectorCache, passage_key
from ingest.document import Document
from ingest.lock import one_at_a_time
from ingest.passages import cut_passages
from ingest.records import BlockKind, Passage
from ingest.settings import IngestSettings

AT_ONCE = 256
KEPT = "vectors.sqlite"


@dataclass(frozen=True, slots=True)
class DocumentTexts:
    """A document, its passages, and each as the model reads it."""

    document: Document
    passages: tuple[Passage, ...]
    texts: tuple[PassageText, ...]

    @property
    def words(self) -> list[str]:
        """What BM25 indexes of each passage: its text under its title, headings and question."""
        return ["\n".join((*lines_above(self.document, passage), passage.text)) for passage in self.passages]


def document_texts(document: Document, ingest_settings: IngestSettings, settings: IndexSettings) -> DocumentTexts:
    """The texts of ``document``; a question in a document is none of them."""
    cut = cut_passages(document, ingest_settings)
    passages = tuple(passage for passage in cut if passage.kind != BlockKind.QUESTION)
    texts = tuple(passage_text(document, passage, context=settings.context) for passage in passages)
    return DocumentTexts(document, passages, texts)


class CachedEncoder:
    """An encoder whose vectors are kept in the home folder at once: a build that was broken off goes on from there."""

    def __init__(self, home: Path, encoder: Encoder) -> None:
        self._cache = VectorCache(home / KEPT)
        self._encoder = encoder

    def keys(self, texts: Iterable[PassageText]) -> list[bytes]:
        """The keys of passages among what is kept."""
        return [passage_key(self._encoder.name, self._encoder.revision, text) for text in texts]

    def missing(self, keys: Collection[bytes]) -> int:
        """How many of ``keys`` have to be embedded."""
        return self._cache.missing(keys)

    def keep_only(self, keys: Iterable[bytes]) -> None:
        """Forget all others."""
        self._cache.keep_only(keys)

    def embed(
        self, parts: Iterable[DocumentTexts], total: int, progress: Progress | None = None
    ) -> Iterator[tuple[DocumentTexts, list[PassageVectors]]]:
        """Each part with the vectors of its passages, in order; ``progress(done, total)`` counts passages embedded."""
        done = 0

        def make(texts: list[PassageText]) -> list[PassageVectors]:
            nonlocal done
            made = embed_passages(self._encoder, texts)
            done += len(texts)
            if progress is not None:
                progress(min(done, total), total)
            return made

        for part in parts:
            vectors: list[PassageVectors] = []
            for start in range(0, len(part.texts), AT_ONCE):
                own = part.texts[start : start + AT_ONCE]
                vectors += self._cache.passages(self.keys(own), own, make)
            yield part, vectors


def embed_documents(
    documents: Sequence[Document],
    home: Path,
    ingest_settings: IngestSettings,
    settings: IndexSettings,
    encoder: Encoder,
    progress: Progress | None = None,
) -> None:
    """Keep the vectors of ``documents`` in ``home``, for a build that takes them over. Raises StorageError."""
    with one_at_a_time(home):
        kept = CachedEncoder(home, encoder)
        parts = [document_texts(document, ingest_settings, settings) for document in documents]
        keys = {key for part in parts for key in kept.keys(part.texts)}
        for _ in kept.embed(parts, kept.missing(keys), progress):
            continue


def join_vectors(home: Path, other: Path) -> None:
    """Take over the vectors that are kept in another home. Raises StorageError."""
    if (other / KEPT).is_file():
        with one_at_a_time(home):
            VectorCache(home / KEPT).take_from(other / KEPT)
