"""Tables that are drawn with level rules alone: the rules part the rows, their joints or the white strips the columns."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.pdf.pieces import Piece
from ingest.pdf.rules import SAME, TOUCHING, Rule, RuledTable

FEWEST_LEVELS, FEWEST_UNJOINTED = 3, 4
OFTEN = 0.6
NARROWEST = 30.0
STRIP = 2.0
MOST_ROW = 400.0
MOST_HEAD, HEAD_PITCH = 12, 2.0


@dataclass(frozen=True, slots=True)
class _Level:
    """Rules that touch each other at one height ``at``, and where they do: most programs draw one for every cell."""

    at: float
    left: float
    right: float
    joints: tuple[float, ...]


def level_tables(level: Sequence[Rule], pieces: Sequence[Piece], drawn: Sequence[RuledTable]) -> list[RuledTable]:
    """The tables of a page whose rows are parted by level rules of one width, from the top down; none in ``drawn``."""
    rest = [
        one
        for one in _levels(level)
        if not any(
            table.bottom - SAME < one.at < table.top + SAME and one.left < table.right and one.right > table.left
            for table in drawn
        )
    ]
    tables: list[RuledTable] = []
    while rest:
        first = rest[0]
        alike = [one for one in rest if abs(one.left - first.left) < SAME and abs(one.right - first.right) < SAME]
        rest = [one for one in rest if one not in alike]
        if len(alike) >= FEWEST_LEVELS:
            tables += _tables(alike, pieces)
    return tables


def _levels(level: Sequence[Rule]) -> list[_Level]:
    """The rules of every height in chains that touch, from the top down."""
    found: list[_Level] = []
    ordered = sorted(level, key=lambda rule: (-rule.at, rule.start))
    while ordered:
        height = ordered[0].at
        here = sorted((rule for rule in ordered if height - rule.at < SAME), key=lambda rule: rule.start)
        ordered = [rule for rule in ordered if height - rule.at >= SAME]
        chain = here[:1]
        for rule in [*here[1:], None]:
            if rule is not None and rule.start <= max(one.end for one in chain) + TOUCHING:
                chain.append(rule)
                continue
            left, right = chain[0].start, max(one.end for one in chain)
            joints = sorted(one.start for one in chain if one.start > left + SAME)
            if right - left >= NARROWEST:
                found.append(_Level(height, left, right, tuple(joints)))
            chain = [rule] if rule is not None else []
    return found


def _tables(levels: Sequence[_Level], pieces: Sequence[Piece]) -> list[RuledTable]:
    """The tables between levels of one width: runs of bands whose text stands in columns."""
    left, right = levels[0].left, levels[0].right
    inside = [piece for piece in pieces if left - SAME < (piece.left + piece.right) / 2 < right + SAME]
    bands = [
        (above.at, below.at, [piece for piece in inside if below.at < piece.baseline < above.at])
        for above, below in itertools.pairwise(levels)
    ]
    joints = _common(levels)
    tables = []
    for run in _runs(bands, joints):
        cuts = joints or _strips([piece for _, _, text in run if _is_parted(text) for piece in text])
        if not cuts or len(run) + 1 < (FEWEST_LEVELS if joints else FEWEST_UNJOINTED) or not _in_columns(run, cuts):
            continue
        top, bottom = run[0][0], run[-1][1]
        heights = (top, *(below for _, below, _ in run))
        top = _with_head(top, [piece for piece in inside if piece.baseline > top], cuts)
        uprights = tuple(Rule(cut, bottom, top) for cut in cuts)
        tables.append(RuledTable(left, bottom, right, top, heights, uprights))
    return tables


_Band = tuple[float, float, list[Piece]]


def _runs(bands: Sequence[_Band], joints: Sequence[float]) -> list[list[_Band]]:
    """The bands one below another that hold text, none of it over a joint, as the text between two tables is."""
    runs: list[list[_Band]] = [[]]
    for band in bands:
        crossed = any(piece.left + 2 < joint < piece.right - 2 for piece in band[2] for joint in joints)
        if not band[2] or crossed or band[0] - band[1] > MOST_ROW:
            runs.append([])
        else:
            runs[-1].append(band)
    return [run for run in runs if run]


def _common(levels: Sequence[_Level]) -> list[float]:
    """The x of the joints that most levels have."""
    found: list[float] = []
    for joint in sorted(joint for level in levels for joint in level.joints):
        times = sum(any(abs(joint - other) < SAME for other in level.joints) for level in levels)
        if times >= max(2, OFTEN * len(levels)) and (not found or joint - found[-1] > 2 * SAME):
            found.append(joint)
    return found


def _is_parted(text: Sequence[Piece]) -> bool:
    """Whether pieces of a row stand beside each other: a title over all columns does not tell where they part."""
    return any(
        abs(one.baseline - other.baseline) < 0.5 * one.size for one, other in itertools.combinations(text[:20], 2)
    )


def _strips(pieces: Sequence[Piece]) -> list[float]:
    """The x in the middle of every white strip that no text of the rows crosses."""
    found: list[float] = []
    right = min((piece.left for piece in pieces), default=0.0)
    for piece in sorted(pieces, key=lambda piece: piece.left):
        if piece.left - right > STRIP:
            found.append(piece.left - 1.0)
        right = max(right, piece.right)
    return found


def _with_head(top: float, above: Sequence[Piece], cuts: Sequence[float]) -> float:
    """The top of the lines right above a table whose text stands in its columns, the highest of them in two at least."""
    found, foot = top, top
    lines = itertools.groupby(sorted(above, key=lambda piece: piece.baseline), key=lambda piece: round(piece.baseline))
    for _, same in itertools.islice(lines, MOST_HEAD):
        line = list(same)
        size = max(piece.size for piece in line)
        crossed = any(piece.left + 2 < cut < piece.right - 2 for piece in line for cut in cuts)
        if crossed or min(piece.baseline for piece in line) - foot > HEAD_PITCH * size:
            break
        foot = max(piece.baseline for piece in line)
        if len({sum(cut <= piece.left + 1 for cut in cuts) for piece in line}) >= 2:
            found = foot + size
    return found


def _in_columns(run: Sequence[_Band], cuts: Sequence[float]) -> bool:
    """Whether most rows have text in two columns at least; the numbers of pages beside the titles of parts do not count."""
    columns = [{sum(cut <= piece.left + 1 for cut in cuts) for piece in text} for _, _, text in run]
    last = [piece for _, _, text in run for piece in text if piece.left + 1 >= cuts[-1]]
    of_contents = len(cuts) == 1 and all(piece.digits for piece in last)
    return sum(len(found) >= 2 for found in columns) >= OFTEN * len(columns) and not of_contents
