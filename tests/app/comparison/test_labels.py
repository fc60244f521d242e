"""The labels that recommendations begin with: a word with a number, a number alone, or 'Aanbeveling:'."""

from __future__ import annotations

import pytest

from app.comparison.labels import (
    is_box,
    label_before,
    leading_label,
    names_recommendations,
    noun_of,
    unnumbered_end,
    without_label,
)


@pytest.mark.parametrize(
    ("text", "noun", "written", "rest"),
    [
        ("Aanbeveling 3: Tel de bezoekers", "aanbeveling", "3", "Tel de bezoekers"),
        ("Hoofdaanbeveling 3a – Tel", "aanbeveling", "3a", "Tel"),
        ("Spoor B: Betaal beter", "spoor", "B", "Betaal beter"),
        ("Hefboom 1 Geef ruimte", "hefboom", "1", "Geef ruimte"),
        ("Tweede voorstel: tel", "voorstel", "2", "tel"),
        ("Bouwsteen IV. Tel", "bouwsteen", "4", "Tel"),
        ("Aanbeveling 2.1: Tel", "aanbeveling", "2.1", "Tel"),
    ],
)
def test_any_word_with_a_number_is_a_label(text: str, noun: str, written: str, rest: str) -> None:
    found = label_before(text)
    assert found is not None
    assert (found.noun, found.written, text[found.end :]) == (noun, written, rest)
    assert found.apart
    assert without_label(text) == rest
    assert noun_of(text) == noun


@pytest.mark.parametrize("text", ["Binnen 5 jaar is het strand schoon", "Aanbeveling 2 is duur", "In 2 jaar kan het"])
def test_a_number_in_a_sentence_is_no_label_of_it(text: str) -> None:
    found = label_before(text)
    assert found is None or not (found.marked or found.apart)
    assert without_label(text) == text
    assert noun_of(text) == ""


@pytest.mark.parametrize("text", ["Tel de bezoekers", "Om 3 uur", "Aanbevelingen", "Spoor Bravo"])
def test_without_a_number_there_is_no_label(text: str) -> None:
    assert label_before(text) is None


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("3. Tel", "3"),
        ("(3) Tel", "3"),
        ("3a. Tel", "3a"),
        ("2.1 Tel", "2.1"),
        ("B) Tel", "B"),
        ("a. tel", "a"),
        ("IV. Tel", "4"),
        ("Tel", ""),
        ("2034 was een droog jaar", ""),
        ("1.000 bezoekers", ""),
    ],
)
def test_an_item_may_begin_with_a_number_or_letter(text: str, label: str) -> None:
    assert leading_label(text) == label
    assert without_label(text) == (text.split(maxsplit=1)[1] if label else text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Aanbeveling: tel", "tel"),
        ("Onze aanbeveling: tel", "tel"),
        ("Aanbeveling", ""),
        ("Aanbeveling over het strand", None),
        ("Aanbevelingen: tel", None),
    ],
)
def test_aanbeveling_without_a_number_needs_a_mark_or_the_end(text: str, rest: str | None) -> None:
    assert (text[unnumbered_end(text) :] if unnumbered_end(text) else None) == rest


def test_a_label_that_is_all_stays() -> None:
    assert without_label("Aanbeveling 3") == "Aanbeveling 3"


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("Onze aanbevelingen", True),
        ("6. Conclusies en aanbevelingen", True),
        ("Advies", True),
        ("5 Wat de raad aanbeveelt", True),
        ("De beleidsadviezen op een rij", True),
        ("Adviesaanvraag", False),
        ("Over het advies van vorig jaar", False),
        ("Het strand", False),
    ],
)
def test_a_heading_may_name_recommendations(heading: str, names: bool) -> None:
    assert names_recommendations(heading) is names


def test_a_box_calls_itself_so() -> None:
    assert [is_box(text) for text in ("Kader 2: Zand", "Box 1", "Kaders voor beleid")] == [True, True, False]


def test_a_label_is_taken_off() -> None:
    assert [without_label(text) for text in ("Aanbeveling 3a: Meet", "2. Betaal", "IV. Tel", "Meet")] == [
        "Meet",
        "Betaal",
        "Tel",
        "Meet",
    ]
