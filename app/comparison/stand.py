"""What a sentence of a letter says about a recommendation as a whole: the words that decide, and the stand."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from app.comparison.naming import level
from app.comparison.policy import DECIDING
from index.analysis import content_words, fold
from ingest.lexicon import table


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words with what they weigh, and the stand that they say in so many words ('' for none)."""

    pattern: re.Pattern[str]
    weight: float = 0.0
    stand: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of ``reactions.toml``."""

    phrases: tuple[Phrase, ...]
    modifiers: tuple[Phrase, ...]
    cabinet: re.Pattern[str]
    denies: re.Pattern[str]
    rules: re.Pattern[str]
    done: re.Pattern[str]
    common: str
    whole: re.Pattern[str]
    restates: re.Pattern[str]
    requests: re.Pattern[str]
    goes_on: re.Pattern[str]
    turns: re.Pattern[str]
    together: re.Pattern[str]
    appreciates: re.Pattern[str]
    general_sentences: tuple[re.Pattern[str], ...]
    general_heading: frozenset[str]
    question_words: frozenset[str]
    subjectless: frozenset[str]


@dataclass(frozen=True, slots=True)
class Said:
    """What a sentence says: its ``weight`` (0 when it decides nothing), the stand in its own words, and their spans."""

    weight: float
    stand: str = ""
    marks: tuple[tuple[int, int], ...] = ()


@functools.cache
def wording() -> Wording:
    """The words that are looked for."""
    values = table("reactions")
    return Wording(
        tuple(Phrase(re.compile(one["pattern"]), one["weight"], one.get("stand", "")) for one in values["phrase"]),
        tuple(Phrase(re.compile(one["pattern"]), stand=one["stand"]) for one in values["modifier"]),
        re.compile(values["cabinet"]),
        re.compile(values["denies"]),
        re.compile(values["rules"]),
        re.compile(values["done"]),
        values["common"],
        re.compile(values["whole"]),
        re.compile(values["restates"]),
        re.compile(values["requests"]),
        re.compile(values["goes_on"]),
        re.compile(values["turns"]),
        re.compile(values["together"]),
        re.compile(values["appreciates"]),
        tuple(re.compile(pattern) for pattern in values["general_sentences"]),
        frozenset(content_words(values["general_heading"])),
        frozenset(content_words(values["question_words"])),
        frozenset(fold(values["subjectless"]).split()),
    )


def said(sentence: str, *, own: bool = False) -> Said:
    """What ``sentence`` says of what the cabinet does with a recommendation.

    ``own`` is for a row of a table of reactions: 'Overgenomen' is what the cabinet does, whoever is not named.
    """
    plain, known = level(sentence), wording()
    best = Said(0.0)
    for phrase in known.phrases:
        match = phrase.pattern.search(plain)
        if match is not None and phrase.weight > best.weight and (not phrase.stand or own or _is_its_own(plain)):
            stand, marks = _stand(plain, match, phrase.stand, own) if phrase.stand else ("", ())
            best = Said(phrase.weight, stand, marks)
    if not best.weight:
        return Said(_speaks(plain))
    weight = best.weight + (DECIDING.as_a_whole if known.whole.search(plain) else 0.0)
    if known.restates.search(plain):
        weight -= DECIDING.restates_ours if known.cabinet.search(plain) else DECIDING.restates
    return Said(max(weight, 0.0), best.stand, best.marks)


def goes_on(sentence: str) -> bool:
    """Whether a sentence leans on the one before it, by its first word or by what it decides on ('wijst dat af')."""
    return bool(wording().goes_on.search(level(sentence)))


def restates(sentence: str) -> bool:
    """Whether a sentence repeats what the council wants, which mostly opens what is said of it."""
    return bool(wording().restates.search(level(sentence)))


def requests(sentence: str) -> bool:
    """Whether a sentence repeats what the council asks for, rather than what it finds."""
    return bool(wording().requests.search(level(sentence)))


def turns(sentence: str) -> bool:
    """Whether a sentence turns to another subject: 'Wat boetes betreft', 'Dan de bruggen.', 'Tot slot'."""
    return bool(wording().turns.search(level(sentence)))


def takes_together(sentence: str) -> bool:
    """Whether a sentence is about all recommendations that were named before it: 'Deze twee voorstellen raken ...'."""
    return bool(wording().together.search(level(sentence)))


def is_general(sentence: str) -> bool:
    """Whether a sentence speaks of the letter or the advice rather than of one recommendation."""
    plain = level(sentence)
    return any(pattern.search(plain) for pattern in wording().general_sentences)


def is_general_heading(heading: str) -> bool:
    """Whether a heading stands above what is about no recommendation in particular."""
    held = [word for word in content_words(heading) if not word.isdigit()]
    return bool(held) and wording().general_heading.issuperset(held)


def _speaks(plain: str) -> float:
    """The weight of a sentence without any of the phrases: the cabinet speaks in it, or says what may or must be."""
    if wording().restates.search(plain) or wording().appreciates.search(plain):
        return 0.0
    denies = DECIDING.denies if wording().denies.search(plain) else 0.0
    if wording().cabinet.search(plain):
        return DECIDING.speaks + denies
    return DECIDING.rules + denies if wording().rules.search(plain) else 0.0


def _is_its_own(plain: str) -> bool:
    """Whether the cabinet does it, or it is done: 'de gemeenten kunnen ze overnemen' is about others."""
    return bool(wording().cabinet.search(plain) or wording().done.search(plain))


def _stand(plain: str, match: re.Match[str], stand: str, own: bool) -> tuple[str, tuple[tuple[int, int], ...]]:
    marks = [match.span(name) for name in ("a", "b") if name in match.re.groupindex and match[name]]
    if stand == "overgenomen":
        # What stands in the next cell is another sentence, without a stop before it.
        start, end = _clause(plain, match)
        clause = (start, match.end()) if own else (start, end)
        for modifier in wording().modifiers:
            found = modifier.pattern.search(plain, *clause)
            if found is not None:
                return modifier.stand, tuple(sorted([*marks, found.span("m")]))
    return stand, tuple(marks)


def _clause(plain: str, match: re.Match[str]) -> tuple[int, int]:
    """The clause that holds the words: up to the comma before and the stop after."""
    start = max(plain.rfind(mark, 0, match.start()) for mark in (",", ";", ":", ".")) + 1
    ends = [place for mark in (",", ";", ":", ".") if (place := plain.find(mark, match.end())) >= 0]
    return start, min(ends, default=len(plain))
