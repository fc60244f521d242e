"""Fitting the confidence: what the fit finds, and that no question is judged by a fit that saw its set."""

from __future__ import annotations

import numpy as np

from eval.calibrate import UNKNOWN_WEIGHT, Sample, cross_validated, figures, fit


def _samples(set_name: str, count: int, seed: int) -> list[Sample]:
    """Answerable and unanswerable questions that the first of five features tells apart."""
    drawn = np.random.default_rng(seed)
    samples = []
    for number in range(count):
        answerable = number % 2 == 0
        document = f"{set_name}/{number // 2 % 4}"
        features = (float(drawn.normal(1.0 if answerable else 0.0, 0.2)), *drawn.normal(0, 1, 3).tolist(), 0.0)
        style = "citizen" if answerable else "unanswerable"
        samples.append(Sample(style, set_name, document, features, answerable))
    samples.append(Sample("offtopic", set_name, "offtopic", (-3.0, 0.0, 0.0, 0.0, 0.0), False))
    return samples


def test_the_fit_finds_the_feature_that_tells_them_apart() -> None:
    intercept, weights = fit(_samples("a", 80, 1))
    assert weights[0] > 3 * abs(weights[1:4]).max()
    assert weights[4] == UNKNOWN_WEIGHT
    assert intercept + weights[0] > 0 > intercept


def test_questions_are_judged_by_a_fit_without_their_set() -> None:
    turned = [_turned(sample) for sample in _samples("b", 80, 3)]
    confidences = cross_validated([*_samples("a", 80, 2), *turned])
    own = confidences[-len(turned) :]
    assert figures(turned, own, own)["auroc_answerable"] < 0.1


def test_a_small_set_has_the_same_say_as_a_large_one() -> None:
    large, small = _samples("a", 320, 3), _samples("b", 40, 4)
    alone, both = fit(large)[1][0], fit([*large, *map(_turned, small)])[1][0]
    assert abs(both) < 0.5 * alone


def _turned(one: Sample) -> Sample:
    """The sample with its first feature the other way round."""
    return Sample(one.style, one.set_name, one.document, (-one.features[0], *one.features[1:]), one.correct)
