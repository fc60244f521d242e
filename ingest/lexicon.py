"""The Dutch words that the code leans on: each stands once, as data, in the folder ``words``.

``lists.toml`` holds plain lists, ``numbers.toml`` what numbers and dates are written with, ``reactions.toml`` how a
letter reacts to a recommendation, ``plurals.toml`` irregular plurals, ``english.toml`` what a question about
recommendations is asked with in English. Names of months come from Babel.
"""

from __future__ import annotations

import functools
import re
import tomllib
from importlib import resources
from typing import Any

from babel.dates import get_month_names

LOCALE = "nl_NL"


@functools.cache
def table(name: str) -> dict[str, Any]:
    """The whole file ``words/NAME.toml``. Raises FileNotFoundError for a file that is not there."""
    return tomllib.loads(resources.files("ingest").joinpath(f"words/{name}.toml").read_text("utf-8"))


@functools.cache
def lexicon() -> dict[str, tuple[str, ...]]:
    """Every list of ``lists.toml`` by its name ('negations', 'hyphens.conjunctions'), in the order of the file."""
    return dict(_lists("", table("lists")))


def listed(name: str) -> tuple[str, ...]:
    """The words of one list. Raises KeyError for a list that is not there."""
    return lexicon()[name]


def alternatives(*names: str) -> str:
    """The words of these lists as alternatives of a regular expression, the longest first. Raises KeyError."""
    found = {word for name in names for word in listed(name)}
    return "|".join(re.escape(word) for word in sorted(found, key=lambda word: (-len(word), word)))


@functools.cache
def month_names() -> tuple[str, ...]:
    """The twelve Dutch names of months in order."""
    names = get_month_names("wide", locale=LOCALE)
    return tuple(names[number] for number in range(1, 13))


def _lists(prefix: str, given: dict[str, Any]) -> list[tuple[str, tuple[str, ...]]]:
    found: list[tuple[str, tuple[str, ...]]] = []
    for key, value in given.items():
        found += _lists(f"{prefix}{key}.", value) if isinstance(value, dict) else [(f"{prefix}{key}", tuple(value))]
    return found
