"""Glyphs to lines of text: what stands on one baseline, with marks that stand higher or lower."""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

import numpy as np
from numpy.typing import NDArray

from ingest.pdf.glyphs import Glyphs
from ingest.pdf.letters import clean_letters
from ingest.pdf.pieces import TAB_GAP, WORD_GAP, Piece
from ingest.word_list import dutch_frequency

LEVEL = 0.12
LETTER_GAP = 1.7
HANGING = 3.5
INITIAL = 1.6
SPACED_OUT = 0.05
LEADERS = re.compile(r" ?(?:[.·…_] ?){4,}")
_ACCENTS = {"´": "\u0301", "`": "\u0300", "¨": "\u0308", "ˆ": "\u0302", "˜": "\u0303", "ˇ": "\u030c", "¸": "\u0327"}


@dataclass(slots=True)
class Line:
    """One line of a page: ``text``, and for each of its characters the offset in the raw text (-1: not in it).

    Positions are in points. ``raised`` holds the spans of ``text`` that stand higher and smaller (note marks),
    ``tabs`` the positions in ``text`` where a wide gap was made one space, ``cells`` the left and right edges of the
    parts between wide gaps. ``zone`` is the column (0, 1, ...) and -1 for what crosses columns; ``beside`` tells that
    it stands in the margin beside the text, ``dotted`` that a list mark is drawn before it; ``cell`` numbers the ruled
    table, row and column that it stands in.
    """

    page_number: int
    left: float
    right: float
    bottom: float
    top: float
    baseline: float
    size: float
    bold: bool
    italic: bool = False
    text: str = ""
    raw_offsets: list[int] = field(default_factory=list)
    raised: list[tuple[int, int]] = field(default_factory=list)
    tabs: list[int] = field(default_factory=list)
    cells: list[tuple[float, float]] = field(default_factory=list)
    zone: int = 0
    beside: bool = False
    dotted: bool = False
    cell: tuple[int, int, int] | None = None


def lines_of(
    glyphs: Glyphs,
    pieces: Sequence[Piece],
    offsets: NDArray[np.int32],
    page_number: int,
    cuts: Callable[[float], Sequence[float]] = lambda baseline: (),
) -> list[Line]:
    """The lines of a page that ``pieces_of(glyphs)`` make, from the top down, then from the left.

    Pieces on one baseline make one line, with one space for a wide gap, unless they stand on two sides of one of
    ``cuts(baseline)`` (the x of the white strips between columns at that height).
    """
    rows: list[list[Piece]] = []
    cuts = functools.cache(cuts)
    initials = _initials(glyphs, pieces)
    pieces = [piece for piece in pieces if not any(piece is initial for initial in initials)]
    for piece in sorted(pieces, key=lambda piece: (-piece.size, -piece.baseline, piece.left)):
        for row in rows:
            if _same_line(row, piece, cuts(row[0].baseline)):
                row.append(piece)
                break
        else:
            hung = next((row for row in rows if _hangs_before(row, piece, cuts(row[0].baseline))), None)
            if hung is None:
                rows.append([piece])
            else:
                hung.append(piece)
    lines = [_line(glyphs, offsets, page_number, sorted(row, key=lambda piece: piece.left)) for row in rows]
    for initial in initials:
        _set_initial(glyphs, offsets, initial, lines)
    return sorted((line for line in lines if line.text.strip()), key=lambda line: (-line.baseline, line.left))


def _initials(glyphs: Glyphs, pieces: Sequence[Piece]) -> list[Piece]:
    """The single large capitals beside which two lines of text or more begin."""
    found = []
    for piece in pieces:
        if len(piece.rows) == 1 and glyphs.text[piece.rows[0]].isupper():
            beside = [other for other in pieces if _begins_beside(piece, other)]
            heights = {round(other.baseline / other.size) for other in beside}
            if len(heights) >= 2 and max(other.baseline for other in beside) > piece.baseline + 0.5 * beside[0].size:
                found.append(piece)
    return found


def _begins_beside(initial: Piece | Line, other: Piece | Line) -> bool:
    """Whether smaller type begins right after a large letter, between its foot and its top."""
    if INITIAL * other.size > initial.size:
        return False
    level = initial.baseline - 0.3 * other.size < other.baseline < initial.baseline + 0.85 * initial.size
    return level and -0.3 * other.size < other.left - initial.right < 1.5 * other.size


