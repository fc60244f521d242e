"""The command ``aanzet``. Exit status: 0 answered or done, 1 failure, 2 wrong use, 3 abstained."""

from __future__ import annotations

import errno
import os
import socket
import sys
import threading
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer
from typer._click.exceptions import ClickException, NoArgsIsHelpError

from app.messages import say
from app.terminal.console import console, fail, print_json, printable, progress_bar, warn, wrong_use
from app.terminal.dutch import DutchCommand, DutchGroup
from app.terminal.source_commands import begin_command, sources
from ingest.errors import AanZetError, IndexMissingError

if TYPE_CHECKING:
    from app.assistant import Assistant

os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")


cli = typer.Typer(
    cls=DutchGroup,
    help=say("cli.help"),
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)

cli.add_typer(sources, name="bron", cls=DutchGroup)
cli.command("begin", help=say("cli.begin.help"), cls=DutchCommand)(begin_command)

Question = Annotated[str, typer.Argument(help=say("cli.argument.question"), metavar="VRAAG")]
AsJson = Annotated[bool, typer.Option("--json", help=say("cli.option.json"))]


@cli.command("ingest", help=say("cli.ingest.help"), cls=DutchCommand)
def ingest_command(
    fetch: Annotated[bool, typer.Option("--fetch", help=say("cli.option.fetch"))] = False,
    ocr: Annotated[bool, typer.Option("--ocr", help=say("cli.option.ocr"))] = False,
    shard: Annotated[str | None, typer.Option("--shard", metavar="K/N", help=say("cli.option.shard"))] = None,
    as_json: AsJson = False,
) -> None:
    """Read the registered sources."""
    from app.terminal.printed_sources import print_run, run_as_json
    from app.workspace import open_workspace
    from ingest.fetch.order import Fetching, FetchOrder, is_offline
    from ingest.ingest import NO_FETCHING
    from ingest.shards import Shard

    part = Shard.parse(shard) if shard is not None else None
    workspace = open_workspace(ocr=ocr)
    with progress_bar(say("cli.progress.fetch")) as fetched, progress_bar(say("cli.progress.ingest")) as progress:
        order = FetchOrder(Fetching.ALL, progress=fetched) if fetch and not is_offline() else NO_FETCHING
        run = workspace.ingest(order=order, progress=progress, shard=part)
    if part is not None:
        with progress_bar(say("cli.progress.embed")) as progress:
            workspace.embed(run, progress)
    print_json(run_as_json(run)) if as_json else print_run(run, workspace.home)


@cli.command("index", help=say("cli.index.help"), cls=DutchCommand)
def index_command(
    join: Annotated[list[Path] | None, typer.Option("--join", metavar="MAP", help=say("cli.option.join"))] = None,
) -> None:
    """Build the index when something changed."""
    from app.terminal.printed_sources import run_lines
    from app.workspace import open_workspace
    from index.build import current_version

    workspace = open_workspace()
    before = current_version(workspace.home)
    workspace.join(join or [])
    run = workspace.ingest()
    with progress_bar(say("cli.progress.embed")) as progress:
        folder = workspace.build(run, progress)
    for line in run_lines(run, workspace.home):
        warn(line)
    key = "cli.index.unchanged" if folder.name == before else "cli.index.done"
    console.print(say(key, version=folder.name, documents=len(run.documents)), highlight=False)


@cli.command("zoek", help=say("cli.zoek.help"), cls=DutchCommand)
def search_command(
    question: Question,
    count: Annotated[int, typer.Option("--aantal", min=1, max=100, help=say("cli.option.count"))] = 5,
    lexical: Annotated[bool, typer.Option("--lexical", help=say("cli.option.lexical"))] = False,
    as_json: AsJson = False,
) -> None:
    """Show the best passages for a question."""
    from app.terminal.printed_answer import print_found

    assistant = _assistant()
    found = assistant.find(question, count, lexical=lexical)
    _warn_of_changes(assistant, [passage.citation.source_id for passage in found])
    if as_json:
        from dataclasses import asdict

        print_json([asdict(passage) for passage in found])
    else:
        print_found(question, found)
    if not found:
        raise typer.Exit(3)


@cli.command("vraag", help=say("cli.vraag.help"), cls=DutchCommand)
def ask_command(
    question: Question,
    earlier: Annotated[list[str] | None, typer.Option("--eerder", help=say("cli.option.earlier"))] = None,
    as_json: AsJson = False,
) -> None:
    """Answer a question with citations, or abstain."""
    from app.records import ABSTAINED, Turn
    from app.terminal.printed_answer import print_answer

    assistant = _assistant()
    history: list[Turn] = []
    for previous in earlier or []:
        before = assistant.ask(previous, history)
        history += [assistant.turn(before)] if before.repeatable else []
    answer = assistant.ask(question, history)
    if as_json:
        print_json(answer.to_json())
    else:
        print_answer(answer, assistant.register.sources)
    if answer.status == ABSTAINED:
        raise typer.Exit(3)


@cli.command("controleer", help=say("cli.controleer.help"), cls=DutchCommand)
def check_command(
    text: Annotated[str, typer.Argument(help=say("cli.argument.quotation"), metavar="CITAAT")],
    as_json: AsJson = False,
) -> None:
    """Say whether a quotation stands in the sources word for word, sentence by sentence; '-' reads standard input."""
    from dataclasses import asdict

    from app.quotation.checking import check_quotation
    from app.quotation.records import Verdict
    from app.terminal.printed_check import check_text

    assistant = _assistant()
    result = check_quotation(assistant.documents, sys.stdin.read() if text == "-" else text)
    _warn_of_changes(assistant, result.source_ids)
    print_json(asdict(result)) if as_json else print(printable(check_text(result)))
    if result.verdict is not Verdict.VERBATIM:
        raise typer.Exit(3)


