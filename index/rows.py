"""What has a row for each passage, sentence or document: gathered document by document, then written."""

from __future__ import annotations

from array import array
from pathlib import Path

import numpy as np

from index.lexical import TermRows
from index.settings import IndexSettings
from index.stores.faiss_vectors import VectorIndex, Vectors, unit
from index.stores.mapped import PassageWriter, SentenceRows
from index.stores.passages import write_passages
from index.texts import DocumentTexts
from index.words import WordWriter

PREVIOUS_SHARE = 0.5


class IndexRows:
    """Takes documents in the order of their source ids. Only vectors, terms and places are held in memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._passages = PassageWriter(folder)
        self._terms = TermRows()
        self._words = WordWriter()
        self._spans = array("q")
        self._of_passages: list[Vectors] = []
        self._of_sentences: list[Vectors] = []
        self._of_documents: list[Vectors] = []

    @property
    def passages(self) -> int:
        """How many passages there are so far."""
        return len(self._passages.source_numbers)

    @property
    def sentences(self) -> int:
        """How many sentences there are so far."""
        return len(self._spans) // 3

    def add(self, part: DocumentTexts, vectors: Vectors) -> None:
        """Take the next document and the vectors of its texts, float32 ``(n, dim)``."""
        number, count = len(self._of_documents), len(part.passages)
        self._passages.add(part.passages, number)
        self._terms.add(part.contexts)
        self._words.add(part.document, number)
        for sentence in part.sentences:
            self._spans.extend((number, sentence.char_start, sentence.char_end))
        self._of_passages.append(unit(vectors[:count] + vectors[count : 2 * count]))
        blended = _with_previous(part, vectors[2 * count :])
        self._of_sentences.append(blended)
        mean = blended.mean(axis=0, keepdims=True) if len(blended) else np.zeros((1, vectors.shape[1]))
        self._of_documents.append(np.asarray(mean, np.float32))

    def close(self) -> None:
        """Close the file that is being written, when a build is broken off too."""
        self._passages.close()

    def save(
        self, dimension: int, sources: list[tuple[str, str]], home: Path, version: str, settings: IndexSettings
    ) -> None:
        """Write all rows; ``sources`` are the id and role of each document. Raises StoreError."""
        self._passages.save()
        facts = [sources[number] for number in self._passages.source_numbers]
        vectors = _joined(self._of_passages, dimension)
        write_passages(vectors, facts, self._folder, home, version, settings)
        del vectors
        for name, parts in (("sentences", self._of_sentences), ("documents", self._of_documents)):
            VectorIndex.build(_joined(parts, dimension), searched=False).save(self._folder / f"{name}.faiss")
        self._terms.index(settings.bm25_k1, settings.bm25_b).save(self._folder / "bm25")
        self._words.save(self._folder)
        SentenceRows.save(np.array(self._spans, np.int64).reshape(-1, 3), self._folder)


def _joined(parts: list[Vectors], dimension: int) -> Vectors:
    """All rows in one array; ``parts`` is left empty, so that they are in memory once."""
    whole = np.zeros((sum(len(part) for part in parts), dimension), np.float32)
    at = len(whole)
    while parts:
        part = parts.pop()
        at -= len(part)
        whole[at : at + len(part)] = part
    return whole


def _with_previous(part: DocumentTexts, vectors: Vectors) -> Vectors:
    """Each sentence's vector with a share of the one before it in the same section, which it often leans on."""
    section = {
        sentence.char_start: (passage.heading_path, passage.question)
        for passage in part.passages
        for sentence in passage.sentences
    }
    sections = [section[sentence.char_start] for sentence in part.sentences]
    blended = vectors.copy()
    for row in range(1, len(sections)):
        if sections[row] == sections[row - 1]:
            blended[row] += PREVIOUS_SHARE * vectors[row - 1]
    return unit(blended)
