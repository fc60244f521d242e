"""Whether two sentences say the same in nearly the same words, as a summary and a running text do."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from index.analysis import words

ALIKE = 90.0
FEWEST_WORDS = 6
_TELLING = re.compile(r".*\d.*|niet|geen|nooit|niemand|nergens|noch")


def same_sentence(first: str, second: str) -> bool:
    """Whether one may stand for the other: the same words, or nearly so with the same numbers and denials."""
    one, other = words(first), words(second)
    if one == other:
        return True
    if min(len(one), len(other)) < FEWEST_WORDS or _telling(one) != _telling(other):
        return False
    return fuzz.ratio(" ".join(one), " ".join(other), score_cutoff=ALIKE) > 0


def _telling(sentence: list[str]) -> list[str]:
    return sorted(word for word in sentence if _TELLING.fullmatch(word))
