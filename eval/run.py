"""A set asked, question by question."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.assistant import Assistant
from app.records import ABSTAINED, Answer, Turn
from eval.sets import QuestionSet, SetQuestion
from ingest.errors import SetError

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its answer; ``latency_ms`` is the time of ``ask`` alone.

    ``unrefused`` is what would have been quoted without a threshold (the answer itself unless it abstained);
    ``written_out`` the answer to a follow-up written out in full, None where the set has no such text; ``intact``
    whether every quote equals its document's text at its span and stands on the pages that it cites.
    """

    question: SetQuestion
    answer: Answer
    latency_ms: float
    unrefused: Answer
    written_out: Answer | None = None
    intact: bool = True


def ask_all(assistant: Assistant, questions: QuestionSet, progress: Progress | None = None) -> list[Asked]:
    """Every question of the set asked once, in order; the first turn of a follow-up is asked before it."""
    settings = assistant.settings
    bold = replace(settings, answer=replace(settings.answer, threshold=0.0))
    unrefusing = Assistant(assistant.index, assistant.encoder, assistant.register, bold, assistant.home)
    assistant.ask("opwarmen")
    asked = []
    for number, question in enumerate(questions.questions, 1):
        asked.append(_ask(assistant, unrefusing, question))
        if progress is not None:
            progress(number, len(questions.questions))
    return asked


def _ask(assistant: Assistant, unrefusing: Assistant, question: SetQuestion) -> Asked:
    history: list[Turn] = []
    if question.previous_question:
        history.append(assistant.turn(assistant.ask(question.previous_question)))
    start = time.perf_counter()
    answer = assistant.ask(question.question, history)
    latency_ms = round((time.perf_counter() - start) * 1000, 3)
    unrefused = unrefusing.ask(question.question, history) if answer.status == ABSTAINED else answer
    written_out = assistant.ask(question.full_question) if question.full_question else None
    return Asked(question, answer, latency_ms, unrefused, written_out, quotes_intact(assistant, answer))


def quotes_intact(assistant: Assistant, answer: Answer) -> bool:
    """Whether each quote is its document's text at the span, on the pages that its citation names."""
    for quote in answer.all_quotes:
        document = assistant.documents[quote.citation.source_id]
        start, end = quote.citation.char_start, quote.citation.char_end
        if document.text[start:end] != quote.text:
            return False
        if document.span_page_numbers(start, end) != quote.citation.page_numbers:
            return False
    return True


def as_record(asked: Asked) -> dict[str, Any]:
    """One question as the JSON line that other tools read."""
    answer = asked.answer
    return {
        "id": asked.question.id,
        "status": answer.status,
        "confidence": answer.confidence,
        "passages": [
            {
                "document": found.file_name,
                "page_number": found.citation.page_numbers[0] if found.citation.page_numbers else None,
                "text": found.text,
                "score": found.score,
            }
            for found in answer.passages
        ],
        "quotes": [
            {
                "document": quote.file_name,
                "page_number": quote.citation.page_numbers[0] if quote.citation.page_numbers else None,
                "text": quote.text,
            }
            for quote in answer.quotes
        ],
        "latency_ms": asked.latency_ms,
    }


def write_lines(path: Path, records: Sequence[dict[str, Any]]) -> None:
    """Write ``records`` as JSON lines. Raises SetError when the file cannot be written."""
    lines = "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # What is not a character (half a surrogate pair in a file name) becomes its JSON escape.
        path.write_bytes(lines.encode("utf-8", "backslashreplace"))
    except OSError as cause:
        raise SetError(f"{path}: cannot be written: {cause}", code="set_unwritable", where=str(path)) from cause
