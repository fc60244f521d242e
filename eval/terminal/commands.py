"""``aanzet eval``: prove a set, run it, compare runs, hold the gate, write the report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from app.assistant import Assistant
from app.messages import say
from app.settings import home_folder, read_settings
from app.terminal.console import console, progress_bar, warn
from app.terminal.dutch import DutchCommand, DutchGroup
from eval.beir import is_beir, measured_texts, open_collection, rank_all, ranking_of_texts, text_record
from eval.conditions import ALL, DEFAULT, Condition, choose_conditions
from eval.gate.gate import Places, accept, hold, staleness, unexpected, wrong_before
from eval.gate.outcome import PASSED, fallen, row_text, write_junit
from eval.opening import open_set
from eval.proving import document_faults, faults
from eval.records import read_record
from eval.report.changed_answers import answers_changed, side_by_side, write_side_by_side
from eval.report.rendering import write_report
from eval.report.summary import read_summaries, summarise
from eval.review import RIGHT, WRONG, read_verdicts, record_verdict, unjudged, verdict_on
from eval.review_page import HOST, PORT, review_app
from eval.run import Asked, as_record, write_lines
from eval.run_differences import changes, differences
from eval.sets import QUESTIONS, STYLES, read_set
from eval.terminal.printed_run import print_changes, print_differences, print_fallen, print_means, print_run
from eval.terminal.running import documents_by_name, proven_run, run_condition, run_path, writable
from eval.trec import qrels_of, ranking_of, write_qrels, write_run
from ingest.errors import SetError

FAILURE = 1
WRONG_USE = 2
AT_ONCE = 2
"""Questions of the gate, which holds no latency."""
SHIPPED = Places()

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
    trec: Annotated[Path | None, typer.Option("--trec", help=say("eval.option.trec"))] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help=say("eval.option.fresh"))] = False,
) -> None:
    """Ask every question of a set and print the measures; --json writes a record for each question.

    A question whose document could not be read counts as 0, is named, and makes the exit status 2.
    """
    home = home_folder()
    chosen = choose_conditions(conditions, read_settings(home / "settings.toml"), settings)
    if records is not None and not writable(records):
        raise SetError(f"{records}: cannot be written", code="set_unwritable", where=str(records))
    if is_beir(folder):
        if peers := [condition.name for condition in chosen if condition.peer]:
            raise SetError("a peer answers questions only", code="set_condition", name=peers[0], known=DEFAULT)
        for condition in chosen:
            _run_collection(folder, condition, home, _file_for(records, condition, chosen), trec)
        return
    questions = read_set(folder)
    faulty = False
    for condition in chosen:
        record, asked, assistant = run_condition(questions, condition, home, keep=not fresh)
        found = document_faults(questions, documents_by_name(assistant))
        for fault in found:
            warn(fault)
        faulty = faulty or bool(found)
        if (path := _file_for(records, condition, chosen)) is not None:
            write_lines(path, [as_record(one) for one in asked])
        if trec is not None:
            _write_trec(trec, condition.name, asked, assistant)
        path = run_path(home, record)
        record.write(path)
        print_run(record)
        console.print(say("eval.run.kept", path=path), highlight=False)
    if faulty:
        raise typer.Exit(WRONG_USE)


@eval_app.command("compare", help=say("eval.compare.help"), cls=DutchCommand)
def compare_command(
    before: Annotated[Path, typer.Argument(help=say("eval.argument.before"), metavar="A")],
    after: Annotated[Path, typer.Argument(help=say("eval.argument.after"), metavar="B")],
    html: Annotated[Path | None, typer.Option("--html", help=say("eval.option.html"))] = None,
) -> None:
    """Show the differences between two run records, and the questions that changed, worst first; also as a page."""
    first, second = read_record(before), read_record(after)
    print_differences(differences(first, second))
    print_changes(changes(first, second))
    count = answers_changed(first, second)
    console.print(say("eval.compare.changed", count=count, total=len(second.questions)), highlight=False)
    if html is not None:
        write_side_by_side(side_by_side(first, second), html)
        console.print(say("eval.compare.written", path=html), highlight=False)


@eval_app.command("gate", help=say("eval.gate.help"), cls=DutchCommand)
def gate_command(
    named: Annotated[list[str] | None, typer.Argument(help=say("eval.argument.named"), metavar="[SET]...")] = None,
    accepting: Annotated[bool, typer.Option("--accept", help=say("eval.option.accept"))] = False,
    also: Annotated[list[Path] | None, typer.Option("--also", help=say("eval.option.also"))] = None,
    conditions: Annotated[str, typer.Option("--conditions", help=say("eval.option.accepted"))] = ALL,
    junit: Annotated[Path | None, typer.Option("--junit", help=say("eval.option.junit"))] = None,
    sets: Annotated[Path, typer.Option("--sets", help=say("eval.option.sets"))] = SHIPPED.sets,
    expectations: Annotated[Path, typer.Option("--expectations", help=say("eval.option.expectations"))] = (
        SHIPPED.expectations
    ),
    results: Annotated[Path, typer.Option("--results", help=say("eval.option.results"))] = SHIPPED.results,
) -> None:
    """Hold every set against its expectations; exit 1 with the rows that fail, or accept what is measured now."""
    places = Places(sets, expectations, results, tuple(also or ()))
    _known(named or (), places)
    settings = read_settings(home_folder() / "settings.toml")
    if accepting:
        if conditions not in (ALL, DEFAULT):
            raise SetError("accept 'all' or 'full'", code="set_condition", name=conditions, known=f"{ALL}, {DEFAULT}")
        accept(places, choose_conditions(conditions, settings), proven_run, named or ())
        console.print(say("eval.gate.accepted", path=expectations), highlight=False)
        return
    for name in unexpected(places):
        warn(say("eval.gate.unexpected", name=name))
    judged = hold(places, settings, partial(proven_run, at_once=AT_ONCE), named or ())
    if junit is not None:
        write_junit(junit, {record.set_name: rows for record, rows in judged})
    failed = 0
    for record, rows in judged:
        wrong = [row for row in rows if row.status != PASSED]
        failed += len(wrong)
        console.print(say("eval.gate.set", name=record.set_name, passed=len(rows) - len(wrong), rows=len(rows)))
        for row in wrong:
            console.print(row_text(row), highlight=False)
        if wrong:
            print_fallen(fallen(record, wrong_before(places, record.set_name)))
    if failed:
        raise typer.Exit(FAILURE)


@eval_app.command("report", help=say("eval.report.help"), cls=DutchCommand)
def report_command(
    runs: Annotated[list[Path] | None, typer.Argument(help=say("eval.argument.runs"), metavar="[RUN]...")] = None,
    folder: Annotated[Path, typer.Option("--to", help=say("eval.option.to"))] = SHIPPED.results,
    check: Annotated[bool, typer.Option("--check", help=say("eval.option.check"))] = False,
) -> None:
    """Write the report of these run records, or of the accepted results; --check exits 1 when those are stale."""
    if check:
        found = staleness(Places(results=folder))
        for line in found:
            warn(line)
        if found:
            raise typer.Exit(FAILURE)
        return
    summaries = [summarise(read_record(path)) for path in runs] if runs else read_summaries(folder)
    write_report(summaries, folder)
    console.print(say("eval.report.written", path=folder), highlight=False)


@eval_app.command("judge", help=say("eval.judge.help"), cls=DutchCommand)
def judge_command(
    folder: SetFolder,
    listing: Annotated[bool, typer.Option("--list", help=say("eval.option.list"))] = False,
    browser: Annotated[bool, typer.Option("--browser", help=say("eval.option.browser"))] = False,
    port: Annotated[int, typer.Option("--port", help=say("eval.option.port"))] = PORT,
) -> None:
    """Show each first quote that the gold does not know and record a verdict with its date."""
    questions = read_set(folder)
    home = home_folder()
    full = choose_conditions(DEFAULT, read_settings(home / "settings.toml"))[0]
    record, _, _ = run_condition(questions, full, home, keep=True)
    waiting = unjudged(record, read_verdicts(folder))
    console.print(say("eval.judge.waiting", count=len(waiting)), highlight=False)
    if browser:
        console.print(say("eval.judge.address", address=f"http://{HOST}:{port}"), highlight=False)
        pages = review_app(folder, questions, waiting, lambda: date.today().isoformat())
        uvicorn.run(pages, host=HOST, port=port, log_level="warning")
        return
    for question in waiting:
        print_fallen([question])
        if listing:
            continue
        said = typer.prompt(say("eval.judge.ask"), default="o", show_default=False).strip().lower()[:1]
        if said == "s":
            break
        verdict = {"g": RIGHT, "f": WRONG}.get(said)
        if verdict is not None:
            record_verdict(folder, verdict_on(question, verdict, date.today().isoformat()))


def _file_for(records: Path | None, condition: Condition, chosen: Sequence[Condition]) -> Path | None:
    """The file for one condition's JSON lines, with its name in it when there are several."""
    if records is None or len(chosen) == 1:
        return records
    return records.with_stem(f"{records.stem}.{condition.name}")


