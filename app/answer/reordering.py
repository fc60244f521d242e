"""Sentences in a new order: what speaks for or against a place apart from what it says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.answer.policy import POLICY
from app.answer.ranked_sentences import ScoredSentence

Place = tuple[str, int, int]


def favouring(ranked: Sequence[ScoredSentence], role: str) -> tuple[ScoredSentence, ...]:
    """``ranked`` in a new order: the words of one role are lifted."""
    return _moved(ranked, lambda one: POLICY.role_logit if one.passage.role == role else 0.0)


def stay_near(ranked: Sequence[ScoredSentence], shown: Sequence[str]) -> tuple[ScoredSentence, ...]:
    """``ranked`` in a new order: a follow-up stays with the document that the turn before quoted.

    ``shown`` are the citation ids of that turn, its first quote first. What stands close after that quote gains a
    little more; what was shown before is set back.
    """
    places = [_place(citation_id) for citation_id in shown]
    return _moved(ranked, lambda one: _gain(one, places)) if places else tuple(ranked)


def not_shown(ranked: Sequence[ScoredSentence], shown: Sequence[str]) -> tuple[ScoredSentence, ...]:
    """``ranked`` without what stands at the citation ids in ``shown``; all of it when nothing would be left."""
    places = [_place(citation_id) for citation_id in shown]
    return tuple(scored for scored in ranked if not _was_shown(scored, places)) or tuple(ranked)


def _moved(ranked: Sequence[ScoredSentence], gain: Callable[[ScoredSentence], float]) -> tuple[ScoredSentence, ...]:
    """``ranked`` with what ``gain`` gives added, best first, ties by place."""
    again = [replace(one, score=round(one.score + gain(one), 4)) for one in ranked]
    return tuple(sorted(again, key=lambda one: (-one.score, one.passage.source_id, one.sentence.char_start)))


def _was_shown(scored: ScoredSentence, places: Sequence[Place]) -> bool:
    source_id, start, end = scored.passage.source_id, scored.sentence.char_start, scored.sentence.char_end
    return any(source_id == source and start < last and first < end for source, first, last in places)


def _gain(scored: ScoredSentence, places: Sequence[Place]) -> float:
    source_id, start = scored.passage.source_id, scored.sentence.char_start
    first_source, _, first_end = places[0]
    gain = POLICY.same_document if source_id == first_source else 0.0
    if source_id == first_source and 0 <= start - first_end < POLICY.close_after:
        gain += POLICY.just_after
    return gain - POLICY.shown_before if _was_shown(scored, places) else gain


def _place(citation_id: str) -> Place:
    source, _, span = citation_id.partition("~")
    first, _, last = span.partition("-")
    return source, int(first), int(last)
