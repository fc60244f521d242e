"""What the lines of a plain text are: items of a list, rows of a table, headings of articles."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence

ITEM = re.compile(
    r"^\s*(?P<label>[-–*+•▪◦●]|\d{1,3}[.)]|[a-z][.)]|[ivx]{2,4}[.)]|\((?:\d{1,3}|[a-z]|[ivx]{2,4})\))\s+(?P<text>\S)"
)
ARTICLE = re.compile(
    r"^(?:Artikel|Hoofdstuk|Paragraaf|Afdeling|Titel|Bijlage)\s+(?:\d{1,3}[a-z]?|[IVX]{1,5})\b.{0,70}$"
)
_GAP = re.compile(r"\t\s*| {2,}\s*")
_SENTENCE_END = re.compile(r"[.;,:][’”\"')]*$")
_ROMANS = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}
ALIGNED = 1


def begins_item(label: str, last: str, stopped: bool, counted: Counter[str]) -> bool:
    """Whether a line inside a paragraph that begins like an item is one, and not a line that goes on.

    A number or letter counts on from that of the item before it, ``last``, or begins a list at 1, a or i; a bullet
    stands at more lines, or after a stop (``stopped``). ``counted`` are the labels of the paragraph's lines.
    """
    places = _places(label)
    if not places:
        return label == last or stopped or counted[label] > 1
    if _style(last) == _style(label) and _places(last):
        return any(place == before + 1 for place in places for before in _places(last))
    follows = any(2 in _places(other) and _style(other) == _style(label) for other in counted)
    return 1 in places and (stopped or follows)


def _style(label: str) -> str:
    return re.sub(r"\w+", "", label)


def _places(label: str) -> set[int]:
    """The places in its list that a label can have: 9 and 1 for 'i)', none for a bullet."""
    core = label.strip("().")
    if core.isdecimal():
        return {int(core)}
    letter = {ord(core) - ord("a") + 1} if len(core) == 1 and "a" <= core <= "z" else set()
    return letter | ({_ROMANS[core]} if core in _ROMANS else set())


def is_article(line: str, above: str | None, below: str | None) -> bool:
    """Whether a line heads an article or chapter, and is no line of a sentence about one."""
    apart = above is None or bool(re.search(r"[.:;!?]\s*$", above))
    begun = below is None or below.strip()[:1].isupper() or bool(ITEM.match(below))
    return bool(ARTICLE.match(line.strip())) and not _SENTENCE_END.search(line.strip()) and apart and begun


def rows_of(lines: Sequence[str]) -> list[bool]:
    """For every line whether it is a row of a table: its cells, parted by a tab or several spaces, begin or end where
    those of the line above or below do, three lines long or three cells wide."""
    cells = [_cells(line) for line in lines]
    alike = [_alike(above, below) for above, below in itertools.pairwise(cells)]
    found = [False] * len(lines)
    start = 0
    for place in range(len(lines)):
        if place < len(alike) and alike[place]:
            continue
        if place > start and (place - start >= 2 or len(cells[start]) >= 3):
            found[start : place + 1] = [True] * (place + 1 - start)
        start = place + 1
    return found


def _cells(line: str) -> list[tuple[int, int, bool]]:
    """(begin, end, after a tab) of every part of a line."""
    text = line.rstrip()
    place = len(text) - len(text.lstrip())
    found, tabbed = [], False
    for match in _GAP.finditer(text, place):
        found.append((place, match.start(), tabbed))
        place, tabbed = match.end(), "\t" in match.group()
    return [*found, (place, len(text), tabbed)]


def _alike(above: Sequence[tuple[int, int, bool]], below: Sequence[tuple[int, int, bool]]) -> bool:
    if len(above) < 2 or len(above) != len(below):
        return False
    return all(
        (one[2] and other[2]) or abs(one[0] - other[0]) <= ALIGNED or abs(one[1] - other[1]) <= ALIGNED
        for one, other in zip(above[1:], below[1:], strict=True)
    )
