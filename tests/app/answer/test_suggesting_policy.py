"""What is suggested and shown as an example: each number of the policy at its boundary."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.answer.examples import answerable_questions, is_telling
from app.answer.suggesting import first_ones, likely_headings, subjects
from app.assistant import Assistant
from ingest.document import Document
from ingest.records import BlockKind
from tests.documents import make_document
from tests.fakes import word_index

ASKED = "Wat staat er over ‘{}’?"
FILLER = "De stad telt elke zomer haar bezoekers."


def headings(count: int) -> Document:
    """A document of so many telling headings: 'Drukte op strand a', 'Drukte op strand b', ..."""
    return make_document(
        *((BlockKind.HEADING, f"Drukte op strand {chr(96 + number)}") for number in range(1, count + 1))
    )


def asked_after(number: int) -> str:
    """The question after the heading with this number."""
    return ASKED.format(f"Drukte op strand {chr(96 + number)}")


def names(*given: str) -> Document:
    """A document without headings, in which each of these names stands twice."""
    return make_document(" ".join(f"Er komt geld van {name} en ook met {name} erbij." for name in given))


def test_three_examples_are_shown() -> None:
    assistant = SimpleNamespace(_answerer=SimpleNamespace(answerable=tuple("abcdefgh")))
    assert Assistant.examples(assistant) == ("a", "b", "c")  # type: ignore[arg-type]


def test_readers_choose_from_eight() -> None:
    assert len(answerable_questions([headings(12)], lambda question: 0.9 * ("‘" in question))) == 8


def test_names_make_up_four_questions() -> None:
    documents = [headings(1), names("Albrecht", "Bernhard", "Cornelis", "Diederik", "Eleonora")]
    assert len(answerable_questions(documents, lambda question: 0.9 * ("‘" in question))) == 4


@pytest.mark.parametrize(("number", "found"), [(16, True), (17, False)])
def test_sixteen_questions_of_the_documents_are_tried(number: int, found: bool) -> None:
    made = answerable_questions([headings(20)], lambda question: 0.9 * (question == asked_after(number)))
    assert (made == (asked_after(number),)) is found


@pytest.mark.parametrize(("words", "asked"), [(22, True), (23, False)])
def test_a_question_of_a_document_is_asked_up_to_twenty_two_words(words: int, asked: bool) -> None:
    question = " ".join(["Wat", *["kost"] * (words - 2), "water?"])
    document = make_document(FILLER)
    (block,) = document.blocks
    document = replace(document, blocks=(replace(block, question=question),))
    assert (question in answerable_questions([document], lambda _: 0.9)) is asked


@pytest.mark.parametrize(
    ("title", "telling"),
    [
        ("Drukte strand", True),
        ("Drukte op het", False),
        ("Drukte op het strand in de zomer van juni", True),
        ("Drukte op het strand in de zomer van juni weer", False),
    ],
)
def test_a_telling_heading_has_two_words_of_its_own_and_nine_in_all(title: str, telling: bool) -> None:
    assert is_telling(title) is telling


@pytest.mark.parametrize(("name", "asked"), [("Rli", True), ("Ur", False)])
def test_a_name_has_three_letters(name: str, asked: bool) -> None:
    assert bool(answerable_questions([names(name)], lambda _: 0.0)) is asked


@pytest.mark.parametrize(("frequency", "asked"), [(4.39, ("inzage",)), (4.4, ())])
def test_a_common_word_is_no_subject(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, frequency: float, asked: tuple[str, ...]
) -> None:
    monkeypatch.setattr("app.answer.suggesting.dutch_frequency", lambda _: frequency)
    index = word_index(tmp_path, [make_document("Zij geeft de inzage.", *[FILLER] * 20)])
    assert subjects(index, "Wanneer is inzage mogelijk?") == asked


@pytest.mark.parametrize(("blocks", "asked"), [(10, ("wadi",)), (11, ())])
def test_a_subject_stands_in_a_tenth_of_the_blocks(tmp_path: Path, blocks: int, asked: tuple[str, ...]) -> None:
    document = make_document(*["Daar ligt een wadi."] * blocks, *[FILLER] * (100 - blocks))
    assert subjects(word_index(tmp_path, [document]), "Wat kost een wadi?") == asked


@pytest.mark.parametrize(("place", "asked"), [(20, ("wadi",)), (21, ())])
def test_twenty_uses_of_a_word_say_whether_it_is_a_noun(tmp_path: Path, place: int, asked: tuple[str, ...]) -> None:
    uses = " ".join([*["Snel wadi nu."] * (place - 1), "De wadi is er.", *["Snel wadi nu."] * 5])
    assert subjects(word_index(tmp_path, [make_document(uses, *[FILLER] * 20)]), "Wat kost een wadi?") == asked


@pytest.mark.parametrize(("letters", "noun"), [(38, False), (39, True)])
def test_forty_letters_show_a_word_and_the_one_behind_it(tmp_path: Path, letters: int, noun: bool) -> None:
    word = "waterbergingsvoorziening" + "s" * (letters - 24)
    index = word_index(tmp_path, [make_document(f"Dit is de {word} gooit.", *[FILLER] * 20)])
    assert bool(subjects(index, f"Wat kost een {word}?")) is noun


@pytest.mark.parametrize(("number", "found"), [(2, True), (3, False)])
def test_two_headings_are_tried(tmp_path: Path, number: int, found: bool) -> None:
    index = word_index(tmp_path, [headings(6)])
    likely = likely_headings(index, ["drukte"], lambda question: 0.9 * (question == asked_after(number)))
    assert likely == ((asked_after(number),) if found else ())


def test_two_suggestions_are_shown() -> None:
    assert first_ones(("", "a", "b", "c")) == ("a", "b")
