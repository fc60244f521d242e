"""A set asked, question by question."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from app.assistant import Assistant
from app.records import ABSTAINED, Answer, Turn
from eval.kept_answers import KeptAnswer, KeptAnswers
from eval.reader_view import Reader, Shown
from eval.sets import QuestionSet, SetQuestion
from ingest.errors import SetError

Progress = Callable[[int, int], None]
_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its answer; ``latency_ms`` is the time of ``ask`` alone.

    ``shown`` is what a reader sees of the answer; ``unrefused`` what would have been quoted without a threshold (the
    answer itself unless it abstained); ``written_out`` the answer to a follow-up written out in full, None where the
    set has no such text; ``intact`` whether every quote equals its document's text at its span and stands on the pages
    that it cites.
    """

    question: SetQuestion
    answer: Answer
    latency_ms: float
    unrefused: Answer
    shown: Shown = field(default_factory=Shown)
    written_out: Answer | None = None
    intact: bool = True


def ask_all(
    assistant: Assistant,
    questions: QuestionSet,
    progress: Progress | None = None,
    kept: KeptAnswers | None = None,
    at_once: int = 1,
) -> list[Asked]:
    """Every question of the set asked once, in order; the first turn of a follow-up is asked before it.

    What is ``kept`` from before is not asked again, and what is asked is kept. With more than one question ``at_once``
    the answers are the same and come sooner together, but each takes longer: ``latency_ms`` is no measure then.
    """
    settings = assistant.settings
    bold = replace(settings, answer=replace(settings.answer, threshold=0.0))
    unrefusing = type(assistant)(assistant.index, assistant.encoder, assistant.register, bold, assistant.home)
    assistant.ask("opwarmen")
    reader = Reader(assistant.documents)

    def answered(question: SetQuestion) -> tuple[SetQuestion, KeptAnswer, bool]:
        before = kept.get(question) if kept is not None else None
        return question, before or _ask(assistant, unrefusing, question), before is None

    asked = []
    for question, found, new in _in_turn(answered, questions.questions, at_once):
        if kept is not None and new:
            kept.add(question, found)
        asked.append(_read(assistant, question, found, reader))
        if progress is not None:
            progress(len(asked), len(questions.questions))
    return asked


def _in_turn(work: Callable[[_Given], _Made], given: Sequence[_Given], at_once: int) -> Iterator[_Made]:
    """What ``work`` makes of each, in order; who breaks off waits for what is under way alone."""
    if at_once == 1:
        yield from map(work, given)
        return
    pool = ThreadPoolExecutor(at_once)
    try:
        yield from pool.map(work, given)
    finally:
        pool.shutdown(cancel_futures=True)


def _ask(assistant: Assistant, unrefusing: Assistant, question: SetQuestion) -> KeptAnswer:
    history: list[Turn] = []
    if question.previous_question:
        history.append(assistant.turn(assistant.ask(question.previous_question)))
    start = time.perf_counter()
    answer = assistant.ask(question.question, history)
    latency_ms = round((time.perf_counter() - start) * 1000, 3)
    unrefused = unrefusing.ask(question.question, history) if answer.status == ABSTAINED else answer
    written_out = assistant.ask(question.full_question) if question.full_question else None
    return KeptAnswer(answer, latency_ms, unrefused, written_out)


def _read(assistant: Assistant, question: SetQuestion, found: KeptAnswer, reader: Reader) -> Asked:
    return Asked(
        question,
        found.answer,
        found.latency_ms,
        found.unrefused,
        shown=reader.read(question, found.answer),
        written_out=found.written_out,
        intact=quotes_intact(assistant, found.answer),
    )


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
