"""What has a row for each passage, sentence or document: gathered document by document, then written."""

from __future__ import annotations

from array import array
from pathlib import Path

import numpy as np

from index.embedded.passage_vectors import PassageVectors
from index.lexical import TermRows
from index.settings import IndexSettings
from index.stores.choosing import write_passages
from index.stores.faiss_vectors import VectorIndex
from index.stores.mapped import PassageWriter, SentenceRows
from index.stores.states import StateWriter
from index.texts import DocumentTexts
from index.vectors import Vectors
from index.words import WordWriter


class IndexRows:
    """Takes documents in the order of their source ids. Only vectors, terms and places are held in memory."""

    def __init__(self, folder: Path, keeps_states: bool = True) -> None:
        self._folder = folder
        self._states = StateWriter(folder) if keeps_states else None
        self._passages = PassageWriter(folder)
        self._terms = TermRows()
        self._words = WordWriter()
        self._spans = array("q")
        self._of_passages: list[Vectors] = []
        self._of_sentences: list[Vectors] = []
        self._documents = 0

    @property
    def passages(self) -> int:
        """How many passages there are so far."""
        return len(self._passages.source_numbers)

    @property
    def sentences(self) -> int:
        """How many sentences there are so far."""
        return len(self._spans) // 3

    def add(self, part: DocumentTexts, vectors: list[PassageVectors]) -> None:
        """Take the next document and the vectors of its passages."""
        number = self._documents
        self._documents += 1
        self._passages.add(part.passages, number)
        self._terms.add(part.words)
        self._words.add(part.document, number)
        places: dict[tuple[int, int], Vectors] = {}
        for passage, own in zip(part.passages, vectors, strict=True):
            for sentence, vector in zip(passage.sentences, own.sentences, strict=True):
                places.setdefault((sentence.char_start, sentence.char_end), vector)
            if self._states is not None:
                self._states.add(own)
        for start, end in sorted(places):
            self._spans.extend((number, start, end))
        width = len(vectors[0].passage) if vectors else 0
        sentences = np.array([places[place] for place in sorted(places)], np.float32).reshape(len(places), width)
        self._of_passages.append(np.array([own.passage for own in vectors], np.float32).reshape(len(vectors), width))
        self._of_sentences.append(sentences)

    def close(self) -> None:
        """Close the files that are being written, when a build is broken off too."""
        self._passages.close()
        if self._states is not None:
            self._states.close()

    def save(
        self, dimension: int, sources: list[tuple[str, str]], home: Path, version: str, settings: IndexSettings
    ) -> None:
        """Write all rows; ``sources`` are the id and role of each document. Raises StoreError."""
        self._passages.save()
        if self._states is not None:
            self._states.save()
        facts = [sources[number] for number in self._passages.source_numbers]
        vectors = _joined(self._of_passages, dimension)
        write_passages(vectors, facts, self._folder, home, version, settings)
        del vectors
        sentences = VectorIndex.build(_joined(self._of_sentences, dimension), searched=False)
        sentences.save(self._folder / "sentences.faiss")
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
        whole[at : at + len(part)] = part if part.size else 0.0
    return whole
