"""Parts of a document that a question names by a number: chapters, tables, annexes, measures."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.answer import named_part
from app.answer.named_part import NamedPart, NamedParts, asks_for_whole
from app.assistant import Assistant
from app.records import FOUND
from app.settings import Settings

REPORT = """# Het plan voor de haven

## 1 Aanleiding

De haven slibt dicht. De vissers klagen daarover al sinds de winter van 2019.

## 2 Wat er moet gebeuren

### 2.1 De vaargeul

De vaargeul wordt vier meter dieper. Een baggerbedrijf begint daarmee in het voorjaar.

### Maatregel 1: een nieuwe kade

De kade krijgt een muur van beton.

### Maatregel 2: een loods voor de vissers

De gemeente bouwt een loods met koelcellen. De vissers huren die samen.

## Bijlage B: Geraadpleegde personen

De havenmeester en twee schippers zijn geraadpleegd.
"""


LETTER = """# Reactie op het plan

## 1 Inleiding

Het kabinet heeft het plan gelezen en dankt de havenmeester.

## Maatregel 1: een nieuwe kade

Het kabinet betaalt de kade.
"""
REGISTER = """[[source]]
id = "plan"
title = "Het plan voor de haven"
role = "advies"
speaker = "Havenraad"
file = "plan.md"

[[source]]
id = "brief"
title = "Reactie op het plan"
role = "kabinetsreactie"
speaker = "Minister van Havens"
file = "brief.md"
"""


def named(assistant: Assistant, question: str, role: str = "") -> tuple[NamedPart, ...]:
    return NamedParts(assistant.index).of(question, role)


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("haven")
    (folder / "plan.md").write_text(REPORT, "utf-8")
    home: Path = tmp_path_factory.mktemp("home")
    return Assistant.for_folder(folder, home, Settings())


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The plan as an advice, with a letter of the cabinet that knows its first measure only."""
    folder = tmp_path_factory.mktemp("plan-en-brief")
    for name, text in (("plan.md", REPORT), ("brief.md", LETTER), ("sources.toml", REGISTER)):
        (folder / name).write_text(text, "utf-8")
    return Assistant.for_folder(folder, tmp_path_factory.mktemp("home"), Settings())


@pytest.mark.usefixtures("model")
def test_a_part_is_that_of_the_speaker_whose_words_are_asked_for(both: Assistant) -> None:
    def sources(question: str, role: str) -> list[str]:
        return [part.source_id for part in named(both, question, role)]

    assert sources("Wat zegt maatregel 1?", "") == ["brief", "plan"]
    assert sources("Wat zegt maatregel 1?", "kabinetsreactie") == ["brief"]
    assert sources("Wat zegt maatregel 2?", "kabinetsreactie") == []
    assert sources("Wat zegt maatregel 2?", "nieuws") == ["plan"]


@pytest.mark.usefixtures("model")
def test_the_documents_are_read_for_their_parts_once(harbour: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    labels = named_part._labels
    monkeypatch.setattr(named_part, "_labels", lambda heading: read.append(heading) or labels(heading))
    parts = NamedParts(harbour.index)
    assert parts.of("Wie is de havenmeester?") == ()
    assert read == []
    found = parts.of("Wat zegt maatregel 1?")
    headings = len(read)
    assert parts.of("Wat zegt maatregel 1?") == found
    assert parts.of("Wat staat er in bijlage B?") != found
    assert len(read) == headings > 0


@pytest.mark.usefixtures("model")
def test_neither_speaker_is_quoted_from_a_part_of_the_other(both: Assistant) -> None:
    second = both.ask("Wat zeggen raad en kabinet over maatregel 2?")
    assert {quote.citation.role for quote in second.quotes} == {"advies"}
    assert second.silent_role == "kabinetsreactie"
    letter = both.ask("Wat staat er in maatregel 1 van de kabinetsreactie?")
    assert letter.quotes[0].text == "Het kabinet betaalt de kade."


@pytest.mark.usefixtures("model")
@pytest.mark.parametrize(
    ("question", "begins", "ends"),
    [
        ("Wat staat er in hoofdstuk 2?", "De vaargeul wordt", "De vissers huren die samen."),
        ("wat zegt paragraaf 2.1", "De vaargeul wordt", "begint daarmee in het voorjaar."),
        ("Wie betaalt maatregel 2?", "De gemeente bouwt", "De vissers huren die samen."),
        ("De tweede maatregel", "De gemeente bouwt", "De vissers huren die samen."),
        ("Wie staan er in bijlage B?", "De havenmeester", "zijn geraadpleegd."),
    ],
)
def test_a_part_is_what_stands_under_its_heading(harbour: Assistant, question: str, begins: str, ends: str) -> None:
    (part,) = named(harbour, question)
    text = harbour.index.documents[part.source_id].text[part.char_begin : part.char_end]
    assert text.lstrip("# ").removeprefix("2.1 De vaargeul").lstrip().startswith(begins)
    assert text.endswith(ends)


@pytest.mark.usefixtures("model")
@pytest.mark.parametrize(
    "question",
    ["Wat kost maatregel 7?", "Hoe diep wordt 2 meter?", "Wat gebeurde er in 2019?", "Wie is de havenmeester?"],
)
def test_what_names_no_part_that_is_there_names_none(harbour: Assistant, question: str) -> None:
    assert named(harbour, question) == ()


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("Wat staat er in hoofdstuk 2?", True), ("Laat tabel 3 zien", True), ("De tweede maatregel", True),
        ("Wat zegt hoofdstuk 2 over vissers?", False), ("Wie betaalt maatregel 2?", False),
    ],
)  # fmt: skip
def test_a_question_for_the_whole_part_has_no_other_words(question: str, whole: bool) -> None:
    assert asks_for_whole(question) is whole


@pytest.mark.usefixtures("model")
def test_the_whole_part_is_answered_with_how_it_begins(harbour: Assistant) -> None:
    answer = harbour.ask("Wat staat er in maatregel 2?")
    assert (answer.verdict, answer.confidence) == (FOUND, 0.9)
    assert [quote.text for quote in answer.quotes] == [
        "De gemeente bouwt een loods met koelcellen. De vissers huren die samen."
    ]


@pytest.mark.usefixtures("model")
def test_nothing_is_quoted_from_outside_a_named_part(harbour: Assistant) -> None:
    answer = harbour.ask("Wie huren iets volgens maatregel 1?")
    quoted = [quote.text for quote in (*answer.quotes, *answer.more)]
    assert all("muur van beton" in text for text in quoted)
    assert "huren die samen" in harbour.ask("Wie huren iets volgens maatregel 2?").quotes[0].text
