"""How sure the assistant is that its first quote answers the question."""

from __future__ import annotations

import math
from collections.abc import Sequence

from app.sentences import ScoredSentence

COSINE_WEIGHT = 60.0
COSINE_MIDDLE = 0.84
OVERLAP_WEIGHT = 3.0


def confidence(ranked: Sequence[ScoredSentence]) -> float:
    """The probability (0 to 1) that the best sentence answers; 0 when there is none."""
    if not ranked:
        return 0.0
    first = ranked[0]
    top = max(scored.passage_score for scored in ranked)
    logit = COSINE_WEIGHT * ((first.cosine + top) / 2 - COSINE_MIDDLE) + OVERLAP_WEIGHT * (first.overlap - 0.4)
    return round(1 / (1 + math.exp(-logit)), 6)
