"""How sure the assistant is that the sources answer, and that its first quote does.

The weights in ``confidence.json`` are fitted by ``python -m eval.calibrate``; the figures stand in ``eval/NOTES.md``.
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
from app.answer.policy import POLICY
from app.answer.ranked_sentences import ScoredSentence, anything_answers
from app.question.parsing import Question
from index.opened import Index


@dataclass(frozen=True, slots=True)
class EvidenceFeatures:
    """What tells an answered question from an unanswerable one, and a right first sentence from a wrong one.

    ``any`` is the reader's logit that one of all sentences answers. ``share`` is the logarithm of the first sentence's
    share when the scores of all are taken as logits, ``lead`` how many logits it lies ahead of the best sentence of
    any other passage. ``unknown`` is 1 when a Dutch question names someone or a number that the first sentence's
    document does not.
    """

    any: float
    share: float
    lead: float
    unknown: float


def evidence_features(index: Index, question: Question, ranked: Sequence[ScoredSentence]) -> EvidenceFeatures | None:
    """The features of a question and its ranked sentences; None without a sentence."""
    if not ranked:
        return None
    first = ranked[0]
    document = index.documents[first.passage.source_id]
    foreign = question.language == "en"
    unknown = not foreign and bool(unknown_names(question.whole, f"{document.title}\n{document.text}"))
    share = first.score - float(np.logaddexp.reduce([one.score for one in ranked]))
    elsewhere = [one.score for one in ranked if one.passage.id != first.passage.id]
    lead = min(POLICY.most_lead, first.score - max(elsewhere, default=-math.inf))
    return EvidenceFeatures(round(anything_answers(ranked), 4), round(share, 4), round(lead, 4), float(unknown))


def confidence(features: EvidenceFeatures | None) -> float:
    """The probability (0 to 1) that the first sentence answers, by whether anything does: it decides on refusing; 0
    without a sentence.
    """
    return _probability("answered", features)


def first_right(features: EvidenceFeatures | None) -> float:
    """The same probability by how far the first sentence is ahead of the others too: it decides on doubt; 0 without a
    sentence.
    """
    return _probability("first", features)


def _probability(name: str, features: EvidenceFeatures | None) -> float:
    if features is None:
        return 0.0
    weights = _weights()[name]
    logit = weights["intercept"] + sum(
        weight * getattr(features, feature) for feature, weight in weights.items() if feature != "intercept"
    )
    return round(1 / (1 + math.exp(-max(-60.0, min(60.0, logit)))), 6)


@functools.cache
def _weights() -> dict[str, dict[str, float]]:
    values: dict[str, dict[str, float]] = json.loads(
        resources.files("app.answer").joinpath("confidence.json").read_text("utf-8")
    )
    return values