def _set_initial(glyphs: Glyphs, offsets: NDArray[np.int32], initial: Piece, lines: Sequence[Line]) -> None:
    """Put a large first letter before the highest line beside it; the lines there begin where the letter does."""
    beside = [line for line in lines if _begins_beside(initial, line)]
    first = max(beside, key=lambda line: line.baseline)
    letter, word = glyphs.text[initial.rows[0]], first.text.split(" ", 1)[0].strip(".,;:").casefold()
    whole = dutch_frequency(letter.casefold() + word) > 0 or not dutch_frequency(word)
    added = letter if whole else f"{letter} "
    first.text = added + first.text
    first.raw_offsets[:0] = [int(offsets[initial.rows[0]]), -1][: len(added)]
    first.raised = [(start + len(added), end + len(added)) for start, end in first.raised]
    first.tabs = [tab + len(added) for tab in first.tabs]
    for line in beside:
        line.left = initial.left
        line.cells[0] = (initial.left, line.cells[0][1])


def _same_line(row: list[Piece], piece: Piece, cuts: Sequence[float]) -> bool:
    main = row[0]
    if any((main.left < cut) != (piece.left < cut) for cut in cuts):
        return False
    apart = abs(piece.baseline - main.baseline)
    if apart <= LEVEL * main.size:
        return True
    if apart < 0.5 * main.size and piece.size > 0.85 * main.size:
        return any(_carries_on(one, piece) or _carries_on(piece, one) for one in row)
    if piece.size > 0.85 * main.size or len(piece.rows) > 6:
        return False
    close = any(-0.6 * main.size < gap < 0.6 * main.size for other in row for gap in _gaps(other, piece))
    return close and main.baseline - 0.35 * main.size < piece.baseline < main.baseline + 0.75 * main.size


def _hangs_before(row: list[Piece], piece: Piece, cuts: Sequence[float]) -> bool:
    """Whether a small raised number stands out to the left of a line, as the labels of notes do."""
    main = min(row, key=lambda each: each.left)
    if not piece.digits or len(piece.rows) > 3 or piece.size > 0.85 * main.size:
        return False
    if any((main.left < cut) != (piece.left < cut) for cut in cuts):
        return False
    higher = piece.baseline - main.baseline
    return 0.05 * main.size < higher < 0.75 * main.size and 0 < main.left - piece.right < HANGING * main.size


def _carries_on(one: Piece, other: Piece) -> bool:
    """Whether ``other`` begins right of ``one`` and at the height where that ends, as on a line that is not level."""
    level = abs(other.baseline - one.ends_at) <= LEVEL * one.size
    return level and -0.6 * one.size < other.left - one.right < 2 * one.size


def _gaps(one: Piece, other: Piece) -> tuple[float, float]:
    return other.left - one.right, one.left - other.right


def _line(glyphs: Glyphs, offsets: NDArray[np.int32], page_number: int, row: list[Piece]) -> Line:
    main = max(row, key=lambda piece: len(piece.rows) * piece.size)
    every = [glyph for piece in row for glyph in piece.rows]
    line = Line(
        page_number,
        min(piece.left for piece in row),
        max(piece.right for piece in row),
        min(piece.bottom for piece in row),
        max(piece.top for piece in row),
        main.baseline,
        main.size,
        bool(glyphs.bold[every].mean() > 0.6),
        bool(glyphs.italic[every].mean() > 0.6),
    )
    spaced_out = all(_spaced_out(glyphs, piece) for piece in row)
    right: float | None = None
    for piece in row:
        gap = piece.left - right if right is not None else 0.0
        start = len(line.text)
        if line.text and gap > WORD_GAP * main.size:
            if gap > TAB_GAP * main.size and not glyphs.recognised:
                line.tabs.append(start)
                line.cells.append((piece.left, piece.right))
            line.text += " "
            line.raw_offsets.append(-1)
            start += 1
        if not line.cells:
            line.cells.append((piece.left, piece.right))
        line.cells[-1] = (line.cells[-1][0], max(line.cells[-1][1], piece.right))
        _add_piece(line, glyphs, offsets, piece, spaced_out)
        if piece.size < 0.85 * main.size and piece.baseline > main.baseline + 0.12 * main.size:
            line.raised.append((start, len(line.text)))
        elif glyphs.raised[piece.rows].any():
            _mark_raised(line, glyphs, offsets, piece, start)
        right = piece.right
    return line


