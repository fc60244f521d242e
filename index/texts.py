"""What is embedded of a document: its passages, the same in their context, and their sentences."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.context import passage_with_context
from index.encoder import Encoder, Progress
from index.settings import IndexSettings
from index.stores.faiss_vectors import Vectors
from index.stores.vector_cache import VectorCache, vector_key
from ingest.document import Document
from ingest.lock import one_at_a_time
from ingest.passages import cut_passages
from ingest.records import BlockKind, Passage, Sentence
from ingest.settings import IngestSettings

AT_ONCE = 2048
KEPT = "vectors.sqlite"


@dataclass(frozen=True, slots=True)
class DocumentTexts:
    """A document, its passages, those under their title and headings, and every sentence once, by place."""

    document: Document
    passages: tuple[Passage, ...]
    contexts: tuple[str, ...]
    sentences: tuple[Sentence, ...]

    @property
    def texts(self) -> list[str]:
        """What is embedded: the passages, their contexts, the sentences."""
        text = self.document.text
        of_sentences = (text[sentence.char_start : sentence.char_end] for sentence in self.sentences)
        return [*(passage.text for passage in self.passages), *self.contexts, *of_sentences]


def document_texts(document: Document, ingest_settings: IngestSettings, settings: IndexSettings) -> DocumentTexts:
    """The texts of ``document``; a question in a document is none of them."""
    cut = cut_passages(document, ingest_settings)
    passages = tuple(passage for passage in cut if passage.kind != BlockKind.QUESTION)
    contexts = (passage_with_context(document, each) if settings.context else each.text for each in passages)
    sentences = {(each.char_start, each.char_end): each for passage in passages for each in passage.sentences}
    return DocumentTexts(document, passages, tuple(contexts), tuple(sentences[place] for place in sorted(sentences)))


class CachedEncoder:
    """An encoder whose vectors are kept in the home folder at once: a build that was broken off goes on from there."""

    def __init__(self, home: Path, encoder: Encoder) -> None:
        self._cache = VectorCache(home / KEPT)
        self._encoder = encoder

    def keys(self, part: DocumentTexts) -> list[bytes]:
        """The keys of the texts of ``part`` among the kept vectors."""
        return [vector_key(self._encoder.name, self._encoder.revision, text) for text in part.texts]

    def missing(self, keys: Collection[bytes]) -> int:
        """How many of ``keys`` have to be embedded."""
        return self._cache.missing(keys)

    def keep_only(self, keys: Iterable[bytes]) -> None:
        """Forget all other vectors."""
        self._cache.keep_only(keys)

    def embed(
        self, parts: Iterable[DocumentTexts], total: int, progress: Progress | None = None
    ) -> Iterator[tuple[DocumentTexts, Vectors]]:
        """Each part with the vectors of its texts, float32 ``(n, dim)``, in order.

        Parts are embedded together until they have ``AT_ONCE`` texts, so that texts of one length share a batch.
        ``progress(done, total)`` counts texts that had to be embedded.
        """
        done = 0

        def encode(texts: list[str]) -> Vectors:
            nonlocal done
            vectors = self._encoder.encode_document(texts)
            done += len(texts)
            if progress is not None:
                progress(min(done, total), total)
            return vectors

        group: list[DocumentTexts] = []
        waiting = 0
        for part in parts:
            group.append(part)
            waiting += len(part.texts)
            if waiting >= AT_ONCE:
                yield from self._vectors(group, encode)
                group, waiting = [], 0
        if group:
            yield from self._vectors(group, encode)

    def _vectors(
        self, group: list[DocumentTexts], encode: Callable[[list[str]], Vectors]
    ) -> Iterator[tuple[DocumentTexts, Vectors]]:
        texts = [part.texts for part in group]
        distinct = list(dict.fromkeys(text for own in texts for text in own))
        vectors = self._cache.vectors(distinct, self._encoder.name, self._encoder.revision, encode)
        row_of = {text: row for row, text in enumerate(distinct)}
        for part, own in zip(group, texts, strict=True):
            yield part, vectors[[row_of[text] for text in own]]


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
        keys = {key for document in documents for key in kept.keys(document_texts(document, ingest_settings, settings))}
        parts = (document_texts(document, ingest_settings, settings) for document in documents)
        for _ in kept.embed(parts, kept.missing(keys), progress):
            continue


def join_vectors(home: Path, other: Path) -> None:
    """Take over the vectors that are kept in another home. Raises StorageError."""
    if (other / KEPT).is_file():
        with one_at_a_time(home):
            VectorCache(home / KEPT).take_from(other / KEPT)
