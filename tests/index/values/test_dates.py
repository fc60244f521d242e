"""Dates are found in every way that Dutch writes them, and tell periods that can be compared."""

from __future__ import annotations

import pytest

from index.values.dates import find_dates, periods


@pytest.mark.parametrize(
    "text",
    ["30-09-2024", "30-9-2024", "30/09/2024", "30.9.2024", "2024-09-30", "2024/9/30", "30 september 2024", "30-09-24",
     "30e september 2024", "30 sept. 2024", "30\u00a0september 2024", "September 30, 2024", "30 September 2024"],
)  # fmt: skip
def test_every_way_of_writing_a_day_is_the_same_day(text: str) -> None:
    (date,) = find_dates(f"Uiterlijk {text} moet het klaar zijn.")
    assert date.value == (2024, 9, 30, 0)
    assert date.written_out == "30 september 2024"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("in mei", (0, 5, 0, 0)),
        ("in mei 2024", (2024, 5, 0, 0)),
        ("op 3 juni", (0, 6, 3, 0)),
        ("in 2019", (2019, 0, 0, 0)),
        ("in 2018-2020", (2018, 0, 0, 2020)),
        ("in 2018/19", (2018, 0, 0, 2019)),
        ("in 2024-03", (2024, 3, 0, 0)),
    ],
)
def test_months_years_and_spans_of_years_are_dates(text: str, value: tuple[int, ...]) -> None:
    assert [date.value for date in find_dates(text)] == [value]


@pytest.mark.parametrize(
    "text", ["", "2000 euro", "€ 2019", "2.019", "31-02-2024", "2.1.10", "nr. 20191", "N2019", "maarten", "12.2019,5"]
)
def test_an_amount_a_section_or_an_impossible_day_is_no_date(text: str) -> None:
    assert find_dates(text) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("in 2019", "op 12 maart 2019"),
        ("sinds 2018", "in 2019"),
        ("tot en met 2020", "in 2019"),
        ("tussen 2018 en 2020", "in 2019"),
        ("van 2018 tot 2020", "in 2019"),
        ("in maart", "op 12 maart 2024"),
        ("in 2024", "in maart"),
        ("2018/19", "in 2019"),
    ],
)
def test_periods_that_share_a_day_may_be_the_same(one: str, other: str) -> None:
    (first,), (second,) = periods(one), periods(other)
    assert first.may_be(second)
    assert second.may_be(first)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("in 2019", "in 2018"),
        ("sinds 2020", "in 2019"),
        ("vóór 2018", "in 2019"),
        ("op 12 maart 2024", "op 13 maart 2024"),
        ("in maart", "in april 2024"),
    ],
)
def test_periods_that_share_no_day_are_others(one: str, other: str) -> None:
    (first,), (second,) = periods(one), periods(other)
    assert not first.may_be(second)
    assert not second.may_be(first)


def test_two_years_beside_each_other_stay_two_periods() -> None:
    assert len(periods("In 2018 en 2020 steeg het.")) == 2
