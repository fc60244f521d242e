"""The words that numbers and dates are written with: months and units from Babel, the rest from ``words.toml``."""

from __future__ import annotations

import functools
import re
import tomllib
from importlib import resources
from typing import Any, Literal

from babel.dates import get_month_names
from babel.units import format_unit

LOCALE = "nl_NL"
_SHORT_UNITS = frozenset(("m", "g", "l"))  # other names of one letter are words or initials too


@functools.cache
def _words() -> dict[str, Any]:
    return tomllib.loads(resources.files("index.values").joinpath("words.toml").read_text("utf-8"))


@functools.cache
def months() -> dict[str, int]:
    """The names of months in lower case, whole and abbreviated, with their number (1 to 12)."""
    found: dict[str, int] = dict(_words()["months"])
    for language in _words()["languages"]:
        for width in ("wide", "abbreviated"):
            names = get_month_names(width, locale=language)
            found |= {names[number].lower().rstrip("."): number for number in range(1, 13)}
    return found


@functools.cache
def whole_months() -> tuple[str, ...]:
    """The twelve whole Dutch names in order."""
    names = get_month_names("wide", locale=LOCALE)
    return tuple(names[number] for number in range(1, 13))


@functools.cache
def numerals() -> dict[str, int]:
    """The Dutch number words from two to ninety-nine, 'één', 'honderd' and 'duizend' and round numbers of them
    ('tweehonderd', 'vijftienduizend'), with their number.
    """
    given = _words()["numerals"]
    ones, teens, tens = given["ones"], given["teens"], given["tens"]
    found = {word: number for number, word in enumerate(ones, 1)}
    found |= {word: number for number, word in enumerate(teens, 10)}
    for ten, word in enumerate(tens, 2):
        found[word] = 10 * ten
        found |= {f"{one}{'ën' if one[-1] == 'e' else 'en'}{word}": 10 * ten + n for n, one in enumerate(ones, 1)}
    found |= given["stressed"]
    small = {word: number for word, number in found.items() if 1 < number < 20}
    for word in ("honderd", "duizend"):
        times = _words()["multiples"][word]
        found |= {word: times} | {f"{one}{word}": number * times for one, number in small.items()}
    return {word: number for word, number in found.items() if word not in given["unread"]}


@functools.cache
def multiples() -> dict[str, int]:
    """Words that multiply the number before them ('miljoen')."""
    return dict(_words()["multiples"])


@functools.cache
def shares() -> dict[str, int]:
    """Words for a share, in hundredths ('helft')."""
    return dict(_words()["shares"])


@functools.cache
def signs() -> dict[str, str]:
    """Signs before a number with the unit that they stand for."""
    return dict(_words()["signs"])


@functools.cache
def units() -> dict[str, str]:
    """How units are written, in lower case, with the one name that each is compared by ('km' with 'kilometer')."""
    found: dict[str, str] = {}
    for family in _words()["families"].values():
        for unit in family.get("babel", ()):
            name = _written(unit, 2, "long")
            both = [_written(unit, count, "long") for count in (1, 2)]
            for written in (*both, *(_written(unit, count, "short") for count in (1, 2))):
                if len(written) > 1 or written in _SHORT_UNITS:
                    found.setdefault(written, name)
    for name, others in _words()["units"].items():
        found |= dict.fromkeys(others, found.get(name, name))
    return found


@functools.cache
def families() -> dict[str, str]:
    """Every unit's name with its family ('money', 'share', 'length', 'mass', 'duration', ...)."""
    found: dict[str, str] = {}
    for family, given in _words()["families"].items():
        names = [*given.get("units", ()), *(_written(unit, 2, "long") for unit in given.get("babel", ()))]
        found |= dict.fromkeys(names, family)
    return found


@functools.cache
def labels() -> tuple[str, ...]:
    """Words before a number that names a thing ('artikel 5')."""
    return tuple(_words()["labels"]["before"])


@functools.cache
def numeral_pattern() -> str:
    """A pattern for the number words; not for a verb that is written as one ('acht het kabinet')."""
    given = _words()["numerals"]
    read = sorted((word for word in numerals() if word != given["verb"]), key=len, reverse=True)
    verb = rf"{given['verb']}(?! (?:{'|'.join(given['after_verb'])})\b)"
    return "|".join((*map(re.escape, read), verb))


def _written(unit: str, count: int, length: Literal["long", "short"]) -> str:
    """A unit's Dutch name as Babel writes it after ``count``; where it has no long name, the short one."""
    name = re.sub(r"^\d+[\s\u00a0]*", "", format_unit(count, unit, length, locale=LOCALE)).lower()
    return name if name != unit else _written(unit, count, "short")
