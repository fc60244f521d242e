"""Which way of holding recommendations is taken, and what is said twice: each number at its boundary."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from app.comparison import holders, recommendations, repeats
from app.comparison.advice import Advice
from app.comparison.counted import COUNTED, NO_LABELS
from app.comparison.holders import Held, held
from app.comparison.recommendations import find_recommendations
from app.comparison.records import FoundRecommendation
from app.comparison.repeats import said_twice
from app.comparison.running_text import said_in
from ingest.document import Document
from ingest.records import BlockKind
from tests.app.comparison.told import Told, shares_told
from tests.documents import make_document

__all__ = ["shares_told"]
pytestmark = pytest.mark.usefixtures("shares_told")
H = BlockKind.HEADING


def labels(document: Document, shares: Mapping[str, float]) -> list[str]:
    """The labels of the recommendations of a document, whose sentences recommend so much."""
    return [one.label for one in find_recommendations(document, Told(shares).as_model())]


def headings(*texts: str) -> Document:
    """Headings with a paragraph below each, below the heading 'Het strand'."""
    blocks = [part for text in texts for part in ((H, text), "Er is zand.")]
    made = make_document((H, "Het strand"), *blocks)
    lower = [replace(one, level=2) if one.kind is H and number else one for number, one in enumerate(made.blocks)]
    return replace(made, blocks=tuple(lower))


@pytest.mark.parametrize(("share", "found"), [(0.49, []), (0.51, ["1", "2"])])
def test_headings_recommend_that_rather_do_than_not(share: float, found: list[str]) -> None:
    assert labels(headings("Tel", "Betaal"), {"Tel": share, "Betaal": share}) == found


@pytest.mark.parametrize(("share", "found"), [(0.19, []), (0.21, ["1", "2"])])
def test_what_is_called_a_recommendation_is_one_from_a_fifth(share: float, found: list[str]) -> None:
    document = make_document("Aanbeveling: tel.", "Er is zand.", "Aanbeveling: betaal.")
    assert labels(document, {"tel.": share, "betaal.": share}) == found


@pytest.mark.parametrize(("share", "found"), [(0.39, []), (0.41, ["1", "2"])])
def test_what_is_numbered_is_one_from_two_fifths(share: float, found: list[str]) -> None:
    assert labels(headings("Spoor 1: Tel", "Spoor 2: Betaal"), {"Tel": share, "Betaal": share}) == found


@pytest.mark.parametrize(("explained", "strength"), [(0.88, 0.8), (0.9, 0.81)])
def test_a_title_recommends_by_the_sentence_below_it(explained: float, strength: float) -> None:
    document = make_document((H, "Tellen"), "Tel elk jaar. Dat kan.")
    advice = Told({"Tellen": 0.8, "Tel elk jaar.": explained}).reads(document)
    assert advice.strength(advice.stated(0, "", [1])) == pytest.approx(strength)


@pytest.mark.parametrize(("share", "found"), [(0.24, ["1", "2"]), (0.26, ["1", "2", "3"])])
@pytest.mark.parametrize("place", [0, 2])
def test_what_recommends_less_than_a_quarter_at_an_end_is_left_out(share: float, found: list[str], place: int) -> None:
    names = ["Tel", "Betaal"]
    names.insert(place, "Tot slot")
    assert labels(headings(*names), {"Tel": 0.95, "Betaal": 0.95, "Tot slot": share}) == found


@pytest.mark.parametrize(("share", "found"), [(0.39, ["1.1", "1.2", "2.1", "2.2"]),
                                              (0.41, ["1", "1.1", "1.2", "2", "2.1", "2.2"])])  # fmt: skip
def test_headings_that_recommend_less_than_two_fifths_are_themes_of_their_parts(share: float, found: list[str]) -> None:
    document = make_document(
        (H, "Spoor 1: Zand"), "1.1 Tel.", "1.2 Meet.", (H, "Spoor 2: Loon"), "2.1 Betaal.", "2.2 Beloon."
    )
    parts = dict.fromkeys(("Tel.", "Meet.", "Betaal.", "Beloon."), 0.9)
    assert labels(document, {**parts, "Zand": share, "Loon": share}) == found


@pytest.mark.parametrize(("count", "share", "whole"), [(4, 0.74, True), (4, 0.76, False), (3, 0.9, True)])
def test_where_four_headings_are_clear_the_rest_is_not_read(count: int, share: float, whole: bool) -> None:
    names = [f"Spoor {number}: Tel {number}" for number in range(1, count + 1)]
    blocks = [part for name in names for part in ((H, name), "Er is zand.", "Het is los.")]
    told = Told({f"Tel {number}": share for number in range(1, count + 1)})
    assert len(find_recommendations(make_document(*blocks), told.as_model())) == count
    assert ("Het is los." in told.read) is whole


@pytest.mark.parametrize(
    ("text", "share", "found"),
    [
        ("De raad adviseert tellen.", 0.019, False),
        ("De raad adviseert tellen.", 0.021, True),
        ("Tel de bezoekers.", 0.49, False),
        ("Tel de bezoekers.", 0.51, True),
    ],
)
def test_a_sentence_recommends_from_a_half_and_hardly_need_where_the_writer_says_so(
    text: str, share: float, found: bool
) -> None:
    advice = Told({text: share, "Er is zand.": 0.01}).reads(make_document(f"Er is zand. {text}"))
    assert bool(said_in(advice, 0)) is found


@pytest.mark.parametrize(("share", "found"), [(0.095, False), (0.105, True)])
def test_below_a_heading_that_names_recommendations_a_sentence_is_one_from_a_tenth(share: float, found: bool) -> None:
    advice = Told({"Tel de bezoekers.": share}).reads(make_document((H, "Onze aanbevelingen"), "Tel de bezoekers."))
    assert bool(said_in(advice, 1)) is found


@pytest.mark.parametrize("share", [0.03, 0.49, 0.6])
def test_where_the_writer_says_so_a_sentence_recommends_a_half_at_least(share: float) -> None:
    texts = ["De raad adviseert tellen.", "De raad adviseert betalen."]
    best = held(Told(dict.fromkeys(texts, share)).reads(make_document(*texts)))[0]
    assert best.worth == pytest.approx(2 * (max(share, 0.5) - 0.2))


@pytest.mark.parametrize(("first", "start"), [(0.62, 1), (0.64, 0)])
def test_of_a_paragraph_the_first_that_nearly_recommends_the_most_is_the_recommendation(
    first: float, start: int
) -> None:
    advice = Told({"Tel.": first, "Betaal.": 0.9}).reads(make_document("Tel. Betaal."))
    (one,) = said_in(advice, 0)
    assert one[1:3] == advice.sentences(0)[start]


@pytest.mark.parametrize(("silent", "least"), [(0, 0.5), (1, 0.55), (2, 0.6), (3, 0.65), (4, 0.65), (9, 0.65)])
@pytest.mark.parametrize("heading", ["Feiten", "Loon"])
def test_up_to_three_paragraphs_below_a_silent_heading_speak_against_what_recommends(
    silent: int, least: float, heading: str
) -> None:
    facts = [f"Feit {number} is bekend." for number in range(silent)]
    document = make_document((H, "Drukte"), "Tel de bezoekers.", (H, heading), *facts, (H, "Loon"), "Betaal beter.")
    least = 0.5 if heading == "Loon" else least
    found = [
        labels(document, {"Tel de bezoekers.": share, "Betaal beter.": share}) for share in (least - 0.01, least + 0.01)
    ]
    assert found == [[], ["1", "2"]]


@pytest.mark.parametrize(
    ("items", "pairs", "count"), [(2, 2, 6), (3, 3, 4), (4, 2, 8), (4, 3, 4), (10, 4, 14), (10, 5, 4)]
)
def test_a_list_is_left_out_of_a_section_that_says_half_of_it_and_three_of_its_items(
    items: int, pairs: int, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holders, "said_twice", lambda *_, **__: {row: row for row in range(pairs)})
    listed = [f"Meet {number} keer." for number in range(items)]
    said = [f"Tel het strand {number} keer." for number in range(4)]
    document = make_document(*((BlockKind.LIST_ITEM, text) for text in listed), *said)
    ways = held(Told(dict.fromkeys((*listed, *said), 0.9)).reads(document))
    counts = {len(one.found) for one in ways if document.text.endswith(said[-1], 0, one.found[-1].char_end)}
    assert counts == {count}


@pytest.mark.parametrize(
    ("below", "headed"),
    [((1, 1), True), ((1, 2), False), ((1, 1, 2), False), ((1, 1, 1, 2), True), ((1, 1, 1, 1, 1, 2, 2), False)],
)
def test_headings_below_four_fifths_of_which_one_sentence_recommends_are_what_it_is_about(
    below: tuple[int, ...], headed: bool
) -> None:
    sentences = iter(f"Tel het strand {number} keer." for number in range(9))
    names = [
        f"Meet {name}" for name, _ in zip(("zand", "zee", "zon", "zout", "wind", "eb", "vloed"), below, strict=False)
    ]
    texts = [list(itertools.islice(sentences, count)) or ["Er is zand."] for count in below]
    blocks = [part for name, own in zip(names, texts, strict=True) for part in ((H, name), *own)]
    made = make_document((H, "Het strand"), *blocks)
    lower = [replace(one, level=2) if one.kind is H and number else one for number, one in enumerate(made.blocks)]
    document = replace(made, blocks=tuple(lower))
    shares = {**dict.fromkeys(names, 0.6), **dict.fromkeys(itertools.chain(*texts), 0.9), "Er is zand.": 0.0}
    found = [
        document.text[one.char_start : one.char_end] for one in find_recommendations(document, Told(shares).as_model())
    ]
    assert found == (names if headed else [text for own in texts for text in own])


@pytest.mark.parametrize(("count", "found"), [(9, ["1", "2"]), (10, ["3", "7"])])
def test_of_ten_numbered_paragraphs_those_that_recommend_are_taken(count: int, found: list[str]) -> None:
    texts = {3: "Tel.", 7: "Betaal."}
    document = make_document(*(f"{number}. {texts.get(number, 'Er is zand.')}" for number in range(1, count + 1)))
    assert labels(document, {"Tel.": 0.95, "Betaal.": 0.95}) == found


@pytest.mark.parametrize(("pairs", "worked_out"), [(9, False), (10, True)])
def test_a_list_sums_up_what_says_half_of_it_too(pairs: int, worked_out: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recommendations, "said_twice", lambda *_, **__: {row: row for row in range(pairs)})
    summary = tuple(FoundRecommendation(str(row + 1), row, row + 1) for row in range(20))
    text = tuple(FoundRecommendation(str(row), 100 * row, 100 * row + 9) for row in range(1, 21))
    ways = [Held(summary, 2.0, NO_LABELS), Held(text, 1.0, NO_LABELS)]
    found = recommendations._worked_out(Told({}).reads(make_document("Er is zand.")), ways)
    assert (found[0].char_start == 100) is worked_out


@pytest.mark.parametrize(("labels", "count"), [(NO_LABELS, 6), (COUNTED, 4)])
def test_points_without_numbers_that_sum_up_need_not_be_all(
    labels: int, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recommendations, "said_twice", lambda *_, **__: {row: row + 1 for row in range(4)})
    summary = tuple(FoundRecommendation(str(row + 1), row, row + 1) for row in range(4))
    text = tuple(FoundRecommendation("", 100 * row, 100 * row + 9) for row in range(1, 7))
    ways = [Held(summary, 2.0, labels), Held(text, 1.0, NO_LABELS)]
    found = recommendations._worked_out(Told({}).reads(make_document("Er is zand.")), ways)
    assert [one.label for one in found] == [str(number) for number in range(1, count + 1)]
    assert [bool(one.also) for one in found] == [count == 4, True, True, True, True, False][:count]


@pytest.mark.parametrize(("second", "found"), [("Wij adviseren betalen.", ["1", "2"]), ("Betaal.", [])])
def test_what_the_writer_says_twice_that_he_recommends_is_found_although_much_is_silent(
    second: str, found: list[str]
) -> None:
    silent = [part for number in range(9) for part in ((H, f"Feit {number}"), "Er is zand.")]
    document = make_document((H, "Drukte"), "De raad adviseert tellen.", *silent, (H, "Loon"), second)
    assert labels(document, {"De raad adviseert tellen.": 0.6, second: 0.6}) == found


@pytest.mark.parametrize(("count", "found"), [(60, 60), (61, 0)])
@pytest.mark.parametrize("kind", [BlockKind.LIST_ITEM, BlockKind.PARAGRAPH])
def test_more_than_sixty_are_no_recommendations(count: int, found: int, kind: BlockKind) -> None:
    texts = [f"Tel het strand {number} keer." for number in range(count)]
    document = make_document(*((kind, text) for text in texts))
    assert len(labels(document, dict.fromkeys(texts, 0.9))) == found


class Alike:
    """An advice whose recommendations are as alike in meaning as ``cosine`` says."""

    document = SimpleNamespace(text="Er is zand.")

    def __init__(self, cosine: float) -> None:
        self._cosine = cosine

    def read_starts(self, found: object) -> None:
        """Nothing is to be read."""

    def vector(self, one: FoundRecommendation) -> np.ndarray:
        return np.array([1.0, 0.0]) if one.char_start == 0 else np.array([self._cosine, 0.0])


def twice(words: np.ndarray, cosine: float = 0.0, counted: bool = False, same: bool = True) -> dict[int, int]:
    """What is said twice where texts share so many words."""
    left = [FoundRecommendation(str(row), 0, 1) for row in range(len(words))]
    right = [FoundRecommendation(str(row if same else row + 50), 1, 2) for row in range(words.shape[1])]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(repeats, "shared", lambda *_: words)
        advice: Advice = Alike(cosine)  # type: ignore[assignment]
        return said_twice(advice, left, right, counted=counted)


@pytest.mark.parametrize(
    ("cosine", "words", "counted", "same", "pairs"),
    [
        (0.72, 0.0, False, True, {}),
        (0.73, 0.0, False, True, {0: 0}),
        (0.0, 0.34, False, True, {}),
        (0.0, 0.35, False, True, {0: 0}),
        (0.0, 0.293, True, True, {}),
        (0.0, 0.297, True, True, {0: 0}),
        (0.0, 0.30, True, False, {}),
        (0.0, 0.30, False, True, {}),
    ],
)
def test_two_say_the_same_by_meaning_words_and_number(
    cosine: float, words: float, counted: bool, same: bool, pairs: dict[int, int]
) -> None:
    assert twice(np.array([[words]]), cosine, counted, same) == pairs


@pytest.mark.parametrize(("count", "size", "pairs"), [(3, 5, 0), (4, 5, 4), (5, 9, 0), (5, 8, 5)])
def test_four_and_three_fifths_in_the_same_order_are_no_chance(count: int, size: int, pairs: int) -> None:
    words = np.zeros((size, size + 1))
    words[count:, 0] = 0.05
    words[range(count), range(count)] = 0.1
    assert twice(words) == {row: row for row in range(pairs)}
