"""What sentences of an advice and of a letter tell, learned: whether they recommend, decide, repeat or explain.

A linear model over the states that the embedded model has of each sentence in its paragraph: the mean of the lower
layers says how it is put, the first pieces how it begins, the vector what it is about. ``eval/NOTES.md``, 'What a
sentence tells', has how it was learned and how right it is.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedded.passage_vectors import PassageVectors

FILE = Path(__file__).with_name("tells.npz")
BEGINS = 2  # pieces
RECOMMENDS, TELLS, REACTS = "recommends", "letter", "reacts"
DECIDES, EXPLAINS, GENERAL = "decides", "explains", "general"
OF_A_LETTER = (DECIDES, "restates", EXPLAINS, "appreciates", GENERAL)

Probabilities = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Linear:
    """A logistic model: ``weights`` ``(features, classes)``, over features less ``mean``, in ``scale``."""

    mean: NDArray[np.float32]
    scale: NDArray[np.float32]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def __call__(self, features: NDArray[np.float32]) -> Probabilities:
        """The probability of each class, float64 ``(rows, classes)``, each row 1 together."""
        scores = ((features - self.mean) / self.scale) @ self.weights + self.bias
        raised = np.exp(scores.astype(np.float64) - scores.max(axis=1, keepdims=True))
        return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def recommends(made: Sequence[PassageVectors]) -> list[Probabilities]:
    """For each passage of an advice the probability, by sentence, that it states a recommendation of the writer."""
    return [rows[:, 0] for rows in _by_passage(RECOMMENDS, made)]


def decides(made: Sequence[PassageVectors]) -> list[Probabilities]:
    """For each passage of a letter the log-odds, by sentence, that it says what the cabinet does."""
    return [log_odds(rows[:, OF_A_LETTER.index(DECIDES)]) for rows in _by_passage(TELLS, made)]


def reacts(made: Sequence[PassageVectors]) -> list[Probabilities]:
    """For each passage of a letter the log-odds, by sentence, that it reacts to some recommendation."""
    return [log_odds(rows[:, 0]) for rows in _by_passage(REACTS, made)]


def log_odds(shares: Probabilities) -> Probabilities:
    """The log-odds of probabilities, none surer than one in ten thousand."""
    kept = np.clip(shares, 1e-4, 1 - 1e-4)
    return np.asarray(np.log(kept / (1 - kept)))


def features_of(passage: PassageVectors) -> NDArray[np.float32]:
    """The features of the sentences of a passage, float32 ``(sentences, 3 * width)``. Raises ValueError when its
    vectors come without states.
    """
    if passage.states is None:
        raise ValueError("what a sentence tells is read from states, and these vectors come without")
    windows = passage.states.windows()
    rows = [
        np.concatenate(
            [windows[at][start:end].mean(axis=0), windows[at][start : min(start + BEGINS, end)].mean(axis=0)]
        )
        for at, start, end in passage.states.spans
    ]
    width = passage.sentences.shape[1]
    return np.concatenate([np.array(rows, np.float32).reshape(-1, 2 * width), passage.sentences], axis=1)


def _by_passage(name: str, made: Sequence[PassageVectors]) -> list[Probabilities]:
    if not made:
        return []
    found = _models()[name](np.concatenate([features_of(one) for one in made]))
    return list(np.split(found, np.cumsum([len(one.sentences) for one in made])[:-1]))


@functools.cache
def _models() -> dict[str, Linear]:
    with np.load(FILE, allow_pickle=False) as kept:
        return {
            name: Linear(*(kept[f"{name} {part}"].astype(np.float32) for part in ("mean", "scale", "weights", "bias")))
            for name in (RECOMMENDS, TELLS, REACTS)
        }
