"""The measured quality that ships with the product: read from the evaluation's results, as files and not as code."""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from importlib.metadata import entry_points
from importlib.resources.abc import Traversable
from typing import Any

CONDITION = "full"
FIGURES = (
    ("citizen", "first block"),
    ("citizen", "right where found"),
    ("citizen", "said to be found"),
    ("citizen", "any quote"),
    ("citizen", "precision of what is shown"),
    ("citizen", "speaker"),
    ("citizen", "exact page"),
    ("citizen", "refused"),
    ("unanswerable", "refused"),
    ("unanswerable", "said to be found"),
    ("offtopic", "refused"),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A share of questions, 0 to 1, with its 95% interval; ``key`` names it in the messages."""

    key: str
    value: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class MeasuredSet:
    """What was measured on one question set, as readers get the answers.

    ``words`` is how many words its documents have together, 0 where the results do not tell.
    """

    name: str
    questions: int
    figures: tuple[Figure, ...]
    words: int = 0


@functools.cache
def shipped_quality() -> tuple[MeasuredSet, ...]:
    """The figures that installed packages offer under the entry point ``aanzet.results``, by set name; () for none."""
    return tuple(
        one
        for offer in entry_points(group="aanzet.results")
        for one in measured_quality(resources.files(offer.module).joinpath("results"))
    )


def measured_quality(folder: Traversable) -> tuple[MeasuredSet, ...]:
    """The figures of the result files (JSON) in ``folder``, by set name; a file of another kind is passed over."""
    if not folder.is_dir():
        return ()
    read = (json.loads(entry.read_text("utf-8")) for entry in folder.iterdir() if entry.name.endswith(".json"))
    found = [_measured(values) for values in read if values.get("condition") == CONDITION]
    return tuple(sorted(found, key=lambda one: one.name))


def nearest_in_size(measured: Sequence[MeasuredSet], words: int) -> MeasuredSet | None:
    """The set whose documents are most like ``words`` words in size, by ratio; None where no set tells its size."""
    told = [one for one in measured if one.words]
    if not told:
        return None
    return min(told, key=lambda one: (abs(math.log(one.words / max(words, 1))), one.name))


def _measured(values: dict[str, Any]) -> MeasuredSet:
    figures = []
    for group, measure in FIGURES:
        mean = values["figures"].get(group, {}).get(measure)
        if mean is not None:
            key = f"{group}_{measure}".replace(" ", "_")
            figures.append(Figure(key, mean["value"], mean["low"], mean["high"], mean["count"]))
    words = int(values.get("made_with", {}).get("words", 0))
    return MeasuredSet(values["set_name"], values["questions"], tuple(figures), words)
