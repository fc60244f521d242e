"""Sentences in which the writer says that he recommends."""

from __future__ import annotations

import pytest

from app.comparison.advising import says_so


@pytest.mark.parametrize(
    "sentence",
    [
        "De raad beveelt de minister aan om de bezoekers te tellen.",
        "Wij adviseren strandwachten beter te betalen.",
        "Ook adviseert de Strandraad het bad te sluiten.",
        "De commissie pleit voor een loket.",
        "Het college roept gemeenten op te tellen.",
        "Daarom raadt de raad het rijk aan te wachten.",
        "De gemeente doet er goed aan te tellen.",
        "Het verdient aanbeveling te tellen.",
        "Naar het oordeel van de raad moet er een loket komen.",
        "Aan gemeenten wordt geadviseerd te tellen.",
        "Ten tweede moet het rijk tellen.",
    ],
)
def test_a_writer_says_that_he_recommends(sentence: str) -> None:
    assert says_so(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Het strand is druk.",
        "Het kabinet adviseert niets.",
        "De raad beveelt.",
        "De minister heeft de raad gevraagd te adviseren over het strand.",
        "Aan de raad is gevraagd om daarvoor te bepleiten wat kan.",
        "De raad is gevraagd het kabinet te adviseren.",
        "De gemeente roept vragen op.",
        "De raad heeft gepraat met strandwachten; zij pleiten voor loon.",
        "In het advies van vorig jaar staat het ook.",
    ],
)
def test_another_sentence_does_not(sentence: str) -> None:
    assert not says_so(sentence)
