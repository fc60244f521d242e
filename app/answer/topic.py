"""Every passage on a topic, for readers who must be complete."""

from __future__ import annotations

from dataclasses import replace

from index.analysis import fold, terms
from index.encoder import Encoder
from index.opened import Index
from index.records import Hit
from index.search import search
from index.settings import IndexSettings

WORD_PART = 5
MOST = 5000


def on_topic(
    index: Index, encoder: Encoder, topic: str, margin: float, settings: IndexSettings
) -> tuple[tuple[Hit, ...], bool]:
    """The passages about ``topic`` in document order, and whether one of them holds all its words.

    A passage is taken when its score lies within ``margin`` of the best one, or when it holds all the words of the
    topic, be it as a part of a longer word ('stikstof' in 'stikstofproblematiek'). An index of more than ``MOST``
    passages is not looked through whole: only the ``MOST`` nearest in meaning and the ``MOST`` best by words.
    """
    count = len(index.passages)
    hits = search(index, encoder, topic, count, replace(settings, candidates=min(count, MOST)))
    asked = frozenset(terms(topic))
    holding = {hit.passage.id for hit in hits if asked and _holds(hit.passage.text, asked)}
    least = hits[0].score - margin if hits else 0.0
    near = [hit for hit in hits if hit.score >= least or hit.passage.id in holding]
    return tuple(sorted(near, key=lambda hit: (hit.passage.source_id, hit.passage.char_start))), bool(holding)


def _holds(text: str, asked: frozenset[str]) -> bool:
    plain = fold(text)
    short = {term for term in asked if len(term) < WORD_PART}
    return all(term in plain for term in asked - short) and (not short or short <= set(terms(text)))
