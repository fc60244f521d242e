"""The path from a question to an answer: read, find, then quote, tell from the register, or abstain."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import cached_property

from app.answer.both_speakers import OTHER_SPEAKER, Blocks, asked_of_each, beside, sides_of, sure_sides
from app.answer.compared import from_comparisons
from app.answer.counterpart import with_counterpart
from app.answer.examples import answerable_questions
from app.answer.finding import Finding, Searched, find
from app.answer.named_part import NamedParts, asks_for_whole, openings
from app.answer.policy import LISTS, QUOTES
from app.answer.quotes import choose, compose_quotes, found_passage, verdict_on
from app.answer.register_facts import confirms, source_facts
from app.answer.suggesting import (
    first_ones,
    heard_both,
    likely_headings,
    passages_question,
    speaking_words,
    speaks_of,
    stands_with,
    subjects,
)
from app.answer.topic import is_running_text, passages_with
from app.answer.whole_list import whole_list
from app.comparison.records import Comparison
from app.concordance.occurrences import find_places, places_of
from app.concordance.records import Concordance
from app.concordance.terms import only_small
from app.messages import say
from app.policy import QUESTION
from app.question.kind import refusal, tidy
from app.question.parsing import Question, as_it_stands, parse_question
from app.question.speakers import adviser_names
from app.question.spelling import Speller
from app.records import ABSENT, ABSTAINED, ANSWERED, FOUND, NEAR, Answer, FoundPassage, Turn
from app.settings import Settings
from index.embedded.model import EmbeddedModel
from index.encoder import EmbeddedEncoder, Encoder
from index.opened import Index
from index.records import Hit
from index.search import search
from ingest.register import Register


class Answerer:
    """Answers questions over one open index of the sources in ``register``. Safe to use from several threads."""

    def __init__(
        self,
        index: Index,
        encoder: Encoder,
        register: Register,
        settings: Settings,
        comparisons: Callable[[], Sequence[Comparison]] = tuple,
    ) -> None:
        self.index = index
        self.encoder = encoder
        self.sources = register.sources
        self.names = adviser_names(register)
        self.settings = settings
        self.comparisons = comparisons
        reader = encoder.model if isinstance(encoder, EmbeddedEncoder) else EmbeddedModel()
        self.searched = Searched(index, encoder, reader, NamedParts(index), settings.index)

    @cached_property
    def speller(self) -> Speller:
        """What corrects the spelling of questions with the words of the loaded documents."""
        return Speller(document.text for document in self.index.documents.values())

    @cached_property
    def answerable(self) -> tuple[str, ...]:
        """Questions that the loaded sources answer, asked once to be sure."""
        documents = [self.index.documents[name] for name in self.index.manifest.source_ids]
        return answerable_questions(documents, self._right, self.comparisons())

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """The answer to ``question`` after the turns in ``history``; see ``Assistant.ask``."""
        asked = tidy(question)
        reason = refusal(asked) or ("" if self.index.passages else "empty_index")
        if reason:
            return self._told(asked[: QUESTION.most_characters], reason, Finding())
        parsed = self.parsed(asked, history)
        if parsed.topic:
            return self._about_topic(asked, parsed, history)
        answer = self._compared(asked, parsed) or self._part(asked, parsed) or self._of_both(asked, parsed, history)
        return answer or self._quoted(asked, parsed, history)

    def follow_ups(self, answer: Answer, history: Sequence[Turn]) -> tuple[str, ...]:
        """What a reader of ``answer`` may ask next and the sources answer; ``history`` ends with that answer's turn."""
        if answer.status != ANSWERED or not answer.quotes:
            return ()
        words = self._subjects(answer.read_as or answer.question)
        shown = [heading for quote in answer.all_quotes for heading in quote.citation.section]
        other = "" if heard_both(answer) else self._other_side(answer.quotes[0].citation.role, words, history)
        return first_ones((other, *likely_headings(self.index, words, self._right, shown, history)))

    def concordance(self, subject: str, off: Collection[str], first: int, count: int | None) -> Concordance:
        """Every place of a subject; see ``Assistant.concordance``."""
        subject = tidy(subject)[: QUESTION.most_characters]
        if not self.index.passages:
            return Concordance(subject, (), 0)
        return find_places(self.index, subject, off, first, count, lambda: self.found(self._related(subject)))

    def parsed(self, asked: str, history: Sequence[Turn] = ()) -> Question:
        """A tidied question, asked after ``history``, as it is searched."""
        return parse_question(asked, history, self.speller, self.names)

    def finding(
        self, question: Question, history: Sequence[Turn] = (), passages: int = 0, speaking: str = ""
    ) -> Finding:
        """What the index holds for a parsed question: at least ``passages`` passages, where there are so many; in the
        words of the role ``speaking`` alone, where there is one.
        """
        return find(self.searched, question, history, max(passages, self.settings.answer.passages), speaking)

    def best(self, question: str, count: int, *, lexical: bool = False) -> tuple[FoundPassage, ...]:
        """The best passages for a question; see ``Assistant.find``."""
        settings = self.settings.index
        if lexical:
            return self.found(search(self.index, None, question, count, settings))
        hits = self.finding(self._as_it_stands(question), passages=count).hits
        return self.found(hits[:count])

    def found(self, hits: Sequence[Hit]) -> tuple[FoundPassage, ...]:
        """Hits with their places, as a reader gets them."""
        return tuple(found_passage(self.index.documents, hit) for hit in hits)

    def _quoted(self, asked: str, question: Question, history: Sequence[Turn]) -> Answer:
        """Quotes where the index answers, the register where it knows, else an abstention."""
        documents, limits = self.index.documents, self.settings.answer
        found = self.finding(question, history)
        facts = source_facts(question.text, self.sources, documents, question.names)
        known = any(fact.value for fact in facts)
        missing_role = "" if facts else self._missing_role(question.role)
        told = replace(self._told(asked, "not_in_sources", found, question), facts=facts, missing_role=missing_role)
        if found.ranked and found.sure >= min(limits.near, limits.threshold) and (known or not facts):
            sides = sides_of(self.index, question, found) if found.sure >= limits.threshold else [found]
            quotes, more = self._beside([(question, side) for side in sides])
            if found.sure >= limits.threshold and (not known or confirms(facts, quotes[0].text)):
                verdict = verdict_on(quotes)
                quotes, more = with_counterpart(self.searched, question, (quotes, more), self.comparisons())
                return replace(told, status=ANSWERED, verdict=verdict, reason="", quotes=quotes, more=more)
            told = told if known else replace(told, verdict=NEAR, quotes=(replace(quotes[0], marks=()),))
        if known:
            return replace(told, status=ANSWERED, verdict=FOUND, reason="", confidence=1.0)
        silent = self._silent(question.role, question.whole)
        return self._with_suggestions(replace(told, silent_role=silent), question, history)

    def _of_both(self, asked: str, question: Question, history: Sequence[Turn]) -> Answer | None:
        """The words of council and cabinet, newest first, for a question that is for both; None for every other one.
        One that is silent is named; where both are, what is asked of them is all that counts.
        """
        each = asked_of_each(question)
        if not each or not each.keys() <= self._loaded_roles():
            return None
        found = {role: self.finding(own, history, speaking=role) for role, own in each.items()}
        threshold = self.settings.answer.threshold
        heard = sure_sides(each, {role: side for role, side in found.items() if side.ranked and side.sure >= threshold})
        if not heard:
            own, *other = each.values()
            return self._quoted(asked, own, history) if [one.text for one in other] == [own.text] else None
        quotes, more = self._beside([(each[role], side) for role, side in heard.items()])
        told = self._told(asked, "", found[quotes[0].citation.role], question)
        silent = next((role for role, own in each.items() if role not in heard and self._silent(role, own.whole)), "")
        return replace(told, status=ANSWERED, verdict=verdict_on(quotes), quotes=quotes, more=more, silent_role=silent)

    def _beside(self, sides: Sequence[tuple[Question, Finding]]) -> Blocks:
        """The blocks of each side, the newest source first."""
        return beside([self._blocks(question, found) for question, found in sides])

    def _blocks(self, question: Question, found: Finding) -> Blocks:
        """The blocks that are shown, and the quotes that are folded under them."""
        documents, limits = self.index.documents, self.settings.answer
        chosen = choose(found.ranked, limits.quotes, limits.quote_words)
        listed = whole_list(documents, question, found.ranked, chosen)
        quotes = compose_quotes(documents, listed or chosen, found.ranked, question, found.first)
        shown = len(listed) or 1
        return quotes[:shown], quotes[shown:]

    def _compared(self, asked: str, parsed: Question) -> Answer | None:
        """What the comparison of advice and letter answers; None for a question that is not about recommendations."""
        answer = from_comparisons(parsed, self.comparisons(), self.index.documents)
        if answer is None:
            return None
        hits = search(self.index, self.encoder, parsed.whole, self.settings.answer.passages, self.settings.index)
        told = self._told(asked, answer.reason, Finding(hits, sure=answer.sure), parsed)
        if answer.reason:
            return replace(told, verdict=ABSENT)
        spoke = {quote.citation.role for quote in answer.quotes}
        silent = next((role for role in asked_of_each(parsed) if role not in spoke), "")
        return replace(
            told, status=ANSWERED, verdict=FOUND, quotes=answer.quotes, facts=answer.facts, silent_role=silent
        )

    def _part(self, asked: str, question: Question) -> Answer | None:
        """How the part of a document begins that a question asks for and nothing else; None for another question."""
        named = self.searched.parts.of(question.text, question.role) if asks_for_whole(question.text) else ()
        extracts = openings(self.index, named)
        if not extracts:
            return None
        hits = self.finding(question).hits
        quotes = compose_quotes(self.index.documents, extracts, (), question, QUOTES.part)
        told = self._told(asked, "", Finding(hits, sure=QUOTES.part), question)
        missing_role = self._missing_role(question.role)
        return replace(told, status=ANSWERED, verdict=FOUND, quotes=quotes, missing_role=missing_role)

    def _about_topic(self, asked: str, question: Question, history: Sequence[Turn]) -> Answer:
        """Every passage on a topic, or an abstention when the sources do not speak of it."""
        topic = question.topic
        hits = passages_with(self.index, places_of(self.index, topic))
        if hits:
            told = self._told(asked, "", Finding(hits, sure=1.0), question)
            return replace(told, status=ANSWERED, verdict=FOUND, topic=topic)
        if only_small(topic):
            return self._told(asked, "small_words", Finding(), question)
        told = self._told(asked, "not_in_sources", Finding(self._related(topic)), question)
        return self._with_suggestions(told, self._as_it_stands(topic), history)

    def _related(self, subject: str) -> tuple[Hit, ...]:
        """The passages of running text near a subject in meaning, when the sources are likely to speak of it at all."""
        if self.finding(self._as_it_stands(subject)).sure < self.settings.answer.near:
            return ()
        hits = search(self.index, self.encoder, subject, LISTS.near_in_meaning, self.settings.index)
        near = [hit for hit in hits if hit.score >= hits[0].score - self.settings.answer.topic_margin]
        return tuple(hit for hit in near if is_running_text(self.index.documents[hit.passage.source_id], hit.passage))

    def _right(self, question: str) -> float:
        return self.finding(self._as_it_stands(question)).first

    def _as_it_stands(self, question: str) -> Question:
        return as_it_stands(question, names=self.names)

    def _with_suggestions(self, answer: Answer, question: Question, history: Sequence[Turn]) -> Answer:
        """A refusal with what the sources do hold about the very thing that was asked, if anything."""
        words = self._subjects(question.whole)
        other = self._other_side(question.role, words, (*history, Turn(answer.question, answer.read_as)))
        headings = likely_headings(self.index, words, self._right, history=history)
        return replace(answer, suggestions=first_ones((other, *headings, passages_question(words, history))))

    def _silent(self, role: str, asked: str) -> str:
        """``role`` when it is loaded and no noun or name of ``asked`` stands in its sources, else ''."""
        silent = role in self._loaded_roles() and not stands_with(self.index, self._subjects(asked), role)
        return role if silent else ""

    def _subjects(self, asked: str) -> tuple[str, ...]:
        return subjects(self.index, asked, speaking_words(self.sources))

    def _other_side(self, role: str, words: Sequence[str], history: Sequence[Turn]) -> str:
        """The question for the other speaker than ``role``, '' unless that one speaks of the same subject."""
        other = OTHER_SPEAKER.get(role, "")
        if other not in self._loaded_roles() or not stands_with(self.index, words, other):
            return ""  # without a search, which costs as much as the question itself
        asked = say(f"suggest.speaker_{other}")
        found = self.finding(self.parsed(asked, history), history)
        if not found.ranked or found.sure < self.settings.answer.threshold:
            return ""
        source_id, said = found.ranked[0].passage.source_id, found.ranked[0].sentence
        theirs = self.index.documents[source_id].source.role == other
        return asked if theirs and speaks_of(self.index, words, source_id, said.char_start, said.char_end) else ""

    def _missing_role(self, role: str) -> str:
        """``role`` when the register has sources of it and none is loaded, else ''."""
        return role if role not in self._loaded_roles() and any(one.role == role for one in self.sources) else ""

    def _loaded_roles(self) -> frozenset[str]:
        return frozenset(document.source.role for document in self.index.documents.values())

    def _told(self, asked: str, reason: str, found: Finding, question: Question | None = None) -> Answer:
        """An abstention that says all that every answer says."""
        return Answer(
            question=asked,
            status=ABSTAINED,
            verdict=ABSENT if reason == "not_in_sources" else "",
            confidence=found.sure,
            reason=reason,
            read_as=question.read_as if question else "",
            searched_for=question.searched_for if question else "",
            passages=self.found(found.hits),
            missing_source_ids=tuple(source.id for source in self.sources if source.id not in self.index.documents),
            index_version=self.index.manifest.version,
            corpus_sha256=self.index.manifest.corpus_sha256,
        )
