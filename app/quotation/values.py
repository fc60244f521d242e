"""Alignment that knows a date or number in another way of writing: '30-09-2024', '12' for 'twaalf'."""

from __future__ import annotations

import functools
from collections.abc import Collection, Hashable, Sequence
from typing import NamedTuple

from app.quotation.alignment import Step, align
from app.quotation.segment import Item, ItemKind
from app.quotation.tokens import Token
from app.quotation.word_index import DocumentTokens, QuotationIndex, Window
from index.values.number_words import months, multiples, numerals
from index.values.writing import values_in

LONG = 4  # letters of a word that is no sign or short form of a unit


class _Value(NamedTuple):
    """A date or number: what it is, and its words and marks ``[first, last)``."""

    value: Hashable
    first: int
    last: int


def align_values(index: QuotationIndex, items: Sequence[Item], window: Window, pasted: str) -> list[Step]:
    """The steps of ``align``; a value of ``pasted`` that the window writes otherwise stands opposite all of the
    source's writing of it, in steps that are ``rewritten``.
    """
    text = index.texts[window.source_id]
    exchanged = _exchanged(items, text, window, pasted)
    if exchanged:
        steps = _restored(align(index, _with_source(items, text, exchanged), window)[1], exchanged)
        if steps:
            return steps
    return align(index, items, window)[1]


def _exchanged(items: Sequence[Item], text: DocumentTokens, window: Window, pasted: str) -> list[tuple[_Value, _Value]]:
    """The values of the items that stand in the window in another way of writing, each with the one to take."""
    ours = _values([item.token for item in items], pasted)
    ours = [one for one in ours if all(item.kind is ItemKind.TOKEN for item in items[one.first : one.last])]
    theirs = _values(text.tokens[window.start : window.end], text.document.text) if ours else []
    found = []
    for one in ours:
        keys = [item.token.key for item in items[one.first : one.last]]
        beside = _beside([item.token for item in items], one)
        near: list[tuple[int, bool, int, _Value]] = []
        for place, other in enumerate(theirs):
            moved = other._replace(first=other.first + window.start, last=other.last + window.start)
            written = [token.key for token in text.tokens[moved.first : moved.last]]
            if other.value == one.value and _one_unit(keys, written):
                same = written == keys
                likeness = sum(map(str.__eq__, beside, _beside(text.tokens, moved)))
                near.append((-likeness, not same, place, moved))
        if near and min(near)[1]:
            found.append(_trimmed(one, min(near)[3], items, text))
    return found


def _values(tokens: Sequence[Token], written: str) -> list[_Value]:
    """The dates and numbers in a run of tokens of ``written``, in order; only those that are whole tokens."""
    if not tokens:
        return []
    start = tokens[0].char_start
    first = {token.char_start: place for place, token in enumerate(tokens)}
    last = {token.char_end: place + 1 for place, token in enumerate(tokens)}
    return [
        _Value(value, first[start + begin], last[start + end])
        for value, begin, end in values_in(written[start : tokens[-1].char_end])
        if start + begin in first and start + end in last
    ]


def _trimmed(ours: _Value, theirs: _Value, items: Sequence[Item], text: DocumentTokens) -> tuple[_Value, _Value]:
    """The two without the words that they begin or end with alike; at least one of each stays."""
    while min(ours.last - ours.first, theirs.last - theirs.first) > 1:
        if items[ours.first].token.key == text.tokens[theirs.first].key:
            ours, theirs = ours._replace(first=ours.first + 1), theirs._replace(first=theirs.first + 1)
        elif items[ours.last - 1].token.key == text.tokens[theirs.last - 1].key:
            ours, theirs = ours._replace(last=ours.last - 1), theirs._replace(last=theirs.last - 1)
        else:
            break
    return ours, theirs


def _one_unit(keys: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two writings of a value have no two words for its unit: 'km' is 'kilometer', but 'maal' is not 'keer'."""
    ours, theirs = (
        [key for key in map(str.lower, written) if key.isalpha() and len(key) >= LONG and key not in _in_words()]
        for written in (keys, others)
    )
    return not (ours and theirs) or ours == theirs


@functools.cache
def _in_words() -> Collection[str]:
    return {*months(), *multiples(), *numerals()}


def _beside(tokens: Sequence[Token], value: _Value) -> tuple[str, str]:
    """The words or marks right before and after a value, '' where there is none."""
    before = tokens[value.first - 1].key if value.first else ""
    return before, tokens[value.last].key if value.last < len(tokens) else ""


def _with_source(items: Sequence[Item], text: DocumentTokens, exchanged: Sequence[tuple[_Value, _Value]]) -> list[Item]:
    made: list[Item] = []
    place = 0
    for ours, theirs in exchanged:
        made += [
            *items[place : ours.first],
            *(Item(ItemKind.TOKEN, t) for t in text.tokens[theirs.first : theirs.last]),
        ]
        place = ours.last
    return [*made, *items[place:]]


def _restored(steps: Sequence[Step], exchanged: Sequence[tuple[_Value, _Value]]) -> list[Step]:
    """``steps`` with the items that were exchanged put back; [] when one of those does not stand where it came from."""
    made: list[Step] = []
    waiting = list(exchanged)
    moved = 0  # items more before this place than in the quotation
    for step in steps:
        ours, theirs = waiting[0] if waiting else (_Value("", -1, -1), _Value("", -1, -1))
        at = step.item - moved - ours.first
        if waiting and step.item >= 0 and 0 <= at < theirs.last - theirs.first:
            if step.token != theirs.first + at:
                return []
            if at == theirs.last - theirs.first - 1:
                made += _opposite(ours, theirs)
                moved += (theirs.last - theirs.first) - (ours.last - ours.first)
                waiting.pop(0)
        else:
            made.append(step._replace(item=step.item - moved) if step.item >= 0 else step)
    return made


def _opposite(ours: _Value, theirs: _Value) -> list[Step]:
    """Every item of one value opposite a token of the other, and the other way round."""
    count = max(ours.last - ours.first, theirs.last - theirs.first)
    return [
        Step(min(ours.first + n, ours.last - 1), min(theirs.first + n, theirs.last - 1), rewritten=True)
        for n in range(count)
    ]
