"""The run record: everything that a run gave and was made with, as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from app.records import Answer, FoundPassage, Quote
from eval.judging import first_quote_correct
from eval.measures import measured
from eval.run import Asked
from ingest.errors import RegisterError, SetError
from ingest.settings import from_table

FORMAT = 1
ON_TOPIC = ("citizen", "followup", "unanswerable")


@dataclass(frozen=True, slots=True)
class QuestionRecord:
    """One question: what it was, its measures, and what is needed to see why.

    ``right`` tells whether the first quote answers, threshold aside; ``hits`` are passages with their scores and
    ``quotes`` what was shown, both with document, page and span. ``verdict`` is what the answer says of the sources:
    'found', 'near' or 'absent', '' where nothing was asked. ``first_right`` is the probability of the
    first quote, threshold aside; None without one.
    """

    id: str
    style: str
    question: str
    answerable: bool
    status: str
    confidence: float
    latency_ms: float
    right: bool
    values: dict[str, float]
    qtype: str = ""
    tags: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    previous_question: str = ""
    read_as: str = ""
    hits: tuple[dict[str, Any], ...] = ()
    quotes: tuple[dict[str, Any], ...] = ()
    verdict: str = ""
    first_right: float | None = None

    @property
    def sure(self) -> float:
        """What 'the first quote is right' is judged by: its own probability, without a quote the confidence."""
        return self.confidence if self.first_right is None else self.first_right


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One condition over one set. ``made_with`` says with what: command, commit, settings, versions, machine, date."""

    set_name: str
    condition: str
    set_sha256: str
    corpus_sha256: str
    made_with: dict[str, Any]
    questions: tuple[QuestionRecord, ...] = field(default_factory=tuple)
    format: int = FORMAT

    def write(self, path: Path) -> None:
        """Write the record, a line for each question. Raises SetError when the file cannot be written."""
        values = asdict(self)
        lines = [json.dumps(question, ensure_ascii=False, sort_keys=True) for question in values.pop("questions")]
        head = json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True)
        text = f'{head[:-2]},\n "questions": [\n' + ",\n".join(lines) + "\n ]\n}\n"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8", "backslashreplace"))
        except OSError as cause:
            raise SetError(f"{path}: cannot be written: {cause}", code="set_unwritable", where=str(path)) from cause


def read_record(path: Path) -> RunRecord:
    """The record in ``path``. Raises SetError, which says how to fix it, when it is not one."""
    try:
        values = json.loads(path.read_text("utf-8"))
        questions = tuple(from_table(QuestionRecord, one, path.name) for one in values.pop("questions"))
        record = RunRecord(**values, questions=questions)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RegisterError) as cause:
        raise SetError(f"{path}: not a run record: {cause}", code="set_record", where=str(path)) from cause
    if record.format != FORMAT:
        raise SetError(f"{path}: format {record.format}, expected {FORMAT}", code="set_record", where=str(path))
    return record


def question_record(asked: Asked) -> QuestionRecord:
    """The record of one asked question."""
    question, answer = asked.question, asked.answer
    return QuestionRecord(
        id=question.id,
        style=question.style,
        question=question.question,
        answerable=question.answerable,
        status=answer.status,
        confidence=answer.confidence,
        latency_ms=asked.latency_ms,
        right=question.answerable and first_quote_correct(question, asked.unrefused),
        values=measured(asked),
        qtype=question.qtype,
        tags=question.tags,
        documents=question.documents,
        previous_question=question.previous_question,
        read_as=answer.read_as,
        hits=tuple(_hit(found) for found in answer.passages),
        quotes=_quotes(answer),
        verdict=answer.verdict,
        first_right=next((quote.confidence for quote in asked.unrefused.quotes), None),
    )


def _hit(found: FoundPassage) -> dict[str, Any]:
    scores = {"passage": found.passage_id, "score": found.score, "dense": found.dense, "lexical": found.lexical}
    return scores | _place(found) | {"text": found.text}


def _quotes(answer: Answer) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"text": quote.text, "lead": quote.lead, "tail": quote.tail, "role": quote.citation.role} | _place(quote)
        for quote in answer.quotes
    )


def _place(found: FoundPassage | Quote) -> dict[str, Any]:
    citation = found.citation
    span = [citation.char_start, citation.char_end]
    return {"document": found.file_name, "pages": list(citation.page_numbers), "span": span}


def by_id(record: RunRecord) -> Mapping[str, QuestionRecord]:
    """The questions of a record by id."""
    return {question.id: question for question in record.questions}


def on_topic(record: RunRecord) -> Sequence[QuestionRecord]:
    """The questions that confidence is judged on: answerable ones as people type them, and unanswerable ones."""
    return [question for question in record.questions if question.style in ON_TOPIC]


def went_wrong(question: QuestionRecord) -> bool:
    """Whether a reader was badly served: no right first quote on its page, or an answer where there is none."""
    if question.answerable:
        return question.values.get("first quote", 0.0) < 1.0 or question.values.get("exact page", 1.0) < 1.0
    return question.values["refused"] < 1.0
