"""Spelling mistakes are mended with the words of the sources, and nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
def test_mending_twice_is_mending_once(text: str) -> None:
    once = SPELLER.corrected(text)
    assert SPELLER.corrected(once) == once


def test_without_sources_only_question_words_are_mended() -> None:
    assert Speller([]).corrected("hoevel beleidskompas") == "hoeveel beleidskompas"
