"""Which recommendations of a list and of the chapters say the same."""

from __future__ import annotations

import pytest

from app.comparison.advice import Advice
from app.comparison.records import FoundRecommendation
from app.comparison.repeats import _in_the_same_order, holds, length, outside, said_twice
from tests.app.comparison.told import Told, shares_told
from tests.documents import make_document

__all__ = ["shares_told"]
pytestmark = pytest.mark.usefixtures("shares_told")


def stated(*texts: str) -> tuple[Advice, list[FoundRecommendation]]:
    """Paragraphs of a sentence each, numbered in order."""
    advice = Told({}).reads(make_document(*texts))
    return advice, [advice.stated(place, str(place + 1), []) for place in range(len(texts))]


def test_those_in_the_same_words_say_the_same_in_any_order() -> None:
    advice, found = stated(
        "Tel de bezoekers van het strand.",
        "Betaal badmeesters een hoger loon.",
        "Geef badmeesters een hoger loon.",
        "Plant bomen langs de weg.",
        "Laat gemeenten bezoekers van het strand tellen.",
    )
    assert said_twice(advice, found[:2], found[2:]) == {0: 2, 1: 0}


def test_as_many_in_the_same_order_are_all_the_same() -> None:
    """The third pair shares nothing."""
    left = ("Tel bezoekers.", "Betaal loon.", "Sluit de haven.", "Plant bomen.", "Open een loket.")
    right = ("Bezoekers tellen.", "Loon betalen.", "Maak een dijk.", "Bomen planten.", "Een loket openen.")
    advice, found = stated(*left, *right)
    assert said_twice(advice, found[:5], found[5:]) == {row: row for row in range(5)}


def test_nothing_says_nothing_twice() -> None:
    advice, found = stated("Tel.")
    assert said_twice(advice, found, []) == {}
    assert said_twice(advice, [], found) == {}


@pytest.mark.parametrize(
    ("pairs", "kept"),
    [
        ({0: 0, 1: 1, 2: 2}, {0: 0, 1: 1, 2: 2}),
        ({0: 4, 1: 1, 2: 2, 3: 3}, {1: 1, 2: 2, 3: 3}),
        ({0: 2, 1: 1, 2: 0}, {0: 2}),
        ({}, {}),
    ],
)
def test_the_longest_run_in_order_is_kept(pairs: dict[int, int], kept: dict[int, int]) -> None:
    assert len(_in_the_same_order(pairs)) == len(kept)
    assert set(_in_the_same_order(pairs).items()) <= set(pairs.items())
    if len(kept) > 1:
        assert _in_the_same_order(pairs) == kept


def test_one_that_begins_within_another_is_not_apart_from_it() -> None:
    whole = FoundRecommendation("1", 0, 10, ((12, 40),))
    inside, beside = FoundRecommendation("1a", 20, 30), FoundRecommendation("2", 40, 50)
    assert holds(whole, inside)
    assert not holds(inside, whole)
    assert not holds(whole, beside)
    assert outside([whole], [inside, beside]) == [beside]
    assert outside([inside], [whole, beside]) == [beside]
    assert length(whole) == 38
