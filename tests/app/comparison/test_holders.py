"""Each way in which an advice may hold its recommendations, and which of them is taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from app.comparison.counted import COUNTED, NAMED, NO_LABELS, OF_SECTIONS
from app.comparison.holders import held
from app.comparison.recommendations import find_recommendations
from ingest.document import Document
from ingest.records import BlockKind
from tests.app.comparison.told import Told, shares_told
from tests.documents import make_document

__all__ = ["shares_told"]
pytestmark = pytest.mark.usefixtures("shares_told")
H, LI = BlockKind.HEADING, BlockKind.LIST_ITEM
TEL, BETAAL = "Tel de bezoekers.", "Betaal badmeesters."
BOTH = {TEL: 0.9, BETAAL: 0.9}
Blocks = tuple[str | tuple[BlockKind, str], ...]


def found(document: Document, shares: Mapping[str, float] = BOTH) -> list[tuple[str, str, int]]:
    """The label and the words of each recommendation, and how many passages explain it."""
    made = find_recommendations(document, Told(shares).as_model())
    return [(one.label, document.text[one.char_start : one.char_end], len(one.explanation)) for one in made]


def levels(document: Document, *given: int) -> Document:
    """A document whose headings have these levels, in order."""
    left = iter(given)
    blocks = [replace(one, level=next(left)) if one.kind is H else one for one in document.blocks]
    return replace(document, blocks=tuple(blocks))


@pytest.mark.parametrize(
    ("blocks", "labels", "names"),
    [
        (((H, f"Spoor A: {TEL}"), "Er is zand.", (H, f"Spoor B: {BETAAL}"), "Er is zee."), NAMED, "A B"),
        ((f"1. {TEL}", "Er is zand.", f"2. {BETAAL}", "Er is zee."), COUNTED, "1 2"),
        (((H, f"4.2 {TEL}"), "Er is zand.", (H, f"4.3 {BETAAL}"), "Er is zee."), OF_SECTIONS, "4.2 4.3"),
        ((f"Aanbeveling: {TEL}", "Er is zand.", f"Aanbeveling: {BETAAL}", "Er is zee."), NO_LABELS, "1 2"),
        (((LI, f"• {TEL}"), (LI, f"• {BETAAL}"), (H, "Slot"), "Er is zand."), NO_LABELS, "1 2"),
        ((f"Er is zand. {TEL}", f"Er is zee. {BETAAL}", "Klaar."), NO_LABELS, "1 2"),
    ],
)
def test_each_way_is_found(blocks: Blocks, labels: int, names: str) -> None:
    document = make_document(*blocks)
    shares = BOTH | {f"• {text}": share for text, share in BOTH.items()}
    best = held(Told(shares).reads(document))[0]
    assert (best.labels, " ".join(one.label for one in best.found)) == (labels, names)
    words = [document.text[one.char_start : one.char_end] for one in best.found]
    assert [text.endswith(own) for text, own in zip(words, (TEL, BETAAL), strict=True)] == [True, True]


def test_sentences_with_their_number_behind_them_are_a_way() -> None:
    one, two = "Tel de bezoekers (aanbeveling 1).", "Betaal badmeesters (2)."
    document = make_document(f"Er is zand. {one} Dat kan.", f"Er is zee. {two}")
    assert found(document, {one: 0.9, two: 0.9}) == [("1", one, 1), ("2", two, 0)]


def test_the_way_that_reads_most_like_recommendations_is_taken() -> None:
    document = make_document((H, "Feit 1: Zand"), "Er is zand.", (H, "Feit 2: Zee"), "Er is zee.", TEL, BETAAL)
    assert [text for _, text, _ in found(document)] == [TEL, BETAAL]
    assert [label for label, *_ in found(document, {"Zand": 0.9, "Zee": 0.9})] == ["1", "2"]
    assert [text for _, text, _ in found(document, {"Zand": 0.9, "Zee": 0.9})] == ["Feit 1: Zand", "Feit 2: Zee"]


def test_a_count_in_which_little_recommends_loses() -> None:
    document = make_document("1. Er is zand.", f"2. {TEL}", "3. Er is zee.", "4. Er is lucht.", "Los.", BETAAL)
    assert [text for _, text, _ in found(document)] == [f"2. {TEL}", BETAAL]


@pytest.mark.parametrize("text", ["Er is zand.", "Er is zand. Er is zee."])
def test_where_nothing_recommends_nothing_is_found(text: str) -> None:
    assert found(make_document((H, "Kop"), text, (LI, "zee;"), (LI, "zon."))) == []


def test_one_sentence_alone_is_no_recommendation_yet_but_a_numbered_one_is() -> None:
    assert found(make_document("Er is zand.", TEL)) == []
    assert found(make_document((H, f"Aanbeveling 1: {TEL}"), "Er is zand.")) == [("1", f"Aanbeveling 1: {TEL}", 1)]
    assert found(make_document((H, f"Spoor 1: {TEL}"), "Er is zand.")) == []


def test_principles_and_a_close_among_the_headings_are_left_out_and_the_rest_is_counted() -> None:
    blocks = [
        part for name in ("Uitgangspunten", TEL, "Zand", BETAAL, "Tot slot") for part in ((H, name), "Er is zee.")
    ]
    document = levels(make_document((H, "Het strand"), *blocks), 1, *[2] * 5)
    assert found(document, BOTH | {"Zand": 0.3}) == [("1", TEL, 1), ("2", "Zand", 1), ("3", BETAAL, 1)]


def test_what_is_called_so_is_not_left_out_at_an_end() -> None:
    document = make_document((H, "Aanbeveling 1: Zand"), "Er is zee.", (H, f"Aanbeveling 2: {TEL}"), "Er is zon.")
    assert [label for label, *_ in found(document)] == ["1", "2"]


def test_a_label_alone_hands_over_to_the_paragraph_below() -> None:
    document = make_document((H, "Aanbeveling 1"), TEL, "Er is zand.", (H, "Aanbeveling 2"), BETAAL)
    assert found(document) == [("1", TEL, 1), ("2", BETAAL, 0)]


def test_of_a_number_that_stands_twice_the_place_with_most_text_counts() -> None:
    document = make_document(
        f"Aanbeveling 1: {TEL}", f"Aanbeveling 2: {BETAAL}", (H, f"Aanbeveling 1: {TEL}"), "Er is zand.", "Er is zee.",
        (H, f"Aanbeveling 2: {BETAAL}"), "Er is zon.",
    )  # fmt: skip
    assert [(label, count) for label, _, count in found(document)] == [("1", 2), ("2", 1)]


@pytest.mark.parametrize(
    ("parts", "names"),
    [
        (("a. Meet.", "b. Weeg."), "1 1a 1b 2"),
        (("1a. Meet.", "1b. Weeg."), "1 1a 1b 2"),
        (("1.1 Meet.", "1.2 Weeg."), "1 1.1 1.2 2"),
        (("a. Zand.", "b. Zee."), "1 2"),
    ],
)
def test_what_counts_on_below_a_recommendation_is_a_part_where_it_recommends(
    parts: tuple[str, str], names: str
) -> None:
    document = make_document((H, f"Spoor 1: {TEL}"), "Er is zand.", *parts, (H, f"Spoor 2: {BETAAL}"), "Er is zee.")
    made = found(document, BOTH | {"Meet.": 0.9, "Weeg.": 0.9})
    assert " ".join(label for label, *_ in made) == names
    assert made[0][2] == (1 if len(made) > 2 else 3)


def test_headings_above_parts_that_do_not_recommend_are_themes() -> None:
    document = make_document(
        (H, "Spoor 1: Zand"), f"a. {TEL}", "b. Meet.", (H, "Spoor 2: Zee"), f"a. {BETAAL}", "b. Weeg."
    )
    shares = BOTH | {"Meet.": 0.9, "Weeg.": 0.9}
    assert [label for label, *_ in found(document, shares)] == ["1a", "1b", "2a", "2b"]
    themes = shares | {"Zand": 0.9, "Zee": 0.9}
    assert [label for label, *_ in found(document, themes)] == ["1", "1a", "1b", "2", "2a", "2b"]


def test_the_section_in_which_most_recommends_is_taken() -> None:
    document = make_document((H, "Feiten"), "Er is zand.", "Er is zee.", "Er is zon.", (H, "Wat nu"), TEL, BETAAL)
    assert [text for _, text, _ in found(document)] == [TEL, BETAAL]
    worth = [one.worth for one in held(Told(BOTH).reads(document))]
    assert worth == pytest.approx([0.8, 0.8 - 3 * 0.1])


def test_a_chapter_each_with_its_recommendation_has_no_silent_paragraphs() -> None:
    blocks = [part for text in (TEL, BETAAL) for part in ((H, f"Over {text}"), "Er is zand.", "Er is zee.", text)]
    document = make_document(*blocks)
    assert [text for _, text, _ in found(document, {TEL: 0.51, BETAAL: 0.51})] == [TEL, BETAAL]
    assert [one.worth for one in held(Told(BOTH).reads(document))] == pytest.approx([0.8])


def test_headings_that_hold_one_recommendation_each_are_preferred_to_it() -> None:
    blocks = [part for name, text in (("Tellen", TEL), ("Loon", BETAAL)) for part in ((H, name), "Er is zand.", text)]
    document = levels(make_document((H, "Het strand"), *blocks), 1, 2, 2)
    recommending = BOTH | {"Tellen": 0.6, "Loon": 0.6}
    assert [text for _, text, _ in found(document, recommending)] == ["Tellen", "Loon"]
    assert [text for _, text, _ in found(document)] == [TEL, BETAAL]


@pytest.mark.parametrize("parts", [("2a Meet.", "2b Weeg."), ("a. Meet.", "b. Weeg.")])
def test_a_label_alone_above_its_parts_is_no_recommendation(parts: tuple[str, str]) -> None:
    document = make_document((H, "Voorstel 1"), TEL, (H, "Voorstel 2"), *parts, (H, f"Voorstel 3: {BETAAL}"), "Loon.")
    made = found(document, BOTH | {"Meet.": 0.9, "Weeg.": 0.9})
    assert [(label, text) for label, text, _ in made] == [
        ("1", TEL), ("2a", parts[0]), ("2b", parts[1]), ("3", f"Voorstel 3: {BETAAL}"),
    ]  # fmt: skip


def test_a_paragraph_may_say_so_twice_and_each_explains_up_to_the_next() -> None:
    one, two = "De raad adviseert te tellen.", "Ook adviseert de raad te betalen."
    document = make_document(f"{one} Dat kan. {two} Loon telt. Nu.")
    assert found(document, {one: 0.9, two: 0.6}) == [("1", one, 1), ("2", two, 1)]


def test_a_sentence_that_only_introduces_is_none() -> None:
    intro = "De raad adviseert het volgende:"
    document = make_document(intro, TEL, BETAAL)
    assert [text for _, text, _ in found(document, BOTH | {intro: 0.99})] == [TEL, BETAAL]


def test_sentences_that_name_their_number_have_it() -> None:
    one, two, three = "Onze tweede aanbeveling is tellen.", "Onze eerste aanbeveling is betalen.", "Meet."
    document = make_document(one, two, three)
    made = found(document, {one: 0.9, two: 0.9, three: 0.9})
    assert [(label, text) for label, text, _ in made] == [("2", one), ("1", two), ("3", three)]


def test_a_sentence_that_stands_twice_in_the_same_words_is_one() -> None:
    document = make_document(TEL, "Er is zand.", BETAAL, TEL)
    assert [text for _, text, _ in found(document)] == [TEL, BETAAL]


def test_parts_below_headings_of_their_own_and_what_only_heads_them() -> None:
    document = make_document(
        (H, f"1. {TEL}"),
        "Er is zand.",
        (H, "2. Scholing"),
        (H, "2a. Leid op."),
        "Er is zee.",
        (H, "2b. Oefen."),
        "Er is wind.",
    )
    assert [label for label, _, _ in found(document, BOTH | {"Leid op.": 0.9, "Oefen.": 0.9})] == ["1", "2a", "2b"]
    with_a_noun = make_document(
        (H, "Aanbeveling 1: scholing"), "a. Leid op.", "b. Oefen.", (H, f"Aanbeveling 2: {TEL}"), "Er is zand."
    )
    shares = BOTH | {"Leid op.": 0.9, "Oefen.": 0.9}
    assert [label for label, _, _ in found(with_a_noun, shares)] == ["1", "1a", "1b", "2"]


def test_the_first_number_below_a_heading_that_names_recommendations_stays() -> None:
    for heading, labels in (("Aanbevelingen", ["1", "2", "3"]), ("Wat wij zagen", ["2", "3"])):
        document = make_document((H, heading), "1. Er is zand.", f"2. {TEL}", f"3. {BETAAL}")
        assert [label for label, _, _ in found(document)] == labels


@pytest.mark.parametrize(("loose", "numbered"), [(2, True), (3, False)])
def test_where_most_is_numbered_the_numbers_say_what_is_recommended(loose: int, numbered: bool) -> None:
    count = [f"Doe werk {name}." for name in ("een", "twee", "drie")]
    others = [f"Zie {name}." for name in ("strand", "duin", "zee")[:loose]]
    document = make_document(*others, *(f"{row}. {text}" for row, text in enumerate(count, 1)))
    shares = dict.fromkeys([*count, *others], 0.99)
    assert len(found(document, shares)) == (3 if numbered else 6)


@pytest.mark.parametrize(
    ("label", "share", "parts"),
    [("Aanbeveling 1: ", 0.26, True), ("Aanbeveling 1: ", 0.24, False), ("1. ", 0.49, False), ("1. ", 0.51, True)],
)
def test_what_stands_below_a_word_with_a_number_is_sooner_a_part(label: str, share: float, parts: bool) -> None:
    next_one = label.replace("1", "2")
    document = make_document(
        (H, f"{label}{TEL}"), "a. Leid op.", "b. Oefen.", (H, f"{next_one}{BETAAL}"), "Er is zand."
    )
    labels = [one for one, _, _ in found(document, BOTH | {"Leid op.": share, "Oefen.": share})]
    assert labels == (["1", "1a", "1b", "2"] if parts else ["1", "2"])
