"""Questions about recommendations from the comparison of advice and letter, in Dutch and in English."""

from __future__ import annotations

import pytest

from app.answer.compared import ComparedAnswer, from_comparisons
from app.question.parsing import as_it_stands
from ingest.records import BlockKind
from tests.comparisons import ADVICE, LETTER, laid_beside

H = BlockKind.HEADING
DOCUMENTS = {"advies": ADVICE, "brief": LETTER}
COMPARISON = laid_beside(
    ADVICE,
    LETTER,
    {
        "1": ("Aanbeveling 1 neem ik over.",),
        "2": ("Aanbeveling 2 neem ik deels over.",),
        "3": ("Aanbeveling 3 wijst het kabinet af.",),
    },
)


def asked(question: str) -> ComparedAnswer | None:
    return from_comparisons(as_it_stands(question), [COMPARISON], DOCUMENTS)


@pytest.mark.parametrize(
    ("english", "dutch"),
    [
        ("What are the recommendations?", "Wat zijn de aanbevelingen?"),
        ("What does the council recommend?", "Wat adviseert de raad?"),
        ("Can you list the recommendations of the report?", "Kunt u de aanbevelingen van het rapport opsommen?"),
        ("What are the council's main recommendations?", "Wat zijn de hoofdaanbevelingen van de raad?"),
        ("How many recommendations does the council make?", "Hoeveel aanbevelingen doet de raad?"),
        ("Which recommendations does the cabinet accept?", "Welke aanbevelingen neemt het kabinet over?"),
        ("Which recommendations has the government adopted?", "Welke aanbevelingen neemt het kabinet over?"),
        ("Which recommendations are partly accepted?", "Welke aanbevelingen zijn deels overgenomen?"),
        ("Which recommendations does the cabinet reject?", "Welke aanbevelingen wijst het kabinet af?"),
        ("Which recommendations were not taken over?", "Welke aanbevelingen zijn niet overgenomen?"),
        ("Does the government accept all recommendations?", "Neemt het kabinet alle aanbevelingen over?"),
        ("Which recommendations got no response?", "Welke aanbevelingen blijven zonder reactie?"),
        ("Which recommendations are under investigation?", "Welke aanbevelingen worden onderzocht?"),
        ("Where do the council and the cabinet disagree?", "Waarover verschillen raad en kabinet?"),
        ("What is the cabinet's response to recommendation 3?", "Wat is de reactie van het kabinet op aanbeveling 3?"),
        ("What does the minister say about the second recommendation?", "Wat zegt de minister over aanbeveling 2?"),
        ("Why is recommendation three rejected?", "Waarom is aanbeveling 3 afgewezen?"),
        ("What is recommendation 9?", "Wat is aanbeveling 9?"),
    ],
)
def test_an_english_question_has_the_answer_of_the_dutch_one(english: str, dutch: str) -> None:
    answer = asked(english)
    assert answer is not None
    assert answer == asked(dutch)


@pytest.mark.parametrize(
    "question",
    [
        "What does the council recommend about parking?",
        "Which recommendations concern the budget of Amsterdam?",
        "When did the minister send the letter?",
        "Does the cabinet accept tourists?",
    ],
)
def test_an_english_question_about_something_in_them_is_not_for_the_comparison(question: str) -> None:
    assert asked(question) is None
