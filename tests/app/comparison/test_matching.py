"""Advice beside reaction: small hand-written pairs with a likeness that counts shared words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from app.comparison.matching import Comparison, compare
from app.comparison.recommendations import find_recommendations, mentioned, opens_with_mention
from index.analysis import terms
from ingest.document import Document
from ingest.records import BlockKind
from tests.documents import make_document, make_source

ADVICE = make_source("advies", "advies", "Een advies")
LETTER = make_source("brief", "kabinetsreactie", "Een brief")
H, LI = BlockKind.HEADING, BlockKind.LIST_ITEM


def advice(*blocks: str | tuple[BlockKind, str]) -> Document:
    return make_document(*blocks, source=ADVICE)


def letter(*blocks: str | tuple[BlockKind, str]) -> Document:
    return make_document(*blocks, source=LETTER)


def shared_words(query: str, passages: Sequence[str]) -> list[float]:
    """The share of a passage's terms that the query has: a plain stand-in for an encoder."""
    asked = set(terms(query))
    return [len(asked & set(terms(text))) / max(1, len(set(terms(text)))) for text in passages]


def grounds(comparison: Comparison) -> list[list[str]]:
    return [[reaction.ground for reaction in compared.reactions] for compared in comparison.compared]


THREE = advice(
    (H, "Aanbeveling 1: Meet de drukte op het strand"),
    "Tel elke zomer de bezoekers van het strand en maak de tellingen openbaar.",
    (H, "Aanbeveling 2: Betaal de strandwachten beter"),
    "Strandwachten verdienen te weinig om het hele seizoen te blijven.",
    (H, "Aanbeveling 3: Sluit het oude zwembad"),
    "Het zwembad lekt en is duur in onderhoud voor de gemeente.",
)


def test_headings_with_a_number_are_recommendations() -> None:
    found = compare(THREE, letter(), shared_words).compared
    assert [(one.recommendation.number, one.recommendation.text) for one in found] == [
        (1, "Aanbeveling 1: Meet de drukte op het strand"),
        (2, "Aanbeveling 2: Betaal de strandwachten beter"),
        (3, "Aanbeveling 3: Sluit het oude zwembad"),
    ]
    assert found[2].recommendation.explanation.startswith("Het zwembad lekt")


def test_a_mention_by_number_or_order_decides_and_the_rest_has_no_reaction() -> None:
    reaction = letter(
        "Hierbij bied ik u de reactie aan op het advies over het strand en zijn drie aanbevelingen.",
        "Aanbeveling 2 neemt het kabinet over: in de begroting komt hiervoor geld beschikbaar.",
        "Met de eerste aanbeveling is het kabinet het eens, al kost dat tijd en geld.",
    )
    assert grounds(compare(THREE, reaction, lambda _, texts: [0.8] * len(texts))) == [["number"], ["number"], []]


def test_a_paragraph_may_react_to_several_recommendations() -> None:
    reaction = letter("Het kabinet neemt aanbevelingen 1 tot en met 3 over en werkt die in het voorjaar uit.")
    assert grounds(compare(THREE, reaction, shared_words)) == [["number"]] * 3


def test_a_heading_that_names_the_recommendation_claims_its_paragraphs() -> None:
    reaction = letter(
        (H, "Meet de drukte op het strand"),
        "Het kabinet onderschrijft dit en vraagt de provincies er vanaf volgend jaar mee te beginnen.",
        (H, "Aanbeveling 3"),
        "Hierover beslist de gemeente zelf, zodat het kabinet daarin geen rol voor zich ziet.",
        (H, "Tot slot"),
        "Ik vertrouw erop u hiermee voldoende te hebben ingelicht over het standpunt van het kabinet.",
    )
    comparison = compare(THREE, reaction, lambda _, texts: [0.8] * len(texts))
    assert grounds(comparison) == [["heading"], [], ["heading"]]
    assert comparison.compared[2].reactions[0].text.startswith("Hierover beslist de gemeente")


def test_without_any_mention_words_about_the_same_are_matched_and_others_are_not() -> None:
    reaction = letter(
        "Het kabinet laat elke zomer de bezoekers van het strand tellen en maakt die tellingen openbaar.",
        "Met de bonden is afgesproken dat strandwachten in het seizoen beter worden betaald dan nu.",
        "Volgend jaar verschijnt een nota over de toekomst van fietspaden langs kanalen en rivieren.",
    )
    assert grounds(compare(THREE, reaction, shared_words)) == [["likeness"], ["likeness"], []]


def test_paragraphs_after_one_that_opens_with_a_number_continue_it() -> None:
    reaction = letter(
        "Aanbeveling 1. De raad wil dat de drukte wordt gemeten op het strand in de zomer.",
        "De tellingen van bezoekers van het strand worden elke zomer openbaar gemaakt door het kabinet.",
        "Aanbeveling 2. De raad vraagt aandacht voor de beloning van de strandwachten in het seizoen.",
    )
    assert grounds(compare(THREE, reaction, shared_words)) == [["number", "continues"], ["number"], []]


