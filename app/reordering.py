"""Hits and sentences in a new order: what speaks for or against a place apart from what it says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.sentences import ScoredSentence
from index.records import Hit
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
