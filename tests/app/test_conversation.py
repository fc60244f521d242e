"""A visitor's conversation stays within bounds, however long it goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.web.conversation import Conversation, answer_question
from app.web.permalink import MAX_QUESTIONS
from tests.browser.fake_assistant import FakeAssistant


def test_the_oldest_questions_fall_away(tmp_path: Path) -> None:
    assistant = FakeAssistant(tmp_path)
    conversation = Conversation()
    for number in range(MAX_QUESTIONS + 5):
        conversation = answer_question(assistant, f"Vraag nummer {number} over uitvoerders", conversation)
    assert len(conversation.turns) == MAX_QUESTIONS
    assert len(conversation.messages) == 2 * MAX_QUESTIONS
    assert "nummer 5 " in conversation.messages[0][1]


def test_a_failure_is_told_to_the_reader_and_logged_without_its_text(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    conversation = answer_question(FakeAssistant(tmp_path), "fout", Conversation())
    assert "niet gelukt" in conversation.messages[-1][1]
    assert "RuntimeError at fake_assistant.py" in caplog.text
    assert "internal path" not in caplog.text
