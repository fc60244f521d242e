"""``aanzet eval``: prove a set, run it, compare runs, hold the gate, write the report."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from app.assistant import Assistant
from app.cli import DutchCommand, DutchGroup
from app.messages import say
from app.settings import home_folder, read_settings
from app.terminal import console, progress_bar, warn
from eval.checking import document_faults, faults, quote_faults
from eval.conditions import DEFAULT, Condition, choose_conditions
from eval.opening import open_set
from eval.overview import print_run
from eval.provenance import made_with
from eval.records import RunRecord, question_record
from eval.run import Asked, as_record, ask_all, write_lines
from eval.sets import STYLES, QuestionSet, read_set
from ingest.document import Document
from ingest.errors import SetError

WRONG_USE = 2

eval_app = typer.Typer(cls=DutchGroup, help=say("cli.eval.help"), no_args_is_help=True)
SetFolder = Annotated[Path, typer.Argument(help=say("eval.argument.set"), metavar="SET")]


@eval_app.command("check", help=say("eval.check.help"), cls=DutchCommand)
def check_command(folder: SetFolder) -> None:
    """Prove a set; exit 2 with a line for every fault."""
    questions = read_set(folder)
    home = home_folder()
    with progress_bar(say("cli.progress.embed")) as progress:
        assistant = open_set(questions, home, read_settings(home / "settings.toml"), progress, warn)
    found = faults(questions, documents_by_name(assistant))
    for fault in found:
        warn(fault)
    counts = {style: sum(q.style == style for q in questions.questions) for style in STYLES}
    text = ", ".join(f"{style} {count}" for style, count in counts.items() if count)
    console.print(say("eval.check.counts", counts=text), highlight=False)
    if found:
        raise typer.Exit(WRONG_USE)


@eval_app.command("run", help=say("eval.run.help"), cls=DutchCommand)
def run_command(
    folder: SetFolder,
    records: Annotated[Path | None, typer.Option("--json", help=say("eval.option.json"))] = None,
    conditions: Annotated[str, typer.Option("--conditions", help=say("eval.option.conditions"))] = DEFAULT,
    settings: Annotated[Path | None, typer.Option("--settings", help=say("eval.option.settings"))] = None,
) -> None:
    """Ask every question of a set and print the measures; --json writes a record for each question.

    A question whose document could not be read counts as 0, is named, and makes the exit status 2.
    """
    questions = read_set(folder)
    home = home_folder()
    chosen = choose_conditions(conditions, read_settings(home / "settings.toml"), settings)
    if records is not None and not _writable(records):
        raise SetError(f"{records}: cannot be written", code="set_unwritable", where=str(records))
    faulty = False
    for condition in chosen:
        record, asked, found = run_condition(questions, condition, home)
        for fault in found:
            warn(fault)
        faulty = faulty or bool(found)
        if records is not None:
            path = records if len(chosen) == 1 else records.with_stem(f"{records.stem}.{condition.name}")
            write_lines(path, [as_record(one) for one in asked])
        path = run_path(home, record)
        record.write(path)
        print_run(record)
        console.print(say("eval.run.kept", path=path), highlight=False, markup=False)
    if faulty:
        raise typer.Exit(WRONG_USE)


def run_condition(questions: QuestionSet, condition: Condition, home: Path) -> tuple[RunRecord, list[Asked], list[str]]:
    """A set run under one condition: the record, what was asked, and which documents are not there.

    Quotes that are not found are told as a warning: whether the set or the reading is wrong, 'eval check' tells.
    """
    with progress_bar(say("cli.progress.embed")) as progress:
        assistant = open_set(questions, home, condition.settings, progress, warn)
    named = documents_by_name(assistant)
    for fault in quote_faults(questions, named):
        warn(fault)
    with progress_bar(f"{say('eval.progress.ask')} ({condition.name})") as progress:
        asked = ask_all(assistant, questions, progress)
    record = RunRecord(
        set_name=questions.name,
        condition=condition.name,
        set_sha256=questions.sha256,
        corpus_sha256=assistant.corpus_sha256,
        made_with=made_with(assistant, condition.about),
        questions=tuple(question_record(one) for one in asked),
    )
    return record, asked, document_faults(questions, named)


def documents_by_name(assistant: Assistant) -> dict[str, Document]:
    """The assistant's documents by file name, as gold names them."""
    return {document.source.file.rsplit("/", 1)[-1]: document for document in assistant.documents.values()}


def run_path(home: Path, record: RunRecord) -> Path:
    """Where the record of the last run of a set under a condition is kept."""
    return home / "eval" / "runs" / record.set_name / f"{record.condition}.json"


def _writable(path: Path) -> bool:
    """Whether ``path`` can be written, told before the work begins."""
    if path.exists():
        return not path.is_dir() and os.access(path, os.W_OK)
    nearest = next(parent for parent in path.absolute().parents if parent.exists())
    return nearest.is_dir() and os.access(nearest, os.W_OK)
