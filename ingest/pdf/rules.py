"""Tables whose rows and columns are drawn: which cell of which row every line stands in."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pypdfium2.raw as pdfium

from ingest.pdf.lines import Line
from ingest.pdf.objects import Objects, handle
from ingest.pdf.pieces import Piece

MOST_RULES = 3_000
THIN = 3.0
SHORTEST = 5.0
TOUCHING = 3.0
SPANNING = 0.5
SAME = 2.5
WHITE = 252


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn straight line: where it stands (x of an upright one, y of a level one), and from where to where."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table on a page in points: its edges, the heights of its level rules from the top down, its upright rules."""

    left: float
    bottom: float
    right: float
    top: float
    levels: tuple[float, ...]
    uprights: tuple[Rule, ...]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in the table."""
        return self.left - 1 < x < self.right + 1 and self.bottom < y < self.top

    def cuts(self, y: float) -> list[float]:
        """The x of every upright rule at a height, from the left."""
        found: list[float] = []
        for rule in self.uprights:
            if rule.start - 1 < y < rule.end + 1 and (not found or rule.at - found[-1] > SAME):
                found.append(rule.at)
        return found

    def row(self, y: float) -> int:
        """How many level rules lie above a height."""
        return sum(level > y for level in self.levels)


def ruled_tables(level: Sequence[Rule], upright: Sequence[Rule], pieces: Sequence[Piece]) -> list[RuledTable]:
    """The tables of a page that are drawn with level and upright rules and hold text in two columns at least."""
    level, upright = _joined(level), _joined(upright)
    if len(level) < 2 or len(upright) < 2 or len(level) + len(upright) > MOST_RULES:
        return []
    tables = []
    for levels, uprights in _touching(level, upright):
        table = _table(levels, uprights)
        if table is not None and _parts_text(table, pieces):
            tables.append(table)
    return sorted(tables, key=lambda table: (-table.top, table.left))


@dataclass(frozen=True, slots=True)
class Rules:
    """The straight lines of a page: level and upright ones that are drawn, and the edges of shaded areas."""

    level: list[Rule] = field(default_factory=list)
    upright: list[Rule] = field(default_factory=list)
    edges: list[Rule] = field(default_factory=list)


def drawn_rules(objects: Objects) -> Rules:
    """The rules of a page, from thin shapes, the edges of drawn rectangles and of shaded ones."""
    rules = Rules()
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    widths, heights = (objects.boxes[:, 2:] - objects.boxes[:, :2]).T
    long = np.flatnonzero((widths >= SHORTEST) | (heights >= SHORTEST)).tolist()
    for row, (left, bottom, right, top) in zip(long, objects.boxes[long].tolist(), strict=True):
        if top - bottom <= THIN and right - left >= SHORTEST:
            rules.level.append(Rule((bottom + top) / 2, left, right))
        elif right - left <= THIN and top - bottom >= SHORTEST:
            rules.upright.append(Rule((left + right) / 2, bottom, top))
        elif right - left > SHORTEST and top - bottom > SHORTEST:
            shape = handle(objects.shapes[row])
            pdfium.FPDFPath_GetDrawMode(shape, mode, stroke)
            box = pdfium.FPDFPath_CountSegments(shape) == 5
            if stroke.value and box:
                rules.level.extend((Rule(bottom, left, right), Rule(top, left, right)))
                rules.upright.extend((Rule(left, bottom, top), Rule(right, bottom, top)))
            elif mode.value and not _is_white(shape):
                rules.edges.extend((Rule(bottom, left, right), Rule(top, left, right)))
    return rules


def _is_white(shape: object) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetFillColor(shape, red, green, blue, alpha)
    return min(red.value, green.value, blue.value) >= WHITE


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """The rules, those on one line that touch each other as one."""
    found: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.at / SAME), rule.start)):
        last = found[-1] if found else None
        if last is not None and abs(last.at - rule.at) < SAME and rule.start <= last.end + TOUCHING:
            found[-1] = Rule(last.at, last.start, max(last.end, rule.end))
        else:
            found.append(rule)
    return found


def _touching(level: Sequence[Rule], upright: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """The rules in groups whose level and upright ones touch each other."""
    groups: list[tuple[list[Rule], list[Rule]]] = []
    for rule in level:
        crossing = [
            other
            for other in upright
            if rule.start - TOUCHING <= other.at <= rule.end + TOUCHING
            and other.start - TOUCHING <= rule.at <= other.end + TOUCHING
        ]
        joined: tuple[list[Rule], list[Rule]] = ([rule], crossing)
        rest = []
        for group in groups:
            if any(other in group[1] for other in crossing):
                joined = (joined[0] + group[0], joined[1] + [each for each in group[1] if each not in joined[1]])
            else:
                rest.append(group)
        groups = [*rest, joined]
    return groups


def _table(levels: Sequence[Rule], uprights: Sequence[Rule]) -> RuledTable | None:
    """The table of a group of rules, None for one box or a single column."""
    if len(levels) < 2 or len(uprights) < 2:
        return None
    left = min([rule.start for rule in levels] + [rule.at for rule in uprights])
    right = max([rule.end for rule in levels] + [rule.at for rule in uprights])
    bottom = min([rule.at for rule in levels] + [rule.start for rule in uprights])
    top = max([rule.at for rule in levels] + [rule.end for rule in uprights])
    heights: list[float] = []
    for _, same in itertools.groupby(sorted(levels, key=lambda rule: -rule.at), key=lambda rule: round(rule.at / SAME)):
        group = list(same)
        if sum(rule.end - rule.start for rule in group) >= SPANNING * (right - left):
            heights.append(group[0].at)
    ordered = tuple(sorted(uprights, key=lambda rule: rule.at))
    inside = any(left + SAME < rule.at < right - SAME for rule in ordered)
    return RuledTable(left, bottom, right, top, tuple(heights), ordered) if inside else None


def _parts_text(table: RuledTable, pieces: Sequence[Piece]) -> bool:
    """Whether text stands on both sides of upright rules, and none runs across one as labels in a graph do."""
    inside = [piece for piece in pieces if table.holds((piece.left + piece.right) / 2, piece.baseline)]
    columns = {sum(cut < piece.left + 1 for cut in table.cuts(piece.baseline)) for piece in inside}
    crossing = sum(
        any(piece.left + 2 < cut < piece.right - 2 for cut in table.cuts(piece.baseline)) for piece in inside
    )
    return len(columns) >= 2 and len(inside) >= 4 and crossing <= 0.05 * len(inside)


def in_cells(lines: Sequence[Line], tables: Sequence[RuledTable]) -> tuple[list[Line], list[list[Line]]]:
    """The lines outside ``tables``, and for every table its lines, each with its cell, row by row and cell by cell."""
    inside: list[list[Line]] = [[] for _ in tables]
    outside = []
    for line in lines:
        number = next((n for n, table in enumerate(tables) if table.holds(_middle(line), line.baseline)), -1)
        if number < 0:
            outside.append(line)
            continue
        table = tables[number]
        middle = line.baseline + 0.3 * line.size
        line.cell = (number, table.row(middle), sum(cut < line.left + 1 for cut in table.cuts(middle)))
        inside[number].append(line)
    for cells in inside:
        cells.sort(key=lambda line: (line.cell or (), -line.baseline, line.left))
    return outside, inside


def _middle(line: Line) -> float:
    return (line.left + line.right) / 2


def stand_in(table: RuledTable, lines: Sequence[Line]) -> Line:
    """One line in the place of a table, for finding the table's place among the other lines."""
    return replace(lines[0], left=table.left, right=table.right, baseline=max(line.baseline for line in lines))
