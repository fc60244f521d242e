"""What is printed cannot steer the terminal, and the direction of text cannot be turned."""

from __future__ import annotations

import io
import json

import pytest
from rich.text import Text

from app.terminal.console import SafeConsole, print_json, printable

ORDERS = ("\x1b[31m", "\x9b31m", "\x07", "\r", "\u202e", "\u2066", "\u200f")


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("styled", [False, True])
def test_a_console_shows_and_does_not_obey(order: str, styled: bool) -> None:
    written = io.StringIO()
    text = f"De raad{order} besluit.\nRegel [naam]."
    SafeConsole(file=written, soft_wrap=True, markup=False).print(Text(text, "bold") if styled else text)
    assert order[0] not in written.getvalue()
    assert written.getvalue().replace("\N{REPLACEMENT CHARACTER}", "") == text.replace(order[0], "") + "\n"
    assert len(printable(text)) == len(text)


@pytest.mark.parametrize("order", ORDERS)
def test_json_has_escapes_and_the_same_value(order: str, capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"text": f"é{order}"})
    printed = capsys.readouterr().out
    assert order[0] not in printed
    assert json.loads(printed) == {"text": f"é{order}"}