def test_reactions_are_verbatim_and_cited() -> None:
    reaction = letter("Aanbeveling 2 neemt het kabinet over: in de begroting komt hiervoor geld beschikbaar.")
    found = compare(THREE, reaction, shared_words).compared[1].reactions[0]
    assert found.text == reaction.text[found.citation.char_start : found.citation.char_end]
    assert found.citation.source_id == "brief"


def test_an_advice_without_recommendations_says_so() -> None:
    comparison = compare(advice("Het strand is in de zomer druk bezocht."), letter("Een brief."), shared_words)
    assert (comparison.compared, comparison.reason) == ((), "no_recommendations")


def test_a_letter_without_paragraphs_leaves_every_recommendation_without_reaction() -> None:
    assert grounds(compare(THREE, letter((H, "Brief")), shared_words)) == [[], [], []]


def test_paragraphs_that_carry_their_number_are_recommendations() -> None:
    found = find_recommendations(
        advice(
            "Aanbeveling 1: Meet de drukte.",
            "Dat is nodig.",
            "Aanbeveling 2 \u2013 Betaal beter.",
            "Aanbeveling 2 is duur.",
        )
    )
    assert [one.number for one in found] == [1, 2]


def test_a_summary_does_not_double_the_recommendations() -> None:
    document = advice(
        (H, "Samenvatting"),
        (H, "Aanbeveling 1: Meet de drukte"),
        (H, "Aanbeveling 2: Betaal beter"),
        (H, "Uitwerking"),
        (H, "Aanbeveling 1: Meet de drukte"),
        "Tel elke zomer de bezoekers van het strand.",
        (H, "Aanbeveling 2: Betaal beter"),
        "Strandwachten verdienen te weinig.",
    )
    found = find_recommendations(document)
    assert [one.number for one in found] == [1, 2]
    assert [document.text[slice(*one.explanation)] for one in found if one.explanation] == [
        "Tel elke zomer de bezoekers van het strand.",
        "Strandwachten verdienen te weinig.",
    ]


def test_numbered_items_below_a_heading_with_the_word_are_recommendations() -> None:
    document = advice(
        (H, "Aanleiding"),
        (LI, "1. Een opsomming van oorzaken."),
        (H, "Onze aanbevelingen"),
        "De raad komt tot het volgende.",
        (LI, "1. Meet de drukte op het strand."),
        (LI, "2. Betaal de strandwachten beter."),
    )
    found = find_recommendations(document)
    assert [document.text[one.char_start : one.char_end] for one in found] == [
        "1. Meet de drukte op het strand.",
        "2. Betaal de strandwachten beter.",
    ]


def test_sentences_that_recommend_are_recommendations_when_nothing_else_is() -> None:
    document = advice(
        "Het strand is druk. De raad beveelt de minister aan om de drukte te meten. Dat kan snel.",
        "De raad adviseert daarnaast om strandwachten beter te betalen. Het kabinet adviseert niets.",
    )
    found = find_recommendations(document)
    assert [document.text[one.char_start : one.char_end] for one in found] == [
        "De raad beveelt de minister aan om de drukte te meten.",
        "De raad adviseert daarnaast om strandwachten beter te betalen.",
    ]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("aanbeveling 3", {3}),
        ("Aanbevelingen 1, 2 en 4", {1, 2, 4}),
        ("aanbevelingen 2 tot en met 5", {2, 3, 4, 5}),
        ("aanbeveling (6)", {6}),
        ("aanbeveling vijf", {5}),
        ("aanbeveling IV", {4}),
        ("de derde en vierde aanbeveling", {3, 4}),
        ("de zesde concrete aanbeveling", {6}),
        ("de laatste aanbeveling", {7}),
        ("de 2e aanbeveling", {2}),
        ("de zeven aanbevelingen", set()),
        ("aanbeveling 12", set()),
        ("aanbevelingen uit 2019", set()),
        ("aanbeveling 2.500 euro", set()),
        ("de aanbevelingen en de brief", set()),
        ("drie aanbevelingen", set()),
        ("het derde advies", set()),
    ],
)
def test_which_recommendations_a_text_names(text: str, numbers: set[int]) -> None:
    assert mentioned(text, 7) == numbers


def test_a_paragraph_opens_with_a_mention_only_at_its_start() -> None:
    assert opens_with_mention("De derde aanbeveling gaat over geld.", 7) == {3}
    assert opens_with_mention("Aanbeveling 2: meet de drukte.", 7) == {2}
    assert opens_with_mention("Het kabinet neemt aanbeveling 2 over.", 7) == set()
