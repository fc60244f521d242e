"""A question is cut in the pieces that the tokenizers library gives for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from eval.sets import read_set
from index.embedded.model import tokenizer
from index.embedded.packed import packed_path, read_packed
from index.embedded.pieces import Pieces
from tests.sets import SET_NAMES, SETS

MODEL = read_packed(packed_path())
ODD = [
    "", " ", "a", "\u2581", "a\u2581\u2581b", "\u2581 a \u2581", "  twee  spaties  ", "tab\tregel\nnul\u200bbreedte",
    "\ufb01nanci\u00ebn, 3 m\u00b2 \u2013 \u2018ja\u2019", "e\u0301e\u0301n", "\U0001f9ff\U0001f9ff a \U0001f9ff",
    "\u0e33\uac00\u4e2d\u3042\ufeff", "hottentottententententoonstelling" * 20,
]  # fmt: skip


@pytest.fixture(scope="module")
def ours(model: object) -> Pieces:
    return Pieces(MODEL)


@pytest.fixture(scope="module")
def theirs() -> Tokenizer:
    return tokenizer(MODEL)


@pytest.mark.parametrize("text", ODD)
def test_an_odd_text_has_the_pieces_of_the_library(text: str, ours: Pieces, theirs: Tokenizer) -> None:
    assert ours.rows("query: " + text) == theirs.encode("query: " + text, add_special_tokens=False).ids


@pytest.mark.parametrize("name", SET_NAMES)
def test_every_question_of_a_set_has_the_pieces_of_the_library(name: str, ours: Pieces, theirs: Tokenizer) -> None:
    texts = ["query: " + question.question for question in read_set(SETS / name).questions]
    assert texts
    for text in texts:
        assert ours.rows(text) == theirs.encode(text, add_special_tokens=False).ids


@settings(deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="<\0"), max_size=60))
def test_any_text_has_the_pieces_of_the_library(text: str, ours: Pieces, theirs: Tokenizer) -> None:
    assert ours.rows("query: " + text) == theirs.encode("query: " + text, add_special_tokens=False).ids


@pytest.mark.parametrize(
    "content", [b"", b"E5S1", packed_path().read_bytes()[:500], b"E5S1\2" + bytes(90), b"%PDF-1.7" * 20]
)
def test_a_file_that_is_no_model_of_this_version_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(content)
    with pytest.raises(ValueError, match=r"model\.bin: expected"):
        read_packed(tmp_path / "model.bin")
