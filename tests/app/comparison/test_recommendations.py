"""Which recommendations an advice makes, and where their text begins and ends."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.comparison.labels import without_label
from app.comparison.recommendations import find_recommendations
from ingest.document import Document
from ingest.records import BlockKind
from tests.documents import make_document, make_source

ADVICE = make_source("advies", "advies", "Een advies", speaker="Raad voor het Strand")
pytestmark = pytest.mark.usefixtures("model")
H, LI = BlockKind.HEADING, BlockKind.LIST_ITEM


def advice(*blocks: str | tuple[BlockKind, str]) -> Document:
    return make_document(*blocks, source=ADVICE)


def found(document: Document) -> list[tuple[str, str, list[str], list[str]]]:
    """Label, own words, explanation and other places of every recommendation."""

    def texts(spans: tuple[tuple[int, int], ...]) -> list[str]:
        return [document.text[start:end] for start, end in spans]

    return [
        (one.label, document.text[one.char_start : one.char_end], texts(one.explanation), texts(one.also))
        for one in find_recommendations(document)
    ]


def own_words(document: Document) -> list[tuple[str, str]]:
    return [(label, text) for label, text, _, _ in found(document)]


def _below_the_first(document: Document) -> Document:
    """``document`` with every heading but the first a level lower."""
    first = next(block for block in document.blocks if block.kind is H)
    lower = [replace(block, level=2) if block.kind is H and block is not first else block for block in document.blocks]
    return replace(document, blocks=tuple(lower))


def test_a_headed_recommendation_reaches_to_the_next_heading() -> None:
    document = advice(
        (H, "Aanbeveling 1: Meet de drukte"),
        "Tel elke zomer.",
        (LI, "1. De minister telt."),
        (H, "Aanbeveling 2: Betaal beter"),
        "Loon telt.",
        (H, "Tot slot"),
        "Het strand is mooi.",
    )
    assert found(document) == [
        ("1", "Aanbeveling 1: Meet de drukte", ["Tel elke zomer.", "1. De minister telt."], []),
        ("2", "Aanbeveling 2: Betaal beter", ["Loon telt."], []),
    ]


def test_parts_have_labels_of_their_own() -> None:
    document = advice(
        (H, "Aanbeveling 1. Zorg voor zwemles"),
        "Zwemmen is leuk.",
        (H, "Aanbeveling 1a. Open een bad"),
        "Een bad kost geld.",
        (H, "Aanbeveling 1b. Leid badmeesters op"),
        "Zij zijn schaars.",
        (H, "Aanbeveling 2. Meet de drukte"),
        "Tel elke zomer.",
    )
    assert [label for label, *_ in found(document)] == ["1", "1a", "1b", "2"]
    assert found(document)[1][2] == ["Een bad kost geld."]


def test_paragraphs_that_carry_their_number_are_recommendations() -> None:
    document = advice(
        "Aanbeveling 1: Meet de drukte.", "Dat is nodig.", "Aanbeveling 2 – Betaal beter.", "Aanbeveling 2 is duur."
    )
    assert own_words(document) == [("1", "Aanbeveling 1: Meet de drukte."), ("2", "Aanbeveling 2 – Betaal beter.")]


def test_a_label_alone_hands_over_to_the_paragraph_below() -> None:
    document = advice((H, "Aanbeveling 1"), "Meet de drukte.", "Dat kan snel.", (H, "Aanbeveling 2"), "Betaal beter.")
    assert [entry[:3] for entry in found(document)] == [
        ("1", "Meet de drukte.", ["Dat kan snel."]),
        ("2", "Betaal beter.", []),
    ]


def test_another_noun_counts_when_it_is_numbered_from_one() -> None:
    numbered = advice((H, "Advies 1: Meet"), "Tel.", (H, "Advies 2: Betaal"), "Loon.")
    assert own_words(numbered) == [("1", "Advies 1: Meet"), ("2", "Advies 2: Betaal")]
    assert own_words(advice((H, "Advies 12 over het strand"), "Tel.")) == []


def test_a_summary_does_not_double_the_recommendations() -> None:
    document = advice(
        (H, "Aanbevelingen in het kort"),
        (LI, "1. Houd bij hoeveel mensen op het strand komen."),
        (LI, "2. Geef strandwachten een hoger loon."),
        (H, "Aanbeveling 1: Tel elke zomer de bezoekers van het strand"),
        "Niemand weet hoeveel mensen er komen.",
        (H, "Aanbeveling 2: Betaal strandwachten beter"),
        "Zij krijgen nu het laagste loon.",
    )
    assert found(document) == [
        (
            "1",
            "Aanbeveling 1: Tel elke zomer de bezoekers van het strand",
            ["Niemand weet hoeveel mensen er komen."],
            ["1. Houd bij hoeveel mensen op het strand komen."],
        ),
        (
            "2",
            "Aanbeveling 2: Betaal strandwachten beter",
            ["Zij krijgen nu het laagste loon."],
            ["2. Geef strandwachten een hoger loon."],
        ),
    ]


def test_numbered_items_below_a_heading_with_the_word_are_recommendations() -> None:
    document = advice(
        (H, "Aanleiding"),
        (LI, "1. Een opsomming van oorzaken."),
        (LI, "2. Nog een oorzaak."),
        (H, "Onze aanbevelingen"),
        "De raad komt tot het volgende.",
        (LI, "1. Meet de drukte op het strand."),
        (LI, "2. Betaal de strandwachten beter."),
    )
    assert own_words(document) == [
        ("1", "1. Meet de drukte op het strand."),
        ("2", "2. Betaal de strandwachten beter."),
    ]


def test_sentences_that_recommend_are_recommendations_when_nothing_else_is() -> None:
    document = advice(
        "Het strand is druk. De raad beveelt de minister aan om de drukte te meten. Dat kan snel.",
        "De raad adviseert daarnaast om strandwachten beter te betalen. Het kabinet adviseert niets.",
        "Ons advies aan de gemeente is om het zwembad te sluiten.",
        "Het waterschap adviseert meestal te laat.",
    )
    assert [entry[:3] for entry in found(document)] == [
        ("1", "De raad beveelt de minister aan om de drukte te meten.", ["Dat kan snel."]),
        ("2", "De raad adviseert daarnaast om strandwachten beter te betalen.", ["Het kabinet adviseert niets."]),
        ("3", "Ons advies aan de gemeente is om het zwembad te sluiten.", []),
    ]


def test_a_list_in_other_words_numbers_the_sentences_of_the_text() -> None:
    document = advice(
        "Samengevat komt de raad tot vier adviezen:",
        "I. Houd bij hoeveel mensen op het strand komen.",
        "II. Geef strandwachten meer loon.",
        "III. Sluit het oude zwembad.",
        "IV. Haal vaker afval van het strand.",
        (H, "Drukte"),
        "Het is vol. De raad beveelt aan om elke zomer de mensen op het strand te tellen.",
        (H, "Loon"),
        "Wij adviseren strandwachten een beter loon te geven. Dat helpt.",
        (H, "Afval"),
        "De raad adviseert om elke dag het afval van het strand te halen.",
    )
    assert found(document) == [
        (
            "1",
            "De raad beveelt aan om elke zomer de mensen op het strand te tellen.",
            [],
            ["I. Houd bij hoeveel mensen op het strand komen."],
        ),
        (
            "2",
            "Wij adviseren strandwachten een beter loon te geven.",
            ["Dat helpt."],
            ["II. Geef strandwachten meer loon."],
        ),
        ("3", "III. Sluit het oude zwembad.", [], []),
        (
            "4",
            "De raad adviseert om elke dag het afval van het strand te halen.",
            [],
            ["IV. Haal vaker afval van het strand."],
        ),
    ]


def test_a_sentence_that_ends_in_a_colon_hands_over_to_its_items() -> None:
    document = advice(
        "De raad beveelt de minister aan:",
        (LI, "• tel elke zomer de bezoekers van het strand;"),
        (LI, "• betaal strandwachten een hoger loon."),
    )
    assert own_words(document) == [
        ("1", "• tel elke zomer de bezoekers van het strand;"),
        ("2", "• betaal strandwachten een hoger loon."),
    ]


def test_an_advice_without_recommendations_has_none() -> None:
    assert found(advice("Het strand is in de zomer druk bezocht.")) == []


def test_recommendations_may_carry_letters_and_the_numbers_of_their_sections() -> None:
    lettered = advice(
        "Onze kernaanbevelingen zijn:",
        (LI, "A. Meet de drukte."),
        (LI, "B. Betaal beter."),
        (H, "Aanbeveling A: meet de drukte"),
        "Tel elke zomer.",
        (H, "Aanbeveling B: betaal beter"),
        "Loon telt.",
    )
    assert found(lettered) == [
        ("A", "Aanbeveling A: meet de drukte", ["Tel elke zomer."], ["A. Meet de drukte."]),
        ("B", "Aanbeveling B: betaal beter", ["Loon telt."], ["B. Betaal beter."]),
    ]
    numbered = advice(
        (H, "2.1 Meten"), "Aanbeveling 2.1: Meet de drukte.", (H, "2.2 Betalen"), "Aanbeveling 2.2: Betaal beter."
    )
    assert own_words(numbered) == [
        ("2.1", "Aanbeveling 2.1: Meet de drukte."),
        ("2.2", "Aanbeveling 2.2: Betaal beter."),
    ]
    assert without_label("2.1 Meten") == "Meten"
    assert without_label("Aanbeveling B: betaal beter") == "betaal beter"


def test_items_below_a_numbered_item_are_its_parts() -> None:
    document = advice(
        "De raad doet de volgende aanbevelingen:",
        (LI, "1. Tel de bezoekers van elk strand:"),
        (LI, "a. laat gemeenten dat in de zomer doen;"),
        (LI, "b) laat studenten dat in de winter doen."),
        (LI, "2. Betaal strandwachten een hoger loon."),
    )
    assert [label for label, _ in own_words(document)] == ["1", "1a", "1b", "2"]


def test_a_heading_of_conclusions_or_of_an_analysis_is_no_recommendation() -> None:
    document = advice(
        (H, "6. Conclusies & aanbevelingen"),
        (H, "Kansen (opportunities)"),
        "Aan zee liggen twintig stranden.",
        (H, "Bedreigingen (threats)"),
        "Vorig jaar verdween een duin.",
        (H, "Laat gemeenten elke zomer de bezoekers tellen"),
        "Niemand weet hoeveel mensen er komen.",
        (H, "Betaal strandwachten een hoger loon"),
        "Zij krijgen nu het laagste loon.",
    )
    assert own_words(_below_the_first(document)) == [
        ("1", "Laat gemeenten elke zomer de bezoekers tellen"),
        ("2", "Betaal strandwachten een hoger loon"),
    ]


def test_a_heading_below_that_names_the_recommendations_is_their_chapter() -> None:
    document = advice(
        (H, "6. Conclusies & aanbevelingen"),
        (H, "6.1. De drukte"),
        "Het strand is druk.",
        (H, "6.2. Aanbevelingen"),
        (LI, "1. Tel elke zomer."),
        (LI, "2. Betaal beter."),
    )
    assert own_words(_below_the_first(document)) == [("1", "1. Tel elke zomer."), ("2", "2. Betaal beter.")]


def test_a_list_of_what_somebody_does_is_no_list_of_recommendations() -> None:
    document = advice(
        "Hieraan voegen wij nog een lijst aan toe:",
        "Op basis hiervan zal het planbureau:",
        (LI, "de cijfers optellen;"),
        (LI, "het beeld schetsen."),
    )
    assert own_words(document) == []


def test_what_a_summary_says_in_the_same_words_is_said_once() -> None:
    counting, waste, school = (
        "De raad adviseert om de drukte op het strand elke zomer te tellen.",
        "De raad adviseert om elke dag het afval van het strand te halen.",
        "Wij adviseren om alle kinderen op school zwemles te geven.",
    )
    document = advice(
        counting,
        "Het is druk.",
        counting,
        waste,
        school,
        (H, "Aanbevelingen"),
        (LI, "1. Houd elke zomer de drukte op het strand bij."),
        (LI, "2. Betaal badmeesters een hoger loon."),
        (LI, "3. Haal elke dag het afval van het strand."),
        (LI, "4. Geef alle kinderen zwemles op school."),
    )
    assert own_words(document) == [
        ("1", counting),
        ("2", "2. Betaal badmeesters een hoger loon."),
        ("3", waste),
        ("4", school),
    ]
