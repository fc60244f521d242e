"""The questions on the large fictional pair are right, enough of each kind, and in other words than the answer."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from eval.proving import faults
from eval.sets import QuestionSet, read_set
from tests.sets import ReadSet, shared_words

SET = Path(__file__).parents[2] / "eval" / "sets" / "streekadvies"
STRUCTURE = {"kop", "tabel", "opsomming"}


@pytest.fixture(scope="module")
def questions() -> QuestionSet:
    """The set."""
    return read_set(SET)


def test_every_quote_stands_on_its_page_and_what_is_absent_is_absent(
    questions: QuestionSet, read_documents: ReadSet
) -> None:
    _, run = read_documents("streekadvies")
    assert faults(questions, {document.source.file: document for document in run.documents}) == []
    assert max(len(document.pages) for document in run.documents) >= 100


def test_there_are_enough_questions_of_each_kind(questions: QuestionSet) -> None:
    styles = Counter(question.style for question in questions.questions)
    assert styles["citizen"] >= 300
    assert styles["followup"] >= 40
    assert styles["unanswerable"] >= 100
    assert styles["offtopic"] >= 20
    assert sum(bool(STRUCTURE & set(question.tags)) for question in questions.questions) >= 40
    assert sum("rol" in question.tags for question in questions.questions) >= 40


def test_three_hundred_questions_share_at_most_a_third_of_their_words_with_the_answer(questions: QuestionSet) -> None:
    answerable = [question for question in questions.questions if question.style == "citizen"]
    assert sum(shared_words(question) <= 1 / 3 for question in answerable) >= 300


def test_no_kind_of_question_betrays_that_it_has_no_answer(questions: QuestionSet) -> None:
    kinds = Counter(question.qtype for question in questions.questions if question.style == "unanswerable")
    assert max(kinds.values()) <= sum(kinds.values()) * 0.3
    assert {"hoeveel", "wat", "welke", "waarom", "hoe", "wie", "waar", "wanneer", "janee"} <= set(kinds)
