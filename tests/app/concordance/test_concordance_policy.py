"""Which words belong to a subject and what is named beside its places: each number of the policy at its boundary."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.citation.place import make_citation
from app.concordance.occurrences import find_places
from app.concordance.terms import terms_of
from app.records import FoundPassage
from tests.documents import make_document
from tests.fakes import word_index


def names(folder: Path, text: str, word: str) -> list[str]:
    """The terms of a word in a document of this text."""
    return [term.name for term in terms_of(word, word_index(folder, [make_document(text)]).words)]


def nearest(folder: Path, text: str, word: str) -> list[str]:
    """What is offered for a word that does not occur in a document of this text."""
    return [near.word for near in find_places(word_index(folder, [make_document(text)]), word).nearest]


@pytest.mark.parametrize(("word", "longer"), [("brug", True), ("dek", False)])
def test_a_word_of_four_letters_is_looked_for_inside_others(tmp_path: Path, word: str, longer: bool) -> None:
    assert ("brugdek" in names(tmp_path, "De brug, het dek en het brugdek.", word)) is longer


@pytest.mark.parametrize(("longer", "compound"), [("brugdek", True), ("brugje", False)])
def test_a_compound_has_three_letters_beside_the_word(tmp_path: Path, longer: str, compound: bool) -> None:
    assert (longer in names(tmp_path, f"De brug, het dek, je en {longer}.", "brug")) is compound


@pytest.mark.parametrize(("frequency", "compound"), [(0.99, False), (1.0, True)])
def test_what_is_left_of_a_compound_is_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, frequency: float, compound: bool
) -> None:
    monkeypatch.setattr("app.concordance.terms.dutch_frequency", lambda _: frequency)
    assert ("brugdek" in names(tmp_path, "De brug en het brugdek.", "brug")) is compound


@pytest.mark.parametrize(("frequency", "compound"), [(1.99, False), (2.0, True)])
def test_or_two_words_that_are_more_common(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, frequency: float, compound: bool
) -> None:
    monkeypatch.setattr("app.concordance.terms.dutch_frequency", lambda part: frequency if len(part) == 4 else 0.0)
    assert ("brughoutdeks" in names(tmp_path, "De brug en het brughoutdeks.", "brug")) is compound


def test_five_words_are_offered_for_one_that_does_not_occur(tmp_path: Path) -> None:
    text = " ".join(f"wateradvis{letter}" for letter in "abcdfgh")
    assert len(nearest(tmp_path, text, "wateradvise")) == 5


@pytest.mark.parametrize(("word", "sought", "near"), [("abcdefgxyz", "abcdefghij", True), ("abcdxy", "abcdef", False)])
def test_seven_tenths_of_the_letters_make_a_word_like_another(
    tmp_path: Path, word: str, sought: str, near: bool
) -> None:
    assert (nearest(tmp_path, f"Dit is {word}.", sought) == [word]) is near


@pytest.mark.parametrize(("word", "sought", "near"), [("tad", "stad", True), ("ad", "xad", False)])
def test_a_word_of_three_letters_can_be_near(tmp_path: Path, word: str, sought: str, near: bool) -> None:
    assert (nearest(tmp_path, f"Dit is {word}.", sought) == [word]) is near


def test_ten_passages_that_are_near_in_meaning_stand_below_the_places(tmp_path: Path) -> None:
    document = make_document("De brug is open.", *[f"Zin {number} gaat over water." for number in range(12)])
    passages = [
        FoundPassage("", "", 0.5, 0.5, 0.0, "bron.pdf", make_citation(document, one.char_start, one.char_end, 1))
        for one in document.blocks[1:]
    ]
    found = find_places(word_index(tmp_path, [document]), "brug", related=lambda: passages)
    assert len(found.related) == 10
