"""A question is parsed once: what it asks for, how it was read, and what was corrected."""

from __future__ import annotations

from app.question.parsing import Question, as_it_stands, parse_question
from app.question.spelling import Speller
from app.records import Turn

SPELLER = Speller(["De gemeenten krijgen geld van het kabinet voor de uitvoering."])
TURN = Turn("Wat vindt het kabinet van het advies?", "", ("brief~0-11",), ("brief",))


def test_a_question_is_parsed_into_all_that_it_asks_for() -> None:
    assert parse_question("Hoeveel geld krijgen de gemeenten van het kabinet?", (), SPELLER) == Question(
        text="Hoeveel geld krijgen de gemeenten van het kabinet?",
        kind="hoeveel",
        language="nl",
        role="kabinetsreactie",
        topic="",
        terms=("geld", "krijg", "meen", "kabinet"),
    )


def test_a_misspelled_question_is_searched_for_corrected_and_says_so() -> None:
    question = parse_question("Wat krijgt de uitvoernig?", (), SPELLER)
    assert (question.text, question.searched_for) == ("Wat krijgt de uitvoering?", "Wat krijgt de uitvoering?")


def test_between_quotation_marks_a_question_is_taken_as_it_stands() -> None:
    assert parse_question('"En de uitvoernig?"', (TURN,), SPELLER) == as_it_stands("En de uitvoernig?")


def test_a_follow_up_keeps_its_own_words_and_asks_for_the_words_of_the_same_speaker() -> None:
    question = parse_question("En hoeveel geld is daarvoor?", (TURN,), SPELLER)
    assert question.text == "En hoeveel geld is daarvoor?"
    assert question.whole == question.read_as == f"{TURN.question} {question.text}"
    assert (question.kind, question.role) == ("hoeveel", "kabinetsreactie")
    assert parse_question("En wat zegt de raad daarvan?", (TURN,), SPELLER).role == "advies"


def test_a_question_in_english_is_not_corrected_and_a_topic_is_kept_apart() -> None:
    assert parse_question("What do the uitvoernig get from it?", (), SPELLER).language == "en"
    assert parse_question("What do the uitvoernig get from it?", (), SPELLER).searched_for == ""
    assert parse_question("Alle passages over geld", (), SPELLER).topic == "geld"
