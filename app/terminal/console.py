"""The terminal: progress bars, warnings and errors, all on standard error, and Dutch words for wrong use."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text
from typer._click.exceptions import ClickException, MissingParameter, NoSuchOption

from app.messages import dutch_error, say
from ingest.errors import AanZetError, SetError

FAILURE = 1
WRONG_USE = 2
OF_OPTIONS = ("shard", "no_shard")

# What a terminal takes as an order (control characters, escape sequences), and what turns the direction of text.
_ORDERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """``text``, of the same length, with U+FFFD for every character that a terminal would obey instead of show."""
    return _ORDERS.sub("\N{REPLACEMENT CHARACTER}", text)


class SafeConsole(Console):
    """A console that prints no character which the terminal would obey, wherever the text comes from."""

    def print(self, *objects: Any, **options: Any) -> None:
        """Print like ``rich.console.Console.print``."""
        super().print(*(_shown(each) for each in objects), **options)


def _shown(printed: Any) -> Any:
    if isinstance(printed, Text):
        printed = printed.copy()
        printed.plain = printable(printed.plain)
    return printable(printed) if isinstance(printed, str) else printed


# Titles, questions and addresses are printed as they are: '[naam]' is no style and ':bed:' no picture.
console = SafeConsole(soft_wrap=True, markup=False, emoji=False)
errors = SafeConsole(stderr=True, soft_wrap=True, markup=False, emoji=False)


def print_json(value: object) -> None:
    """Print ``value`` as JSON on one line, with escapes for what a terminal would obey."""
    text = json.dumps(value, ensure_ascii=False)
    print(_ORDERS.sub(lambda match: f"\\u{ord(match.group()):04x}", text))


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
