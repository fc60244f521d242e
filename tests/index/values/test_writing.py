"""Equal dates and numbers read equal, unequal ones never do."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import terms
from index.lexical import LexicalIndex
from index.values.writing import levelled, other_ways, spelled_out, values_in
from ingest.lexicon import month_names

DAYS = ("30-09-2024", "30-9-2024", "30 september 2024", "2024-09-30")
NUMBERS = ("1250000", "1.250.000", "1,25 miljoen")


def same_value(one: str, other: str) -> bool:
    """Whether two texts are each one value and nothing else, and the same one."""
    (ours, theirs) = ([value for value, *span in values_in(text) if span == [0, len(text)]] for text in (one, other))
    return bool(ours) and ours == theirs


@pytest.mark.parametrize("forms", [DAYS, NUMBERS, ("€ 1.250.000", "1,25 miljoen euro"), ("50%", "50 procent")])
def test_the_ways_of_writing_one_value_are_the_same(forms: tuple[str, ...]) -> None:
    assert all(same_value(one, other) for one in forms for other in forms)
    held = [set(terms(f"De grens is {form} voor gemeenten.")) - {"miljoen"} for form in forms]
    assert all(one == held[0] for one in held)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("30-09-2024", "29-09-2024"),
        ("12-11-2024", "11-12-2024"),
        ("1,25 miljoen", "1,25 miljard"),
        ("1.250", "1,250"),
        ("5 kilo", "5 meter"),
        ("2.019", "2019"),
        ("007", "7"),
        ("3 mei", "mei"),
        ("een", "een"),
        ("de helft", "50 procent"),
        ("helft", "50 procent"),
        ("", ""),
        ("5 en 6", "5 en 6"),
    ],
)
def test_another_value_unit_or_no_single_value_is_never_the_same(one: str, other: str) -> None:
    assert not same_value(one, other)


def test_texts_are_rewritten_at_their_values_only() -> None:
    text = "Op 12-03-2024 was € 1.250.000 beschikbaar (artikel 5), op 12 km van Ommen; twaalf man kwam om 22.00 uur."
    assert levelled(text) == (
        "Op 12 maart 2024 was 1250000 euro beschikbaar (artikel 5), op 12 kilometer van Ommen; twaalf man kwam om "
        "22.00 uur."
    )
    assert spelled_out("Wat gebeurde er op 2024-03-12 met 1250000 euro of 1250000 mensen?") == (
        "Wat gebeurde er op 12 maart 2024 met 1250000 euro of 1.250.000 mensen?"
    )


def test_a_number_in_words_is_the_number_in_digits() -> None:
    pairs = (
        ("twaalf", "12"),
        ("één", "1"),
        ("vijfentwintig", "25"),
        ("tweehonderd", "200"),
        ("twaalfduizend", "12.000"),
    )
    assert all(same_value(words, digits) for words, digits in pairs)
    assert not same_value("twaalf", "elf")


@pytest.mark.parametrize(("asked", "row"), [("twaalf", 0), ("12", 0), ("vijftien", 1), ("15", 1), ("200", 2)])
def test_a_number_in_words_is_found_by_its_digits_and_the_other_way_round(asked: str, row: int) -> None:
    texts = [
        "Er deden 12 dorpen mee.",
        "Er deden vijftien steden mee.",
        "Er kwamen tweehonderd mensen.",
        "Er was drie.",
    ]
    scores = LexicalIndex.build(texts, 0.9, 0.4).scores(f"Waarom {asked}?")
    assert [place for place, score in enumerate(scores) if score > 0] == [row]


def test_the_number_of_a_thing_and_a_small_number_have_no_other_way() -> None:
    assert other_ways("artikel 12, drie redenen en 3 leden") == []


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)))
def test_every_day_of_the_calendar_is_one_day_in_all_its_forms(day: datetime.date) -> None:
    month = month_names()[day.month - 1]
    forms = (f"{day.day} {month} {day.year}", f"{day:%d-%m-%Y}", f"{day.day}-{day.month}-{day.year}", day.isoformat())
    assert len({levelled(form) for form in forms}) == 1
    assert levelled(forms[0]) == forms[0]


@given(st.text(max_size=80))
def test_any_text_can_be_rewritten_and_is_then_stable(text: str) -> None:
    once = levelled(text)
    assert levelled(once) == once or any(letter.isdigit() for letter in text)
    assert isinstance(spelled_out(text), str)
