"""Intervals and tests: how much of a figure, or of a difference, is chance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import bootstrap, permutation_test

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
    low, high = _interval((column,), _mean) if len(column) > 1 else (float(column[0]),) * 2
    around = _over_documents(column, documents) if len(set(documents)) > 1 else (None, None)
    return Mean(round(float(column.mean()), 6), low, high, len(column), *around)


def _mean(column: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    return np.asarray(column.mean(axis=axis))


def _ratio(sums: NDArray[np.float64], counts: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    return np.asarray(sums.sum(axis=axis) / counts.sum(axis=axis))


def _interval(
    columns: tuple[NDArray[np.float64], ...], statistic: Callable[..., NDArray[np.float64]]
) -> tuple[float, float]:
    found = bootstrap(
        columns,
        statistic,
        paired=len(columns) > 1,
        vectorized=True,
        n_resamples=RESAMPLES,
        method="percentile",
        rng=np.random.default_rng(SEED),
    ).confidence_interval
    return round(float(found.low), 6), round(float(found.high), 6)


def _over_documents(column: NDArray[np.float64], documents: Sequence[str]) -> tuple[float, float]:
    names = sorted(set(documents))
    row_of = {name: row for row, name in enumerate(names)}
    rows = np.array([row_of[name] for name in documents])
    sums = np.bincount(rows, column, len(names)).astype(np.float64)
    counts = np.bincount(rows, minlength=len(names)).astype(np.float64)
    return _interval((sums, counts), _ratio)


def randomisation_p(before: Sequence[float], after: Sequence[float]) -> float:
    """The two-sided p of a paired difference of means under swapping each pair at random.

    All swaps where there are at most 10,000, and otherwise as many at random with a fixed seed, never 0.
    Source: Smucker, Allan and Carterette, A comparison of statistical significance tests for information retrieval
    evaluation (2007).
    """
    difference = np.asarray(after, np.float64) - np.asarray(before, np.float64)
    if len(difference) < 2 or not np.any(difference):
        return 1.0
    test = permutation_test(
        (difference,),
        np.mean,
        permutation_type="samples",
        vectorized=True,
        n_resamples=PERMUTATIONS,
        rng=np.random.default_rng(SEED),
    )
    return float(test.pvalue)
