"""Which recommendations a text names."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from app.comparison.naming import NOUN, mentions, split_label


def mentioned(text: str, labels: Sequence[str], noun: str = NOUN) -> frozenset[str]:
    return frozenset(label for one in mentions(text, labels, noun) for label in one.labels)


SEVEN = [str(number) for number in range(1, 8)]
PARTS = ["1", "2", "3", "3a", "3b", "3c", "4"]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("aanbeveling 3", {"3"}),
        ("Aanbevelingen 1, 2 en 4", {"1", "2", "4"}),
        ("aanbevelingen 2 tot en met 5", {"2", "3", "4", "5"}),
        ("aanbevelingen 2 t/m 4", {"2", "3", "4"}),
        ("aanbeveling (6)", {"6"}),
        ("aanbeveling vijf", {"5"}),
        ("aanbeveling IV", {"4"}),
        ("hoofdaanbeveling 2", {"2"}),
        ("de derde en vierde aanbeveling", {"3", "4"}),
        ("de zesde concrete aanbeveling", {"6"}),
        ("de laatste aanbeveling", {"7"}),
        ("de eerste twee aanbevelingen", {"1", "2"}),
        ("de laatste drie aanbevelingen", {"5", "6", "7"}),
        ("de 2e aanbeveling", {"2"}),
        ("de duurste aanbeveling is de tweede", {"2"}),
        ("aanbeveling 1 en aanbeveling 4", {"1", "4"}),
        ("zowel de eerste als de zesde aanbeveling", {"1", "6"}),
        ("de zeven aanbevelingen", set()),
        ("aanbeveling 12", set()),
        ("aanbevelingen uit 2019", set()),
        ("aanbeveling 2.500 euro", set()),
        ("de aanbevelingen en de brief", set()),
        ("drie aanbevelingen", set()),
        ("het derde advies", set()),
        ("de aanbeveling is een goede", set()),
    ],
)
def test_which_recommendations_a_text_names(text: str, labels: set[str]) -> None:
    assert mentioned(text, SEVEN) == labels


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("aanbeveling 3a", {"3a"}),
        ("aanbevelingen 3a en 3b", {"3a", "3b"}),
        ("aanbeveling 3a en c", {"3a", "3c"}),
        ("aanbevelingen 3a tot en met 3c", {"3a", "3b", "3c"}),
        ("aanbeveling 3 b", {"3b"}),
        ("aanbeveling 3, onderdeel b", {"3b"}),
        ("aanbeveling 3", {"3", "3a", "3b", "3c"}),
        ("aanbeveling 3d", set()),
    ],
)
def test_parts_are_named_by_their_letters_and_by_the_whole(text: str, labels: set[str]) -> None:
    assert mentioned(text, PARTS) == labels


@pytest.mark.parametrize(
    ("text", "labels", "named"),
    [
        ("aanbeveling 3", PARTS, {"3"}),
        ("de derde aanbeveling", PARTS, {"3"}),
        ("aanbevelingen 3 en 3b", PARTS, {"3", "3b"}),
        ("aanbeveling 3", ["3a", "3b", "4"], {"3a", "3b"}),
        ("aanbeveling 2", ["2.1", "2.2", "3.1"], {"2.1", "2.2"}),
    ],
)
def test_without_its_parts_a_number_names_the_whole_if_there_is_one(
    text: str, labels: list[str], named: set[str]
) -> None:
    assert {label for one in mentions(text, labels, with_parts=False) for label in one.labels} == named


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("aanbeveling B", {"B"}),
        ("aanbevelingen A en C", {"A", "C"}),
        ("aanbevelingen B t/m D", {"B", "C", "D"}),
        ("de tweede aanbeveling", {"B"}),
        ("de eerste drie aanbevelingen", {"A", "B", "C"}),
        ("de laatste aanbeveling", {"D"}),
        ("aanbeveling 2", set()),
        ("een aanbeveling aan allen", set()),
    ],
)
def test_recommendations_may_have_letters(text: str, labels: set[str]) -> None:
    assert mentioned(text, ["A", "B", "C", "D"]) == labels


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("aanbevelingen 2.1 en 2.3", {"2.1", "2.3"}),
        ("aanbeveling 2.1.", {"2.1"}),
        ("aanbeveling 2", {"2.1", "2.2", "2.3"}),
        ("de derde aanbeveling", {"2.3"}),
        ("de laatste twee aanbevelingen", {"2.3", "3.1"}),
        ("aanbeveling 2.500 euro", set()),
    ],
)
def test_recommendations_may_have_the_number_of_their_section(text: str, labels: set[str]) -> None:
    assert mentioned(text, ["2.1", "2.2", "2.3", "3.1"]) == labels


def test_mentions_come_in_order_with_their_places() -> None:
    text = "Aanbeveling 2 neem ik over, de eerste aanbeveling niet."
    found = mentions(text, SEVEN)
    assert [(text[one.char_start : one.char_end], set(one.labels)) for one in found] == [
        ("Aanbeveling 2", {"2"}),
        ("eerste aanbeveling", {"1"}),
    ]


def test_another_noun_counts_when_the_advice_uses_it() -> None:
    assert mentioned("Advies 2 volgt het kabinet.", SEVEN) == set()
    assert mentioned("Advies 2 volgt het kabinet.", SEVEN, r"(?:advies|adviezen)") == {"2"}


def test_labels_split_in_number_and_letter() -> None:
    labels = ["2.10", "B", "3a", "12b", "4", "2.9", "A", "3"]
    assert sorted(labels, key=split_label) == ["A", "B", "2.9", "2.10", "3", "3a", "4", "12b"]


def test_among_sections_of_one_chapter_a_number_says_which_one_in_order() -> None:
    sections = ["4.2", "4.3", "4.4"]
    assert [one.labels for one in mentions("aanbeveling 3 en aanbeveling 4.2", sections)] == [{"4.2", "4.4"}]
    assert mentions("aanbeveling 4", sections) == []
    assert [one.labels for one in mentions("aanbeveling 2", ["1.1", "1.2", "2.1"])] == [{"2.1"}]
