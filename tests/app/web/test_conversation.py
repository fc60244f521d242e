"""A visitor's conversation stays within bounds, however long it goes on."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from app.assistant import Assistant
from app.terminal.commands import main
from app.web.conversation import Conversation, answer_question, reopened
from app.web.permalink import MAX_QUESTIONS, converse
from tests.fakes import FakeAssistant

TOO_LONG = "Wie schreven een brief aan de informateur? " * 60
FOLLOW_UP = "En wanneer was dat?"


def test_the_oldest_questions_fall_away(tmp_path: Path) -> None:
    assistant = FakeAssistant(tmp_path)
    conversation = Conversation()
    for number in range(MAX_QUESTIONS + 5):
        conversation = answer_question(assistant, f"Vraag nummer {number} over uitvoerders", conversation)
    assert len(conversation.turns) == MAX_QUESTIONS
    assert len(conversation.messages) == 2 * MAX_QUESTIONS
    assert "nummer 5 " in conversation.messages[0][1]


def test_a_failure_is_explained_to_the_reader_and_logged_without_its_text(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    conversation = answer_question(FakeAssistant(tmp_path), "fout", Conversation())
    assert "niet gelukt" in conversation.messages[-1][1]
    assert "RuntimeError at fakes.py" in caplog.text
    assert "internal path" not in caplog.text


def test_a_question_that_was_too_long_is_left_out_of_the_link(shipped: Assistant) -> None:
    conversation = answer_question(shipped, TOO_LONG, Conversation())
    assert "te lang" in conversation.messages[-1][1]
    assert "antwoord/" not in conversation.messages[-1][1]
    conversation = answer_question(shipped, FOLLOW_UP, conversation)
    token = conversation.messages[-1][1].split("antwoord/")[1].split('"')[0]
    again = reopened(shipped, token)
    assert again is not None
    assert again.messages == conversation.messages[-2:]


def test_a_follow_up_does_not_lean_on_a_question_that_was_too_long(
    shipped: Assistant,
    shipped_home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    alone = shipped.ask(FOLLOW_UP)
    assert not alone.read_as
    assert converse(shipped, [TOO_LONG, FOLLOW_UP])[-1] == alone
    monkeypatch.setenv("AANZET_HOME", str(shipped_home))
    monkeypatch.setattr(sys, "argv", ["aanzet", "vraag", FOLLOW_UP, "--eerder", TOO_LONG])
    with pytest.raises(SystemExit):
        main()
    assert "Gelezen als" not in capsys.readouterr().out


def test_a_refused_question_that_can_be_repeated_is_kept_whole(shipped: Assistant) -> None:
    wish = " ".join(["Kunt u een gedicht over", *["het advies"] * 40, "schrijven?"])
    answer = shipped.ask(wish)
    assert (answer.reason, answer.question) == ("makes_nothing", wish)


@pytest.mark.parametrize(
    ("question", "suggested"),
    [
        ("Wat moeten uitvoerders doen?", ("Wat moeten uitvoerders doen?",)),
        ("Wat is de hoofdstad van Frankrijk?", ("Wat beveelt de raad aan?", "Wanneer stuurde de minister de reactie?")),
    ],
)
def test_a_turn_knows_what_was_suggested_beside_it(tmp_path: Path, question: str, suggested: tuple[str, ...]) -> None:
    conversation = answer_question(FakeAssistant(tmp_path), question, Conversation())
    assert conversation.turns[0].suggested == suggested


def test_nothing_is_suggested_twice_in_a_conversation_and_it_opens_again_as_it_was(shipped: Assistant) -> None:
    conversation = Conversation()
    for question in ("Wie kocht het Beleidskompas in Parijs?", "Wanneer sluit het Beleidskompas in Parijs?"):
        conversation = answer_question(shipped, question, conversation)
    first, second = (turn.suggested for turn in conversation.turns)
    assert first
    assert not set(first) & set(second)
    token = conversation.messages[-1][1].split("antwoord/")[1].split('"')[0]
    again = reopened(shipped, token)
    assert again is not None
    assert again.messages == conversation.messages
