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

import numpy as np

from app.answer.evidence import unknown_names
from app.answer.sentences import ScoredSentence, none_of_these
from app.question.parsing import Question
from index.opened import Index


@dataclass(frozen=True, slots=True)
class EvidenceFeatures:
    """What tells an answered question from an unanswerable one.

    ``any`` is the reader's logit that one of all sentences answers, ``lead`` how far the first sentence's score is
    ahead of the best one in another passage (at most FARTHEST), ``share`` the logarithm of its share when the scores of
    all sentences are taken as logits. ``unknown`` is 1 when a Dutch question names someone or
    a number that the first sentence's document does not.
    """

    any: float
    lead: float
    share: float
    unknown: float


FARTHEST = 5.0


def evidence_features(index: Index, question: Question, ranked: Sequence[ScoredSentence]) -> EvidenceFeatures | None:
    """The features of a question and its ranked sentences; None without a sentence."""
    if not ranked:
        return None
    first = ranked[0]
    document = index.documents[first.passage.source_id]
    elsewhere = next((one.score for one in ranked if one.passage.id != first.passage.id), first.score - FARTHEST)
    foreign = question.language == "en"
    unknown = not foreign and bool(unknown_names(question.whole, f"{document.title}\n{document.text}"))
    lead = round(min(first.score - elsewhere, FARTHEST), 4)
    share = round(first.score - float(np.logaddexp.reduce([one.score for one in ranked])), 4)
    return EvidenceFeatures(round(none_of_these(ranked), 4), lead, share, float(unknown))


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
