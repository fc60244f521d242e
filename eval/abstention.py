"""How well confidence tells right from wrong: AUROC, risk against coverage, calibration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import roc_auc_score

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions of like confidence: their number, mean confidence, and the share whose first quote is right."""

    count: int
    confidence: float
    right: float


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """The chance that one of ``positive`` has more confidence than one of ``negative``; None without both.

    Source: Fawcett, An introduction to ROC analysis (2006).
    """
    if not positive or not negative:
        return None
    truth = [1] * len(positive) + [0] * len(negative)
    return round(float(roc_auc_score(truth, [*positive, *negative])), 6)


def refused_at(answerable: Sequence[float], rest: Sequence[float], share: float) -> float | None:
    """The share of ``rest`` below the confidence that ``share`` of ``answerable`` lie below; None without both."""
    if not answerable or not rest:
        return None
    return round(float(np.mean(np.asarray(rest) < np.quantile(answerable, share))), 6)


def risk_coverage(confidences: Sequence[float], right: Sequence[bool]) -> list[tuple[float, float]]:
    """Points (coverage, risk), coverage rising: the share answered and how much of that is wrong.

    One point for each distinct confidence, so equal ones stand or fall together. Source: El-Yaniv and Wiener, On the
    foundations of noise-free selective classification (2010).
    """
    order = sorted(range(len(right)), key=lambda row: -confidences[row])
    points, wrong = [], 0
    for count, row in enumerate(order, 1):
        wrong += not right[row]
        if count == len(order) or confidences[order[count]] < confidences[row]:
            points.append((round(count / len(order), 6), round(wrong / count, 6)))
    return points


def area_under_risk(points: Sequence[tuple[float, float]]) -> float:
    """The mean risk over all coverages (a step function of ``risk_coverage``)."""
    area, before = 0.0, 0.0
    for coverage, risk in points:
        area += (coverage - before) * risk
        before = coverage
    return round(area, 6)


def reliability(confidences: Sequence[float], right: Sequence[bool]) -> list[Bin]:
    """At most ten bins of equal width that hold a question, confidence rising."""
    sure, correct = np.asarray(confidences, np.float64), np.asarray(right, np.float64)
    rows = np.minimum((sure * BINS).astype(int), BINS - 1)
    return [
        Bin(int((rows == row).sum()), float(sure[rows == row].mean()), float(correct[rows == row].mean()))
        for row in np.unique(rows)
    ]


def calibration_error(bins: Sequence[Bin]) -> float:
    """The expected calibration error: the mean distance between confidence and share right, weighed by questions.

    Defined here alone: the gate, the report and the calibration all use it.
    Source: Guo et al., On calibration of modern neural networks (2017).
    """
    total = sum(one.count for one in bins)
    return round(sum(one.count * abs(one.confidence - one.right) for one in bins) / total, 6)
