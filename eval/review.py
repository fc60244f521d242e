"""A person's verdict on first quotes that the gold does not know: 'fout of ook goed?'. A right one grows the gold."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from app.records import ANSWERED
from eval.records import QuestionRecord, RunRecord
from eval.sets import QUESTIONS, normalised
from ingest.errors import RegisterError, SetError
from ingest.settings import from_table

VERDICTS = "verdicts.jsonl"
RIGHT, WRONG = "ook goed", "fout"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person said, on a day (YYYY-MM-DD), of a quote as the answer to a question."""

    id: str
    document: str
    page: int | None
    quote: str
    verdict: str
    date: str


def unjudged(record: RunRecord, verdicts: Sequence[Verdict]) -> list[QuestionRecord]:
    """The answerable questions whose first quote is not gold and was not judged before, in the set's order."""
    known = {(verdict.id, verdict.document, normalised(verdict.quote)) for verdict in verdicts}
    return [
        question
        for question in record.questions
        if question.status == ANSWERED and question.quotes and question.values.get("first quote") == 0.0
        and (question.id, question.quotes[0]["document"], normalised(question.quotes[0]["text"])) not in known
    ]  # fmt: skip


def verdict_on(question: QuestionRecord, verdict: str, date: str) -> Verdict:
    """The verdict on a question's first quote."""
    shown = question.quotes[0]
    page = shown["pages"][0] if shown["pages"] else None
    return Verdict(question.id, shown["document"], page, shown["text"], verdict, date)


def read_verdicts(folder: Path) -> list[Verdict]:
    """The verdicts of a set, oldest first; none without the file. Raises SetError with the line that is wrong."""
    path = folder / VERDICTS
    if not path.is_file():
        return []
    found = []
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            found.append(from_table(Verdict, json.loads(line), VERDICTS))
        except (ValueError, TypeError, AttributeError, RegisterError) as cause:
            text = f"{VERDICTS}, line {number}: not a verdict: {cause}"
            raise SetError(text, code="set_verdict", where=VERDICTS, line=number) from cause
    return found


def record_verdict(folder: Path, verdict: Verdict) -> None:
    """Keep a verdict; 'ook goed' also adds the quote to the question's gold (or answer, where the parts are listed).

    Raises SetError when the set cannot be written.
    """
    _keep(folder, [*read_verdicts(folder), verdict])
    if verdict.verdict == RIGHT:
        _change(folder / QUESTIONS, verdict, lambda known, quote: [*known, quote])


def take_back(folder: Path, verdict: Verdict) -> None:
    """Undo ``record_verdict``: the verdict goes, and what it added to the set. Raises SetError as that does."""
    _keep(folder, [one for one in read_verdicts(folder) if one != verdict])
    if verdict.verdict == RIGHT:
        _change(folder / QUESTIONS, verdict, lambda known, quote: [one for one in known if one != quote])


def _keep(folder: Path, verdicts: Sequence[Verdict]) -> None:
    _write(folder / VERDICTS, "".join(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in verdicts))


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, "utf-8")
    except OSError as cause:
        raise SetError(f"{path}: cannot be written: {cause}", code="set_unwritable", where=str(path)) from cause


def _change(path: Path, verdict: Verdict, change: Callable[[list[Any], Any], list[Any]]) -> None:
    """Change the gold by the quote; with gold_mode 'all' the answer sentences, since no part may be added there."""
    lines = path.read_text("utf-8-sig").split("\n")
    for row, line in enumerate(lines):
        values = json.loads(line) if line.strip() else {}
        if values.get("id") != verdict.id:
            continue
        place = {"document": verdict.document, "page": verdict.page, "quote": verdict.quote}
        key, quote = ("answer_sentences", verdict.quote) if values.get("gold_mode") == "all" else ("gold", place)
        values[key] = change(values.get(key) or [], quote)
        lines[row] = json.dumps(values, ensure_ascii=False)
    _write(path, "\n".join(lines))
