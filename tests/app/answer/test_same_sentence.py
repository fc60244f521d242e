"""A sentence stands for another only when its words are the same; typesetting aside."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.answer.quotes import choose, compose_quotes
from app.answer.ranked_sentences import ScoredSentence
from app.answer.same_sentence import same_sentence
from app.question.parsing import as_it_stands
from app.quotation.tokens import tokenize
from ingest.document import Document
from ingest.passages import cut_passages
from ingest.settings import IngestSettings
from tests.documents import make_document, make_source

TEXT = "Gemeenten krijgen vanaf 2027 elk jaar 310 miljoen euro voor hun wijken, niet voor ‘nieuwe’ wegen."
VOTES = (
    "De fractie van Lokaal Belang stemde voor het voorstel.",
    "De fractie van Lokaal Belang stemde tegen het voorstel.",
)
COUNCIL = Path(__file__).parents[2] / "hard" / "raad.txt"


@pytest.mark.parametrize(
    "other",
    [
        TEXT,
        TEXT.rstrip("."),
        TEXT.replace(" ", "\n "),
        TEXT.replace("‘nieuwe’", '"nieuwe"'),
        TEXT.replace("Gemeenten", "Gemeen-\nten"),
        TEXT.replace("wijken", "wij\u00ad\nken"),
        TEXT.replace("wijken,", "wijken,¹²"),
        TEXT.replace("wijken", "wijken¹"),
        TEXT.replace("miljoen", "miljoen [3]"),
        f"2.1. {TEXT}",
        f"b) {TEXT}",
        f"• {TEXT}",
    ],
)
def test_typesetting_notes_and_labels_make_no_other_sentence(other: str) -> None:
    assert same_sentence(TEXT, other)
    assert same_sentence(other, TEXT)


def test_a_short_item_is_the_same_under_every_label() -> None:
    assert same_sentence("a. Nee.", "b) Nee.")
    assert same_sentence("(viii) Geen geld.", "ix. Geen geld.")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        VOTES,
        ("Het plan is met subsidie haalbaar.", "Het plan is zonder subsidie haalbaar."),
        ("Alles in het plan is uitvoerbaar.", "Niets in het plan is uitvoerbaar."),
        ("Het kabinet neemt de eerste aanbeveling over.", "Het kabinet neemt de tweede aanbeveling over."),
        ("Er komen drie extra medewerkers bij.", "Er komen vier extra medewerkers bij."),
        ("Het zwembad is op maandag open voor ouderen.", "Het zwembad is op zondag open voor ouderen."),
        ("De wethouder verhoogt de tarieven in het centrum.", "De wethouder verlaagt de tarieven in het centrum."),
        ("De proef loopt van maart tot juni in de stad.", "De proef loopt van mei tot juni in de stad."),
        ("De middelen zijn voldoende voor de uitvoering.", "De middelen zijn onvoldoende voor de uitvoering."),
        ("Gemeenten mogen dat zelf bepalen in hun plan.", "Gemeenten moeten dat zelf bepalen in hun plan."),
        ("De raad wil dat beleid en uitvoering samengaan.", "Het kabinet wil dat beleid en uitvoering samengaan."),
        ("Het stuk land is 40 m² groot.", "Het stuk land is 40 m³ groot."),
        ("Het kostte 2,5 miljoen.", "Het kostte 25 miljoen."),
        ("Het vriest: -2 graden.", "Het vriest: 2 graden."),
        ("A. Jansen stemde voor.", "B. Jansen stemde voor."),
        ("3 gemeenten doen mee.", "4 gemeenten doen mee."),
        ("De raad, niet het kabinet, besluit.", "De raad niet, het kabinet besluit."),
        ("Wil de raad dat?", "Wil de raad dat."),
        (TEXT, TEXT.replace("elk jaar", "ieder jaar")),
        ("Oost-\nen West-Duinen doen mee.", "Oosten West-Duinen doen mee."),
        ("", ""),
        ("...", " "),
    ],
)
def test_any_other_word_number_or_mark_makes_another_sentence(one: str, other: str) -> None:
    assert not same_sentence(one, other)
    assert not same_sentence(other, one)


def test_in_a_real_list_of_decisions_no_sentence_is_taken_for_another() -> None:
    sentences = [line for line in COUNCIL.read_text("utf-8").splitlines() if len(tokenize(line)) > 4]
    assert len(sentences) == 14
    assert [(a, b) for a in sentences for b in sentences if a < b and same_sentence(a, b)] == []


def scored(document: Document, score: float = 0.5) -> list[ScoredSentence]:
    """The sentences of ``document``, scored from ``score`` down."""
    passages = cut_passages(document, IngestSettings())
    found = [(passage, sentence) for passage in passages for sentence in passage.sentences]
    return [
        ScoredSentence(passage, one, document.text[one.char_start : one.char_end], score - 2 * row, 0.5, 0.5)
        for row, (passage, one) in enumerate(found)
    ]


def test_the_opposite_is_shown_beside_the_sentence_and_never_as_its_other_place() -> None:
    document = make_document(*VOTES, source=make_source("raad"))
    ranked = scored(document)
    quotes = compose_quotes(
        {"raad": document}, choose(ranked, 5, 200), ranked, as_it_stands("Hoe stemde de fractie?"), 0.9
    )
    assert [quote.text for quote in quotes] == list(VOTES)
    assert [quote.also_at for quote in quotes] == [(), ()]


def test_the_same_words_of_another_role_are_shown_as_that_roles_own() -> None:
    sentence = "De uitvoering verdient een gelijke plaats naast het beleid."
    advice = make_document(sentence, source=make_source("advies", "advies"))
    letter = make_document(sentence, sentence, source=make_source("brief", "kabinetsreactie"))
    ranked = [*scored(advice, 0.9), *scored(letter, 0.8)]
    documents = {"advies": advice, "brief": letter}
    quotes = compose_quotes(documents, choose(ranked, 5, 200), ranked, as_it_stands("Wat verdient de uitvoering?"), 0.9)
    assert [(quote.citation.role, [place.role for place in quote.also_at]) for quote in quotes] == [
        ("advies", []),
        ("kabinetsreactie", ["kabinetsreactie"]),
    ]
