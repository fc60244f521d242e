"""Dutch text to terms."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.analysis import content_words, fold, terms, words


def test_case_accents_and_ligatures_make_no_difference() -> None:
    assert fold("Coördinatie ﬁnanciën CAFÉ") == "coordinatie financien cafe"


def test_singular_and_plural_share_a_term() -> None:
    assert terms("gemeente") == terms("gemeenten")


def test_a_denial_is_not_a_stop_word() -> None:
    assert content_words("Het kabinet wil dat niet") == ["kabinet", "niet"]


@pytest.mark.parametrize("text", ["", "?!", "\0", "🙂🙂"])
def test_text_without_words_has_no_terms(text: str) -> None:
    assert terms(text) == []


@given(st.text(max_size=80))
@example("𝕬")
def test_folding_twice_is_folding_once(text: str) -> None:
    assert words(" ".join(words(text))) == words(text)
