"""Hits and sentences in a new order: what speaks for or against a place apart from what it says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.answer.sentences import ScoredSentence
from index.records import Hit
from index.reranker import Reranker
from ingest.records import Passage

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
