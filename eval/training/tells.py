"""From labelled sentences to ``app/comparison/tells.npz``, what sentences tell: ``python -m eval.training.tells``.

Trained are a model of advices, which says whether a sentence recommends, over the texts in ``tells/advice.tsv`` and the
advices of ``eval/sets`` whose truth is known; one of what a sentence of a letter tells, over ``tells/letter.tsv`` and
``asides.tsv``; and one that says whether it reacts to a recommendation, over the first of these and the letters of the
sets. With ``--held-out`` nothing is written: what models say of texts that they were not trained on is judged, and the
figures are printed.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as functional
from numpy.typing import NDArray

from app.comparison.tells import FILE, GENERAL, OF_A_LETTER, REACTS, RECOMMENDS, TELLS, Linear, features_of
from eval.side_by_side import is_apart, pair_of, read_truth
from eval.training.labelled import (
    OTHER,
    Labelled,
    advice_of_pair,
    letter_of_pair,
    written_advices,
    written_letters,
)
from index.embedded.model import EmbeddedModel
from index.embedded.passage_vectors import PassageText
from ingest.isolation.two_at_once import IsolatedReaders
from ingest.settings import IngestSettings

WRITTEN = Path(__file__).with_name("tells")
SETS = Path(__file__).parents[1] / "sets"
PARTS = 5  # into which texts are laid apart to be judged
ROUNDS = 300  # of the optimiser; it stops sooner


@dataclass(frozen=True, slots=True)
class Plan:
    """How a model is fitted: the classes in order, what a sentence weighs against the penalty on the weights, and the
    weight of the first class in all, 0 to 1 (None: as it comes).
    """

    classes: tuple[str, ...]
    weight: float
    first: float | None = None


OF_ADVICES = Plan((RECOMMENDS, OTHER), 0.0015, 0.33)
OF_LETTERS = Plan(OF_A_LETTER, 0.003)
OF_REACTIONS = Plan((REACTS, OTHER), 0.0015)


@dataclass(frozen=True, slots=True)
class Rows:
    """Features of sentences, float32 ``(n, features)``, with their labels."""

    features: NDArray[np.float32]
    labels: NDArray[np.str_]


def main(arguments: Sequence[str] | None = None) -> None:
    """Train the models and write them, or judge them on what they were not trained on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=FILE)
    parser.add_argument("--held-out", action="store_true")
    chosen = parser.parse_args(arguments)
    torch.set_num_threads(1)
    model = EmbeddedModel()
    advices = [rows_of(part, model) for part in _parts(written_advices(WRITTEN / "advice.tsv"))]
    written, asides = (_parts(written_letters(WRITTEN / f"{name}.tsv")) for name in ("letter", "asides"))
    plain, beside = ([rows_of(part, model) for part in parts] for parts in (written, asides))
    letters = [joined(both) for both in zip(plain, beside, strict=True)]
    reactions = [Rows(one.features, np.where(one.labels == GENERAL, OTHER, REACTS)) for one in plain]
    of_pairs, to_pairs = _pairs(model)
    if chosen.held_out:
        print_held_out("advices of the pairs", OF_ADVICES, of_pairs, advices)
        print_held_out("written advices", OF_ADVICES, advices, of_pairs)
        print_held_out("written letters", OF_LETTERS, letters, [])
        print_held_out("letters of the pairs", OF_REACTIONS, to_pairs, reactions)
        return
    models = {
        RECOMMENDS: fit(joined([*advices, *of_pairs]), OF_ADVICES),
        TELLS: fit(joined(letters), OF_LETTERS),
        REACTS: fit(joined([*reactions, *to_pairs]), OF_REACTIONS),
    }
    write(models, chosen.to)


def training_pairs(sets: Path) -> list[Path]:
    """The folders in ``sets`` of the pairs whose truth is known, in order, without those that are kept apart."""
    return sorted(file.parent for file in sets.glob("*/comparison.toml") if not is_apart(file.parent))


def _pairs(model: EmbeddedModel) -> tuple[list[Rows], list[Rows]]:
    """The advices and the letters of the pairs that train."""
    folders = training_pairs(SETS)
    with IsolatedReaders(IngestSettings()) as readers:
        pairs = [(pair_of(folder, readers), read_truth(folder)) for folder in folders]
    advices = [rows_of(advice_of_pair(advice, truth), model) for (advice, _), truth in pairs]
    return advices, [rows_of(letter_of_pair(letter, truth), model) for (_, letter), truth in pairs]


