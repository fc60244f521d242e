"""The words that numbers and dates are written with: months and units from Babel, the rest from ``ingest.lexicon``."""

from __future__ import annotations

import functools
import re
from typing import Literal

from babel.dates import get_month_names
from babel.units import format_unit

from ingest.lexicon import LOCALE, table

_SHORT_UNITS = frozenset(("m", "g", "l"))  # other names of one letter are words or initials too


@functools.cache
def months() -> dict[str, int]:
    """The names of months in lower case, whole and abbreviated, with their number (1 to 12)."""
    found: dict[str, int] = dict(table("numbers")["months"])
    for language in table("numbers")["languages"]:
        for width in ("wide", "abbreviated"):
            names = get_month_names(width, locale=language)
            found |= {names[number].lower().rstrip("."): number for number in range(1, 13)}
    return found


def counting(language: Literal["nl", "en"] = "nl") -> tuple[str, ...]:
    """The number words from one on: up to nineteen in Dutch, up to ten in English."""
    given = table("numbers")["numerals"]
    return tuple(given["english"] if language == "en" else [*given["ones"], *given["teens"]])


@functools.cache
def numerals() -> dict[str, int]:
    """The Dutch number words from two to ninety-nine, 'één', 'honderd' and 'duizend' and round numbers of them
    ('tweehonderd', 'vijftienduizend'), with their number.
    """
    given = table("numbers")["numerals"]
    ones, tens = given["ones"], given["tens"]
    found = {word: number for number, word in enumerate(counting(), 1)}
    for ten, word in enumerate(tens, 2):
        found[word] = 10 * ten
        found |= {f"{one}{'ën' if one[-1] == 'e' else 'en'}{word}": 10 * ten + n for n, one in enumerate(ones, 1)}
    found |= given["stressed"]
    small = {word: number for word, number in found.items() if 1 < number < 20}
    for word in ("honderd", "duizend"):
        times = table("numbers")["multiples"][word]
        found |= {word: times} | {f"{one}{word}": number * times for one, number in small.items()}
    return {word: number for word, number in found.items() if word not in given["unread"]}


@functools.cache
def multiples() -> dict[str, int]:
    """Words that multiply the number before them ('miljoen')."""
    return dict(table("numbers")["multiples"])


@functools.cache
def shares() -> dict[str, int]:
    """Words for a share, in hundredths ('helft')."""
    return dict(table("numbers")["shares"])


@functools.cache
def signs() -> dict[str, str]:
    """Signs before a number with the unit that they stand for."""
    return dict(table("numbers")["signs"])


@functools.cache
def units() -> dict[str, str]:
    """How units are written, in lower case, with the one name that each is compared by ('km' with 'kilometer')."""
    found: dict[str, str] = {}
    for family in table("numbers")["families"].values():
        for unit in family.get("babel", ()):
            name = _written(unit, 2, "long")
            both = [_written(unit, count, "long") for count in (1, 2)]
            for written in (*both, *(_written(unit, count, "short") for count in (1, 2))):
                if len(written) > 1 or written in _SHORT_UNITS:
                    found.setdefault(written, name)
    for name, others in table("numbers")["units"].items():
        found |= dict.fromkeys(others, found.get(name, name))
    return found


@functools.cache
def families() -> dict[str, str]:
    """Every unit's name with its family ('money', 'share', 'length', 'mass', 'duration', ...)."""
    found: dict[str, str] = {}
    for family, given in table("numbers")["families"].items():
        names = [*given.get("units", ()), *(_written(unit, 2, "long") for unit in given.get("babel", ()))]
        found |= dict.fromkeys(names, family)
    return found


@functools.cache
def labels() -> tuple[str, ...]:
    """Words before a number that names a thing ('artikel 5')."""
    return tuple(table("numbers")["labels"]["before"])


@functools.cache
def numeral_pattern() -> str:
    """A pattern for the number words; not for a verb that is written as one ('acht het kabinet')."""
    given = table("numbers")["numerals"]
    read = sorted((word for word in numerals() if word != given["verb"]), key=len, reverse=True)
    verb = rf"{given['verb']}(?! (?:{'|'.join(given['after_verb'])})\b)"
    return "|".join((*map(re.escape, read), verb))


def _written(unit: str, count: int, length: Literal["long", "short"]) -> str:
    """A unit's Dutch name as Babel writes it after ``count``; where it has no long name, the short one."""
    name = re.sub(r"^\d+[\s\u00a0]*", "", format_unit(count, unit, length, locale=LOCALE)).lower()
    return name if name != unit else _written(unit, count, "short")
