"""The questions on the fictional pair are right, enough of each kind, and asked in other words than the answer."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from eval.proving import faults
from eval.sets import QuestionSet, read_set
from tests.sets import ReadSet, shared_words

SET = Path(__file__).parents[2] / "eval" / "sets" / "proefadvies"


@pytest.fixture(scope="module")
def questions() -> QuestionSet:
    """The set."""
    return read_set(SET)


def test_every_quote_stands_on_its_page_and_what_is_absent_is_absent(
    questions: QuestionSet, read_documents: ReadSet
) -> None:
    _, run = read_documents("proefadvies")
    assert faults(questions, {document.source.file: document for document in run.documents}) == []


def test_there_are_enough_questions_of_each_kind(questions: QuestionSet) -> None:
    styles = Counter(question.style for question in questions.questions)
    role = sum("rol" in question.tags and question.answerable for question in questions.questions)
    assert styles["citizen"] >= 150
    assert styles["followup"] >= 25
    assert styles["unanswerable"] >= 60
    assert styles["offtopic"] >= 20
    assert role >= 30


def test_at_most_a_third_shares_more_than_half_of_its_words_with_the_answer(questions: QuestionSet) -> None:
    answerable = [question for question in questions.questions if question.style == "citizen"]
    assert sum(shared_words(question) > 1 / 2 for question in answerable) <= len(answerable) / 3
