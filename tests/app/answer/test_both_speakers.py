"""Which questions are for council and cabinet both, and how the words of each stand beside the other's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from app.answer.answering import Answerer
from app.answer.both_speakers import asked_of_each, beside, sides_of, sure_sides
from app.answer.finding import Finding
from app.answer.ranked_sentences import ScoredSentence
from app.assistant import Assistant
from app.citation.place import make_citation
from app.question.parsing import as_it_stands
from app.records import ABSENT, FOUND, NEAR, Quote
from app.settings import Settings
from index.build import build_index
from index.opened import Index, open_index
from ingest.document import Document
from ingest.passages import cut_passages
from ingest.register import Register
from ingest.settings import IngestSettings
from tests.documents import make_document, make_source
from tests.fakes import HashingEncoder

ADVICE = make_document(
    "Richt twaalf regionale teams in.", source=replace(make_source("advies", "advies"), date="2026-03-12")
)
LETTER = make_document(
    "Er komen acht regionale teams.", source=replace(make_source("brief", "kabinetsreactie"), date="2026-07-02")
)
QUESTION = as_it_stands("Hoeveel regionale teams komen er?")


def scored(document: Document, score: float, read: float) -> ScoredSentence:
    """The one sentence of a document."""
    passage = cut_passages(document, IngestSettings())[0]
    return ScoredSentence(passage, passage.sentences[0], document.text, score, read, 0.5)


def roles_shown(first: ScoredSentence, other: ScoredSentence, question: str = QUESTION.text) -> list[str]:
    """The roles that get a block of their own."""
    index = cast(Index, SimpleNamespace(documents={"advies": ADVICE, "brief": LETTER}))
    sides = sides_of(index, as_it_stands(question), Finding(ranked=(first, other), sure=0.5))
    return [side.ranked[0].passage.role for side in sides if len(sides) > 1]


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Wat zeggen raad en kabinet over boetes?", "Wat zeggen ze over boetes?"),
        ("Wat vinden zowel de raad als het kabinet van boetes?", "Wat vinden ze van boetes?"),
        ("Hoeveel teams komen er volgens de minister en volgens de raad?", "Hoeveel teams komen er?"),
        ("Wat is het verschil tussen het advies en de kabinetsreactie over water?", "Wat is het verschil over water?"),
    ],
)
def test_a_question_for_both_is_asked_of_each_without_their_names(question: str, asked: str) -> None:
    assert {role: own.text for role, own in asked_of_each(as_it_stands(question)).items()} == {
        "advies": asked,
        "kabinetsreactie": asked,
    }


def test_two_halves_with_a_speaker_each_are_asked_of_their_own() -> None:
    halves = asked_of_each(as_it_stands("Wat wil de raad met water en hoe denkt het kabinet over boetes?"))
    assert {role: own.text for role, own in halves.items()} == {
        "advies": "Wat wil de raad met water",
        "kabinetsreactie": "hoe denkt het kabinet over boetes?",
    }
    same = asked_of_each(as_it_stands("Wat wil de raad met water, en wat doet het kabinet?"))
    assert {own.text for own in same.values()} == {"Wat wil de raad met water"}


@pytest.mark.parametrize(
    "question",
    [
        "Wat vindt het kabinet van het advies van de raad over boetes?",
        "Wat zegt de raad over wonen en werken?",
        "Wat willen gemeenten en provincies?",
        "Neemt het kabinet het advies over?",
    ],
)
def test_a_question_for_one_or_none_is_not_for_both(question: str) -> None:
    assert asked_of_each(as_it_stands(question)) == {}


def test_both_stand_beside_each_other_where_both_answer_a_question_that_names_neither() -> None:
    near, read = 45.0, 1.5
    assert roles_shown(scored(ADVICE, 50, 4), scored(LETTER, near, read)) == ["advies", "kabinetsreactie"]
    assert roles_shown(scored(ADVICE, 50, 4), scored(LETTER, near, read - 0.1)) == []
    assert roles_shown(scored(ADVICE, 50, 4), scored(LETTER, near - 0.1, read)) == []
    assert roles_shown(scored(ADVICE, 50, 4), scored(LETTER, 50, 4), "Hoeveel teams wil de raad?") == []


def test_what_says_the_same_or_holds_no_value_stands_beside_nothing() -> None:
    same = make_document(ADVICE.text, source=LETTER.source)
    none = make_document("Er komen regionale teams.", source=LETTER.source)
    assert roles_shown(scored(ADVICE, 50, 4), scored(same, 50, 4)) == []
    assert roles_shown(scored(ADVICE, 50, 4), scored(none, 50, 4)) == []


SUBJECT = "vleermuizen"


def asking(home: Path, monkeypatch: pytest.MonkeyPatch, threshold: float, found: Finding) -> Assistant:
    """An assistant over the advice and the letter, with its threshold, that finds ``found`` for every question and
    compares nothing.
    """
    settings = Settings()
    settings = replace(settings, answer=replace(settings.answer, threshold=threshold, near=0.0))
    encoder = HashingEncoder()
    build_index([ADVICE, LETTER], home, settings.ingest, settings.index, encoder)
    register = Register(home / "sources.toml", home, (ADVICE.source, LETTER.source))
    monkeypatch.setattr(Answerer, "finding", lambda *_, **__: found)
    monkeypatch.setattr(Assistant, "comparisons", ())
    return Assistant(open_index(home), encoder, register, settings, home)


def test_what_only_touches_on_a_question_is_the_best_block_and_not_the_newest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Finding(ranked=(scored(ADVICE, 50, 4), scored(LETTER, 50, 4)), sure=0.5, first=0.7)
    sure = asking(tmp_path, monkeypatch, 0.4, found).ask(QUESTION.text)
    assert [quote.citation.role for quote in sure.quotes] == ["kabinetsreactie", "advies"]
    near = asking(tmp_path, monkeypatch, 0.9, found).ask(QUESTION.text)
    assert (near.verdict, [quote.citation.role for quote in near.quotes]) == (NEAR, ["advies"])
    assert (near.confidence, near.quotes[0].confidence) == (0.5, 0.7)


@pytest.mark.parametrize("question", [QUESTION.text, "Wat zeggen raad en kabinet over boetes?"])
def test_without_a_sentence_there_is_no_answer_whatever_the_threshold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    answer = asking(tmp_path, monkeypatch, 0.0, Finding()).ask(question)
    assert (answer.verdict, answer.quotes) == (ABSENT, ())


@pytest.mark.parametrize(
    ("advice", "letter", "heard"),
    [
        (0.26, 0.26, ["advies", "kabinetsreactie"]),
        (0.6, 0.24, ["advies"]),
        (0.1, 0.2, ["kabinetsreactie"]),
        (0.9, 0.26, ["advies", "kabinetsreactie"]),
    ],
)
def test_of_two_speakers_the_one_that_probably_says_nothing_of_it_is_left_out(
    advice: float, letter: float, heard: list[str]
) -> None:
    each = asked_of_each(as_it_stands("Wat zeggen raad en kabinet over boetes?"))
    assert list(sure_sides(each, {"advies": Finding(first=advice), "kabinetsreactie": Finding(first=letter)})) == heard


def test_who_names_the_subject_is_heard_in_the_sentence_that_does() -> None:
    each = asked_of_each(as_it_stands(f"Wat zeggen raad en kabinet over {SUBJECT}?"))
    off = replace(scored(LETTER, 60, 4), text="Iets anders.")
    on = replace(scored(LETTER, 50, 4), text=f"Wij spraken over {SUBJECT}.")
    found = {"advies": Finding(first=0.7), "kabinetsreactie": Finding(ranked=(off, on), first=0.1)}
    assert sure_sides(each, found)["kabinetsreactie"].ranked == (on, off)
    found["kabinetsreactie"] = Finding(ranked=(off,), first=0.1)
    assert list(sure_sides(each, found)) == ["advies"]


@pytest.mark.parametrize(
    ("question", "silent"),
    [("Wat vindt het kabinet van boetes?", "kabinetsreactie"), ("Wat vindt het kabinet van het team Acht?", "")],
)
def test_nobody_is_said_to_be_silent_on_what_their_source_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, question: str, silent: str
) -> None:
    answer = asking(tmp_path, monkeypatch, 0.4, Finding()).ask(question)
    assert (answer.verdict, answer.silent_role) == (ABSENT, silent)


def test_who_is_left_out_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def finding(*_: object, speaking: str = "", **__: object) -> Finding:
        place = {"advies": scored(ADVICE, 50, 4), "kabinetsreactie": scored(LETTER, 50, 4)}[speaking]
        return Finding(ranked=(place,), sure=0.5, first=0.7 if speaking == "advies" else 0.1)

    assistant = asking(tmp_path, monkeypatch, 0.4, Finding())
    monkeypatch.setattr(Answerer, "finding", finding)
    answer = assistant.ask("Wat zeggen raad en kabinet over boetes?")
    assert [quote.citation.role for quote in answer.quotes] == ["advies"]
    assert (answer.verdict, answer.silent_role) == (FOUND, "kabinetsreactie")


def test_the_newest_stands_first_and_numbers_go_on() -> None:
    def quoted(document: Document) -> Quote:
        citation = make_citation(document, 0, len(document.text), 1)
        return Quote(document.text, citation, document.source.file, "paragraph", 0.5, also_at=(citation,))

    shown, folded = beside([((quoted(ADVICE),), (quoted(ADVICE),)), ((quoted(LETTER),), ())])
    assert [quote.citation.role for quote in shown] == ["kabinetsreactie", "advies"]
    assert [quote.citation.number for quote in (*shown, *folded)] == [1, 3, 5]
    assert [quote.also_at[0].number for quote in (*shown, *folded)] == [2, 4, 6]