def _mark_raised(line: Line, glyphs: Glyphs, offsets: NDArray[np.int32], piece: Piece, start: int) -> None:
    """Mark the digits of a piece that its font raises."""
    raised = {int(offsets[glyph]) for glyph in piece.rows if glyphs.raised[glyph]} - {-1}
    for place in range(start, len(line.text)):
        if line.raw_offsets[place] in raised:
            if line.raised and line.raised[-1][1] == place:
                line.raised[-1] = (line.raised[-1][0], place + 1)
            else:
                line.raised.append((place, place + 1))


def _add_piece(line: Line, glyphs: Glyphs, offsets: NDArray[np.int32], piece: Piece, spaced_out: bool) -> None:
    word_gap = LETTER_GAP * median(piece.gaps[1:]) if spaced_out else 0.0
    letters: list[str] = []
    places: list[int] = []
    before = ""
    for number, (row, offset) in enumerate(zip(piece.rows, offsets[piece.rows].tolist(), strict=True)):
        letter = glyphs.text[row]
        if number and (piece.gaps[number] > word_gap if spaced_out else piece.spaces[number]):
            letters.append(" ")
            places.append(-1)
        elif number and (letter in _ACCENTS or before in _ACCENTS) and _overlap(glyphs, piece.rows[number - 1], row):
            whole = _accented(letters[-1], letter)
            if whole:
                letters[-1] = whole
                places[-1] = places[-1] if letter in _ACCENTS else offset
                before = letter
                continue
        before = letter
        for clean in clean_letters(letter):
            letters.append(clean)
            places.append(offset)
    line.text += "".join(letters)
    line.raw_offsets += places


def _overlap(glyphs: Glyphs, one: int, other: int) -> bool:
    """Whether two glyphs stand in the same place for the most part, as an accent and its letter do."""
    (left, _, right, _), (from_, _, until, _) = glyphs.advances[[one, other]].tolist()
    return bool(min(right, until) - max(left, from_) > 0.5 * min(right - left, until - from_))


def _spaced_out(glyphs: Glyphs, piece: Piece) -> bool:
    """Whether a piece is set with room between its letters ('I N H O U D'); rows of dots do not tell."""
    written = [glyphs.text[row].isalnum() for row in piece.rows]
    between = [gap for gap, pair in zip(piece.gaps[1:], itertools.pairwise(written), strict=True) if all(pair)]
    return len(between) >= 4 and median(between) > SPACED_OUT * piece.size


def _accented(last: str, letter: str) -> str:
    """The letter that an accent and the letter under it make, set one after the other; '' when they make none."""
    base, accent = (last, letter) if letter in _ACCENTS else (letter, last)
    whole = unicodedata.normalize("NFC", base + _ACCENTS[accent]) if accent in _ACCENTS else ""
    return whole if len(whole) == 1 else ""


def parts_of(line: Line) -> list[Line]:
    """The parts of a line between its wide gaps, as lines of their own."""
    edges = [0, *(tab + 1 for tab in line.tabs), len(line.text) + 1]
    parts = []
    for (start, end), (left, right) in zip(itertools.pairwise(edges), line.cells, strict=True):
        raised = [(a - start, b - start) for a, b in line.raised if start <= a < end]
        inside = slice(start, end - 1)
        part = replace(line, left=left, right=right, text=line.text[inside], raw_offsets=line.raw_offsets[inside])
        part.raised, part.tabs, part.cells = raised, [], [(left, right)]
        parts.append(part)
    return parts


def without_leaders(line: Line) -> Line:
    """A line of a table of contents with one space for its row of dots."""
    match = LEADERS.search(line.text)
    if match:
        line.text = f"{line.text[: match.start()]} {line.text[match.end() :]}"
        line.raw_offsets[match.start() : match.end()] = [-1]
        line.raised = []
    return line
