"""Words that are written much like another, against a slow, plain version."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.alike import AlikeWords
from index.lexical import LexicalIndex

LETTERS = st.text("abé", max_size=9)


def _runs(word: str) -> set[str]:
    edged = f"_{word}_"
    return {edged[at : at + size] for size in (4, 5) for at in range(len(edged) - size + 1)}


@given(st.lists(LETTERS, max_size=12, unique=True), LETTERS, st.sampled_from([0.2, 0.35, 0.6]))
def test_likeness_equals_that_of_a_plain_implementation(words: list[str], asked: str, least: float) -> None:
    numbers, likeness = AlikeWords.build(words).like(asked, least)
    own = _runs(asked)
    expected = {}
    for number, word in enumerate(words):
        shared = len(own & _runs(word))
        dice = 2 * shared / (len(own) + len(_runs(word))) if shared else 0.0
        if dice >= least:
            expected[number] = dice
    assert dict(zip(numbers.tolist(), likeness.tolist(), strict=True)) == pytest.approx(expected)


def _scores(texts: list[str], query: str) -> list[float]:
    scores: list[float] = LexicalIndex.build(texts, 1.2, 0.75).scores(query).tolist()
    return scores


def test_a_compound_is_found_by_its_part_and_scores_less_than_the_word_itself() -> None:
    word, compound, other = _scores(["Het wateradvies.", "Het deelwateradvies.", "Het bestuur."], "wateradvies")
    assert word > compound > 0
    assert other == 0


def test_a_part_is_found_by_its_compound() -> None:
    assert _scores(["De overheid verleent subsidie.", "Het bestuur."], "subsidieregeling")[0] > 0


def test_a_number_is_like_no_other_number() -> None:
    assert _scores(["In 20190 dossiers.", "In 2019.", "In 2018."], "2019") == [0, pytest.approx(0.4, abs=0.1), 0]


def test_a_term_counts_once_in_a_text_however_many_there_are_like_it() -> None:
    one, other, both = _scores(
        ["Deelwateradvies.", "Hoofdwateradvies.", "Deelwateradvies hoofdwateradvies."], "wateradvies"
    )
    assert 0 < both < max(one, other)


def test_a_rare_compound_counts_as_no_rarer_than_the_asked_word() -> None:
    texts = ["Het wateradvies.", *["Ook het wateradvies."] * 6, "Het deelwateradvies."]
    scores = _scores(texts, "wateradvies")
    assert scores[-1] < scores[0]
