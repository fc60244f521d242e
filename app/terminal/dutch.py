"""Typer's commands and groups with help in Dutch."""

from __future__ import annotations

from typer._click import Context
from typer.core import TyperCommand, TyperGroup

from app.messages import messages


def _dutch(text: str) -> str:
    """Typer's own English words in a help text, in Dutch."""
    for key, pair in messages().items():
        if key.startswith("typer."):
            english, _, wanted = pair.partition(" => ")
            text = text.replace(english, wanted)
    return text


class DutchCommand(TyperCommand):
    """A command whose help is Dutch."""

    def get_help(self, ctx: Context) -> str:
        """The help text, in Dutch."""
        return _dutch(super().get_help(ctx))


class DutchGroup(TyperGroup):
    """A group of commands whose help is Dutch."""

    def get_help(self, ctx: Context) -> str:
        """The help text, in Dutch."""
        return _dutch(super().get_help(ctx))
