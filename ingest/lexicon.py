"""The Dutch words that the code leans on, read from ``lexicon.toml``, where each list stands once."""

from __future__ import annotations

import functools
import re
import tomllib
from importlib import resources
from typing import Any


@functools.cache
def lexicon() -> dict[str, tuple[str, ...]]:
    """Every list by its name ('negations', 'hyphens.conjunctions'), in the order of the file."""
    text = resources.files("ingest").joinpath("lexicon.toml").read_text("utf-8")
    return dict(_lists("", tomllib.loads(text)))


def listed(name: str) -> tuple[str, ...]:
    """The words of one list. Raises KeyError for a list that is not there."""
    return lexicon()[name]


def alternatives(*names: str) -> str:
    """The words of these lists as alternatives of a regular expression, the longest first. Raises KeyError."""
    found = {word for name in names for word in listed(name)}
    return "|".join(re.escape(word) for word in sorted(found, key=lambda word: (-len(word), word)))


def _lists(prefix: str, table: dict[str, Any]) -> list[tuple[str, tuple[str, ...]]]:
    found: list[tuple[str, tuple[str, ...]]] = []
    for key, value in table.items():
        found += _lists(f"{prefix}{key}.", value) if isinstance(value, dict) else [(f"{prefix}{key}", tuple(value))]
    return found
