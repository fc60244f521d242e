"""What an answer says of itself in words, before its quotes: the verdict, and what a reader must know with it."""

from __future__ import annotations

from app.messages import say
from app.records import FOUND, NEAR, Answer

PROBABLE = 0.5


def verdict_words(answer: Answer) -> str:
    """The verdict in words, '' for what could not be asked."""
    return say(f"verdict.{answer.verdict}") if answer.verdict else ""


def explained(answer: Answer) -> tuple[str, ...]:
    """The lines under the verdict: why there is none, whose words are missing or silent, or that nothing answers."""
    if not answer.verdict:
        return (say(f"abstain.{answer.reason}"),)
    return _of_found(answer) if answer.verdict == FOUND else _of_refused(answer)


def _of_found(answer: Answer) -> tuple[str, ...]:
    lines = []
    if answer.quotes and answer.missing_role:
        lines.append(say(f"answer.missing_{answer.missing_role}"))
    if answer.silent_role:
        lines.append(say(f"verdict.silent_{answer.silent_role}"))
    if answer.quotes and answer.confidence < PROBABLE:
        lines.append(say("verdict.unsure"))
    return tuple(lines)


def _of_refused(answer: Answer) -> tuple[str, ...]:
    lines = []
    if answer.silent_role:
        lines.append(say(f"verdict.silent_{answer.silent_role}"))
    elif answer.missing_role:
        lines.append(say(f"verdict.not_loaded_{answer.missing_role}"))
    elif answer.reason not in ("", "not_in_sources"):
        lines.append(say(f"abstain.{answer.reason}"))
    if answer.verdict == NEAR:
        lines.append(say("verdict.near_explained"))
    return tuple(lines)
