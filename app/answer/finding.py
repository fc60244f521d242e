"""What is found for a question: passages, the sentences that may answer, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.answer.confidence import EvidenceFeatures, confidence, evidence_features, first_right
from app.answer.named_part import NamedPart, NamedParts
from app.answer.policy import POLICY
from app.answer.ranked_sentences import ScoredSentence, rank_sentences
from app.answer.reordering import favouring, not_shown, stay_near
from app.question.followup import asks_for_more, stands_alone, without_opening
from app.question.kind import asks_for_speaker_alone, tells_of
from app.question.parsing import Question, as_it_stands
from app.records import Turn
from index.embedded.model import EmbeddedModel
from index.encoder import Encoder
from index.opened import Index
from index.records import Hit, Scope
from index.search import search_vector
from index.settings import IndexSettings
from index.values.writing import spelled_out

SPEAKING = frozenset(("advies", "kabinetsreactie"))


@dataclass(frozen=True, slots=True)
class Finding:
    """Passages and sentences, best first, and the probability (0 to 1) that the first sentence answers.

    ``first`` is a sharper one that does not decide on refusing; ``features`` is what both are made of, None when there
    is no sentence.
    """

    hits: tuple[Hit, ...] = ()
    ranked: tuple[ScoredSentence, ...] = ()
    sure: float = 0.0
    first: float = 0.0
    features: EvidenceFeatures | None = None


@dataclass(frozen=True, slots=True)
class Searched:
    """What a question is searched in: an open index, what embeds and reads, and the parts that a question can name."""

    index: Index
    encoder: Encoder
    reader: EmbeddedModel
    parts: NamedParts
    settings: IndexSettings


def find(within: Searched, question: Question, history: Sequence[Turn], passages: int, speaking: str = "") -> Finding:
    """What an index holds for a question, asked after the turns in ``history``: retrieve, read, order, judge; in the
    words of the role ``speaking`` alone, where there is one.

    A follow-up stays near what was quoted before, unless it turns to another speaker; one that asks for nothing but
    that speaker ('En de raad?') gets those words alone, or what a third tells of them when they are not loaded. Where a
    part of a document of the speaker asked for is named ('hoofdstuk 3'), nothing is found outside it. Nothing is sure
    when the first sentence is of another year or numbered thing than is asked.
    """
    index, reader = within.index, within.reader
    vector = within.encoder.encode_query([spelled_out(question.whole)])[0]
    words = question.text if index.lexical.known_terms(question.text) else question.whole
    turned = bool(question.read_as) and _turns_away(index, question, history[-1])
    speaker = speaking or (question.role if turned and asks_for_speaker_alone(question.text, question.names) else "")
    loaded = any(index.documents[name].source.role == speaker for name in index.manifest.source_ids)
    scope = Scope(frozenset((speaker,))) if speaker and loaded else None
    parts = within.parts.of(question.text, speaker or question.role)
    only = sorted({row for part in parts for row in part.rows})
    hits = search_vector(index, words, vector, passages, within.settings, scope, only)
    ranked = rank_sentences(index, reader, question, vector, hits)
    if parts:
        ranked = tuple(one for one in ranked if _stands_in(one, parts))
    if speaker and not loaded:
        told = (one for one in ranked if one.passage.role not in SPEAKING)
        ranked = tuple(one for one in told if tells_of(one.text, speaker, question.names))
    if question.read_as and not turned:
        ranked = stay_near(ranked, history[-1].quote_ids)
    if question.read_as and asks_for_more(question.text):
        ranked = not_shown(ranked, [place for turn in history for place in turn.quote_ids])
    if question.role:
        ranked = favouring(ranked, question.role)
    features = evidence_features(index, question, ranked)
    sure = confidence(features) if reader.can_read(question.whole) else 0.0
    if question.read_as and _astray(within, question, passages):
        sure = 0.0
    if ranked and ranked[0].conflicts:
        sure = 0.0
    if speaker and not loaded:
        sure = min(sure, POLICY.told_by_others)
    return Finding(hits, ranked, sure, first_right(features) if sure else 0.0, features)


def _stands_in(one: ScoredSentence, parts: Sequence[NamedPart]) -> bool:
    return any(part.holds(one.passage.source_id, one.sentence.char_start) for part in parts)


def _astray(within: Searched, question: Question, passages: int) -> bool:
    """Whether a follow-up with words of its own lies, by itself, as far from the sources as an off-topic question."""
    own = as_it_stands(without_opening(question.text), names=question.names)
    if len(own.terms) < POLICY.few_terms:
        return False
    sure = find(within, own, (), passages).sure
    return sure < (POLICY.astray_alone if stands_alone(question.text) else POLICY.astray)


def _turns_away(index: Index, question: Question, before: Turn) -> bool:
    """Whether a follow-up asks for the words of another speaker than was quoted before."""
    quoted = {index.documents[name].source.role for name in before.source_ids[:1] if name in index.documents}
    return bool(question.role) and bool(quoted) and question.role not in quoted