def rows_of(passages: Sequence[Labelled], model: EmbeddedModel) -> Rows:
    """The sentences of passages with their features, each read within its passage."""
    made = model.passages([PassageText("", one.sentences) for one in passages])
    features = np.concatenate([features_of(one) for one in made])
    return Rows(features, np.array([label for one in passages for label in one.labels]))


def joined(parts: Sequence[Rows]) -> Rows:
    """The rows of all parts."""
    return Rows(np.concatenate([one.features for one in parts]), np.concatenate([one.labels for one in parts]))


def fit(rows: Rows, plan: Plan) -> Linear:
    """The logistic model of the least loss with its penalty; a label that is no class counts as the last."""
    mean, scale = rows.features.mean(axis=0), rows.features.std(axis=0) + 1e-6
    features = torch.from_numpy(((rows.features - mean) / scale).astype(np.float64))
    right = torch.tensor([_class_of(label, plan) for label in rows.labels])
    each = plan.weight * _weights(right, plan.first)
    weights = torch.zeros(features.shape[1], len(plan.classes), dtype=torch.float64, requires_grad=True)
    bias = torch.zeros(len(plan.classes), dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights, bias], max_iter=ROUNDS, tolerance_grad=1e-6, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        wrong = functional.cross_entropy(features @ weights + bias, right, reduction="none")
        total = (each * wrong).sum() + weights.square().sum() / 2
        total.backward()
        return total

    optimiser.step(loss)
    found = [part.detach().numpy().astype(np.float32) for part in (weights, bias)]
    return Linear(mean, scale, *found)


def write(models: dict[str, Linear], file: Path) -> None:
    """Write models as ``app.comparison.tells`` reads them: weights as float16, the rest as float32."""
    arrays: dict[str, Any] = {}
    for name, model in models.items():
        arrays |= {f"{name} mean": model.mean, f"{name} scale": model.scale, f"{name} bias": model.bias}
        arrays[f"{name} weights"] = model.weights.astype(np.float16)
    with file.open("wb") as opened:
        np.savez_compressed(opened, **arrays)


def print_held_out(name: str, plan: Plan, parts: Sequence[Rows], others: Sequence[Rows]) -> None:
    """Print how right models are on ``parts``, each fitted to ``others`` and the lots but one, judged on that one."""
    lots = [list(parts[start::PARTS]) for start in range(PARTS)]
    shares, labels = [], []
    for at, lot in enumerate(lots):
        own = joined(lot)
        rest = [one for other, its in enumerate(lots) if other != at for one in its]
        shares.append(fit(joined([*rest, *others]), plan)(own.features))
        labels.append(np.array([_class_of(label, plan) for label in own.labels]))
    probability, right = np.concatenate(shares), np.concatenate(labels)
    print(f"{name}: {len(right)} sentences, {np.mean(probability.argmax(axis=1) == right):.3f} right")
    for row, one in enumerate(plan.classes):
        print(f"  {one}: {np.sum(right == row)}, AUC {area_under(probability[:, row], right == row):.3f}")


def area_under(scores: NDArray[np.float64], true: NDArray[np.bool_]) -> float:
    """The chance that a true one scores above another, 0 to 1; as much counts for half."""
    below = np.sort(scores[~true])
    left, right = (np.searchsorted(below, scores[true], side) for side in ("left", "right"))
    return float((left + right).mean() / (2 * len(below)))


def _parts(passages: Sequence[Labelled]) -> list[list[Labelled]]:
    return [list(passages[start::PARTS]) for start in range(PARTS)]


def _class_of(label: str, plan: Plan) -> int:
    return plan.classes.index(label) if label in plan.classes else len(plan.classes) - 1


def _weights(right: torch.Tensor, first: float | None) -> torch.Tensor:
    """What each row weighs, 1 in the mean; the first class together ``first`` of all."""
    share = float((right == 0).double().mean())
    if first is None:
        return torch.ones(len(right), dtype=torch.float64)
    return torch.where(right == 0, first / share, (1 - first) / (1 - share)).double()


if __name__ == "__main__":
    main()
