"""``aanzet bron ...`` and ``aanzet begin``: sources by hand, and a home for another pair."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.adding_by_hand import check_facts, local_file
from app.citation.reference import dutch_date
from app.messages import say
from app.terminal.console import console
from app.terminal.dutch import DutchCommand, DutchGroup
from ingest.errors import AanZetError, SettingsError

if TYPE_CHECKING:
    from app.workspace import Workspace
    from ingest.facts import ProposedFacts

sources = typer.Typer(cls=DutchGroup, help=say("cli.bron.help"), no_args_is_help=True, rich_markup_mode=None)
FileOrAddress = Annotated[str, typer.Argument(help=say("cli.argument.file"), metavar="PAD|URL")]
Title = Annotated[str | None, typer.Option("--titel", help=say("cli.option.title"))]
Role = Annotated[str | None, typer.Option("--rol", help=say("cli.option.role"))]
Speaker = Annotated[str | None, typer.Option("--spreker", help=say("cli.option.speaker"))]
Day = Annotated[str | None, typer.Option("--datum", help=say("cli.option.date"))]
Number = Annotated[str | None, typer.Option("--nummer", help=say("cli.option.document_number"))]


@sources.command("voeg-toe", help=say("cli.bron.add.help"), cls=DutchCommand)
def add_command(
    what: FileOrAddress,
    role: Role = None,
    title: Title = None,
    speaker: Speaker = None,
    date: Day = None,
    document_number: Number = None,
) -> None:
    """Add a file or an address as a source."""
    from app.workspace import open_workspace

    given = {"title": title, "role": role, "speaker": speaker, "date": date, "document_number": document_number}
    _add(open_workspace(), what, given, ask=sys.stdin.isatty())
    console.print(say("cli.bron.next"), highlight=False)


@sources.command("lijst", help=say("cli.bron.list.help"), cls=DutchCommand)
def list_command() -> None:
    """Show every source and whether it is loaded."""
    from app.source_state import source_states
    from app.workspace import open_workspace

    workspace = open_workspace()
    for source, state in source_states(workspace):
        date = dutch_date(source.date) or say("info.unknown")
        title = source.title or source.file
        line = say("cli.bron.line", id=source.id, title=title, role=source.role, date=date, state=say(f"state.{state}"))
        console.print(line, highlight=False)


@sources.command("verwijder", help=say("cli.bron.remove.help"), cls=DutchCommand)
def remove_command(
    source_id: Annotated[str, typer.Argument(help=say("cli.argument.source_id"), metavar="ID")],
) -> None:
    """Take away a source that was added, with its copy."""
    from app.workspace import open_workspace
    from ingest.ingest import LOOSE
    from ingest.own_register import remove_source

    workspace = open_workspace()
    source = next((source for source in workspace.register.sources if source.id == source_id), None)
    own = workspace.register.own
    listed = own is not None and own.is_file() and remove_source(own, source_id)
    copy = workspace.home / source.file if source is not None and source.file.startswith(f"{LOOSE}/") else None
    if copy is not None:
        copy.unlink(missing_ok=True)
    if not listed and copy is None:
        raise SettingsError(f"no source '{source_id}' to remove", code="unknown_source", id=source_id)
    console.print(say("cli.bron.removed", id=source_id), highlight=False)


def begin_command(
    home: Annotated[Path, typer.Argument(help=say("cli.argument.home"), metavar="MAP")],
    advice: Annotated[str, typer.Option("--advies", help=say("cli.option.advice_file"), metavar="PAD|URL")],
    reaction: Annotated[str, typer.Option("--reactie", help=say("cli.option.reaction_file"), metavar="PAD|URL")],
    adviser: Annotated[str | None, typer.Option("--adviseur", help=say("cli.option.adviser"))] = None,
) -> None:
    """Make a home for another advice and the reaction to it."""
    from app.beginning import begin_home, name_pair
    from app.workspace import open_workspace

    begin_home(home)
    try:
        for what, role in ((advice, "advies"), (reaction, "kabinetsreactie")):
            _add(open_workspace(home), what, {"role": role}, ask=False)
        register = name_pair(open_workspace(home), adviser)
    except AanZetError:
        shutil.rmtree(home)  # it was empty or not there: what went wrong leaves nothing half made
        raise
    console.print(say("cli.begin.done", home=home), highlight=False)
    console.print(say("cli.begin.names", register=register), highlight=False)


def _add(workspace: Workspace, what: str, given: dict[str, str | None], *, ask: bool) -> None:
    from app.workspace import open_workspace
    from ingest.adding import add_source, read_facts

    check_facts(given)
    with local_file(what) as (path, url):
        facts = read_facts(path, workspace.home, workspace.settings.ingest, given.get("role") or "")
        told = {key: value for key, value in given.items() if value is not None}
        if ask:
            told |= _asked(replace(facts, **told), given)
        day = datetime.now(UTC).date().isoformat() if url else ""
        source_id = add_source(workspace.register, workspace.home, path, facts, told, url, day)
    register = open_workspace(workspace.home, workspace.settings).register
    source = next(source for source in register.sources if source.id == source_id)
    unknown = say("info.unknown")
    console.print(say("cli.bron.added", id=source_id, title=source.title or unknown), highlight=False)
    line = say(
        "cli.bron.facts", role=source.role, speaker=source.speaker or unknown, date=dutch_date(source.date) or unknown,
        number=source.document_number or unknown,
    )  # fmt: skip
    console.print(line, highlight=False)


def _asked(facts: ProposedFacts, given: dict[str, str | None]) -> dict[str, str]:
    """What whoever sits at the terminal says of the facts that are not given; what was read is proposed."""
    answers = {
        key: typer.prompt(say(f"cli.ask.{key}"), default=getattr(facts, key), show_default=bool(getattr(facts, key)))
        for key in ("title", "role", "speaker", "date")
        if given.get(key) is None
    }
    check_facts({key: value for key, value in answers.items() if value})
    return answers
