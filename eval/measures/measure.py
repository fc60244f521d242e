"""What a measure is: a name and a value of one asked question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.records import Answer
from eval.run import Asked
from eval.sets import SetQuestion

Value = Callable[[SetQuestion, Answer], float | None]


@dataclass(frozen=True, slots=True)
class Measure:
    """A named value of one asked question; None where it does not apply."""

    name: str
    value: Callable[[Asked], float | None]


def of_answer(name: str, value: Value) -> Measure:
    """The measure of the answer as it was given."""
    return Measure(name, lambda asked: value(asked.question, asked.answer))


def of_written_out(name: str, value: Value) -> Measure:
    """The measure of a follow-up that was written out in full; None for every other question."""
    return Measure(name, lambda asked: None if asked.written_out is None else value(asked.question, asked.written_out))
