"""How sure the assistant is that its first quote answers the question.

The weights in ``confidence.json`` are fitted by ``python -m eval.calibrate`` (logistic regression, cross-validated over
documents); the figures stand in ``eval/NOTES.md``.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from app.answer.evidence import EXACT, holds_what_is_asked, unknown_names
from app.answer.sentences import ScoredSentence
from app.question.parsing import Question
from index.analysis import terms
from index.opened import Index
from index.stores.faiss_vectors import Vectors

TOP = 3


@dataclass(frozen=True, slots=True)
class EvidenceFeatures:
    """What tells an answered question from an unanswerable one.

    ``base`` is the first sentence's score from meaning alone, ``covered`` the weighted share (0 to 1) of the question's
    terms that the first three sentences hold, ``near`` how near the question lies to the whole of the first sentence's
    document. ``lacking`` is 1 when the question asks for a date, an amount or a place and the first sentence holds
    none; ``unknown`` is 1 when it names someone or a number that the first sentence's document does not.
    """

    base: float
    covered: float
    near: float
    lacking: float
    unknown: float


def evidence_features(
    index: Index, question: Question, vector: Vectors, ranked: Sequence[ScoredSentence]
) -> EvidenceFeatures | None:
    """The features of a question, its vector ``(dim,)`` and its ranked sentences; None when there is no sentence.

    What is asked for is read in the question's own text, what it names in the whole, with the turn before.
    """
    if not ranked:
        return None
    first = ranked[0]
    document = index.documents[first.passage.source_id]
    weights = {term: index.lexical.weight(term) for term in dict.fromkeys(terms(question.whole))}
    held = {term for scored in ranked[:TOP] for term in terms(scored.text)}
    covered = sum(weight for term, weight in weights.items() if term in held) / (sum(weights.values()) or 1.0)
    row = index.manifest.source_ids.index(first.passage.source_id)
    near = float(index.document_vectors.rows([row])[0] @ vector)
    lacking = question.kind in EXACT and not holds_what_is_asked(question.kind, first.text, question.text)
    foreign = question.language == "en"
    unknown = not foreign and bool(unknown_names(question.whole, f"{document.title}\n{document.text}"))
    return EvidenceFeatures(
        base=round(first.base + foreign * ENGLISH_BASE, 6),
        covered=covered + foreign * ENGLISH_COVERED,
        near=round(near + foreign * ENGLISH_NEAR, 6),
        lacking=float(lacking),
        unknown=float(unknown),
    )


# An English question shares no words with a Dutch text and lies further from it than its Dutch translation; this makes
# up for the mean difference (eval/NOTES.md).
ENGLISH_BASE, ENGLISH_COVERED, ENGLISH_NEAR = 0.055, 0.35, 0.023


@functools.cache
def _weights() -> tuple[float, dict[str, float]]:
    values = json.loads(resources.files("app.answer").joinpath("confidence.json").read_text("utf-8"))
    return float(values["intercept"]), {name: float(weight) for name, weight in values["weights"].items()}


def confidence(features: EvidenceFeatures | None) -> float:
    """The probability (0 to 1) that the first sentence answers; 0 when there is none."""
    if features is None:
        return 0.0
    intercept, weights = _weights()
    logit = intercept + sum(weight * getattr(features, name) for name, weight in weights.items())
    return round(1 / (1 + math.exp(-max(-60.0, min(60.0, logit)))), 6)
