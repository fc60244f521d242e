"""What each step of an alignment costs, and how many places are looked at: the numbers of the policy one by one."""

from __future__ import annotations

import pytest

from app.quotation import word_index
from app.quotation.alignment import align
from app.quotation.pasted import segments
from app.quotation.word_index import QuotationIndex, Window
from tests.documents import make_document, make_source

BEFORE, AFTER = "een twee drie", "vier vijf zes"


def index_of(*paragraphs: str) -> QuotationIndex:
    return QuotationIndex({"bron": make_document(*paragraphs, source=make_source("bron"))})


@pytest.mark.parametrize(
    ("ours", "theirs", "cost"),
    [
        ("raad", "raad", 0.0),
        ("Raad", "raad", 0.2),
        ("gemeente", "gemeenten", 0.6),
        ("bijl", "hamer", 0.9),
        ("bijl", "", 1.0),
        ("", "hamer", 0.8),
        (",", "", 0.3),
        ("", ",", 0.3),
        (",", ";", 0.5),
        ("(...)", "ja nee misschien", 0.003),
    ],
)  # fmt: skip
def test_every_step_has_its_price(ours: str, theirs: str, cost: float) -> None:
    index = index_of(f"{BEFORE} {theirs} {AFTER} raad gemeente bijl.")
    (segment,) = segments(f"{BEFORE} {ours} {AFTER}")
    tokens = index.texts["bron"].tokens
    found, _ = align(index, segment.items, Window("bron", 0, len(tokens) - 4))
    assert found == pytest.approx(cost)


def test_twelve_places_are_compared_and_three_aligned() -> None:
    index = index_of(*["de raad adviseert rust."] * 15)
    keys = ["de", "raad", "adviseert", "rust"]
    assert len(index.around(keys, 4)) == 12
    assert (
        len(index_of(*[" ".join([*keys, *"abcdefghijklmnopqrstuvwxyz"]) for _ in range(15)]).candidates(keys, 0)) == 3
    )


@pytest.mark.parametrize(("words", "by_word"), [(80, False), (81, True)])
def test_more_than_eighty_words_are_compared_by_word(
    words: int, by_word: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [f"woord{number}" for number in range(words)]
    compared: list[object] = []
    ratio = word_index.fuzz.partial_ratio
    monkeypatch.setattr(word_index.fuzz, "partial_ratio", lambda ours, text: compared.append(ours) or ratio(ours, text))
    assert index_of(" ".join(keys)).candidates(keys, 0)
    assert {isinstance(one, list) for one in compared} == {by_word}


@pytest.mark.parametrize(("places", "votes"), [(400, True), (401, False)])
def test_a_word_in_more_than_four_hundred_places_tells_no_place(places: int, votes: bool) -> None:
    index = index_of("zeldzaam", *["gewoon " + "vulsel " * 30] * places)
    found = index._votes(["zeldzaam", "gewoon"], 9)
    assert (len(found) > 1) is votes
