"""Fit the confidence: ``python -m eval.calibrate SET [SET ...] [--write]``.

Two logistic regressions of 'the first quote is right': one on the reader's logit that anything answers, which decides
on refusing, and one that sees how far the first sentence is ahead too, which decides on 'found' or 'near'. Both are
fitted without the set that they are judged on (leave one set out) for the figures, and on everything for
``confidence.json``. Every set has the same say, however many questions it has. The weight of the last feature is not
fitted: names and numbers that a document lacks are too rare in the sets.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

import app.answer.confidence
from app.answer.confidence import EvidenceFeatures
from app.answer.policy import POLICY
from app.assistant import Assistant
from app.settings import Settings, home_folder
from app.terminal.console import progress_bar
from eval.abstention import auroc, calibration_error, reliability
from eval.judging import first_quote_correct
from eval.kept_answers import KeptAnswers
from eval.opening import open_set
from eval.run import Asked, ask_all
from eval.sets import read_set

STYLES = ("citizen", "unanswerable", "offtopic")
WRONGLY_REFUSED = 0.03
UNKNOWN_WEIGHT = -2.0
ANSWERED, FIRST = (0,), (0, 1, 2)  # the features of each


@dataclass(frozen=True, slots=True)
class Sample:
    """One question: its features, whether it has an answer and whether the first quote gave it, and its document."""

    style: str
    set_name: str
    document: str
    features: tuple[float, ...]
    correct: bool


def samples_of(assistant: Assistant, set_name: str, asked: Sequence[Asked]) -> list[Sample]:
    """The samples of a set of which every question was ``asked``; what would be quoted without a threshold counts."""
    samples = []
    for one in asked:
        question = one.question
        if question.style not in STYLES:
            continue
        features = assistant.features(question.question)
        if features is None:
            continue
        correct = question.answerable and first_quote_correct(question, one.unrefused)
        document = question.gold[0].document if question.gold else question.near_document or question.style
        samples.append(Sample(question.style, set_name, f"{set_name}/{document}", astuple(features), correct))
    return samples


def ask_set(folder: Path) -> tuple[Assistant, list[Asked]]:
    """The assistant over a set and every question asked, with a bar; answers are kept, so that it can be stopped."""
    questions, home = read_set(folder), home_folder()
    assistant = open_set(questions, home, Settings())
    with progress_bar(folder.name) as progress:
        return assistant, ask_all(assistant, questions, progress, KeptAnswers(home, assistant))


def fit(samples: Sequence[Sample], features: Sequence[int] = ANSWERED) -> tuple[float, NDArray[np.float64]]:
    """Intercept and weights of a probability; off-topic questions are not fitted on.

    ``features`` are those that count: ANSWERED or FIRST; the others get the weight 0.
    """
    used = [sample for sample in samples if sample.style != "offtopic"]
    matrix = np.array([[sample.features[at] for at in features] for sample in used])
    share = Counter(sample.set_name for sample in used)
    say = np.array([len(used) / len(share) / share[sample.set_name] for sample in used])
    made = LogisticRegression(C=100.0, max_iter=5000).fit(matrix, [sample.correct for sample in used], say)
    weights = np.zeros(len(used[0].features))
    weights[list(features)], weights[-1] = made.coef_[0], UNKNOWN_WEIGHT
    return float(made.intercept_[0]), weights


def cross_validated(samples: Sequence[Sample], features: Sequence[int] = ANSWERED) -> NDArray[np.float64]:
    """The probability of every sample, float64 ``(n,)``, from a fit without its set; with one set from a fit on it."""
    found = np.zeros(len(samples))
    for name in sorted({sample.set_name for sample in samples}):
        others = [sample for sample in samples if sample.set_name != name]
        intercept, weights = fit(others or samples, features)
        for row, sample in enumerate(samples):
            if sample.set_name == name:
                found[row] = 1 / (1 + np.exp(-(intercept + weights @ np.array(sample.features))))
    return found


def figures(
    samples: Sequence[Sample], confidences: NDArray[np.float64], first: NDArray[np.float64]
) -> dict[str, float]:
    """Areas under the curve, refusal rates at three thresholds, what would be said to be found, and the expected
    calibration error.

    ``confidences`` and ``first`` are the two probabilities ``(n,)``.
    """
    style = np.array([sample.style for sample in samples])
    correct = np.array([sample.correct for sample in samples])
    on_topic = style != "offtopic"
    held, found = style == "citizen", first >= POLICY.probable
    answerable = confidences[held]
    at3, at5, at10 = (float(np.quantile(answerable, share)) for share in (WRONGLY_REFUSED, 0.05, 0.10))
    error = calibration_error(reliability(first[on_topic].tolist(), correct[on_topic].tolist()))
    return {
        "questions": float(len(samples)),
        "auroc_answerable": float(roc_auc_score(style[on_topic] == "citizen", confidences[on_topic])),
        "auroc_correct": float(roc_auc_score(correct[on_topic], first[on_topic])),
        "auroc_correct_of_answerable": auroc(first[held & correct].tolist(), first[held & ~correct].tolist()) or 0.0,
        "unanswerable_refused_at_10": float((confidences[style == "unanswerable"] < at10).mean()),
        "unanswerable_refused_at_5": _share(confidences[style == "unanswerable"] < at5),
        "unanswerable_refused_at_3": _share(confidences[style == "unanswerable"] < at3),
        "offtopic_refused_at_3": _share(confidences[style == "offtopic"] < at3),
        "threshold_at_3": at3,
        "threshold_at_5": at5,
        "calibration_error": error,
        "found_of_answerable": _share(found[held]),
        "found_of_unanswerable": _share(found[style == "unanswerable"]),
        "found_of_offtopic": _share(found[style == "offtopic"]),
        "first_wrong_among_found": _share(~correct[found]),
    }


def _share(held: NDArray[np.bool_]) -> float:
    """The share that holds; 0 of none."""
    return float(held.mean()) if len(held) else 0.0


def main() -> None:
    """Print the cross-validated figures; with --write renew ``confidence.json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    samples: list[Sample] = []
    for folder in chosen.sets:
        assistant, asked = ask_set(folder)
        samples += samples_of(assistant, folder.name, asked)
    confidences, first = cross_validated(samples), cross_validated(samples, FIRST)
    for name in ("", *sorted({sample.set_name for sample in samples})):
        rows = [row for row, sample in enumerate(samples) if name in ("", sample.set_name)]
        print(f"{name or 'all sets'}:")
        for figure, value in figures([samples[row] for row in rows], confidences[rows], first[rows]).items():
            print(f"  {figure:28} {value:.3f}")
    made = {"answered": _named(fit(samples)), "first": _named(fit(samples, FIRST))}
    print(json.dumps(made, indent=2))
    if chosen.write:
        path = Path(app.answer.confidence.__file__).with_name("confidence.json")
        path.write_text(json.dumps(made, indent=2) + "\n", "utf-8")


def _named(fitted: tuple[float, NDArray[np.float64]]) -> dict[str, float]:
    intercept, weights = fitted
    names = [field.name for field in fields(EvidenceFeatures)]
    found = {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True) if weight}
    return {"intercept": round(intercept, 4)} | found


if __name__ == "__main__":
    main()
