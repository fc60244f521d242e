"""How sure the assistant is that its first quote answers the question.

The weights in ``confidence.json`` are fitted by ``python -m eval.calibrate`` (logistic regression, cross-validated over
documents); the figures stand in ``eval/NOTES.md``.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from importlib import resources

from app.question import is_english
from app.sentences import ScoredSentence
from index.analysis import terms
from index.store import Index
from index.vectors import Vectors

TOP = 3


@dataclass(frozen=True, slots=True)
class EvidenceFeatures:
    """What tells an answered question from an unanswerable one.

    ``base`` is the first sentence's score from meaning alone, ``covered`` the weighted share (0 to 1) of the question's
    terms that the first three sentences hold, ``worded`` the best passage's BM25 for each unit of the question's
    weight: high when the words are there; high with a low ``base`` when only the words are. ``near`` is how near the
    question lies to the whole of the first sentence's document.
    """

    base: float
    covered: float
    worded: float
    near: float


def evidence_features(
    index: Index, question: str, vector: Vectors, ranked: Sequence[ScoredSentence]
) -> EvidenceFeatures | None:
    """The features of a question, its vector ``(dim,)`` and its ranked sentences; None when there is no sentence."""
    if not ranked:
        return None
    asked = dict.fromkeys(terms(question))
    weights = {term: index.lexical.weight(term) for term in asked}
    total = sum(weights.values()) or 1.0
    held = {term for scored in ranked[:TOP] for term in terms(scored.text)}
    covered = sum(weight for term, weight in weights.items() if term in held) / total
    worded = float(index.lexical.scores(question).max()) / total
    english = ENGLISH if is_english(question) else EvidenceFeatures(0.0, 0.0, 0.0, 0.0)
    row = index.manifest.source_ids.index(ranked[0].passage.source_id)
    near = float(index.document_vectors.rows([row])[0] @ vector)
    return EvidenceFeatures(
        base=round(ranked[0].base + english.base, 6),
        covered=covered + english.covered,
        worded=worded + english.worded,
        near=round(near + english.near, 6),
    )


# An English question shares no words with a Dutch text and lies further from it than its Dutch translation; this makes
# up for the mean difference (eval/NOTES.md).
ENGLISH = EvidenceFeatures(base=0.035, covered=0.4, worded=0.2, near=0.02)


@functools.cache
def _weights() -> tuple[float, tuple[float, ...]]:
    values = json.loads(resources.files("app").joinpath("confidence.json").read_text("utf-8"))
    return float(values["intercept"]), tuple(float(weight) for weight in values["weights"])


def confidence(features: EvidenceFeatures | None) -> float:
    """The probability (0 to 1) that the first sentence answers; 0 when there is none."""
    if features is None:
        return 0.0
    intercept, weights = _weights()
    logit = intercept + sum(weight * value for weight, value in zip(weights, astuple(features), strict=True))
    return round(1 / (1 + math.exp(-max(-60.0, min(60.0, logit)))), 6)
