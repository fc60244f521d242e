"""Questions about recommendations in English: each is read as its Dutch one, and no other question is."""

from __future__ import annotations

import pytest

from app.question.english import in_dutch


@pytest.mark.parametrize(
    ("english", "dutch"),
    [
        ("What are the recommendations?", "wat zijn de aanbevelingen?"),
        ("What does the council recommend?", "wat de raad adviseert?"),
        ("What is the cabinet's response to recommendation 4?", "wat is de kabinet reactie aanbeveling 4?"),
        ("List all recommendations", "geef alle aanbevelingen"),
        ("WHICH RECOMMENDATIONS ARE NOT ACCEPTED", "welke aanbevelingen zijn niet overgenomen"),
    ],
)
def test_english_words_of_such_a_question_are_read_in_dutch(english: str, dutch: str) -> None:
    assert in_dutch(english) == dutch


def test_any_other_word_stays_and_so_asks_for_something_else() -> None:
    assert "housing" in in_dutch("What does the council recommend about housing?")


@pytest.mark.parametrize("question", ["Wat is het advies of report?", "Wat vindt het kabinet?", "list", ""])
def test_a_question_in_dutch_is_given_back_as_it_is(question: str) -> None:
    assert in_dutch(question) == question
