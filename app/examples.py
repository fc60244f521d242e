"""Example questions: written for the shipped sources, shown only when the loaded sources answer them."""

from __future__ import annotations

from typing import Protocol

from app.messages import say
from app.records import ANSWERED, Answer

COUNT = 3


class Asks(Protocol):
    """Whatever answers a question."""

    def ask(self, question: str) -> Answer:
        """The answer to a question."""


def example_questions(assistant: Asks) -> tuple[str, ...]:
    """At most three questions from the messages that ``assistant`` answers, in their order."""
    found: list[str] = []
    for question in say("examples.questions").splitlines():
        if question and len(found) < COUNT and assistant.ask(question).status == ANSWERED:
            found.append(question)
    return tuple(found)
