"""One way of writing: texts with their numbers and dates rewritten so that equal ones read equal."""

from __future__ import annotations

import re
from collections.abc import Hashable

from index.values.amounts import FoundAmount, find_amounts, in_digits
from index.values.dates import FoundDate, find_dates
from index.values.number_words import numerals, shares

_DIGIT = re.compile(r"\d")
LEAST_TELLING = 10


def levelled(text: str) -> str:
    """``text`` with every date as '30 september 2024' and every number in plain digits with its unit in full.

    What is written in words stays ('twaalf'). For finding and comparing, not for a reader to see.
    """
    if not _DIGIT.search(text):
        return text
    dates = find_dates(text, in_digits=True)
    found: list[FoundDate | FoundAmount] = [*dates, *find_amounts(text, dates, in_digits=True)]
    return _rewritten(text, [(one.char_start, one.char_end, one.written_out) for one in found])


def spelled_out(text: str) -> str:
    """``text`` with its dates and numbers as Dutch documents write them: '30 september 2024', '1.250.000'."""
    if not _DIGIT.search(text):
        return text
    dates = find_dates(text)
    plain = [one for one in find_amounts(text, dates) if not (one.in_words or one.label or one.multiple or one.unit)]
    return _rewritten(
        text,
        [
            *((one.char_start, one.char_end, one.written_out) for one in dates if one.day and one.year),
            *((one.char_start, one.char_end, in_digits(one.number)) for one in plain if one.number >= 10_000),
        ],
    )


def other_ways(text: str) -> list[str]:
    """The whole numbers from ten in ``text`` that count something, those in words in digits and the other way round.

    Smaller ones stand on every page: in questions over reports ('de twee redenen') they led away from the passage.
    """
    words = {number: word for word, number in reversed(numerals().items()) if number >= LEAST_TELLING}
    counted = [one for one in find_amounts(text) if not one.label and one.number in words]
    return [str(one.number) if one.in_words else words[int(one.number)] for one in counted]


def values_in(text: str) -> list[tuple[Hashable, int, int]]:
    """The dates and numbers in ``text`` in order: what two ways of writing have in common, start and end.

    A share ('de helft') is not among them: it may be meant roughly, and is no way of writing '50 procent'.
    """
    dates = find_dates(text)
    found: list[FoundDate | FoundAmount] = [*dates, *find_amounts(text, dates)]
    spans = ((one.value, one.char_start, one.char_end) for one in found)
    return sorted((one for one in spans if text[one[1] : one[2]].lower() not in shares()), key=lambda one: one[1])


def _rewritten(text: str, changes: list[tuple[int, int, str]]) -> str:
    parts, place = [], 0
    for start, end, written in sorted(changes):
        parts += [text[place:start], written]
        place = end
    return "".join([*parts, text[place:]])
