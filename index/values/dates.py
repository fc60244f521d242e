"""Dates, months and years in a text, in every way that Dutch writes them, and the periods that they tell."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.values.number_words import months, units
from ingest.lexicon import month_names

CENTURY = 2000  # of a year of two digits
EARLIEST, LATEST = 0, 99_999_999
_BEFORE = re.compile(
    r"\b(?:(?P<since>sinds|vanaf|na|since|after|from)|(?P<until>tot(?: en met)?|t/m|v[oó][oó]r|uiterlijk|until|before))"
    r"(?: (?:de|het|begin|eind|medio|half|1e|eerste|jaar))* ?$",
    re.IGNORECASE,
)
_JOINS = re.compile(
    r"\s*(?:(?P<and>en|and)|tot(?: en met)?|t/m|[-–—]|until|to)\s*(?:eind |begin |medio )?", re.IGNORECASE
)
_BETWEEN = re.compile(r"\b(?:tussen|between)(?: (?:begin|eind|medio|half|de|het))* ?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date at ``[char_start, char_end)`` of a text; ``year``, ``month`` and ``day`` are 0 where it does not say them.

    ``last_year`` is the second year of '2018-2020' or '2018/19', else 0.
    """

    char_start: int
    char_end: int
    year: int
    month: int = 0
    day: int = 0
    last_year: int = 0

    @property
    def written_out(self) -> str:
        """It in words: '30 september 2024'; a span of years as '2018 2020'."""
        month = month_names()[self.month - 1] if self.month else ""
        return " ".join(str(part) for part in (self.day, month, self.year, self.last_year) if part)

    @property
    def value(self) -> tuple[int, int, int, int]:
        """What two ways of writing have in common."""
        return self.year, self.month, self.day, self.last_year


@dataclass(frozen=True, slots=True)
class Period:
    """From ``first`` to ``last``, both included and written as yyyymmdd; ``month`` and ``day`` alone without a year."""

    first: int
    last: int
    month: int = 0
    day: int = 0

    def may_be(self, other: Period) -> bool:
        """Whether the two share a day, as far as both say it."""
        if self.month or other.month:
            ours, theirs = _month_of(self), _month_of(other)
            return not ours or not theirs or ours == theirs
        return self.first <= other.last and other.first <= self.last


@functools.cache
def _pattern(in_digits: bool) -> re.Pattern[str]:
    whole = "|".join(sorted(months(), key=len, reverse=True))
    long = "|".join(sorted((name for name in months() if len(name) > 3 or name == "mei"), key=len, reverse=True))
    unit = "|".join(re.escape(name) for name in sorted(units(), key=len, reverse=True) if len(name) > 1)
    year = r"(?:19|20)\d\d"
    return re.compile(
        rf"{'(?=[0-9])' if in_digits else ''}(?<![\w.,/€$-])(?<![€$] )"
        rf"(?:(?P<iy>{year})(?P<is>[-/])(?P<im>\d{{1,2}})(?P=is)(?P<id>\d{{1,2}})"
        rf"|(?P<nd>\d{{1,2}})(?P<ns>[-./])(?P<nm>\d{{1,2}})(?P=ns)(?P<ny>{year}|\d\d(?!\d))"
        rf"|(?P<wd>\d{{1,2}})(?:e|ste|de|th|st|nd|rd)?[ \u00a0](?P<wm>{whole})\b\.?(?:,?[ \u00a0](?P<wy>{year}))?"
        rf"|(?P<em>{long})[ \u00a0](?P<ed>\d{{1,2}})(?:th|st|nd|rd)?,[ \u00a0](?P<ey>{year})"
        rf"|(?P<om>{long})(?:[ \u00a0](?P<oy>{year}))?"
        rf"|(?P<ry>{year})(?P<rs>[-–/])(?P<rl>{year}|\d\d)"
        rf"|(?P<yy>{year})(?![ \u00a0](?:{unit}|miljoen|miljard)\b))(?![\w]|[-/.,]\d)",
        re.IGNORECASE,
    )  # fmt: skip


def find_dates(text: str, *, in_digits: bool = False) -> tuple[FoundDate, ...]:
    """The dates, months and years in ``text``, in order, none overlapping; a day that no calendar has is none.

    ``in_digits``: only those that begin with a digit, which is ten times as fast.
    """
    found = (_read(match) for match in _pattern(in_digits).finditer(text))
    return tuple(one for one in found if one is not None)


def periods(text: str, dates: Sequence[FoundDate] | None = None) -> tuple[Period, ...]:
    """The periods that the dates in ``text`` tell: 'sinds 2018' reaches on, 'tussen 2018 en 2020' joins the two."""
    made: list[Period] = []
    end = -1
    between = False
    for date in find_dates(text) if dates is None else dates:
        period = _period(date)
        before = text[max(0, date.char_start - 30) : date.char_start]
        joint = _JOINS.fullmatch(text[end : date.char_start]) if end >= 0 else None
        whole = made and not made[-1].month and not period.month
        if joint is not None and whole and (between or not joint["and"]):
            made[-1] = Period(min(made[-1].first, period.first), max(made[-1].last, period.last))
        else:
            relation = _BEFORE.search(before)
            if relation is not None and not period.month:
                period = replace(period, last=LATEST) if relation["since"] else replace(period, first=EARLIEST)
            made.append(period)
            between = _BETWEEN.search(before) is not None
        end = date.char_end
    return tuple(made)


def _period(date: FoundDate) -> Period:
    if not date.year:
        return Period(EARLIEST, LATEST, date.month, date.day)
    first = date.year * 10_000 + (date.month or 1) * 100 + (date.day or 1)
    last = (date.last_year or date.year) * 10_000 + (date.month or 12) * 100 + (date.day or 31)
    return Period(first, last)


def _month_of(period: Period) -> int:
    """The one month that a period lies in, 0 when there is more than one."""
    if period.month:
        return period.month
    first, last = period.first // 100, period.last // 100
    return first % 100 if first == last else 0


def _read(match: re.Match[str]) -> FoundDate | None:
    kind = next(name for name in ("iy", "ny", "wm", "em", "om", "ry", "yy") if match[name])
    start, end = match.span()
    if kind == "yy":
        return FoundDate(start, end, int(match["yy"]))
    if kind == "ry":
        return _span_of_years(match)
    year, month, day = {
        "iy": (match["iy"], match["im"], match["id"]),
        "ny": (match["ny"], match["nm"], match["nd"]),
        "wm": (match["wy"], match["wm"], match["wd"]),
        "em": (match["ey"], match["em"], match["ed"]),
        "om": (match["oy"], match["om"], "0"),
    }[kind]
    if kind == "ny" and len(year) == 2 and match["ns"] == ".":
        return None  # '2.1.10' is the number of a section
    number = months()[month.lower()] if not month.isdigit() else int(month)
    whole_year = (CENTURY if len(year or "") == 2 else 0) + int(year or 0)
    return FoundDate(start, end, whole_year, number, int(day)) if _is_day(whole_year, number, int(day)) else None


def _span_of_years(match: re.Match[str]) -> FoundDate | None:
    first, second = int(match["ry"]), match["rl"]
    last = int(second) if len(second) == 4 else first - first % 100 + int(second)
    if last > first:
        return FoundDate(*match.span(), first, last_year=last)
    return FoundDate(*match.span(), first, int(second)) if len(second) == 2 and 1 <= int(second) <= 12 else None


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        datetime.date(year or 2024, month, day or 1)
    except ValueError:
        return False
    return True
