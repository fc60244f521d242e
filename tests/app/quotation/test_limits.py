"""Where the check of a quotation stops: at the boundary of each number that decides."""

from __future__ import annotations

import pytest

from app.quotation.checking import check_quotation
from app.quotation.records import CheckedSegment, CheckResult, Operation, Verdict
from tests.documents import make_document, make_source


def check(pasted: str, *blocks: str) -> CheckResult:
    """The check of ``pasted`` against one document of these paragraphs."""
    return check_quotation({"bron": make_document(*blocks, source=make_source("bron"))}, pasted)


def only(pasted: str, *blocks: str) -> CheckedSegment:
    """The one segment of that check."""
    (segment,) = check(pasted, *blocks).segments
    return segment


def numbered(count: int, first: int = 0, word: str = "woord") -> str:
    """So many different words."""
    return " ".join(f"{word}{number}x" for number in range(first, first + count))


def test_a_hundred_pages_are_looked_at() -> None:
    assert check("a" * 200_001, "De raad.").checked_chars == 200_000


def test_three_thousand_sentences_are_looked_at() -> None:
    assert len(check("Het regent vandaag hard. " * 3010, "De raad.").segments) == 3000


def test_two_words_are_too_few_to_check_and_three_are_not() -> None:
    assert check("De raad", "De raad.").reason == "too_short"
    assert check("De raad adviseert", "De raad adviseert rust.").verdict is Verdict.VERBATIM


@pytest.mark.parametrize(("words", "verdict"), [(400, Verdict.VERBATIM), (401, Verdict.NOT_CHECKED)])
def test_a_sentence_of_a_page_is_checked_and_a_longer_one_is_not(words: int, verdict: Verdict) -> None:
    text = numbered(words)
    assert only(text, text).verdict is verdict


def test_fifty_places_of_one_sentence_are_named() -> None:
    sentence = "De raad adviseert rust."
    found = only(sentence, *[sentence] * 60)
    assert (found.place is not None, len(found.also_at)) == (True, 49)


@pytest.mark.parametrize(
    ("kept", "changed", "verdict"),
    [(10, 10, Verdict.ALTERED), (9, 10, Verdict.NOT_FOUND), (11, 10, Verdict.ALTERED)],
)
def test_a_sentence_of_which_half_the_words_stand_there_is_altered(kept: int, changed: int, verdict: Verdict) -> None:
    source = f"{numbered(kept)} {numbered(changed, word='bron')}."
    assert only(f"{numbered(kept)} {numbered(changed, word='krant')}.", source).verdict is verdict


@pytest.mark.parametrize(("left_out", "verdict"), [(400, Verdict.VERBATIM), (401, Verdict.ALTERED)])
def test_an_omission_takes_up_a_page(left_out: int, verdict: Verdict) -> None:
    source = f"{numbered(8, word='begin')} {numbered(left_out)} {numbered(8, word='einde')}"
    assert only(f"{numbered(8, word='begin')} (...) {numbered(8, word='einde')}", source).verdict is verdict


@pytest.mark.parametrize(("replaced", "verdict"), [(4, Verdict.VERBATIM), (5, Verdict.ALTERED)])
def test_a_bracket_stands_for_four_words(replaced: int, verdict: Verdict) -> None:
    source = f"{numbered(8, word='begin')} {numbered(replaced)} {numbered(8, word='einde')}"
    assert only(f"{numbered(8, word='begin')} [de raad] {numbered(8, word='einde')}", source).verdict is verdict


@pytest.mark.parametrize(
    ("ours", "theirs", "similarity"),
    [("samenwerking", "samenleving", 0.95), ("samenwerking", "samen", 0.95), ("standaard", "stand", 0.95),
     ("stander", "stank", 0.9)],
)  # fmt: skip
def test_a_word_that_begins_with_the_same_five_letters_is_half_of_it(ours: str, theirs: str, similarity: float) -> None:
    found = only(f"{numbered(9)} {ours}", f"{numbered(9)} {theirs}")
    assert found.similarity == pytest.approx(similarity, abs=1e-4)


def test_what_is_cut_off_is_shown_whole() -> None:
    found = only(f"Zin {numbered(8)}.", f"Zin {numbered(8)} {numbered(20, word='rest')}.")
    cut = [word for word in found.difference if word.operation is Operation.DELETED]
    assert (found.reason, len(cut)) == ("cut_off", 20)
