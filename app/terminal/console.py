"""The terminal: progress bars, warnings and errors, all on standard error, and Dutch words for wrong use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from typer._click.exceptions import ClickException, MissingParameter, NoSuchOption

from app.messages import dutch_error, say
from ingest.errors import AanZetError, SetError

FAILURE = 1
WRONG_USE = 2
OF_OPTIONS = ("shard", "no_shard")

# Titles, questions and addresses are printed as they are: '[naam]' is no style and ':bed:' no picture.
console = Console(soft_wrap=True, markup=False, emoji=False)
errors = Console(stderr=True, soft_wrap=True, markup=False, emoji=False)


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar that moves by ``progress(done, total)`` and shows from the first call on."""
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=errors) as bar:
        task = bar.add_task(label, total=None, visible=False)
        yield lambda done, total: bar.update(task, completed=done, total=total, visible=True)


def warn(text: str) -> None:
    """One line on standard error."""
    errors.print(text, highlight=False)


def fail(error: AanZetError) -> int:
    """Say in Dutch what went wrong and give the exit status: 2 for a set or an option that must be fixed, else 1."""
    warn(dutch_error(error))
    return WRONG_USE if isinstance(error, SetError) or error.code in OF_OPTIONS else FAILURE


def wrong_use(error: ClickException) -> int:
    """Say in Dutch what is wrong with a command and give the exit status."""
    if isinstance(error, NoSuchOption):
        text = say("usage.option", name=error.option_name)
    elif isinstance(error, MissingParameter):
        text = say("usage.missing", name=error.param.metavar or error.param.name if error.param else "?")
    elif (param := getattr(error, "param", None)) is not None:
        text = say("usage.value", name=param.opts[-1])
    else:
        text = say("usage.general")
    warn(text)
    warn(say("usage.help"))
    return WRONG_USE