def _run_collection(folder: Path, condition: Condition, home: Path, records: Path | None, trec: Path | None) -> None:
    with progress_bar(say("cli.progress.embed")) as progress:
        collection, assistant = open_collection(folder, home, condition.settings, progress)
    with progress_bar(f"{say('eval.progress.ask')} ({condition.name})") as progress:
        ranked = rank_all(collection, assistant, progress)
    if records is not None:
        write_lines(records, [text_record(one) for one in ranked])
    if trec is not None:
        write_run(trec / f"{condition.name}.run", ranking_of_texts(ranked), condition.name)
        write_qrels(trec / f"{condition.name}.qrels", collection.qrels)
    print_means(f"{folder.resolve().name}: {condition.name}", measured_texts(ranked, collection.qrels))


def _write_trec(folder: Path, name: str, asked: list[Asked], assistant: Assistant) -> None:
    file_of = {document.source.id: file_name for file_name, document in documents_by_name(assistant).items()}
    write_run(folder / f"{name}.run", ranking_of(asked), name)
    write_qrels(folder / f"{name}.qrels", qrels_of(asked, assistant.index.passages, file_of))


def _known(named: Sequence[str], places: Places) -> None:
    """Check that each name has a set. Raises SetError for one that has none."""
    there = sorted(path.parent.name for path in places.sets.glob(f"*/{QUESTIONS}"))
    there += [folder.resolve().name for folder in places.elsewhere]
    for name in named:
        if name not in there:
            raise SetError(f"no set '{name}'", code="set_unknown", name=name, known=", ".join(there))
