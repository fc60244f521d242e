"""The value that a question asks for or names: of which kind, which sentence speaks of another, and what to mark."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.answer.policy import POLICY
from index.analysis import terms
from index.values.amounts import FoundAmount, find_amounts
from index.values.dates import FoundDate, find_dates, periods
from index.values.number_words import families, units

_WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")
_FAMILIES = (
    (re.compile(r"\bhoe duur\b|\bwat kost(?:en|te)?\b|\bhoeveel (?:kost(?:en|te)?|geld|budget|subsidie)\b"
                r"|\b(?:welk|wat voor) (?:geld)?bedrag\b|\bhow much (?:money|does .* cost)\b", re.IGNORECASE),
     ("money",)),
    (re.compile(r"\b(?:welk|hoeveel) percentage\b|\bwelk (?:deel|aandeel)\b", re.IGNORECASE), ("share",)),
    (re.compile(r"\bhoe (?:breed|ver|diep|dik)\b", re.IGNORECASE), ("length",)),
    (re.compile(r"\bhoe lang\b", re.IGNORECASE), ("length", "duration")),
    (re.compile(r"\bhoe oud\b", re.IGNORECASE), ("duration",)),
    (re.compile(r"\bhoe zwaar\b", re.IGNORECASE), ("mass",)),
    (re.compile(r"\bhoe (?:warm|koud)\b", re.IGNORECASE), ("temperature",)),
)  # fmt: skip
_UP_TO = re.compile(r"\s*(?:tot(?: en met)?|à|[-–])\s*")
_COUNTED = re.compile(
    r"\b(?:hoeveel|how many|how much|welk aantal) (?P<unit>[^\s?.,]+(?: meter| kilometer)?)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class AskedAmount:
    """What a question for an amount wants: ``unit`` exactly, or a unit of one of ``families``; both empty for any."""

    unit: str = ""
    families: tuple[str, ...] = ()

    def fits(self, amount: FoundAmount) -> bool:
        """Whether ``amount`` is of that kind; a number that names a thing ('artikel 5') is of none."""
        if amount.label:
            return False
        if self.unit:
            return amount.unit == self.unit
        if not self.families:
            return True
        family = families().get(amount.unit, "")
        return family in self.families or (not family and "money" in self.families and bool(amount.multiple))


@functools.lru_cache(maxsize=256)
def asked_amount(question: str) -> AskedAmount:
    """Which unit a question for an amount wants: 'hoeveel kilometer' that unit, 'hoe duur' money, others any."""
    for match in _COUNTED.finditer(question):
        for name in (match["unit"].lower(), match["unit"].lower().split()[0]):
            if name in units():
                return AskedAmount(unit=units()[name])
    return next(
        (AskedAmount(families=wanted) for pattern, wanted in _FAMILIES if pattern.search(question)), AskedAmount()
    )


def amounts_told(sentence: str, question: str) -> tuple[tuple[int, int], ...]:
    """The spans of amounts in ``sentence`` of the kind that ``question`` asks for, without those that it says itself.

    '70 tot 80 procent' is one amount, of the unit that stands last.
    """
    said = {amount.number for amount in _amounts(question)}
    asked = asked_amount(question)
    ranges: list[list[FoundAmount]] = []
    for amount in find_amounts(sentence):
        if ranges and _UP_TO.fullmatch(sentence, ranges[-1][-1].char_end, amount.char_start):
            ranges[-1].append(amount)
        else:
            ranges.append([amount])
    return tuple(
        (whole[0].char_start, whole[-1].char_end)
        for whole in ranges
        if asked.fits(whole[-1]) and any(amount.number not in said for amount in whole)
    )


def dates_told(sentence: str, question: str) -> tuple[FoundDate, ...]:
    """The dates in ``sentence`` that say more than those in ``question``."""
    said = [date.value for date in _dates(question)]
    return tuple(date for date in find_dates(sentence) if not any(_adds_nothing(date.value, one) for one in said))


def values_conflict(question: str, sentence: str, headings: Sequence[str] = ()) -> bool:
    """Whether ``question`` names a time, a numbered thing or a unit and ``sentence`` speaks of another only.

    Asked for 2019, the figure of 2018 answers another question; so does article 6 for article 5, and metres for kilos.
    A sentence that names none is of its own heading, the last of ``headings``. What either leaves open conflicts with
    nothing: '2019' with '12 maart 2019', 'sinds 2018' with '2019'.

    Of 8,003 questions with their answers in reports, 5 conflict wrongly; of 3,451 sentences that tempt, 52 conflict.
    """
    asked = periods(question, _dates(question))
    told = next((found for text in (sentence, *headings[-1:]) if (found := periods(text))), ()) if asked else ()
    if told and not any(one.may_be(other) for one in asked for other in told):
        return True
    named = _named(_amounts(question))
    for text in (sentence, *headings[-1:]) if named else ():
        found_names = _named(find_amounts(text))
        both = named.keys() & found_names.keys()
        if both:
            return any(named[label].isdisjoint(found_names[label]) for label in both)
    wanted = asked_amount(question)
    units_told = {amount.unit for amount in find_amounts(sentence) if amount.unit} if wanted.unit else set()
    return bool(units_told) and wanted.unit not in units_told


def beside_what_is_asked(
    sentence: str, question: str, spans: Iterable[tuple[int, int]], *, alone: bool
) -> tuple[tuple[int, int], ...]:
    """The one of ``spans`` in ``sentence`` that stands nearest to a word of ``question``, in a tuple; empty for none.

    None when two stand equally near, or none stands within ``value_within`` words. ``alone``: a single span needs no
    such word.
    """
    found = list(dict.fromkeys(spans))
    if alone and len(found) == 1:
        return tuple(found)
    asked = frozenset(terms(question))
    places = [match.span() for match in _WORD.finditer(sentence)]
    named = [row for row, (start, end) in enumerate(places) if asked & set(terms(sentence[start:end]))]
    reached = []
    for start, end in found:
        inside = [row for row, place in enumerate(places) if place[0] < end and start < place[1]]
        gaps = [min(abs(row - one) for row in inside) for one in named if one not in inside] if inside else []
        reached.append((min(gaps, default=POLICY.value_within + 1), (start, end)))
    reached.sort()
    if not reached or reached[0][0] > POLICY.value_within or (len(reached) > 1 and reached[0][0] == reached[1][0]):
        return ()
    return (reached[0][1],)


@functools.lru_cache(maxsize=256)
def _amounts(question: str) -> tuple[FoundAmount, ...]:
    """The amounts in a question, which is set beside many sentences."""
    return find_amounts(question)


@functools.lru_cache(maxsize=256)
def _dates(question: str) -> tuple[FoundDate, ...]:
    """The dates in a question, which is set beside many sentences."""
    return find_dates(question)


def _adds_nothing(told: tuple[int, int, int, int], said: tuple[int, int, int, int]) -> bool:
    return all(not part or part == other for part, other in zip(told, said, strict=True))


def _named(amounts: Sequence[FoundAmount]) -> dict[str, set[Decimal]]:
    """The numbers that things are named by, under the word before them: {'artikel': {5, 6}}."""
    found: dict[str, set[Decimal]] = {}
    for amount in amounts:
        if amount.label:
            found.setdefault(amount.label, set()).add(amount.number)
    return found
