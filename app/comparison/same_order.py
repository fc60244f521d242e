"""Two lists about the same things in the same order, laid beside each other by the words that they share."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.comparison.policy import ALIKE
from index.analysis import content_words, terms


def pieces(text: str) -> dict[str, float]:
    """What the words of a text are made of, with its weight: each word whole (its stem), its beginning ('boete' and
    'boetes' share one), and its pieces of a few letters, which compounds share; a long word weighs as a short one.
    """
    found: dict[str, float] = dict.fromkeys(terms(text), 1.0)
    for word in dict.fromkeys(content_words(text)):
        parts = [word[start : start + ALIKE.piece] for start in range(len(word) - ALIKE.piece + 1)]
        begins = (f"^{word[: ALIKE.beginning]}", ALIKE.beginning_weight)
        for part, weight in (begins, *((part, 1.0 / len(parts)) for part in parts)):
            found[part] = max(found.get(part, 0.0), weight)
    return found


def shared(left: Sequence[str], right: Sequence[str]) -> NDArray[np.float64]:
    """How much each text of ``left`` has in common with each of ``right``, 0 to 1; what few texts have weighs more."""
    sides = [[pieces(text) for text in side] for side in (left, right)]
    held = Counter(piece for side in sides for one in side for piece in one)
    count = len(left) + len(right)

    def weights(one: dict[str, float]) -> dict[str, float]:
        return {piece: weight * math.log(1 + count / held[piece]) for piece, weight in one.items()}

    weighed = [[weights(one) for one in side] for side in sides]
    found = np.zeros((len(left), len(right)))
    for row, one in enumerate(weighed[0]):
        for column, other in enumerate(weighed[1]):
            both = math.sqrt(sum(one.values()) * sum(other.values()))
            common = sum(sorted(min(one[piece], other[piece]) for piece in one if piece in other))
            found[row, column] = common / both if both else 0.0
    return found


def aligned(items: Sequence[str], texts: Sequence[str]) -> dict[int, int]:
    """For each row of ``items`` the row of ``texts`` that says the same: in the same order, as alike as can be."""
    if not items or not texts:
        return {}
    alike = shared(items, texts) + ALIKE.pair
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
