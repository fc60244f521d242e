"""Measures of the ranked passages, computed by ir_measures.

A passage is relevant when it holds a gold quote of the same document. What ir_measures gets is the rank of each passage
as its score: trec_eval breaks ties of scores by the larger id, this product by the smaller one, and ranks have no ties.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import ir_measures
import numpy as np

from app.records import Answer
from eval.judging import first_hit_rank, passage_hits
from eval.measures.measure import Value
from eval.sets import SetQuestion, normalised

UNFOUND = "unfound"


def scores(names: Sequence[str], relevant: Sequence[Mapping[str, int]], rankings: Sequence[Sequence[str]]) -> list[
    dict[str, float]
]:  # fmt: skip
    """For every query the measures ``names`` of ir_measures, in the order of the queries.

    ``relevant[i]`` gives the items that are relevant to query ``i`` with their level, ``rankings[i]`` its ranking, best
    first. Raises KeyError for a query without a relevant item: it has no measure.
    """
    measures = [_measure(name) for name in names]
    qrels = {str(number): dict(levels) for number, levels in enumerate(relevant)}
    run = {
        str(number): {item: -float(rank) for rank, item in enumerate(ranking)}
        for number, ranking in enumerate(rankings)
    }
    found: list[dict[str, float]] = [dict.fromkeys(names, 0.0) for _ in rankings]
    for one in ir_measures.iter_calc(measures, qrels, run):
        found[int(one.query_id)][names[measures.index(one.measure)]] = float(one.value)
    return found


@cache
def _measure(name: str) -> ir_measures.Measure:
    return ir_measures.parse_measure(name)


def _one(name: str, relevant: Sequence[int], wanted: int, count: int) -> float:
    """A measure of a ranking of ``count`` items in which those at the ranks ``relevant`` are, out of ``wanted``."""
    lacking = [f"{UNFOUND} {number}" for number in range(wanted - len(relevant))]
    (found,) = scores([name], [dict.fromkeys([*map(str, relevant), *lacking], 1)], [[*map(str, range(1, count + 1))]])
    return found[name]


def by_first_hit(name: str) -> Value:
    """A measure of ir_measures to which only the first passage that holds a gold quote matters."""

    def value(question: SetQuestion, answer: Answer) -> float | None:
        if not question.answerable:
            return None
        rank = first_hit_rank(question, answer.passages)
        return _one(name, [rank] if rank is not None else [], 1, len(answer.passages))

    return value


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


def recall_of_gold(depth: int) -> Value:
    """The share of gold quotes that stand in the first ``depth`` passages: for each of them Success@depth."""

    def value(question: SetQuestion, answer: Answer) -> float | None:
        if not question.answerable:
            return None
        ranks = gold_found_at(question, answer)
        count = len(answer.passages)
        return float(np.mean([_one(f"Success@{depth}", [rank] if rank else [], 1, count) for rank in ranks]))

    return value


def ndcg_of_gold(question: SetQuestion, answer: Answer) -> float | None:
    """nDCG@10 with gold quotes as the relevant items: each counts where it is first found.

    One gold quote is enough, except where together they are the answer.
    """
    if not question.answerable:
        return None
    wanted = len(question.gold) if question.gold_mode == "all" else 1
    ranks = sorted({rank for rank in gold_found_at(question, answer) if rank})[:wanted]
    return _one("nDCG@10", ranks, wanted, len(answer.passages))


def within_words(limit: int) -> Value:
    """Whether a gold quote stands in the first ``limit`` words of the passages, read from the first one on."""

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
