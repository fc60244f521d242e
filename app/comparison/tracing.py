"""Which recommendations a letter is about, sentence by sentence: the likeliest way through it.

A letter goes from one recommendation to the next and seldom jumps within a paragraph, so sentences are not judged one
by one: of all ways through the letter that respect what it names, the one is taken that fits its words best (Viterbi,
Error bounds for convolutional codes, 1967).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.comparison.policy import TRACING

Rows = frozenset[int]
NOTHING: Rows = frozenset()
NEVER = -1e9


@dataclass(frozen=True, slots=True)
class Step:
    """A sentence of the letter: ``named`` are the rows that it must be about (None: any), ``among`` the sets that are
    possible (None: all), ``boundary`` what it begins ('within', 'decides', 'among', 'paragraph', 'loose', 'item' or
    'heading', as in ``TRACING``), ``goes_on`` whether it leans on the one before, ``turns`` whether it turns to another
    subject, ``general`` what speaks for its being about nothing in particular.
    """

    named: Rows | None = None
    among: frozenset[Rows] | None = None
    boundary: str = "within"
    goes_on: bool = False
    turns: bool = False
    general: float = 0.0
    together: float = 0.0


def trace(steps: Sequence[Step], likeness: NDArray[np.float64]) -> list[Rows]:
    """For each step the rows of the recommendations that it is about; ``likeness`` is ``(steps, recommendations)``."""
    if not steps:
        return []
    states = _states(steps, likeness.shape[1])
    gains = _gains(steps, states, likeness)
    best = gains[0].copy()
    came: list[NDArray[np.intp]] = []
    for row in range(1, len(steps)):
        moved = best[:, None] - _prices(steps[row], states)
        came.append(moved.argmax(axis=0))
        best = moved.max(axis=0) + gains[row]
    at = int(best.argmax())
    way = [at]
    for back in reversed(came):
        at = int(back[at])
        way.append(at)
    return [states[state] for state in reversed(way)]


def _states(steps: Sequence[Step], count: int) -> list[Rows]:
    named = {step.named for step in steps if step.named} | {rows for step in steps for rows in step.among or ()}
    several = sorted((rows for rows in named if len(rows) > 1), key=sorted)
    return [NOTHING, *(frozenset((row,)) for row in range(count)), *several]


def _gains(steps: Sequence[Step], states: Sequence[Rows], likeness: NDArray[np.float64]) -> NDArray[np.float64]:
    gains = np.zeros((len(steps), len(states)))
    for column, rows in enumerate(states):
        if rows:
            gains[:, column] = likeness[:, sorted(rows)].mean(axis=1) - TRACING.several * (len(rows) > 1)
    for row, step in enumerate(steps):
        gains[row, 0] = TRACING.nothing + step.general
        gains[row, [len(rows) > 1 for rows in states]] += step.together
        for column, rows in enumerate(states):
            if step.named is not None and rows != step.named:
                gains[row, column] = NEVER
            if step.named is None and step.among is not None and rows not in step.among:
                gains[row, column] = NEVER
            if (
                step.named is None
                and step.among is None
                and len(rows) > 1
                and step.boundary in ("paragraph", "loose", "item", "heading")
            ):
                gains[row, column] -= TRACING.several
    return gains


def _prices(step: Step, states: Sequence[Rows]) -> NDArray[np.float64]:
    """What it costs to come to this sentence, from each state (row) to each (column)."""
    count = len(states)
    if step.named is not None:
        return np.zeros((count, count))
    within = "within" if step.boundary == "undecided" else step.boundary
    prices = np.full((count, count), float(getattr(TRACING, within)))
    if step.boundary == "among" and step.goes_on:
        prices[1:] = TRACING.within
    if step.boundary == "undecided":
        prices[0] = TRACING.decides
    if step.boundary in ("decides", "loose"):
        prices[:, 0] = TRACING.within if step.boundary == "decides" else TRACING.leaves
    if step.boundary == "among":
        for row, column in itertools.product(range(count), repeat=2):
            if states[column] < states[row] and states[column] == {min(states[row])}:
                prices[row, column] = TRACING.member
    np.fill_diagonal(prices, TRACING.turned if step.turns else 0.0)
    if step.goes_on and not step.turns and step.general <= 0:
        prices[range(1, count), range(1, count)] = -TRACING.leaning
    return prices
