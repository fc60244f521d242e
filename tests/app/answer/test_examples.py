"""Questions that the sources answer are made from the sources: their questions, headings and names."""

from __future__ import annotations

import numpy as np

from app.answer.examples import answerable_questions, nearest
from app.assistant import Assistant
from app.records import ABSTAINED, ANSWERED
from ingest.records import BlockKind
from tests.documents import make_document

STRAND = make_document(
    (BlockKind.HEADING, "2.1 De drukte op het strand"),
    "De gemeente telt met Zeezicht elke zomer de bezoekers. Ook Zeezicht telt mee.",
    (BlockKind.HEADING, "Vraag 1"),
    "Lees meer over de drukte.",
)


def test_headings_and_names_become_questions() -> None:
    made = answerable_questions([STRAND], lambda question: float("strand" in question))
    assert made == ("Wat staat er over ‘De drukte op het strand’?", "Alle passages over Zeezicht")


def test_a_question_that_is_not_answered_is_not_suggested() -> None:
    assert answerable_questions([STRAND], lambda _: 0.1) == ("Alle passages over Zeezicht",)
    assert answerable_questions([], lambda _: 0.1) == ()


def test_the_nearest_questions_come_first_and_the_question_itself_never() -> None:
    vectors = np.eye(3, dtype=np.float32)
    questions = ("Wat kost een brood?", "Waar ligt het strand?", "Wie telt de bezoekers?")
    near = nearest(questions, vectors, "Waar ligt het strand", np.array([0.1, 0.9, 0.3], np.float32))
    assert near == ("Wie telt de bezoekers?", "Wat kost een brood?")
    assert nearest((), np.zeros((0, 3), np.float32), "x", vectors[0]) == ()


def test_an_abstention_suggests_two_questions_that_are_answered(shipped: Assistant) -> None:
    for question in ("Wat is de hoofdstad van Frankrijk?", "Hoeveel woningen komen er tekort in Nederland?"):
        answer = shipped.ask(question)
        assert (answer.status, len(answer.suggestions)) == (ABSTAINED, 2)
        assert [shipped.ask(suggestion).status for suggestion in answer.suggestions] == [ANSWERED, ANSWERED]
    assert len(shipped.examples()) == 3
