"""Hits and sentences in a new order: what speaks for or against a place apart from what it says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.answer.sentences import ScoredSentence
from index.records import Hit
from index.reranker import Reranker
from ingest.records import Passage

SAME_DOCUMENT = 0.02
JUST_AFTER = 0.01
CLOSE_AFTER = 400
SHOWN_BEFORE = 0.02
Change = Callable[[Passage, int, int], float]
"""A passage and a span of its document to what is added to the score there."""


def reordered(
    hits: Sequence[Hit], ranked: Sequence[ScoredSentence], change: Change
) -> tuple[tuple[Hit, ...], tuple[ScoredSentence, ...]]:
    """``hits`` and ``ranked`` with ``change`` added to their scores, best first, ties by id and by place."""
    moved = [
        replace(hit, score=round(hit.score + change(hit.passage, hit.passage.char_start, hit.passage.char_end), 6))
        for hit in hits
    ]
    moved.sort(key=lambda hit: (-hit.score, hit.passage.id))
    scored = [
        replace(one, score=round(one.score + change(one.passage, one.sentence.char_start, one.sentence.char_end), 6))
        for one in ranked
    ]
    scored.sort(key=lambda one: (-one.score, one.passage.source_id, one.sentence.char_start))
    return tuple(replace(hit, rank=rank) for rank, hit in enumerate(moved, 1)), tuple(scored)


def favouring(role: str, bonus: float) -> Change:
    """The change that lifts the words of one role by ``bonus``."""
    return lambda passage, _start, _end: bonus if passage.role == role else 0.0


def reranked(
    reranker: Reranker, question: str, hits: Sequence[Hit], ranked: Sequence[ScoredSentence], count: int
) -> tuple[tuple[Hit, ...], tuple[ScoredSentence, ...]]:
    """The best ``count`` hits and sentences in the order of a reranker, what scored less well after them as it was.

    The reranker's 0 to 1 outweighs every difference between cosines, which decide where it says the same.
    """
    texts = {
        (one.passage.source_id, one.sentence.char_start, one.sentence.char_end): one.text for one in ranked[:count]
    }
    for hit in hits[:count]:
        texts[hit.passage.source_id, hit.passage.char_start, hit.passage.char_end] = hit.passage.text
    gains = dict(zip(texts, reranker.scores(question, list(texts.values())), strict=True))
    return reordered(hits, ranked, lambda passage, start, end: gains.get((passage.source_id, start, end), 0.0))


def stay_near(
    hits: Sequence[Hit], ranked: Sequence[ScoredSentence], shown: Sequence[str]
) -> tuple[tuple[Hit, ...], tuple[ScoredSentence, ...]]:
    """``hits`` and ``ranked`` in a new order: a follow-up stays with the document that the turn before quoted.

    ``shown`` are the citation ids of that turn, its first quote first. What stands close after that quote gains a
    little more; what was shown before is set back.
    """
    places = [_place(citation_id) for citation_id in shown]
    if not places:
        return tuple(hits), tuple(ranked)
    moved = [
        replace(hit, score=round(hit.score + SAME_DOCUMENT * (hit.passage.source_id == places[0][0]), 6))
        for hit in hits
    ]
    moved.sort(key=lambda hit: (-hit.score, hit.passage.id))
    again = [replace(scored, score=round(scored.score + _gain(scored, places), 6)) for scored in ranked]
    again.sort(key=lambda scored: (-scored.score, scored.passage.source_id, scored.sentence.char_start))
    return tuple(replace(hit, rank=rank) for rank, hit in enumerate(moved, 1)), tuple(again)


def not_shown(ranked: Sequence[ScoredSentence], shown: Sequence[str]) -> tuple[ScoredSentence, ...]:
    """``ranked`` without what stands at the citation ids in ``shown``; all of it when nothing would be left."""
    places = [_place(citation_id) for citation_id in shown]
    return tuple(scored for scored in ranked if not _was_shown(scored, places)) or tuple(ranked)


def _was_shown(scored: ScoredSentence, places: Sequence[tuple[str, int, int]]) -> bool:
    source_id, start, end = scored.passage.source_id, scored.sentence.char_start, scored.sentence.char_end
    return any(source_id == source and start < last and first < end for source, first, last in places)


def _gain(scored: ScoredSentence, places: Sequence[tuple[str, int, int]]) -> float:
    source_id, start = scored.passage.source_id, scored.sentence.char_start
    first_source, _, first_end = places[0]
    gain = SAME_DOCUMENT if source_id == first_source else 0.0
    if source_id == first_source and 0 <= start - first_end < CLOSE_AFTER:
        gain += JUST_AFTER
    if _was_shown(scored, places):
        gain -= SHOWN_BEFORE
    return gain


def _place(citation_id: str) -> tuple[str, int, int]:
    source, _, span = citation_id.partition("~")
    first, _, last = span.partition("-")
    return source, int(first), int(last)
