"""What an answer says of itself in words, before its quotes: the verdict, and what a reader must know with it."""

from __future__ import annotations

from collections.abc import Iterable

from app.messages import say
from app.records import ANSWERED, NEAR, Answer, ChangedSource


def verdict_words(answer: Answer) -> str:
    """The verdict in words, '' for what could not be asked."""
    return say(f"verdict.{answer.verdict}") if answer.verdict else ""


def explained(answer: Answer) -> tuple[str, ...]:
    """The lines under the verdict: why there is none, whose words are missing or silent, that it may not answer, and
    which file is no longer the one that was read.
    """
    if not answer.verdict:
        return (say(f"abstain.{answer.reason}"),)
    lines = _of_answered(answer) if answer.status == ANSWERED else _of_refused(answer)
    near = (say("verdict.near_explained"),) if answer.verdict == NEAR else ()
    return (*lines, *near, *changed_lines(answer.changed_sources))


def changed_lines(changed: Iterable[ChangedSource]) -> tuple[str, ...]:
    """What a reader must know of sources whose file is no longer the one that was read, a line each."""
    return tuple(say(f"answer.source_{one.state}", title=one.title) for one in changed)


def _of_answered(answer: Answer) -> tuple[str, ...]:
    lines = []
    if answer.quotes and answer.missing_role:
        lines.append(say(f"answer.missing_{answer.missing_role}"))
    if answer.silent_role:
        lines.append(say(f"verdict.silent_{answer.silent_role}"))
    return tuple(lines)


def _of_refused(answer: Answer) -> tuple[str, ...]:
    lines = []
    if answer.silent_role:
        lines.append(say(f"verdict.silent_{answer.silent_role}"))
    elif answer.missing_role:
        lines.append(say(f"verdict.not_loaded_{answer.missing_role}"))
    elif answer.reason not in ("", "not_in_sources"):
        lines.append(say(f"abstain.{answer.reason}"))
    return tuple(lines)
