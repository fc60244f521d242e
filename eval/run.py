"""A set asked, question by question: one record each, with everything needed to see why."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.assistant import Assistant
from app.records import Answer, Turn
from app.settings import Settings
from app.workspace import open_workspace
from eval.sets import QuestionSet, SetQuestion

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its answer; ``latency_ms`` is the time of ``ask`` alone."""

    question: SetQuestion
    answer: Answer
    latency_ms: float


def open_set(questions: QuestionSet, home: Path, settings: Settings, progress: Progress | None = None) -> Assistant:
    """The assistant over a set's documents, its index kept under ``home`` by what it is made of."""
    if questions.uses_corpus:
        workspace = open_workspace(home / "eval" / "corpus", settings)
        workspace.build(workspace.ingest(), progress)
        return Assistant.open(workspace)
    folder = questions.documents_folder
    name = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]
    return Assistant.for_folder(folder, home / "eval" / name, settings, progress)


def ask_all(assistant: Assistant, questions: QuestionSet, progress: Progress | None = None) -> list[Asked]:
    """Every question of the set asked once, in order; the first turn of a follow-up is asked before it."""
    assistant.ask("opwarmen")
    asked = []
    for number, question in enumerate(questions.questions, 1):
        history: list[Turn] = []
        if question.previous_question:
            history.append(assistant.turn(assistant.ask(question.previous_question)))
        start = time.perf_counter()
        answer = assistant.ask(question.question, history)
        asked.append(Asked(question, answer, round((time.perf_counter() - start) * 1000, 3)))
        if progress is not None:
            progress(number, len(questions.questions))
    return asked


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