@cli.command("vergelijk", help=say("cli.vergelijk.help"), cls=DutchCommand)
def compare_command(as_json: AsJson = False) -> None:
    """Show each recommendation of the advice with the reaction of the cabinet."""
    from app.terminal.printed_comparison import compare_text

    assistant = _assistant()
    comparisons = assistant.comparisons
    _warn_of_changes(assistant, [name for comparison in comparisons for name in comparison.source_ids])
    if not comparisons:
        warn(say("cli.vergelijk.missing"))
        raise typer.Exit(3)
    for comparison in comparisons:
        print_json(comparison.to_json()) if as_json else print(printable(compare_text(comparison)))


@cli.command("chat", help=say("cli.chat.help"), cls=DutchCommand)
def chat_command(
    host: Annotated[str | None, typer.Option("--host", help=say("cli.option.host"))] = None,
    port: Annotated[int | None, typer.Option("--port", min=1, max=65535, help=say("cli.option.port"))] = None,
    open_to_network: Annotated[bool, typer.Option("--open", help=say("cli.option.open"))] = False,
    mcp: Annotated[bool, typer.Option("--mcp", help=say("cli.option.mcp"))] = False,
    proxy: Annotated[list[str] | None, typer.Option("--proxy", help=say("cli.option.proxy"))] = None,
    offline: Annotated[bool, typer.Option("--offline", help=say("cli.option.offline"))] = False,
) -> None:
    """Open the chat page, after fetching what is missing and bringing the index up to date."""
    from dataclasses import replace

    from app.live import live_assistant
    from app.terminal.preparing import index_again, prepare_apart
    from app.web.shield.access import check_listening
    from app.workspace import open_workspace
    from ingest.fetch.order import OFFLINE

    if offline:
        os.environ[OFFLINE] = "1"  # for the process that prepares, and for what the page says and adds
    workspace = open_workspace()
    web = workspace.settings.web
    web = replace(web, host=host or web.host, port=port or web.port)
    web = replace(web, open_to_network=open_to_network or web.open_to_network, mcp=mcp or web.mcp)
    web = replace(web, proxies=tuple(proxy or web.proxies))
    check_listening(web)
    if (status := prepare_apart()) != 0:
        raise typer.Exit(status)
    if (refusal := _listening_refused(web.host, web.port)) is not None:
        key = "cli.chat.taken" if refusal.errno == errno.EADDRINUSE else "cli.chat.no_listening"
        warn(say(key, host=web.host, port=web.port))
        raise typer.Exit(1)
    from app.web.contract import PageAssistant
    from app.web.server import serve

    assistant = live_assistant(open_workspace())
    assistant.watch(threading.Event())
    console.print(say("cli.chat.address", url=f"http://{web.host_in_addresses}:{web.port}"), highlight=False)
    serve(cast(PageAssistant, assistant), web, index_again)


def _listening_refused(host: str, port: int) -> OSError | None:
    """Why this machine lets nothing listen there, None when it does."""
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as cause:
        return cause
    return None


@cli.command("info", help=say("cli.info.help"), cls=DutchCommand)
def info_command(as_json: AsJson = False) -> None:
    """Tell what is loaded, what is missing, versions and hashes."""
    from app.terminal.printed_sources import overview, print_overview
    from app.workspace import open_workspace

    facts = overview(open_workspace())
    print_json(facts) if as_json else print_overview(facts)


def _assistant() -> Assistant:
    from app.assistant import Assistant
    from app.workspace import open_workspace

    workspace = open_workspace()
    try:
        return Assistant.open(workspace)
    except IndexMissingError:
        from app.terminal.preparing import prepare

        warn(say("cli.first_index"))
        prepare(workspace, offline=True)
        return Assistant.open(workspace)


def _warn_of_changes(assistant: Assistant, source_ids: Iterable[str]) -> None:
    """A line for every one of these sources whose file is no longer the one that was read."""
    from app.answer.wording import changed_lines
    from app.source_state import changed_sources

    for line in changed_lines(changed_sources(assistant, source_ids)):
        warn(line)


def _more_commands() -> None:
    """Add the commands of packages that build on this one (evaluation), which ``app`` itself may not import."""
    for entry in sorted(metadata.entry_points(group="aanzet.commands"), key=lambda entry: entry.name):
        if len(sys.argv) > 1 and sys.argv[1] == entry.name:
            cli.add_typer(entry.load(), name=entry.name, cls=DutchGroup)
        else:
            cli.command(entry.name, help=say(f"cli.{entry.name}.help"), cls=DutchCommand)(lambda: None)


def main() -> None:
    """Run the command; every error leaves a Dutch line and the right exit status."""
    _more_commands()
    try:
        status = cli(standalone_mode=False)
    except AanZetError as error:
        sys.exit(fail(error))
    except NoArgsIsHelpError as shown:
        print(shown.format_message())
        sys.exit(0)
    except ClickException as error:
        sys.exit(wrong_use(error))
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(130)
    except Exception as error:
        if os.environ.get("AANZET_DEBUG"):
            raise
        sys.exit(fail(AanZetError(str(error))))
    sys.exit(status if isinstance(status, int) else 0)
