"""Recommendations that an advice states in two places: in a list that sums up, and where it works them out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.comparison.advice import Advice
from app.comparison.labels import without_label
from app.comparison.policy import REPEATING
from app.comparison.records import FoundRecommendation
from app.comparison.same_order import shared

Found = Sequence[FoundRecommendation]


def said_twice(advice: Advice, left: Found, right: Found, *, counted: bool = False) -> dict[int, int]:
    """For each row of ``left`` the row of ``right`` that says the same, in meaning and words: each is most like the
    other, and clearly so, or most are in the same order. Where both are ``counted``, the same number speaks for it.
    """
    if not left or not right:
        return {}
    advice.read_starts([*left, *right])
    meaning = np.array([advice.vector(one) for one in left]) @ np.array([advice.vector(one) for one in right]).T
    words = shared(*([_words(advice, one) for one in side] for side in (left, right)))
    number = np.array([[counted and one.label == its.label for its in right] for one in left])
    alike = REPEATING.meaning * meaning + REPEATING.words * words + REPEATING.same_label * number
    apart = alike - alike.mean(axis=0) - alike.mean(axis=1, keepdims=True)
    best, back = apart.argmax(axis=1), apart.argmax(axis=0)
    mutual = {row: int(at) for row, at in enumerate(best) if back[at] == row}
    clear = {row: at for row, at in mutual.items() if alike[row, at] > REPEATING.least}
    ordered = _in_the_same_order(mutual)
    if len(ordered) < max(REPEATING.ordered * min(len(left), len(right)), REPEATING.fewest_ordered):
        return clear
    return {row: row for row in range(len(left))} if len(left) == len(right) else {**clear, **ordered}


def _in_the_same_order(pairs: dict[int, int]) -> dict[int, int]:
    """The most of ``pairs`` of which the second ones stand in the order of the first ones."""
    best: dict[int, dict[int, int]] = {}
    for row, at in sorted(pairs.items()):
        before = max((chain for last, chain in best.items() if last < at), key=len, default={})
        best[at] = {**before, row: at}
    return max(best.values(), key=len, default={})


def holds(one: FoundRecommendation, other: FoundRecommendation) -> bool:
    """Whether one recommendation begins in what belongs to the other."""
    return any(start <= other.char_start < end for start, end in ((one.char_start, one.char_end), *one.explanation))


def outside(found: Found, others: Found) -> list[FoundRecommendation]:
    """Those of ``others`` that stand apart from all of ``found``."""
    return [one for one in others if not any(holds(own, one) or holds(one, own) for own in found)]


def length(one: FoundRecommendation) -> int:
    """How many characters a recommendation has with its explanation."""
    return one.char_end - one.char_start + sum(end - start for start, end in one.explanation)


def _words(advice: Advice, one: FoundRecommendation) -> str:
    text = advice.document.text
    said = without_label(text[one.char_start : one.char_end])
    return " ".join([said, *(text[start:end] for start, end in one.explanation)])
