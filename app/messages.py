"""Every Dutch text that a reader sees stands in ``messages.toml``; this module reads it."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from typing import Any

from ingest.errors import AanZetError


@functools.cache
def messages() -> dict[str, str]:
    """All messages, flat: ``{'section.key': text}``."""
    return dict(_flat("", tomllib.loads(resources.files("app").joinpath("messages.toml").read_text("utf-8"))))


def say(key: str, /, **values: object) -> str:
    """The Dutch text for ``key`` with ``{name}`` filled in from ``values``. Raises KeyError for an unknown key."""
    return messages()[key].format(**values)


def dutch_error(error: AanZetError) -> str:
    """The Dutch text of an error, with a next step."""
    key = f"error.{error.code}"
    return say(key if key in messages() else "error.unexpected", **error.values)


def _flat(prefix: str, table: dict[str, Any]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in table.items():
        pairs += _flat(f"{prefix}{key}.", value) if isinstance(value, dict) else [(f"{prefix}{key}", value)]
    return pairs
