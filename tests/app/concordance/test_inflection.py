"""The inflections of Dutch nouns."""

from __future__ import annotations

import pytest

from app.concordance.inflection import inflections

PAIRS = [
    ("advies", "adviezen"),
    ("brief", "brieven"),
    ("boom", "bomen"),
    ("kas", "kassen"),
    ("bom", "bommen"),
    ("huis", "huizen"),
    ("graaf", "graven"),
    ("raad", "raden"),
    ("gemeente", "gemeenten"),
    ("minister", "ministers"),
    ("artikel", "artikelen"),
    ("aanbeveling", "aanbevelingen"),
    ("foto", "foto's"),
    ("mogelijkheid", "mogelijkheden"),
    ("stad", "steden"),
    ("kans", "kansen"),
    ("gebied", "gebieden"),
    ("reis", "reizen"),
    ("openbaar", "openbare"),
]
KNOWN = {word for pair in PAIRS for word in pair}


@pytest.mark.parametrize(("one", "several"), PAIRS)
def test_a_word_and_its_plural_are_each_others_inflections(one: str, several: str) -> None:
    assert several in inflections(one, KNOWN.__contains__)
    assert one in inflections(several, KNOWN.__contains__)


@pytest.mark.parametrize(
    ("word", "other"),
    [("bom", "bomen"), ("boom", "bommen"), ("raad", "ratten"), ("kan", "kansen"), ("advies", "adviseert")],
)
def test_another_word_is_none(word: str, other: str) -> None:
    assert other not in inflections(word, KNOWN.__contains__)
    assert word not in inflections(other, KNOWN.__contains__)
