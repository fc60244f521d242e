"""One set run under one condition, with a bar that shows how far it is."""

from __future__ import annotations

import os
from pathlib import Path

from app.assistant import Assistant
from app.messages import say
from app.settings import home_folder
from app.terminal.console import progress_bar, warn
from eval.conditions import Condition
from eval.kept_answers import KeptAnswers
from eval.opening import open_set
from eval.peer import HaystackAssistant
from eval.provenance import made_with
from eval.proving import faults, quote_faults
from eval.records import RunRecord, question_record
from eval.run import Asked, ask_all
from eval.sets import QuestionSet
from ingest.document import Document
from ingest.errors import SetError

PEERS: dict[str, tuple[type[Assistant], tuple[str, ...]]] = {"haystack": (HaystackAssistant, ("haystack-ai",))}
"""What answers for a peer, and the packages that do so."""


def proven_run(questions: QuestionSet, condition: Condition, at_once: int = 1) -> RunRecord:
    """A run of a set that is right, so many questions ``at_once``; SetError with every fault of one that is not."""
    home = home_folder()
    record, _, _ = run_condition(questions, condition, home, strict=True, at_once=at_once)
    record.write(run_path(home, record))
    return record


def run_condition(
    questions: QuestionSet,
    condition: Condition,
    home: Path,
    *,
    strict: bool = False,
    keep: bool = False,
    at_once: int = 1,
) -> tuple[RunRecord, list[Asked], Assistant]:
    """A set run under one condition: the record, what was asked, and the assistant that answered.

    Quotes that are not found give a warning: the set may be wrong, or the reading of a document. Raises SetError
    instead, with everything that is wrong with the set, when ``strict``. Answers of a peer are not kept: its version is
    no part of what they are kept by.
    """
    with progress_bar(say("cli.progress.embed")) as progress:
        kind, packages = PEERS[condition.peer] if condition.peer else (Assistant, ())
        assistant = open_set(questions, home, condition.settings, progress, warn, kind)
    named = documents_by_name(assistant)
    if strict and (found := faults(questions, named)):
        raise SetError("\n".join(found), code="set_faults", what="\n".join(found))
    for fault in quote_faults(questions, named):
        warn(fault)
    kept = KeptAnswers(home, assistant) if keep and not condition.peer else None
    with progress_bar(f"{say('eval.progress.ask')} ({condition.name})") as progress:
        asked = ask_all(assistant, questions, progress, kept, at_once)
    record = RunRecord(
        set_name=questions.name,
        condition=condition.name,
        set_sha256=questions.sha256,
        corpus_sha256=assistant.corpus_sha256,
        made_with=made_with(assistant, condition.about, packages),
        questions=tuple(question_record(one) for one in asked),
    )
    return record, asked, assistant


def documents_by_name(assistant: Assistant) -> dict[str, Document]:
    """The assistant's documents by file name, as gold names them."""
    return {document.source.file.rsplit("/", 1)[-1]: document for document in assistant.documents.values()}


def run_path(home: Path, record: RunRecord) -> Path:
    """Where the record of the last run of a set under a condition is kept."""
    return home / "eval" / "runs" / record.set_name / f"{record.condition}.json"


def writable(path: Path) -> bool:
    """Whether ``path`` can be written, checked before the work begins."""
    if path.exists():
        return not path.is_dir() and os.access(path, os.W_OK)
    nearest = next(parent for parent in path.absolute().parents if parent.exists())
    return nearest.is_dir() and os.access(nearest, os.W_OK)
