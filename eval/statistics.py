"""Intervals and tests: how much of a figure, or of a difference, is chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2000
PERMUTATIONS = 10_000
SEED = 20240325


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over ``count`` questions with its 95% bootstrap interval over questions and over documents.

    ``document_low`` and ``document_high`` are None when fewer than two documents take part.
    """

    value: float
    low: float
    high: float
    count: int
    document_low: float | None = None
    document_high: float | None = None


def mean_of(values: Sequence[float], documents: Sequence[str] = ()) -> Mean:
    """The mean with percentile bootstrap intervals (2,000 resamples, fixed seed). Needs one value.

    ``documents`` names each value's document: resampling whole documents shows how far the figure leans on the few
    that were chosen.
    """
    column = np.asarray(values, np.float64)
    draws = np.random.default_rng(SEED).integers(0, len(column), (RESAMPLES, len(column)))
    low, high = np.percentile(column[draws].mean(axis=1), (2.5, 97.5))
    around = _over_documents(column, documents) if len(set(documents)) > 1 else (None, None)
    return Mean(round(float(column.mean()), 6), round(float(low), 6), round(float(high), 6), len(column), *around)


def _over_documents(column: NDArray[np.float64], documents: Sequence[str]) -> tuple[float, float]:
    names = sorted(set(documents))
    row_of = {name: row for row, name in enumerate(names)}
    rows = np.array([row_of[name] for name in documents])
    sums = np.bincount(rows, column, len(names))
    counts = np.bincount(rows, minlength=len(names))
    draws = np.random.default_rng(SEED).integers(0, len(names), (RESAMPLES, len(names)))
    low, high = np.percentile(sums[draws].sum(axis=1) / counts[draws].sum(axis=1), (2.5, 97.5))
    return round(float(low), 6), round(float(high), 6)


def randomisation_p(before: Sequence[float], after: Sequence[float]) -> float:
    """The two-sided p of a paired difference of means under swapping each pair at random.

    10,000 swaps with a fixed seed, the observed one counted among them, so never 0. Source: Smucker, Allan and
    Carterette, A comparison of statistical significance tests for information retrieval evaluation (2007).
    """
    difference = np.asarray(after, np.float64) - np.asarray(before, np.float64)
    if not np.any(difference):
        return 1.0
    signs = np.random.default_rng(SEED).choice((-1.0, 1.0), (PERMUTATIONS, len(difference)))
    extreme = np.abs((signs * difference).mean(axis=1)) >= abs(difference.mean()) - 1e-12
    return float((extreme.sum() + 1) / (PERMUTATIONS + 1))
