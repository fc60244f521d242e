"""Numbers in a text with the unit that they count, in every way that Dutch writes them."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import NumberFormatError, format_decimal, parse_decimal

from index.values.dates import FoundDate, find_dates
from index.values.number_words import labels, multiples, numeral_pattern, numerals, shares, signs, units
from ingest.lexicon import LOCALE

_SPACE = "[ \u00a0\u202f]"
MOST_DIGITS = 15  # more are no amount but a code, or cells that ran together


@dataclass(frozen=True, slots=True)
class FoundAmount:
    """A number at ``[char_start, char_end)`` of a text, its unit and multiplier included in that span.

    ``unit`` is '' when it counts something that is no unit ('1.200 woningen'), ``label`` the word before a number that
    names a thing ('artikel' for 'artikel 5'), else ''. ``multiple`` is the word that multiplied it ('miljoen').
    """

    char_start: int
    char_end: int
    number: Decimal
    unit: str = ""
    label: str = ""
    multiple: str = ""
    in_words: bool = False

    @property
    def written_out(self) -> str:
        """It in plain digits with its unit in full: '1250000 miljoen euro', with the multiplier as a word to find."""
        digits = format(self.number.normalize(), "f").replace(".", ",")
        return " ".join(part for part in (digits, self.multiple, self.unit) if part)

    @property
    def value(self) -> tuple[Decimal, str]:
        """What two ways of writing have in common."""
        return self.number, self.unit


@functools.cache
def _pattern(in_digits: bool) -> re.Pattern[str]:
    sign = "|".join(re.escape(name) for name in signs())
    names = sorted(units(), key=len, reverse=True)
    unit = "|".join(re.escape(name) + (r"(?!\w)" if name[-1].isalnum() else "") for name in names)
    multiple = "|".join(sorted(multiples(), key=len, reverse=True))
    grouped = r"\d{1,3}(?:[.\u00a0\u202f]\d{3})+|\d{1,3}(?: \d{3}){2,}|\d{1,3}(?:,\d{3}){2,}"
    share = r"\d+\.\d{1,2}(?=[ \u00a0]?(?:%|procent))"  # '19.9%': a full stop for the decimals, as in English
    digits = rf"(?:{share}|{grouped}|\d+)(?:,\d+)?"
    number = rf"(?<![\w.,/])(?<![^\W\d_]-)(?P<digits>{digits})(?![.,:/]?\d)(?:,-+|,--)?"
    signed = rf"(?:(?P<sign>(?<!\w)(?:{sign})){_SPACE}?)?"
    counted = rf"(?:{_SPACE}(?P<multiple>{multiple})\b\.?)?(?:(?:{_SPACE}|-)?(?P<unit>{unit}))?(?!\w)"
    if in_digits:
        return re.compile(rf"(?=[\d€$]|eur){signed}{number}{counted}", re.IGNORECASE)
    label = rf"(?:(?P<label>\b(?:{'|'.join(labels())}))\.?[ \u00a0](?:[IVX]+[ \u00a0])?)?"
    part = rf"\b(?P<share>{'|'.join(shares())})\b"
    alone = rf"\b(?P<alone>miljoen|miljard)\b(?:{_SPACE}(?P<alone_unit>euro)\b)?"
    words = rf"\b(?P<words>{numeral_pattern()})\b"
    return re.compile(rf"{label}{signed}(?:{number}|{words}){counted}|{part}|{alone}", re.IGNORECASE)


def find_amounts(
    text: str, dates: Sequence[FoundDate] | None = None, *, in_digits: bool = False
) -> tuple[FoundAmount, ...]:
    """The numbers in ``text`` that are no part of its ``dates``, in order, none overlapping.

    ``in_digits``: only those that are written in digits, without their labels, which is ten times as fast.
    """
    taken = find_dates(text, in_digits=in_digits) if dates is None else dates
    starts = [date.char_start for date in taken]
    found = []
    for match in _pattern(in_digits).finditer(text):
        start, end = match.span()
        near = bisect_left(starts, end) - 1
        amount = None if near >= 0 and taken[near].char_end > start else _read(match)
        if amount is not None:
            found.append(amount)
    return tuple(found)


def in_digits(number: Decimal) -> str:
    """A number as Dutch texts write it: '1.250.000', '2,5'."""
    return format_decimal(number, locale=LOCALE, decimal_quantization=False)


def _read(match: re.Match[str]) -> FoundAmount | None:
    start, end = match.span()
    given = match.groupdict()
    if given.get("share"):
        return FoundAmount(start, end, Decimal(shares()[given["share"].lower()]), "procent", in_words=True)
    if given.get("alone"):
        word = given["alone"].lower()
        return FoundAmount(start, end, Decimal(multiples()[word]), given["alone_unit"] or "", "", word, True)
    in_words = bool(given.get("words"))
    number = Decimal(numerals()[given["words"].lower()]) if in_words else _number(given["digits"])
    if number is None:
        return None
    word = (given["multiple"] or "").lower()
    unit = signs()[given["sign"].lower()] if given["sign"] else units().get((given["unit"] or "").lower(), "")
    label = (given.get("label") or "").lower()
    if label:
        start = match.start("words" if in_words else "digits")
    whole = number * multiples().get(word, 1)
    return FoundAmount(start, end, whole, unit, label, {"mln": "miljoen", "mld": "miljard"}.get(word, word), in_words)


def _number(digits: str) -> Decimal | None:
    """The number that digits write the Dutch way; None for another way, or for digits that only name ('007', a row)."""
    plain = re.sub("[\u00a0\u202f ]", ".", digits)
    if plain.count(",") > 1:
        plain = plain.replace(",", ".")
    if (plain[0] == "0" and plain[1:2].isdigit()) or sum(map(str.isdigit, plain)) > MOST_DIGITS:
        return None
    if re.fullmatch(r"\d+\.\d{1,2}", plain):
        return Decimal(plain)
    try:
        return parse_decimal(plain, locale=LOCALE, strict=True)
    except NumberFormatError:
        return None
