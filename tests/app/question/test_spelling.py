"""Spelling mistakes are corrected with the words of the sources, and nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.question import spelling
from app.question.spelling import Speller

SPELLER = Speller(
    [
        "De accountants controleren de woningcorporatie. Elektriciteit en het beleidskompas, zegt Janssen.",
        "Financiële steun.",
    ]
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Wat doet de acountant?", "Wat doet de accountants?"),
        ("Belidskompas", "Beleidskompas"),
        ("hoevel elektrictieit", "hoeveel elektriciteit"),
        ("de woningcoproratie", "de woningcorporatie"),
        ("finaciele steun", "financiële steun"),
    ],
)
def test_a_misspelled_word_becomes_the_word_of_the_sources(typed: str, meant: str) -> None:
    assert SPELLER.corrected(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "Wat zegt minister Jansen?",
        "woningcorporaties",
        "Wat is een warmtepomp?",
        "de waterstofleiding",
        "het huis en de auto",
        "BELEIDSKOMPASS",
        "",
        "?!",
    ],
)
def test_right_words_names_and_compounds_stay(typed: str) -> None:
    assert SPELLER.corrected(typed) == typed


@given(st.text(max_size=60))
def test_correcting_twice_is_correcting_once(text: str) -> None:
    once = SPELLER.corrected(text)
    assert SPELLER.corrected(once) == once


def test_without_sources_only_question_words_are_corrected() -> None:
    assert Speller([]).corrected("hoevel beleidskompas") == "hoeveel beleidskompas"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("watre", "water"),  # five letters, one change
        ("watr", "watr"),  # four are too few
        ("stokstuf", "stikstof"),  # eight letters, two changes
        ("klumeat", "klumeat"),  # seven letters: one change at most
    ],
)
def test_how_many_letters_may_change_depends_on_the_length(typed: str, meant: str) -> None:
    assert Speller(["Water, stikstof en klimaat."]).corrected(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kadar", "kadar"),  # common enough to be right
        ("bijnaa", "bijna"),
        ("zeldza", "zeldza"),  # the nearest word is not so much more common
        ("bodim", "bodem"),
    ],
)
def test_a_word_is_right_when_it_is_common_and_wrong_beside_one_much_more_common(
    typed: str, meant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {"kadar": 3.0, "kader": 9.0, "bijnaa": 2.9, "bijna": 6.0, "zeldza": 1.0, "zeldzam": 2.4}
    known |= {"bodim": 1.0, "bodem": 2.5}
    monkeypatch.setattr(spelling, "dutch_frequency", lambda word: known.get(word, 0.0))
    assert Speller(["Kader bijna zeldzam bodem."]).corrected(typed) == meant
