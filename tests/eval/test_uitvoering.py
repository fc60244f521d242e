"""The questions on the shipped text are right, enough of each kind, and asked in other words than the answer."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from eval.proving import faults
from eval.sets import read_set
from tests.sets import ReadSet, shared_words

SET = read_set(Path(__file__).parents[2] / "eval" / "sets" / "uitvoering-aan-zet")


def test_every_quote_stands_in_the_text_and_what_is_absent_is_absent(read_documents: ReadSet) -> None:
    _, run = read_documents("uitvoering-aan-zet")
    assert faults(SET, {document.source.file.rsplit("/", 1)[-1]: document for document in run.documents}) == []


def test_there_are_enough_questions_of_each_kind() -> None:
    styles = Counter(question.style for question in SET.questions)
    assert styles["citizen"] >= 60
    assert styles["followup"] >= 12
    assert styles["unanswerable"] >= 40
    assert styles["offtopic"] >= 15


def test_at_most_a_third_shares_more_than_half_of_its_words_with_the_answer() -> None:
    answerable = [question for question in SET.questions if question.answerable]
    assert sum(shared_words(question) > 1 / 2 for question in answerable) <= len(answerable) / 3
