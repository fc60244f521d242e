"""A peer in the same table: Haystack over the same passages and vectors, the condition 'haystack'.

What Haystack does by itself: BM25 over the text (its own, without Dutch stems) and the embedding retriever, joined by
reciprocal rank fusion; then a reader with the interface of its ExtractiveReader, which takes the sentence of the best
passages whose vector is nearest. It has no memory of a conversation and no 'not in the sources': it always answers.
Needs the extra ``peer``. Source: https://docs.haystack.deepset.ai/docs/documentjoiner
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import Any

from app.answer.quotes import file_name
from app.assistant import Assistant
from app.citation.place import make_citation
from app.records import ANSWERED, FOUND, Answer, FoundPassage, Quote, Turn
from index.opened import Index
from index.vectors import Vectors
from ingest.errors import SetError
from ingest.records import Passage, Sentence

RETRIEVED = 20
"""How many passages each retriever gives, and how many remain after joining."""
QUOTES = 3


class HaystackAssistant(Assistant):
    """Answers as Haystack would, over the index of an assistant; questions are taken as they stand."""

    @cached_property
    def _retrieval(self) -> Retrieval:
        return Retrieval(self.index)

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """The best passages by reciprocal rank fusion, and the nearest sentence of the best three as quotes.

        Raises SetError when Haystack is not installed.
        """
        del history
        vector = self.encoder.encode_query([question])[0]
        ranked = self._retrieval.ranked(question, vector)
        answers = SentenceReader(self.index, vector).run(question, ranked, QUOTES)
        return Answer(
            question=question,
            status=ANSWERED,
            verdict=FOUND,
            confidence=answers[0].score if answers else 0.0,
            quotes=tuple(self._quote(one, number) for number, one in enumerate(answers[:1], 1)),
            more=tuple(self._quote(one, number) for number, one in enumerate(answers[1:], 2)),
            passages=tuple(self._passage(one, number) for number, one in enumerate(ranked, 1)),
            index_version=self.index_version,
            corpus_sha256=self.corpus_sha256,
        )

    def _passage(self, ranked: Ranked, number: int) -> FoundPassage:
        passage = ranked.passage
        document = self.documents[passage.source_id]
        citation = make_citation(document, passage.char_start, passage.char_end, number)
        return FoundPassage(passage.id, passage.text, ranked.score, 0.0, 0.0, file_name(document), citation)

    def _quote(self, read: Extracted, number: int) -> Quote:
        document, sentence = self.documents[read.passage.source_id], read.sentence
        citation = make_citation(document, sentence.char_start, sentence.char_end, number)
        text = document.text[sentence.char_start : sentence.char_end]
        return Quote(text, citation, file_name(document), str(sentence.kind), read.score)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage with its score after joining."""

    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class Extracted:
    """A sentence that answers; ``score`` is its cosine to the question, 0 to 1."""

    passage: Passage
    sentence: Sentence
    score: float


class SentenceReader:
    """Reads as Haystack's ExtractiveReader does (a question and documents to answers, best first), by vectors."""

    def __init__(self, index: Index, vector: Vectors) -> None:
        self._index = index
        self._vector = vector

    def run(self, query: str, documents: Sequence[Ranked], top_k: int) -> list[Extracted]:
        """The nearest sentence of each of the first ``top_k`` passages, in the order of the passages."""
        del query
        return [self._best(ranked.passage) for ranked in documents[:top_k]]

    def _best(self, passage: Passage) -> Extracted:
        cosines = (self._index.sentence_vectors.rows(self._index.sentence_row.of(passage)) @ self._vector).tolist()
        best = max(range(len(cosines)), key=lambda row: (cosines[row], -row))
        return Extracted(passage, passage.sentences[best], round(min(max(cosines[best], 0.0), 1.0), 6))


class Retrieval:
    """Haystack's store with its two retrievers and its joiner."""

    def __init__(self, index: Index) -> None:
        """Put every passage of ``index`` in the store with its vector. Raises SetError without Haystack."""
        self._passages = {passage.id: passage for passage in index.passages}
        haystack = _imported("haystack.dataclasses")
        store = _imported("haystack.document_stores.in_memory").InMemoryDocumentStore()
        vectors = index.passage_vectors.rows(list(range(len(index.passages))))
        store.write_documents(
            [
                haystack.Document(id=passage.id, content=passage.text, embedding=vector.tolist())
                for passage, vector in zip(index.passages, vectors, strict=True)
            ]
        )
        retrievers = _imported("haystack.components.retrievers.in_memory")
        self._by_words = retrievers.InMemoryBM25Retriever(document_store=store, top_k=RETRIEVED)
        self._by_vector = retrievers.InMemoryEmbeddingRetriever(document_store=store, top_k=RETRIEVED)
        joiners = _imported("haystack.components.joiners")
        self._joiner = joiners.DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=RETRIEVED)

    def ranked(self, question: str, vector: Vectors) -> list[Ranked]:
        """At most 20 passages, best first; equal scores by id."""
        lists = [
            self._by_words.run(query=question)["documents"],
            self._by_vector.run(query_embedding=vector.tolist())["documents"],
        ]
        joined = self._joiner.run(documents=lists)["documents"]
        scored = [Ranked(self._passages[one.id], round(float(one.score), 6)) for one in joined]
        return sorted(scored, key=lambda one: (-one.score, one.passage.id))


def _imported(name: str) -> Any:
    os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "False")
    try:
        return import_module(name)
    except ImportError as cause:
        text = f"{name}: not installed; pip install 'aanzet[peer]'"
        raise SetError(text, code="set_no_peer", name="haystack-ai") from cause
