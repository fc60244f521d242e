"""Hyphens at line ends, word by word."""

from __future__ import annotations

from collections import Counter

import pytest

from ingest.hyphens import joins, suspends, vocabulary

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
    "sur-|plus",
    "re-|animatie",
    "na-|ijver",
    "niet-|ig",
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
    "groei-|als",
    "groei-|dan wel krimp",
    "groei-|à",
    "groei-|versus",
    "groei-|alsmede",
    "groei-|c.q. krimp",
    "groei-|resp.",
    "zee-|egels",
    "toe-|eigenen",
    "re-|integratie",
    "re-|integreren",
    "de-|escalatie",
    "niet-|ingezetenen",
    "niet-|limitatieve",
    "e-|mailadres",
    "E-|mail",
    "x-|as",
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


@pytest.mark.parametrize("after", ["en Zuid", "als krimp", "dan wel krimp", "à twee", "versus krimp", "c.q. krimp"])
def test_a_word_follows_that_leaves_a_hyphen_hanging(after: str) -> None:
    assert suspends(after)


@pytest.mark.parametrize("after", ["Holland", "dan", "enige", "alsof"])
def test_another_word_leaves_no_hyphen_hanging(after: str) -> None:
    assert not suspends(after)
