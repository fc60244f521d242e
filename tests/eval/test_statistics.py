"""Intervals, tests, curves: against what can be worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.abstention import area_under_risk, auroc, calibration_error, reliability, risk_coverage
from eval.statistics import mean_of, randomisation_p

values = st.lists(st.floats(0, 1), min_size=1, max_size=30)


@given(values)
def test_an_interval_lies_around_its_mean_and_is_the_same_each_time(column: list[float]) -> None:
    mean = mean_of(column)
    assert mean.low - 1e-6 <= mean.value <= mean.high + 1e-6
    assert mean == mean_of(column)


def test_an_interval_over_documents_is_wider_when_documents_differ() -> None:
    mean = mean_of([1.0] * 20 + [0.0] * 20, ["a"] * 20 + ["b"] * 20)
    assert (mean.document_low, mean.document_high) == (0.0, 1.0)
    assert mean.low > 0.3
    assert mean_of([1.0, 0.0], ["a", "a"]).document_low is None


def test_equal_runs_differ_by_chance_and_opposite_runs_do_not() -> None:
    assert randomisation_p([1.0, 0.0, 1.0], [1.0, 0.0, 1.0]) == 1.0
    assert randomisation_p([0.0] * 20, [1.0] * 20) < 0.001
    assert randomisation_p([0.0], [1.0]) == 1.0


def test_p_is_near_the_exact_one_of_all_swaps() -> None:
    before, after = [0.0, 0.0, 0.0, 0.0], [1.0, 1.0, 1.0, 1.0]
    assert randomisation_p(before, after) == pytest.approx(2 / 16, abs=0.01)


def test_auroc_counts_ties_half_and_needs_both_sides() -> None:
    assert auroc([0.9, 0.5], [0.5, 0.1]) == 0.875
    assert auroc([0.9], []) is None


def test_risk_rises_with_what_is_answered_when_confidence_is_right() -> None:
    points = risk_coverage([0.9, 0.8, 0.2, 0.2], [True, True, False, True])
    assert points == [(0.25, 0.0), (0.5, 0.0), (1.0, 0.25)]
    assert area_under_risk(points) == 0.125


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40))
def test_bins_hold_every_question_and_the_error_is_a_share(pairs: list[tuple[float, bool]]) -> None:
    bins = reliability([sure for sure, _ in pairs], [right for _, right in pairs])
    assert sum(one.count for one in bins) == len(pairs)
    assert 0 <= calibration_error(bins) <= 1


def test_a_probability_that_comes_true_has_no_calibration_error() -> None:
    assert calibration_error(reliability([0.75] * 4, [True, True, True, False])) == 0.0
