"""A checked quotation as plain text, for a terminal or a message."""

from __future__ import annotations

from collections.abc import Sequence

from app.citation.reference import dutch_citation
from app.messages import say
from app.quotation.records import CheckedSegment, CheckResult, DifferenceWord, Operation
from app.quotation.verdict_words import differs, remarks, verdict_name, whole_name

LABELS = {Operation.REWRITTEN: "check.written"}
MARKED = (Operation.INSERTED, Operation.DELETED, Operation.REPLACED, Operation.HIDDEN, Operation.REWRITTEN)


def check_text(result: CheckResult) -> str:
    """The verdict on the whole text and then each sentence with its verdict, difference, reason and place."""
    if not result.segments:
        return say(f"page.check.reason_{result.reason}")
    parts = [whole_name(result)]
    if result.checked_chars < result.total_chars:
        parts.append(say("page.check.cut", checked=result.checked_chars, total=result.total_chars))
    return "\n\n".join([*parts, *(_segment(segment) for segment in result.segments)])


def difference_text(words: Sequence[DifferenceWord]) -> str:
    """The words in the order of the pasted text, runs that differ in brackets: 'op [weg: 15] [erbij: 16] januari'."""
    parts: list[str] = []
    before: Operation | None = None
    for word in words:
        same_run = word.operation == before
        if before in MARKED and not same_run:
            parts.append("]")
        space = " " if parts and (word.space or (word.operation in MARKED and not same_run)) else ""
        parts.append(space)
        if word.operation in MARKED and not same_run:
            parts.append(f"[{say(LABELS.get(word.operation, f'check.{word.operation}'))}: ")
        parts.append(word.text)
        before = word.operation
    return "".join([*parts, "]" if before in MARKED else ""])


def _segment(segment: CheckedSegment) -> str:
    changed = differs(segment) or segment.editorial
    text = difference_text(segment.difference) if changed and segment.difference else " ".join(segment.text.split())
    lines = [f"{verdict_name(segment)}: {text}", *remarks(segment)]
    if segment.place is not None:
        lines.append(say("check.place", place=dutch_citation(segment.place.citation, "")))
    lines += [say("check.also_at", place=dutch_citation(place.citation, "")) for place in segment.also_at]
    return "\n  ".join(lines)
