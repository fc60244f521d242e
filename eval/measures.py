"""Measures: each a value for every question.

Definitions follow ir_measures: a passage is relevant when it holds a gold quote of the same document; a question that a
run lacks scores 0.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from app.records import ABSTAINED, ANSWERED, Answer
from eval.judging import any_quote_correct, exact_page, first_hit_rank, first_quote_correct, passage_hits
from eval.run import Asked
from eval.sets import SetQuestion, normalised

Value = Callable[[SetQuestion, Answer], float | None]


@dataclass(frozen=True, slots=True)
class Measure:
    """A named value of one asked question; None where it does not apply."""

    name: str
    value: Callable[[Asked], float | None]


def _hit_at(depth: int) -> Value:
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


def _recall_at(depth: int) -> Value:
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


def _within_words(limit: int) -> Value:
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
    return float(answer.status == ANSWERED and bool(answer.quotes) and answer.quotes[0].file_name in documents)


def _list(question: SetQuestion, answer: Answer) -> float | None:
    if question.gold_mode != "all":
        return None
    quotes = answer.quotes if answer.status == ANSWERED else ()
    shown = [(quote.file_name, normalised(quote.text)) for quote in quotes]
    found = [
        any(name == gold.document and normalised(gold.quote) in text for name, text in shown) for gold in question.gold
    ]
    return sum(found) / len(found)


def _of_answer(value: Value) -> Callable[[Asked], float | None]:
    return lambda asked: value(asked.question, asked.answer)


def _of_written_out(value: Value) -> Callable[[Asked], float | None]:
    return lambda asked: None if asked.written_out is None else value(asked.question, asked.written_out)


def _refused(asked: Asked) -> float | None:
    return float(asked.answer.status == ABSTAINED)


def _unrefused_quote(asked: Asked) -> float | None:
    return _first_quote(asked.question, asked.unrefused)


def _intact(asked: Asked) -> float | None:
    return float(asked.intact) if asked.answer.quotes else None


def _confidence(asked: Asked) -> float | None:
    return asked.answer.confidence


def _first_cosine(asked: Asked) -> float | None:
    """How near the first passage lies: moves as soon as the model, its prefix or its text does."""
    return asked.answer.passages[0].dense if asked.answer.passages else None


def _first_lexical(asked: Asked) -> float | None:
    """What shared words add to the first passage: 0 as soon as the lexical part is off."""
    return asked.answer.passages[0].lexical if asked.answer.passages else None


MEASURES = (
    *(Measure(f"hit@{depth}", _of_answer(_hit_at(depth))) for depth in (1, 3, 5, 10)),
    *(Measure(f"R@{depth}", _of_answer(_recall_at(depth))) for depth in (5, 10, 20)),
    Measure("RR@10", _of_answer(_reciprocal_rank)),
    Measure("nDCG@10", _of_answer(_ndcg)),
    Measure("found in 100 words", _of_answer(_within_words(100))),
    Measure("found in 300 words", _of_answer(_within_words(300))),
    Measure("first quote", _of_answer(_first_quote)),
    Measure("any quote", _of_answer(_any_quote)),
    Measure("first quote, never refusing", _unrefused_quote),
    Measure("exact page", _of_answer(_page)),
    Measure("citation intact", _intact),
    Measure("role", _of_answer(_role)),
    Measure("list completeness", _of_answer(_list)),
    Measure("refused", _refused),
    Measure("written out hit@1", _of_written_out(_hit_at(1))),
    Measure("written out RR@10", _of_written_out(_reciprocal_rank)),
    Measure("written out first quote", _of_written_out(_first_quote)),
    Measure("confidence", _confidence),
    Measure("first cosine", _first_cosine),
    Measure("first lexical share", _first_lexical),
)


def measured(asked: Asked) -> dict[str, float]:
    """Every measure that applies to one asked question, by name."""
    found = ((measure.name, measure.value(asked)) for measure in MEASURES)
    return {name: round(value, 6) for name, value in found if value is not None}
