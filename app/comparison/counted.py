"""Blocks of an advice that count on: 'Aanbeveling 1', 'Aanbeveling 2' or '1.', '2.', '3.', wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from app.comparison.labels import BODY, HEADINGS, label_before, leading_label
from ingest.document import Document
from ingest.records import Block

NO_LABELS, OF_SECTIONS, COUNTED, NAMED = range(4)
"""What the labels of recommendations are: none of their own, those of sections ('4.2'), numbers or letters, or a word
with a number.
"""
_FIRST = ({"1", "2"}, {"A", "B"}, {"1.1", "1.2"})
_RUNG = re.compile(r"(?:(?P<chapter>\d+)\.)?(?P<number>\d+)|(?P<alone>[A-Ha-h])|(?P<whole>\d+)(?P<letter>[a-h])")


class Rung(NamedTuple):
    """The number of a block in its document, its label, and whether the label is all that it says."""

    place: int
    label: str
    bare: bool = False


@dataclass(slots=True)
class Ladder:
    """Blocks of one ``form`` of label ('1', '4.2', 'a' below 3) that count on from the first to the ``last``, and the
    levels of the headings among them (0 for text).
    """

    form: str
    last: int
    rungs: list[Rung] = field(default_factory=list)
    levels: set[int] = field(default_factory=set)


def by_noun(document: Document) -> dict[str, list[Rung]]:
    """The blocks that begin with a word and a number ('Aanbeveling 3', 'Spoor B', 'Tweede voorstel'), by that word.

    A word counts when its numbers begin with the first; 'aanbeveling' always does. A paragraph needs a mark after its
    number: 'Aanbeveling 3 gaat over ...' only speaks about it.
    """
    found: dict[str, list[Rung]] = {}
    for place, block in enumerate(document.blocks):
        text = text_of(document, block)
        label = label_before(text) if block.kind in (*HEADINGS, *BODY) else None
        if label is None or (block.kind in BODY and not label.marked):
            continue
        if not label.written.startswith("0"):
            found.setdefault(label.noun, []).append(Rung(place, label.written, label.end >= len(text)))
    return {noun: own for noun, own in found.items() if noun == "aanbeveling" or _from_the_first(own)}


def ladders(document: Document, places: Collection[int]) -> list[Ladder]:
    """The blocks among ``places`` that begin with a label that counts on, of at least two, in order of their first.

    A count within another ('a.', 'b.' below '3.') is a ladder of its own; text goes on from '1.2' to '2.1'.
    """
    found: list[Ladder] = []
    for place in sorted(places):
        block = document.blocks[place]
        label = label_of(document, block) if block.kind in (*HEADINGS, *BODY) else ""
        match = _RUNG.fullmatch(label)
        if match is None:
            continue
        form, number = _form(match)
        standing = [one for one in found if (one.form, one.last) == (form, number - 1)]
        alike = [one for one in standing if block.level in one.levels]
        if not standing and match["chapter"] and number == 1 and block.kind in BODY:
            before = f"{int(match['chapter']) - 1}.1"
            standing = alike = [one for one in found if one.form == before and one.levels == {0}]
        if standing:
            below = (alike or standing)[-1]
        elif number == 1 or match["chapter"]:
            below = Ladder(form, number)
            found.append(below)
        else:
            continue
        below.form, below.last = form, number
        below.rungs.append(Rung(place, label))
        below.levels.add(block.level)
    return [one for one in found if len(one.rungs) > 1]


def label_of(document: Document, block: Block) -> str:
    """The label that a block begins with, in its text or before it as a list numbers its items; '' for none."""
    return leading_label(text_of(document, block)) or leading_label(f"{block.label} ")


def text_of(document: Document, block: Block) -> str:
    """The text of a block."""
    return document.text[block.char_start : block.char_end]


def _from_the_first(rungs: Sequence[Rung]) -> bool:
    labels = {one.label for one in rungs}
    return any(first <= labels for first in _FIRST)


def _form(match: re.Match[str]) -> tuple[str, int]:
    """What a label counts in, and its number in that."""
    if match["number"]:
        return f"{match['chapter'] or ''}.1", int(match["number"])
    letter = match["letter"] or match["alone"]
    first = "A" if letter.isupper() else "a"
    return f"{match['whole'] or ''}{first}", ord(letter) - ord(first) + 1
