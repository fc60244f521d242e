"""What search is asked for and what it hands on."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.records import Passage


@dataclass(frozen=True, slots=True)
class Scope:
    """Which passages may be found: those of these roles and sources; empty means all."""

    roles: frozenset[str] = frozenset()
    source_ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found: ``rank`` from 1, ``score`` the fused score, and what each part contributed: ``dense``
    the cosine of the passage with the share of its best sentence's, ``lexical`` the share of BM25. ``row`` is its place
    in the index.

    Hits are ordered by score descending, then passage id ascending.
    """

    passage: Passage
    rank: int
    score: float
    dense: float
    lexical: float
    row: int = -1
