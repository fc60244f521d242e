"""Questions about the sources themselves are kept apart from questions about what the sources say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.answer.register_facts import fact_line, facts_heading, source_facts
from app.records import SourceFact
from tests.documents import make_document, make_source

ADVICE = make_source("advies", "advies", "Een fictief advies", publisher="De raad", document_number="A 12")
LETTER = make_source("brief", "kabinetsreactie", "Reactie op een fictief advies", speaker="Minister", date="2024-01-02")
NEWS = make_source("nieuws", "nieuws", "Nieuws over het advies")
DOCUMENTS = {"brief": make_document("Tekst van de brief.", source=LETTER)}


def facts(question: str) -> list[tuple[str, str, str]]:
    found = source_facts(question, (ADVICE, LETTER, NEWS), DOCUMENTS)
    return [(fact.source_id, fact.name, fact.value) for fact in found]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Wie schreef de kabinetsreactie?", ("brief", "speaker", "Minister")),
        ("Van wie is het advies?", ("advies", "speaker", "Een spreker")),
        ("Wanneer is het advies gepubliceerd?", ("advies", "date", "2024-03-25")),
        ("Wat is de datum van de kabinetsreactie op het advies?", ("brief", "date", "2024-01-02")),
        ("Wanneer is de brief gestuurd?", ("brief", "date", "2024-01-02")),
        ("Van wanneer is de brief?", ("brief", "date", "2024-01-02")),
        ("Op welke datum is het advies aangeboden?", ("advies", "date", "2024-03-25")),
        ("Welk nummer heeft het advies?", ("advies", "document_number", "A 12")),
        ("Hoeveel pagina's heeft het advies?", ("advies", "pages", "")),
        ("Welke bronnen zijn er geladen?", ("brief", "loaded", "yes")),
        ("Is het advies geladen?", ("advies", "loaded", "no")),
    ],
)
def test_the_register_answers_what_is_asked_of_a_source(question: str, expected: tuple[str, str, str]) -> None:
    assert expected in facts(question)


@pytest.mark.parametrize(
    "question",
    [
        "Wie schreven een brief aan de informateur?",
        "Voor wie is het advies?",
        "Wanneer kregen bewoners de brief over de bus?",
        "Wanneer stuurde de minister de kabinetsreactie naar de Tweede Kamer?",
        "Wat staat er in het advies?",
        "Wanneer krijgen gemeenten het geld?",
        "Hoeveel aanbevelingen bevat het advies?",
        "Wie is de minister?",
        "",
    ],
)
def test_what_the_text_itself_must_answer_is_left_to_the_text(question: str) -> None:
    assert facts(question) == []


def test_a_loaded_source_without_the_fact_is_left_to_its_text() -> None:
    assert facts("Welk nummer heeft de kabinetsreactie?") == []


def test_a_count_is_said_to_be_counted_and_not_to_stand_in_the_register() -> None:
    counted = SourceFact("advies", "Een advies", "advies", True, "recommendations", "7")
    assert fact_line(counted) == "Een advies. Aanbevelingen die in de tekst zijn gevonden: 7."
    assert "geteld" in facts_heading([counted])
    assert "register" in facts_heading([counted, replace(counted, name="pages")])
