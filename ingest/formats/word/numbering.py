"""The numbers that Word itself puts before list items and headings.

Source: ECMA-376, part 1, 17.9 (numbering) and 17.18.59 (ST_NumberFormat).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from lxml import etree

from ingest.formats.numerals import formatted
from ingest.formats.word.parts import W, child, number, switched_on, value
from ingest.formats.word.styles import ParagraphStyle

LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list."""

    start: int
    number_format: str
    text: str
    restart: int | None
    legal: bool
    suffix: str
    style: str


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before an item: ``text`` is '' for a bullet (``bullet``) or where nothing is shown."""

    text: str
    bullet: str
    between: str


class Numbering:
    """The lists of a document, counted as its paragraphs pass by in their order."""

    def __init__(self, root: etree._Element | None) -> None:
        abstracts = [] if root is None else root.findall(f"{W}abstractNum")
        linked = {value(child(each, "styleLink")): value(each, "abstractNumId") for each in abstracts}
        self._abstract_of: dict[int, str] = {}
        self._levels: dict[int, dict[int, Level]] = {}
        self._starts: dict[int, dict[int, int]] = {}
        by_id = {value(each, "abstractNumId"): each for each in abstracts}
        for num in [] if root is None else root.findall(f"{W}num"):
            num_id, abstract = number(num, "numId"), by_id.get(value(child(num, "abstractNumId")))
            if num_id is None or abstract is None:
                continue
            link = value(child(abstract, "numStyleLink"))
            if link and link in linked:
                abstract = by_id[linked[link]]
            overrides = num.findall(f"{W}lvlOverride")
            levels = _levels(abstract)
            for each in overrides:
                levels |= _levels(each)
            self._abstract_of[num_id] = value(abstract, "abstractNumId") or ""
            self._levels[num_id] = levels
            starts = {number(each, "ilvl"): number(child(each, "startOverride")) for each in overrides}
            self._starts[num_id] = {place: s for place, s in starts.items() if place is not None and s is not None}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._used: set[tuple[int, int]] = set()

    def label(self, properties: etree._Element | None, style: ParagraphStyle) -> Label | None:
        """What stands before a paragraph, which is counted; None when it is in no list."""
        own = child(properties, "numPr")
        num_id = number(child(own, "numId"))
        by_style = num_id is None
        num_id = style.num_id if num_id is None else num_id
        if num_id not in self._levels:
            return None
        place = number(child(own, "ilvl"))
        if place is None:
            place = self._styled_level(num_id, style, by_style)
        level = self._levels[num_id].get(place)
        if level is None:
            return None
        counts = self._count(num_id, place)
        if level.number_format == "bullet":
            return Label("", level.text.strip() or "•", " ")
        text = re.sub(r"%([1-9])", lambda match: self._shown(num_id, int(match[1]) - 1, level, counts), level.text)
        return Label("" if level.number_format == "none" and "%" in level.text else text, "", level.suffix)

    def _styled_level(self, num_id: int, style: ParagraphStyle, by_style: bool) -> int:
        linked = {level.style: place for place, level in self._levels[num_id].items() if level.style}
        found = next((linked[each] for each in style.ids if each in linked), None)
        if found is not None:
            return found
        return (style.item_level or 0) if by_style else 0

    def _count(self, num_id: int, place: int) -> dict[int, int]:
        levels, counts = self._levels[num_id], self._counts[self._abstract_of[num_id]]
        start = levels[place].start
        if (num_id, place) not in self._used and place in self._starts[num_id]:
            start = self._starts[num_id][place]
            counts.pop(place, None)
        self._used.add((num_id, place))
        counts[place] = counts[place] + 1 if place in counts else start
        for deeper in [each for each in counts if each > place]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or place < restart:
                del counts[deeper]
        return counts

    def _shown(self, num_id: int, place: int, at: Level, counts: dict[int, int]) -> str:
        level = self._levels[num_id].get(place)
        if level is None:
            return ""
        return formatted(counts.get(place, max(level.start - 1, 0)), "decimal" if at.legal else level.number_format)


def _levels(parent: etree._Element) -> dict[int, Level]:
    found = {}
    for node in parent.findall(f"{W}lvl"):
        place = number(node, "ilvl")
        if place is None or not 0 <= place < LEVELS:
            continue
        shape = next(node.iter(f"{W}numFmt"), None)
        name = value(shape) or "decimal"
        start = number(child(node, "start"))
        found[place] = Level(
            start=0 if start is None else start,
            number_format=f"custom:{value(shape, 'format') or ''}" if name == "custom" else name,
            text=value(child(node, "lvlText")) or "",
            restart=number(child(node, "lvlRestart")),
            legal=bool(switched_on(child(node, "isLgl"))),
            suffix="" if value(child(node, "suff")) == "nothing" else " ",
            style=value(child(node, "pStyle")) or "",
        )
    return found
