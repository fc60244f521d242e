"""Tables drawn with level rules alone: the rules part the rows, their joints or the white strips the columns."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.pdf.pieces import Piece
from ingest.pdf.rules import SAME, TOUCHING, Rule, RuledTable

FEWEST_LEVELS, FEWEST_UNJOINTED = 2, 3
OFTEN = 0.6
LINES_OF_ROWS = 3
NARROWEST = 30.0
STRIP = 2.0
# Text that fills its cell may begin a hair before the joint.
INSET = 1.5
MOST_ROW = 400.0
# Of the width of a table: a first cell begins before the first and ends before the second.
FIRST = (0.15, 0.6)
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
            joints = sorted(one.start - INSET for one in chain if one.start > left + SAME)
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
    for run in _runs(bands, joints, left, right):
        rows = [] if joints else [piece for _, _, text in run if _is_parted(text) for piece in text]
        cuts = joints or _filled(_strips(rows), run)
        if not cuts or len(run) + 1 < (FEWEST_LEVELS if joints else FEWEST_UNJOINTED) or not _in_columns(run, cuts):
            continue
        top, bottom = run[0][0], run[-1][1]
        heights = (top, *(below for _, below, _ in run))
        top, cuts = _with_head(top, [piece for piece in inside if piece.baseline > top], cuts, rows)
        uprights = tuple(Rule(cut, bottom, top) for cut in cuts)
        tables.append(RuledTable(left, bottom, right, top, heights, uprights))
    return tables


_Band = tuple[float, float, list[Piece]]


def _runs(bands: Sequence[_Band], joints: Sequence[float], left: float, right: float) -> list[list[_Band]]:
    """The bands one below another that hold text, none of it over a joint, as the text between two tables is.

    Where no joints tell the columns, a line that begins at the left edge and goes on past the middle is no cell.
    """
    runs: list[list[_Band]] = [[]]
    for above, below, text in bands:
        crossed = any(_crosses(piece, joint) for piece in text for joint in joints)
        begun = [piece for piece in text if piece.left < left + FIRST[0] * (right - left)]
        filled = not joints and any(piece.right > left + FIRST[1] * (right - left) for piece in begun)
        if not text or crossed or filled or above - below > MOST_ROW:
            runs.append([])
        else:
            runs[-1].append((above, below, text))
    return [run for run in runs if run]


def _crosses(piece: Piece, cut: float) -> bool:
    """Whether a piece runs over a cut; a word that fills its cell may stand out of it a little."""
    return piece.left + 2 < cut < piece.right - 5


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


def _filled(cuts: Sequence[float], run: Sequence[_Band]) -> list[float]:
    """The cuts right of which text stands in two rows at least: a wide space in one justified line is none."""
    rows = [{_column(piece, cuts) for piece in text} for _, _, text in run]
    return [cut for column, cut in enumerate(cuts, 1) if sum(column in row for row in rows) > 1]


def _kept(found: Sequence[float], cuts: Sequence[float]) -> list[float]:
    """Those of ``found`` that are ``cuts``, moved to the left at most: what a head does not do away with."""
    bounds = [float("-inf"), *cuts]
    pairs = zip(bounds, cuts, strict=False)
    return [max(near) for before, cut in pairs if (near := [one for one in found if before < one <= cut])]


def _with_head(top: float, above: Sequence[Piece], cuts: list[float], rows: list[Piece]) -> tuple[float, list[float]]:
    """The top of the lines right above a table whose text stands in its columns, the highest of them in two at least,
    and where the columns part: ``rows`` and those lines say so, where no joints do."""
    found, foot = top, top
    lines = itertools.groupby(sorted(above, key=lambda piece: piece.baseline), key=lambda piece: round(piece.baseline))
    for _, same in itertools.islice(lines, MOST_HEAD):
        line = list(same)
        size = max(piece.size for piece in line)
        parted = _kept(_strips([*rows, *line]), cuts) if rows else cuts
        crossed = len(parted) != len(cuts) or any(_crosses(piece, cut) for piece in line for cut in parted)
        if crossed or min(piece.baseline for piece in line) - foot > HEAD_PITCH * size:
            break
        foot = max(piece.baseline for piece in line)
        rows, cuts = [*rows, *line] if rows else rows, parted
        if len({_column(piece, cuts) for piece in line}) >= 2:
            found = foot + size
    return found, cuts


def _in_columns(run: Sequence[_Band], cuts: Sequence[float]) -> bool:
    """Whether most rows, all in a table of two, have text in two columns at least, and none is several rows.

    The numbers of pages beside the titles of parts are no column.
    """
    columns = [{_column(piece, cuts) for piece in text} for _, _, text in run]
    last = [piece for _, _, text in run for piece in text if _column(piece, cuts) == len(cuts)]
    of_contents = len(cuts) == 1 and all(piece.digits for piece in last)
    share = sum(len(found) >= 2 for found in columns) / len(columns)
    several = any(_holds_rows(text, cuts) for _, _, text in run)
    return share >= (OFTEN if len(run) > 2 else 1.0) and not of_contents and not several


def _holds_rows(text: Sequence[Piece], cuts: Sequence[float]) -> bool:
    """Whether the text between two rules is several rows: most lines begin in the first column and go on in another, or
    numbers stand under each other."""
    lines: dict[int, set[int]] = {}
    numbers: dict[int, int] = {}
    for piece in text:
        near = next((height for height in lines if abs(height - piece.baseline) < 0.3 * piece.size), None)
        column = _column(piece, cuts)
        lines.setdefault(round(piece.baseline) if near is None else near, set()).add(column)
        numbers[column] = numbers.get(column, 0) + bool(piece.digits)
    begun = sum(0 in found and len(found) > 1 for found in lines.values())
    filled = len(lines) >= LINES_OF_ROWS and begun > OFTEN * len(lines)
    return filled or max([times for column, times in numbers.items() if column], default=0) > 1


def _column(piece: Piece, cuts: Sequence[float]) -> int:
    return sum(cut <= piece.left + 1 for cut in cuts)
