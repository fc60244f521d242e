"""Measures: a value for every question, a mean with a 95% interval for every group.

Definitions follow ir_measures: a passage is relevant when it holds a gold quote of the same document; a question that a
run lacks scores 0.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from app.records import ABSTAINED, Answer
from eval.judging import any_quote_correct, exact_page, first_hit_rank, first_quote_correct, passage_hits
from eval.run import Asked
from eval.sets import SetQuestion, normalised

RESAMPLES = 2000
SEED = 20240325


@dataclass(frozen=True, slots=True)
class Measure:
    """A named value of one question's answer; None where it does not apply."""

    name: str
    value: Callable[[SetQuestion, Answer], float | None]


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over ``count`` questions with its 95% bootstrap interval."""

    value: float
    low: float
    high: float
    count: int


def _hit_at(depth: int) -> Callable[[SetQuestion, Answer], float | None]:
    def value(question: SetQuestion, answer: Answer) -> float | None:
        if not question.answerable:
            return None
        rank = first_hit_rank(question, answer.passages)
        return float(rank is not None and rank <= depth)

    return value


def _reciprocal_rank(question: SetQuestion, answer: Answer) -> float | None:
    if not question.answerable:
        return None
    rank = first_hit_rank(question, answer.passages)
    return 1 / rank if rank is not None and rank <= 10 else 0.0


def gold_found_at(question: SetQuestion, answer: Answer) -> list[int]:
    """For every gold quote the rank (from 1) of the first passage that holds it, 0 when none does."""
    ranks = []
    for gold in question.gold:
        wanted = normalised(gold.quote)
        found = (
            rank
            for rank, passage in enumerate(answer.passages, 1)
            if passage.file_name == gold.document and wanted in normalised(passage.text)
        )
        ranks.append(next(found, 0))
    return ranks


def _recall_at(depth: int) -> Callable[[SetQuestion, Answer], float | None]:
    def value(question: SetQuestion, answer: Answer) -> float | None:
        if not question.answerable:
            return None
        ranks = gold_found_at(question, answer)
        return sum(0 < rank <= depth for rank in ranks) / len(ranks)

    return value


def _ndcg(question: SetQuestion, answer: Answer) -> float | None:
    """nDCG@10 with gold quotes as the relevant items: each counts where it is first found."""
    if not question.answerable:
        return None
    gains = [1 / math.log2(rank + 1) for rank in sorted(set(gold_found_at(question, answer))) if 0 < rank <= 10]
    wanted = len(question.gold) if question.gold_mode == "all" else 1
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(wanted, 10) + 1))
    return min(1.0, sum(gains[:wanted]) / ideal)


def _within_words(limit: int) -> Callable[[SetQuestion, Answer], float | None]:
    def value(question: SetQuestion, answer: Answer) -> float | None:
        if not question.answerable:
            return None
        left = limit
        for passage in answer.passages:
            words = passage.text.split()
            if passage_hits(question, passage.file_name, " ".join(words[:left])):
                return 1.0
            left -= len(words)
            if left <= 0:
                return 0.0
        return 0.0

    return value


def _first_quote(question: SetQuestion, answer: Answer) -> float | None:
    return float(first_quote_correct(question, answer)) if question.answerable else None


def _any_quote(question: SetQuestion, answer: Answer) -> float | None:
    return float(any_quote_correct(question, answer)) if question.answerable else None


def _page(question: SetQuestion, answer: Answer) -> float | None:
    if not first_quote_correct(question, answer):
        return None
    return float(exact_page(question, answer.quotes[0]))


def _role(question: SetQuestion, answer: Answer) -> float | None:
    if "rol" not in question.tags or not question.answerable:
        return None
    documents = {gold.document for gold in question.gold}
    return float(bool(answer.quotes) and answer.quotes[0].file_name in documents)


def _list(question: SetQuestion, answer: Answer) -> float | None:
    if question.gold_mode != "all":
        return None
    shown = [(quote.file_name, normalised(quote.text)) for quote in answer.quotes]
    found = [
        any(name == gold.document and normalised(gold.quote) in text for name, text in shown) for gold in question.gold
    ]
    return sum(found) / len(found)


def _refused(question: SetQuestion, answer: Answer) -> float | None:
    return float(answer.status == ABSTAINED)


MEASURES = (
    *(Measure(f"hit@{depth}", _hit_at(depth)) for depth in (1, 3, 5, 10)),
    Measure("R@10", _recall_at(10)),
    Measure("RR@10", _reciprocal_rank),
    Measure("nDCG@10", _ndcg),
    Measure("found in 100 words", _within_words(100)),
    Measure("found in 300 words", _within_words(300)),
    Measure("first quote", _first_quote),
    Measure("any quote", _any_quote),
    Measure("exact page", _page),
    Measure("role", _role),
    Measure("list completeness", _list),
    Measure("refused", _refused),
)


def values(asked: Sequence[Asked], measure: Measure) -> list[float]:
    """The measure's value for every question that it applies to, in order."""
    found = (measure.value(one.question, one.answer) for one in asked)
    return [value for value in found if value is not None]


def mean_of(found: Sequence[float]) -> Mean:
    """The mean with its percentile bootstrap interval over questions (2,000 resamples, fixed seed). Needs one value."""
    column = np.asarray(found, np.float64)
    draws = np.random.default_rng(SEED).integers(0, len(column), (RESAMPLES, len(column)))
    low, high = np.percentile(column[draws].mean(axis=1), (2.5, 97.5))
    return Mean(float(column.mean()), float(low), float(high), len(column))


def auroc(asked: Sequence[Asked]) -> float | None:
    """The chance that an answerable citizen's question has more confidence than an unanswerable one; None without both.

    Source: Fawcett, An introduction to ROC analysis (2006).
    """
    yes = np.array([one.answer.confidence for one in asked if one.question.style == "citizen"])
    no = np.array([one.answer.confidence for one in asked if one.question.style == "unanswerable"])
    if not len(yes) or not len(no):
        return None
    wins = (yes[:, None] > no[None, :]).mean() + 0.5 * (yes[:, None] == no[None, :]).mean()
    return float(wins)
