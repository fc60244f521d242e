"""What is a follow-up, and how long it may be and still lean on the question before."""

from __future__ import annotations

import pytest

from app.question.followup import asks_for_more, completed, is_followup, stands_alone
from app.records import Turn

TURN = Turn("Wat wil de raad met het geld?", "", ("advies~0-11",), ("advies",))
TOPICS = ("geld", "water", "woningen", "zorg", "wegen")


def pointing_back(words: int, topics: int) -> str:
    """A question of so many words, of which so many have a topic besides the 'daarvan' that points back."""
    opening = ["wat", "is", "daarvan", *TOPICS[:topics]]
    return " ".join((*opening, *["de"] * (words - len(opening)))) + "?"


@pytest.mark.parametrize(
    ("question", "leans"),
    [
        ("En de gemeenten?", True),
        ("Wie betaalt dat?", True),
        ("Geef er meer", True),
        ("Waarom dan?", True),
        ("Hoeveel woningen bouwt het kabinet in de stad?", False),
        ("Wat zegt de minister over het water en de wegen in de provincie?", False),
        (pointing_back(12, 2), True),
        (pointing_back(13, 2), False),
        (pointing_back(10, 3), True),
        (pointing_back(10, 4), False),
    ],
)
def test_a_short_question_that_points_back_leans_on_the_one_before(question: str, leans: bool) -> None:
    assert is_followup(question, (TURN,)) is leans
    assert not is_followup(question, ())


def test_a_follow_up_is_completed_with_the_question_that_opened_the_topic() -> None:
    second = Turn("En de gemeenten?", f"{TURN.question} En de gemeenten?", ("advies~20-31",), ("advies",))
    whole = completed("En de provincies?", (TURN, second))
    assert whole == f"{TURN.question} En de gemeenten? En de provincies?"
    assert completed("Geef er meer", (TURN,)) == TURN.question


def test_a_follow_up_that_found_nothing_is_passed_over() -> None:
    lost = Turn("En de koers van bitcoin?", f"{TURN.question} En de koers van bitcoin?", (), ())
    assert completed("En de provincies?", (TURN, lost)) == f"{TURN.question} En de provincies?"


def test_who_asks_for_more_and_who_names_another_topic_is_seen() -> None:
    assert asks_for_more("Nog meer?")
    assert not asks_for_more("Meer geld voor de gemeenten?")
    assert stands_alone("En wat is de koers van bitcoin?")
    assert not stands_alone("En wie doet dat voor de gemeenten?")
