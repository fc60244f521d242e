"""Fetching, reading and indexing before the page opens, in a process of its own: its memory goes when it is done."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from app.messages import dutch_error, say
from app.terminal.console import progress_bar, warn
from app.workspace import Workspace, open_workspace
from ingest.errors import AanZetError
from ingest.fetch.order import Fetching, FetchOrder, is_offline
from ingest.ingest import NO_FETCHING

FETCH_SECONDS = 20.0
OFFLINE = "offline"


def prepare_apart() -> int:
    """Bring the index of this process's home up to date in a process of its own, after fetching what is not there
    unless that is forbidden; its exit status, 0 when it stands."""
    return _apart(is_offline(), {}).returncode


def index_again(home: Path) -> str:
    """Bring the index of ``home`` up to date in a process of its own, without fetching, and print what that prints; in
    Dutch why it failed, '' when the index stands.
    """
    done = _apart(True, {"AANZET_HOME": str(home)}, stderr=subprocess.PIPE, text=True)
    sys.stderr.write(done.stderr)
    if done.returncode == 0:
        return ""
    printed = done.stderr.split("\n")
    unknown = dutch_error(AanZetError(f"indexing ended with status {done.returncode}"))
    return next((line.strip() for line in reversed(printed) if line.strip()), unknown)


def _apart(offline: bool, named: dict[str, str], **options: Any) -> subprocess.CompletedProcess[Any]:
    """This module in a process of its own, with ``named`` in its environment."""
    root = str(Path(__file__).resolve().parents[2])
    paths = [root, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    order = [sys.executable, "-P", "-m", "app.terminal.preparing", *([OFFLINE] if offline else [])]
    environment = {**os.environ, **named, "PYTHONPATH": os.pathsep.join(paths)}
    return subprocess.run(order, env=environment, check=False, **options)


def prepare(workspace: Workspace, *, offline: bool) -> None:
    """Fetch what is not there unless ``offline``, read and index the sources, and say what is missing.

    Raises AanZetError.
    """
    from app.terminal.printed_sources import run_lines

    with progress_bar(say("cli.progress.fetch")) as fetched, progress_bar(say("cli.progress.ingest")) as progress:
        order = NO_FETCHING if offline else FetchOrder(Fetching.MISSING, FETCH_SECONDS, progress=fetched)
        run = workspace.ingest(order=order, progress=progress)
    with progress_bar(say("cli.progress.embed")) as progress:
        workspace.build(run, progress)
    for line in run_lines(run, workspace.home):
        warn(line)


def main() -> None:
    """Prepare the home; every error gives a Dutch line and a status."""
    from app.terminal.console import fail

    try:
        prepare(open_workspace(), offline=OFFLINE in sys.argv[1:])
    except AanZetError as error:
        sys.exit(fail(error))
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if os.environ.get("AANZET_DEBUG"):
            raise
        sys.exit(fail(AanZetError(str(error))))


if __name__ == "__main__":
    main()
