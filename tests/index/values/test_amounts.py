"""Numbers are found with their unit, and equal ones are equal however they are written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.values.amounts import find_amounts, in_digits


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("1250000", "1250000", ""),
        ("1.250.000", "1250000", ""),
        ("1,25 miljoen", "1250000", ""),
        ("1 250 000", "1250000", ""),
        ("€ 1.250.000", "1250000", "euro"),
        ("1,25 mln. euro", "1250000", "euro"),
        ("€ 12.500,-", "12500", "euro"),
        ("50%", "50", "procent"),
        ("vijftig procent", "50", "procent"),
        ("19.9%", "19.9", "procent"),
        ("de helft", "50", "procent"),
        ("3,5 meter", "3.5", "meter"),
        ("60 m", "60", "meter"),
        ("12 km", "12", "kilometer"),
        ("12 kilo", "12", "kilogram"),
        ("12 kg", "12", "kilogram"),
        ("40 m²", "40", "vierkante meter"),
        ("40 m³", "40", "kubieke meter"),
        ("drieëntwintig dagen", "23", "dagen"),
        ("een looptijd van 3 jaar", "3", "jaar"),
    ],
)
def test_a_number_is_read_with_its_unit(text: str, number: str, unit: str) -> None:
    (amount,) = find_amounts(text)
    assert amount.value == (Decimal(number), unit)
    assert text[amount.char_start : amount.char_end] in text


@pytest.mark.parametrize("text", ["", "om 22.00 uur", "2.1.10", "N48", "covid-19", "acht het kabinet", "in 2019", "3e"])
def test_a_time_a_name_a_section_or_a_year_is_no_amount(text: str) -> None:
    assert find_amounts(text) == ()


def test_a_number_that_names_a_thing_says_so() -> None:
    found = find_amounts("Zie artikel 5, lid 2, van de wet met 12 bijlagen.")
    assert [(amount.label, int(amount.number)) for amount in found] == [("artikel", 5), ("lid", 2), ("", 12)]


@given(st.integers(0, 10**9))
def test_a_number_is_found_as_dutch_writes_it(number: int) -> None:
    written = in_digits(Decimal(number))
    text = f"Er zijn {written} mensen."
    found = find_amounts(text)
    assert [amount.number for amount in found] == ([] if 1900 <= number < 2100 and "." not in written else [number])


def test_digits_that_no_amount_has_are_none() -> None:
    assert [
        one.number for one in find_amounts("De code is 123456789012345678901234567890 en het bedrag 1.250 euro.")
    ] == [1250]
