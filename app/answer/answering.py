"""The path from a question to an answer: read, find, then quote, tell from the register, or abstain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from app.answer.examples import answerable_questions, nearest
from app.answer.finding import Finding, find
from app.answer.quotes import choose, compose_quotes, file_name
from app.answer.register_facts import confirms, source_facts
from app.answer.reordering import reranked
from app.answer.topic import on_topic
from app.answer.whole_list import whole_list
from app.citation.place import make_citation
from app.question.kind import MAX_CHARACTERS, refusal, tidy, topic_asked
from app.question.parsing import Reading, read_question
from app.question.spelling import Speller
from app.records import ABSTAINED, ANSWERED, Answer, FoundPassage, Turn
from app.settings import Settings
from index.encoder import Encoder
from index.opened import Index
from index.records import Hit
from index.reranker import load_reranker
from index.search import search
from index.stores.faiss_vectors import Vectors
from ingest.records import Source


class Answerer:
    """Answers questions over one open index; ``sources`` are the registered ones. Safe to use from several threads."""

    def __init__(self, index: Index, encoder: Encoder, sources: Sequence[Source], settings: Settings) -> None:
        self.index = index
        self.encoder = encoder
        self.sources = tuple(sources)
        self.settings = settings
        self.reranker = load_reranker(settings.index.reranker) if settings.index.reranker else None

    @cached_property
    def speller(self) -> Speller:
        """What mends the spelling of questions with the words of the loaded documents."""
        return Speller(document.text for document in self.index.documents.values())

    @cached_property
    def answerable(self) -> tuple[tuple[str, ...], Vectors]:
        """Questions that the loaded sources answer, asked once to be sure, and their vectors ``(n, dim)``."""
        documents = [self.index.documents[name] for name in self.index.manifest.source_ids]
        questions = answerable_questions(documents, self.settings.answer.threshold, self._sure)
        return questions, self.encoder.encode_query(list(questions))

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """The answer to ``question`` after the turns in ``history``; see ``Assistant.ask``."""
        question = tidy(question)
        reason = refusal(question) or ("" if self.index.passages else "empty_index")
        if reason:
            return self._told(question[:MAX_CHARACTERS], reason, Finding())
        reading = read_question(question, history, self.speller)
        topic = topic_asked(reading.own)
        return self._about_topic(question, reading, topic) if topic else self._quoted(question, reading, history)

    def about(self, topic: str) -> tuple[FoundPassage, ...]:
        """Every passage on a topic in document order; see ``Assistant.all_passages``."""
        topic = tidy(topic)
        return () if refusal(topic) or not self.index.passages else self.found(self._on_topic(topic)[0])

    def finding(self, reading: Reading, history: Sequence[Turn] = ()) -> Finding:
        """What the index holds for a question as it was read."""
        passages = self.settings.answer.passages
        return find(self.index, self.encoder, reading, history, passages, self.settings.index, self.reranker)

    def best(self, question: str, count: int, *, lexical: bool = False) -> tuple[FoundPassage, ...]:
        """The best passages for a question; see ``Assistant.find``."""
        settings = self.settings.index
        if lexical or self.reranker is None:
            return self.found(search(self.index, None if lexical else self.encoder, question, count, settings))
        hits = search(self.index, self.encoder, question, max(count, settings.reranked), settings)
        return self.found(reranked(self.reranker, question, hits, (), settings.reranked)[0][:count])

    def found(self, hits: Sequence[Hit]) -> tuple[FoundPassage, ...]:
        """Hits with their places, as a reader gets them."""
        return tuple(self._found(hit) for hit in hits)

    def _quoted(self, question: str, reading: Reading, history: Sequence[Turn]) -> Answer:
        """Quotes where the index answers, the register where it knows, else an abstention."""
        documents, limits = self.index.documents, self.settings.answer
        found = self.finding(reading, history)
        facts = source_facts(reading.own, self.sources, documents)
        known = any(fact.value for fact in facts)
        missing_role = "" if facts else self._missing_role(reading.role)
        told = replace(self._told(question, "not_in_sources", found, reading), facts=facts, missing_role=missing_role)
        if found.sure >= limits.threshold and (known or not facts):
            chosen = choose(found.ranked, limits.quotes, limits.quote_words)
            chosen = whole_list(documents, reading.own, found.ranked, chosen) or chosen
            quotes = compose_quotes(documents, chosen, found.ranked, reading.own, found.sure)
            if not known or confirms(facts, quotes[0].text):
                return replace(told, status=ANSWERED, reason="", quotes=quotes)
        if known:
            return replace(told, status=ANSWERED, reason="", confidence=1.0)
        return self._with_suggestions(told, reading)

    def _about_topic(self, question: str, reading: Reading, topic: str) -> Answer:
        """Every passage on a topic, or an abstention when the sources do not speak of it."""
        sure = self._sure(topic)
        hits, held = self._on_topic(topic)
        told = self._told(question, "not_in_sources", Finding(hits, sure=sure), reading)
        if sure < self.settings.answer.threshold and not held:
            return self._with_suggestions(told, Reading(topic, topic))
        return replace(told, status=ANSWERED, reason="", topic=topic)

    def _on_topic(self, topic: str) -> tuple[tuple[Hit, ...], bool]:
        return on_topic(self.index, self.encoder, topic, self.settings.answer.topic_margin, self.settings.index)

    def _sure(self, question: str) -> float:
        return self.finding(Reading(question, question)).sure

    def _with_suggestions(self, answer: Answer, reading: Reading) -> Answer:
        questions, vectors = self.answerable
        vector = self.encoder.encode_query([reading.whole])[0]
        return replace(answer, suggestions=nearest(questions, vectors, reading.own, vector))

    def _missing_role(self, role: str) -> str:
        """``role`` when the register has sources of it and none is loaded, else ''."""
        of_role = [source.id in self.index.documents for source in self.sources if source.role == role]
        return role if of_role and not any(of_role) else ""

    def _told(self, question: str, reason: str, found: Finding, reading: Reading | None = None) -> Answer:
        """An abstention that says all that every answer says."""
        return Answer(
            question=question,
            status=ABSTAINED,
            confidence=found.sure,
            reason=reason,
            read_as=reading.read_as if reading else "",
            searched_for=reading.searched_for if reading else "",
            passages=self.found(found.hits),
            missing_source_ids=tuple(source.id for source in self.sources if source.id not in self.index.documents),
            index_version=self.index.manifest.version,
            corpus_sha256=self.index.manifest.corpus_sha256,
        )

    def _found(self, hit: Hit) -> FoundPassage:
        passage = hit.passage
        document = self.index.documents[passage.source_id]
        return FoundPassage(
            passage_id=passage.id,
            text=passage.text,
            score=hit.score,
            dense=hit.dense,
            lexical=hit.lexical,
            file_name=file_name(document),
            citation=make_citation(document, passage.char_start, passage.char_end, hit.rank),
        )
