"""Near-identical sentences stand for each other; a number or a denial makes them differ."""

from __future__ import annotations

import pytest

from app.answer.same_sentence import same_sentence

TEXT = "Gemeenten krijgen vanaf 2027 elk jaar 310 miljoen euro voor hun wijken."


@pytest.mark.parametrize(
    "other",
    [
        TEXT,
        TEXT.rstrip("."),
        "Gemeenten krijgen vanaf 2027  elk jaar 310 miljoen euro voor hun wijken",
        "Gemeenten krijgen vanaf 2027 ieder jaar 310 miljoen euro voor hun wijken.",
    ],
)
def test_the_same_in_nearly_the_same_words(other: str) -> None:
    assert same_sentence(TEXT, other)
    assert same_sentence(other, TEXT)


@pytest.mark.parametrize(
    "other",
    [
        "Gemeenten krijgen vanaf 2028 elk jaar 310 miljoen euro voor hun wijken.",
        "Gemeenten krijgen niet vanaf 2027 elk jaar 310 miljoen euro voor hun wijken.",
        "De waterschappen betalen de rest uit de heffing van 2027 en 310.",
        "",
    ],
)
def test_other_numbers_a_denial_or_other_words_are_not_the_same(other: str) -> None:
    assert not same_sentence(TEXT, other)


def test_short_sentences_must_be_equal() -> None:
    assert same_sentence("Dat kan niet.", "Dat kan niet")
    assert not same_sentence("Dat kan wel.", "Dat kan nu.")
