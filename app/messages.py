"""Every Dutch text that a reader sees stands in ``messages.toml``; this module reads it."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import asdict
from importlib import resources
from pathlib import Path
from typing import Any

from ingest.errors import AanZetError
from ingest.register import Register, read_register


@functools.cache
def messages() -> dict[str, str]:
    """All messages, flat: ``{'section.key': text}``."""
    return dict(_flat("", tomllib.loads(resources.files("app").joinpath("messages.toml").read_text("utf-8"))))


def say(key: str, /, **values: object) -> str:
    """The Dutch text for ``key`` with ``{name}`` filled in from ``values`` and the names of the register in use.

    Raises KeyError for an unknown key.
    """
    return messages()[key].format(**(_in_use or _shipped_names()) | values)


def use_register(register: Register) -> None:
    """Speak from now on of the pair in ``register``: one process answers from one register."""
    _in_use.clear()
    _in_use.update(_names_of(register))


_in_use: dict[str, object] = {}


@functools.cache
def _shipped_names() -> dict[str, object]:
    return _names_of(read_register(Path(str(resources.files("corpus") / "sources.toml"))))


def _names_of(register: Register) -> dict[str, object]:
    """The names of a register, as ``{names_...}`` in a message; what it leaves open has a neutral word."""
    neutral = {name: text for name, text in messages().items() if name.startswith("names.")}
    found: dict[str, object] = {name.replace(".", "_"): text for name, text in neutral.items()}
    own = asdict(register.names)
    examples = "\n".join(own.pop("examples"))
    return found | {f"names_{name}": text for name, text in own.items() if text} | {"names_examples": examples}


def dutch_error(error: AanZetError) -> str:
    """The Dutch text of an error, with a next step."""
    key = f"error.{error.code}"
    return say(key if key in messages() else "error.unexpected", **error.values)


def _flat(prefix: str, table: dict[str, Any]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in table.items():
        pairs += _flat(f"{prefix}{key}.", value) if isinstance(value, dict) else [(f"{prefix}{key}", value)]
    return pairs
