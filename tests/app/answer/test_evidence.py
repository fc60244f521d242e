"""What a question asks for, and whether a sentence or a document holds it."""

from __future__ import annotations

import pytest

from app.answer.evidence import answering_spans, unknown_names
from app.question.kind import question_type


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Waar staat het gebouw?", "waar"),
        ("Waar gaat de brief over?", "wat"),
        ("Waar pleit de raad vooral voor?", "wat"),
        ("Waarheen ging de brief?", "waar"),
        ("In welke maanden was het loket open?", "wanneer"),
        ("On what date was it sent?", "wanneer"),
        ("Wat kosten de plannen?", "hoeveel"),
        ("Hoe heet het advies waar het kabinet op reageert?", "hoe"),
        ("Is het gelukt?", "janee"),
        ("stikstof woningtekort", "trefwoorden"),
    ],
)
def test_the_type_is_what_is_asked_for(question: str, kind: str) -> None:
    assert question_type(question) == kind


@pytest.mark.parametrize(
    ("question", "sentence", "holds"),
    [
        ("Wanneer komt het besluit?", "Het besluit komt in april 2025.", True),
        ("Wanneer komt het besluit?", "Het besluit is nog niet genomen.", False),
        ("Wanneer wordt beslist over 2025-2028?", "De regeling geldt voor 2025–2028.", False),
        ("Wanneer wordt beslist over 2025-2028?", "Over 2025–2028 wordt op 17 september beslist.", True),
        ("Hoeveel woningen komen er?", "In 2024 is dat besproken.", False),
        ("Hoeveel woningen komen er?", "Er komen 1.200 woningen.", True),
        ("Waarom gebeurt dat?", "Dat wordt door het kabinet gedaan.", False),
        ("Waarom gebeurt dat?", "Dat gebeurt omdat het moet.", True),
        ("Wat vindt het kabinet?", "In 2024 vond het kabinet dat.", False),
    ],
)
def test_a_sentence_fits_when_it_tells_more_than_the_question(question: str, sentence: str, holds: bool) -> None:
    assert bool(answering_spans(question_type(question), sentence, question)) is holds


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("Wat vindt minister Jansen van het advies?", ("Jansen",)),
        ("Wat vindt de minister van het advies?", ()),
        ("Hoeveel meldingen waren er in 2019?", ("2019",)),
        ("Hoeveel meldingen waren er in 2023?", ()),
        ("Helpt Nederland de Jemenitische bevolking?", ()),
        ("Wat zegt de VNG over het Rli-advies?", ()),
        ("Jansen wil wat?", ()),
    ],
)
def test_a_name_or_number_that_the_document_lacks_is_seen(question: str, unknown: tuple[str, ...]) -> None:
    text = "Advies van de minister. Nederland gaf in 2023 hulp aan Jemen; er waren 120 meldingen."
    assert unknown_names(question, text) == unknown


@pytest.mark.parametrize(("text", "unknown"), [("De Jemenitische haven.", ()), ("De Jeminee.", ("Jemen",))])
def test_a_name_is_known_by_its_first_four_letters(text: str, unknown: tuple[str, ...]) -> None:
    assert unknown_names("Wat geldt er voor Jemen?", text) == unknown
    assert unknown_names("Wat geldt er voor Jemex?", "De Jemen.") == ()
