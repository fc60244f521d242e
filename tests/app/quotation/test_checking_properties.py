"""No alteration is verbatim, and every stretch of a source is: against a slow and plain comparison."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from app.quotation.checking import check_quotation
from app.quotation.pasted import segments
from app.quotation.records import Operation, Verdict
from app.quotation.tokens import tokenize
from tests.documents import make_document, make_source

WORDS = (
    *(
        "de",
        "het",
        "raad",
        "kabinet",
        "niet",
        "geen",
        "gemeente",
        "gemeenten",
        "2019",
        "2,5",
        "12.500",
        "beleid",
        "uitvoering",
    ),
    *(
        "wil",
        "vraagt",
        "dat",
        "en",
        "Rli",
        "De",
        "Vries",
        "samenwerking",
        "één",
        "een",
        "zee-egel",
        "foto's",
        "m²",
        "wél",
    ),
)
MARKS = ("", "", "", "", ",", ";", ":", " –", "%")

word = st.sampled_from(WORDS)
sentence_words = st.lists(st.tuples(word, st.sampled_from(MARKS)), min_size=5, max_size=14)


def as_sentence(pieces: list[tuple[str, str]]) -> str:
    text = " ".join(piece + mark for piece, mark in pieces)
    return text[:1].upper() + text[1:].rstrip(",;:–% ") + "."


def plain(text: str) -> list[str]:
    """The words and marks of a text, split the slow and simple way."""
    return re.findall(r"[\w.,'-]*\w|[^\w\s]", text)


def stands(text: str, source: str) -> bool:
    """Whether the words and inner marks of ``text`` stand in a row in ``source``, the first letter's case aside."""
    asked, there = plain(text.rstrip(". ")), plain(source)
    for start in range(len(there) - len(asked) + 1):
        here = there[start : start + len(asked)]
        if here[1:] == asked[1:] and here[0][1:] == asked[0][1:] and here[0][0].lower() == asked[0][0].lower():
            return True
    return False


def verdict(text: str, *paragraphs: str) -> Verdict:
    return check_quotation({"bron": make_document(*paragraphs, source=make_source())}, text).verdict


@given(st.lists(sentence_words, min_size=1, max_size=4))
def test_a_whole_source_is_verbatim(sentences: list[list[tuple[str, str]]]) -> None:
    text = " ".join(as_sentence(pieces) for pieces in sentences)
    assert verdict(text, text) == Verdict.VERBATIM


@given(sentence_words, st.randoms(use_true_random=False))
def test_typesetting_does_not_matter(pieces: list[tuple[str, str]], random: object) -> None:
    text = as_sentence(pieces)
    shuffled: Callable[[list[str]], str] = random.choice  # type: ignore[attr-defined]
    pasted = "".join(shuffled([" ", "\n", "\u00a0", "  ", " \r\n"]) if letter == " " else letter for letter in text)
    assert verdict(f"“{pasted}”", text) == Verdict.VERBATIM


def has_two_letters(pieces: list[tuple[str, str]]) -> bool:
    """Whether a line can end inside a word."""
    return any(one.isalpha() and other.isalpha() for piece, _ in pieces for one, other in itertools.pairwise(piece))


@given(sentence_words.filter(has_two_letters), st.data())
def test_a_line_end_hyphen_does_not_matter(pieces: list[tuple[str, str]], data: st.DataObject) -> None:
    text = as_sentence(pieces)
    inside = [place for place in range(1, len(text)) if text[place - 1].isalpha() and text[place].isalpha()]
    place = data.draw(st.sampled_from(inside))
    assert verdict(text[:place] + "-\n" + text[place:], text) == Verdict.VERBATIM


@given(sentence_words, st.data())
def test_no_alteration_of_one_word_is_verbatim(pieces: list[tuple[str, str]], data: st.DataObject) -> None:
    source = as_sentence(pieces)
    place = data.draw(st.integers(1, len(pieces) - 2))
    changed = list(pieces)
    change = data.draw(st.sampled_from(["replace", "drop", "insert", "swap", "inflect", "digit"]))
    here, mark = changed[place]
    if change == "replace":
        changed[place] = (data.draw(word), mark)
    elif change == "drop":
        del changed[place]
    elif change == "insert":
        changed.insert(place, (data.draw(word), ""))
    elif change == "swap":
        changed[place], changed[place + 1] = changed[place + 1], changed[place]
    else:
        changed[place] = (here + ("en" if change == "inflect" else "0"), mark)
    text = as_sentence(changed)
    if not stands(text, source):
        result = check_quotation({"bron": make_document(source, source=make_source())}, text)
        assert result.verdict != Verdict.VERBATIM or any(segment.rewritten for segment in result.segments)


@given(st.lists(sentence_words, min_size=1, max_size=3), st.lists(word, min_size=3, max_size=12))
def test_only_what_stands_in_the_source_is_verbatim(sentences: list[list[tuple[str, str]]], asked: list[str]) -> None:
    source = " ".join(as_sentence(pieces) for pieces in sentences)
    text = " ".join(asked)
    if verdict(text, source) == Verdict.VERBATIM:
        assert stands(text, source)


@given(st.text(max_size=300))
def test_any_text_gets_a_result_whose_segments_lie_in_it(text: str) -> None:
    source = "De raad vraagt het kabinet om samenwerking (...) en beleid [sic]."
    result = check_quotation({"bron": make_document(source, source=make_source())}, text)
    assert result.checked_chars == len(text)
    for segment in result.segments:
        assert text[segment.char_start : segment.char_end] == segment.text


@given(sentence_words, st.data())
def test_the_kept_words_of_a_difference_stand_in_both_texts(pieces: list[tuple[str, str]], data: st.DataObject) -> None:
    source = as_sentence(pieces)
    changed = list(pieces)
    changed[data.draw(st.integers(0, len(pieces) - 1))] = (data.draw(word), "")
    text = as_sentence(changed)
    for segment in check_quotation({"bron": make_document(source, source=make_source())}, text).segments:
        ours = [one.text for one in segment.difference if one.operation in (Operation.KEPT, Operation.INSERTED)]
        if segment.difference:
            assert "".join(ours).replace("–", "") == re.sub(r"\s+|–", "", segment.text).strip(",;:")


@given(st.text(max_size=200))
def test_tokens_lie_in_order_in_their_text(text: str) -> None:
    tokens = tokenize(text)
    assert all(token.char_start < token.char_end and token.key for token in tokens)
    assert all(one.char_end <= other.char_start for one, other in itertools.pairwise(tokens))


@given(st.text(alphabet='aA .…?![]()"‘\n-d', max_size=120))
def test_segments_do_not_overlap(text: str) -> None:
    found = segments(text)
    assert all(one.char_end <= other.char_start for one, other in itertools.pairwise(found))
