"""Two lists about the same things in the same order, laid beside each other by the words that they share."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.analysis import terms

PIECE = 5
PAIR = 0.1


def pieces(text: str) -> Counter[str]:
    """The terms of a text and their pieces of ``PIECE`` letters, so that compounds share what they are made of."""
    found: Counter[str] = Counter()
    for term in terms(text):
        found[term] += 1
        for start in range(len(term) - PIECE + 1):
            found[term[start : start + PIECE]] += 1
    return found


def shared(left: Sequence[str], right: Sequence[str]) -> NDArray[np.float64]:
    """How much each text of ``left`` has in common with each of ``right``, 0 to 1; what few texts have weighs more."""
    sides = [[pieces(text) for text in side] for side in (left, right)]
    held = Counter(piece for side in sides for one in side for piece in one)
    count = len(left) + len(right)

    def weights(one: Counter[str]) -> dict[str, float]:
        return {piece: math.log(1 + count / held[piece]) for piece in one}

    weighed = [[weights(one) for one in side] for side in sides]
    found = np.zeros((len(left), len(right)))
    for row, one in enumerate(weighed[0]):
        for column, other in enumerate(weighed[1]):
            both = math.sqrt(sum(one.values()) * sum(other.values()))
            found[row, column] = sum(sorted(one[piece] for piece in one if piece in other)) / both if both else 0.0
    return found


def aligned(items: Sequence[str], texts: Sequence[str]) -> dict[int, int]:
    """For each row of ``items`` the row of ``texts`` that says the same: in the same order, as alike as can be."""
    if not items or not texts:
        return {}
    alike = shared(items, texts) + PAIR
    best = np.zeros((len(items) + 1, len(texts) + 1))
    for row in range(len(items)):
        for column in range(len(texts)):
            best[row + 1, column + 1] = max(
                best[row, column] + alike[row, column], best[row, column + 1], best[row + 1, column]
            )
    found, row, column = {}, len(items), len(texts)
    while row and column:
        if best[row, column] == best[row - 1, column]:
            row -= 1
        elif best[row, column] == best[row, column - 1]:
            column -= 1
        else:
            row, column = row - 1, column - 1
            found[row] = column
    return found
