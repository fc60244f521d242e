"""``aanzet eval``: prove a set, run it, write its records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from app.cli import DutchCommand, DutchGroup
from app.messages import say
from app.settings import home_folder, read_settings
from app.terminal import console, progress_bar, warn
from eval.checking import faults
from eval.measures import MEASURES, auroc, mean_of, values
from eval.run import Asked, as_record, ask_all, open_set
from eval.sets import STYLES, read_set

WRONG_USE = 2

eval_app = typer.Typer(cls=DutchGroup, help=say("cli.eval.help"), no_args_is_help=True)
SetFolder = Annotated[Path, typer.Argument(help=say("eval.argument.set"), metavar="SET")]


@eval_app.command("check", help=say("eval.check.help"), cls=DutchCommand)
def check_command(folder: SetFolder) -> None:
    """Prove a set; exit 2 with a line for every fault."""
    questions = read_set(folder)
    home = home_folder()
    with progress_bar(say("cli.progress.embed")) as progress:
        assistant = open_set(questions, home, read_settings(home / "settings.toml"), progress)
    named = {document.source.file.rsplit("/", 1)[-1]: document for document in assistant.documents.values()}
    found = faults(questions, named)
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
) -> None:
    """Ask every question of a set and print the measures; --json writes a record for each question."""
    questions = read_set(folder)
    home = home_folder()
    with progress_bar(say("cli.progress.embed")) as progress:
        assistant = open_set(questions, home, read_settings(home / "settings.toml"), progress)
    with progress_bar(say("eval.progress.ask")) as progress:
        asked = ask_all(assistant, questions, progress)
    if records is not None:
        lines = [json.dumps(as_record(one), ensure_ascii=False) for one in asked]
        records.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    _print(asked)


def _print(asked: list[Asked]) -> None:
    for style in STYLES:
        group = [one for one in asked if one.question.style == style]
        if not group:
            continue
        console.print(f"{style} ({len(group)})", style="bold", highlight=False)
        for measure in MEASURES:
            found = values(group, measure)
            if found:
                mean = mean_of(found)
                line = f"  {measure.name:20} {mean.value:.3f}  [{mean.low:.3f}, {mean.high:.3f}]  n={mean.count}"
                console.print(line, highlight=False, markup=False)
    area = auroc(asked)
    if area is not None:
        console.print(f"AUROC {area:.3f}", highlight=False)
