"""Measures of ranked passages by ir_measures equal what can be worked out by hand."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.beir import Ranked, measured_texts
from eval.measures.retrieval import by_first_hit, ndcg_of_gold, recall_of_gold, scores
from eval.sets import Gold, SetQuestion


def asked(texts: list[str], *quotes: str, mode: str = "any") -> tuple[SetQuestion, Any]:
    """A question with these gold quotes, and an answer with these passages."""
    gold = tuple(Gold("a.txt", None, quote) for quote in quotes)
    passages = tuple(SimpleNamespace(file_name="a.txt", text=text) for text in texts)
    return SetQuestion("1", "citizen", "Wat?", True, gold, 1, gold_mode=mode), SimpleNamespace(passages=passages)


@given(st.integers(0, 12), st.integers(1, 20))
def test_the_first_hit_decides(rank: int, count: int) -> None:
    texts = ["niets"] * count
    if 0 < rank <= count:
        texts[rank - 1] = "het goede antwoord"
    one = asked(texts, "goede antwoord")
    found = 0 < rank <= count
    assert by_first_hit("Success@1")(*one) == float(found and rank == 1)
    assert by_first_hit("Success@5")(*one) == float(found and rank <= 5)
    assert by_first_hit("RR@10")(*one) == pytest.approx(1 / rank if found and rank <= 10 else 0.0)
    assert ndcg_of_gold(*one) == pytest.approx(1 / math.log2(rank + 1) if found and rank <= 10 else 0.0)


def test_parts_that_together_answer_count_where_they_are_first_found() -> None:
    one = asked(["aa", "niets", "bb en aa"], "aa", "bb", "cc", mode="all")
    ideal = sum(1 / math.log2(rank + 1) for rank in (1, 2, 3))
    assert ndcg_of_gold(*one) == pytest.approx((1 + 1 / math.log2(4)) / ideal)
    assert recall_of_gold(1)(*one) == pytest.approx(1 / 3)
    assert recall_of_gold(5)(*one) == pytest.approx(2 / 3)


def test_nothing_found_and_nothing_asked_for() -> None:
    assert by_first_hit("RR@10")(*asked([], "aa")) == 0.0
    unanswerable = SetQuestion("1", "unanswerable", "Wat?", False, (), 1)
    assert by_first_hit("RR@10")(unanswerable, SimpleNamespace(passages=())) is None  # type: ignore[arg-type]


def test_ranks_have_no_ties_so_the_order_given_is_the_order_measured() -> None:
    assert scores(["Success@1"], [{"b": 1}, {"b": 1}], [["b", "a"], ["a", "b"]]) == [
        {"Success@1": 1.0},
        {"Success@1": 0.0},
    ]


def test_texts_of_a_collection_are_graded_and_queries_without_any_left_out() -> None:
    passage: Any = SimpleNamespace(score=1.0)
    ranked = [Ranked("q", (("b", passage), ("a", passage)), 1.0), Ranked("leeg", (("a", passage),), 1.0)]
    found = measured_texts(ranked, {"q": {"a": 2, "b": 1}, "leeg": {"a": 0}})
    assert found["nDCG@10"].value == pytest.approx((1 + 2 / math.log2(3)) / (2 + 1 / math.log2(3)), abs=1e-5)
    assert (found["hit@1"].value, found["R@10"].value, found["hit@1"].count) == (1.0, 1.0, 1)
