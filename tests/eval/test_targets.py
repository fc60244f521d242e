"""The table of targets: its figures, its intervals, and nothing of the questions in it."""

from __future__ import annotations

import pytest

from eval.statistics import Mean
from eval.targets import Row, area, around, refused_at_ten, table

MARKED = [(True, value / 10) for value in range(1, 11)] + [(False, 0.15), (False, 0.95), (False, 0.05)]
DOCUMENTS = ["een"] * 7 + ["twee"] * 6


def test_the_share_refused_is_counted_below_the_tenth_of_the_answerable() -> None:
    assert refused_at_ten(MARKED) == pytest.approx(2 / 3)
    assert refused_at_ten(MARKED[:10]) is None


def test_intervals_hold_the_figure_and_are_the_same_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eval.targets.RESAMPLES", 200)
    found = around(area, MARKED, DOCUMENTS)
    assert found == around(area, MARKED, DOCUMENTS)
    assert found.low < found.value == area(MARKED) < found.high
    assert found.document_low is not None
    assert around(area, MARKED, ["een"] * len(MARKED)).document_low is None


@pytest.mark.parametrize(
    ("value", "most", "verdict"),
    [(0.8, False, "reached"), (0.7, False, "short by 0.060"), (0.8, True, "short by 0.040")],
)
def test_a_figure_is_held_against_its_target(value: float, most: bool, verdict: str) -> None:
    row = Row("set", "figure", Mean(value, 0.6, 0.9, 10), 0.76, most)
    assert row.verdict == verdict
    page = table([row], "python -m eval.targets set")
    assert "`python -m eval.targets set`" in page
    assert f"| set | figure | 10 | {value:.3f} | 0.60–0.90 |  | {'<=' if most else '>='} 0.76 | {verdict} |" in page
