"""Text as Markdown shows it: with those marks escaped that it would read, and no others, which would be in the way."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"([\\`*_\[|~$@#]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|:(?=//))")
# What begins a quotation, a list or a heading at the start of a line.
_AT_THE_START = re.compile(r"^(?=>|[-+](?:[\s+-]|$)|=+$|\d+[.)](?:\s|$))(\d*)")


def literal(text: str) -> str:
    """``text`` as a line of its own, or all that stands in an item or a quotation; without white space at its ends."""
    return at_the_start(stretch(text).strip(" "))


def stretch(text: str) -> str:
    """``text`` as a piece of a line, with white space at its ends kept as one space."""
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and text.strip() else ""
    return before + _SPECIAL.sub(r"\\\1", " ".join(text.split())) + after


def at_the_start(line: str) -> str:
    """A line made of stretches, with what begins something at its start escaped."""
    return _AT_THE_START.sub(r"\1\\", line)
