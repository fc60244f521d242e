"""Hyphens at line ends, word by word."""

from __future__ import annotations

from collections import Counter

import pytest

from ingest.hyphens import joins, vocabulary

GO = (
    "geïnfor-|meerd",
    "stikstofproblema-|tiek",
    "uitvoe-|ring",
    "water-|schappen",
    "land-|bouw",
    "ambte-|naar",
    "zo-|als",
    "wo-|ningbouw",
    "vee-|houderij",
    "her-|overwegen",
    "mede-|overheden",
    "energie-|armoede",
    "coördi-|natie",
    "wetenschappe-|lijke",
    "gebieds-|gericht",
    "Rijks-|overheid",
    "verantwoor-|delijkheden",
    "TO-|TAAL",
    "vergunning-|verlening",
)
STAY = (
    "Oost-|en",
    "begrotings-|en",
    "twee-|of",
    "CO2-|uitstoot",
    "sociaal-|economisch",
    "juridisch-|bestuurlijke",
    "publiek-|private",
    "btw-|verhoging",
    "EU-|lidstaten",
    "MKB-|bedrijven",
    "zee-|egel",
    "auto-|ongeluk",
    "Noord-|Holland",
    "niet-|bindend",
    "oud-|minister",
    "minister-|president",
    "secretarissen-|generaal",
    "oost-|west",
    "4-|jarig",
    "DigiD-|app",
    "lhbti-|gemeenschap",
)


@pytest.mark.parametrize("word", GO)
def test_a_hyphen_goes_that_only_broke_a_word(word: str) -> None:
    before, after = word.split("|")
    assert joins(f"de {before}", f"{after} van", Counter())


@pytest.mark.parametrize("word", STAY)
def test_a_hyphen_stays_that_belongs_to_the_word(word: str) -> None:
    before, after = word.split("|")
    assert not joins(f"de {before}", f"{after} van", Counter())


def test_the_documents_own_spelling_decides_first() -> None:
    assert not joins("de water-", "schappen", vocabulary(["alle water-schappen en andere"]))
    assert joins("de niet-", "bindend", vocabulary(["een nietbindend besluit"]))


def test_a_dash_between_words_is_no_hyphen() -> None:
    assert not joins("de gemeente -", "een dorp", Counter())


def test_the_vocabulary_counts_words_with_their_inner_hyphens() -> None:
    words = vocabulary(["Sociaal-economisch beleid", "beleid voor uitvoe-"])
    assert words["sociaal-economisch"] == 1
    assert words["beleid"] == 2
