"""Glyphs to lines of text: what stands on one baseline, with marks that stand higher or lower."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ingest.glyphs import HYPHEN_AT_LINE_END, Glyphs

TAB_GAP = 1.6
WORD_GAP = 0.17


@dataclass(slots=True)
class Line:
    """One line of a page: ``text``, and for each of its characters the offset in the raw text (-1: not in it).

    Positions are in points. ``raised`` holds the spans of ``text`` that stand higher and smaller (note marks),
    ``tabs`` the positions in ``text`` where a wide gap was made one space.
    """

    page_number: int
    left: float
    right: float
    bottom: float
    top: float
    baseline: float
    size: float
    bold: bool
    text: str = ""
    raw_offsets: list[int] = field(default_factory=list)
    raised: list[tuple[int, int]] = field(default_factory=list)
    tabs: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Piece:
    """A run of glyphs on one baseline, of one size, without wide gaps."""

    rows: list[int]
    spaces: list[bool]
    left: float
    right: float
    bottom: float
    top: float
    baseline: float
    size: float


def pieces_of(glyphs: Glyphs) -> list[Piece]:
    """The glyphs of a page as pieces, in the order of its content."""
    pieces: list[Piece] = []
    piece: Piece | None = None
    space = False
    usable = ~(np.isnan(glyphs.boxes[:, 1]) | np.isnan(glyphs.advances[:, 0]) | np.isnan(glyphs.baselines))
    usable &= glyphs.sizes > 0
    columns = (glyphs.advances[:, 0], glyphs.advances[:, 1], glyphs.boxes[:, 1], glyphs.boxes[:, 3])
    measures = zip(
        glyphs.text, usable.tolist(), *(column.tolist() for column in (*columns, glyphs.baselines, glyphs.sizes)),
        strict=True,
    )  # fmt: skip
    for row, (letter, usable_here, left, right, bottom, top, baseline, size) in enumerate(measures):
        if letter.isspace():
            space = True
            continue
        if not usable_here:
            continue
        if piece is not None and _goes_on(piece, left, baseline, size):
            piece.spaces.append(space or left - piece.right > WORD_GAP * size)
            piece.rows.append(row)
            if right > piece.right:
                piece.right = right
            piece.bottom, piece.top = min(piece.bottom, bottom), max(piece.top, top)
        else:
            piece = Piece([row], [space], left, right, bottom, top, baseline, size)
            pieces.append(piece)
        space = False
    return pieces


def _goes_on(piece: Piece, left: float, baseline: float, size: float) -> bool:
    if abs(baseline - piece.baseline) > 0.08 * size or abs(size - piece.size) > 0.15 * piece.size:
        return False
    return -0.6 * size < left - piece.right < TAB_GAP * size


def lines_of(
    glyphs: Glyphs,
    pieces: Sequence[Piece],
    offsets: NDArray[np.int32],
    page_number: int,
    gutter: float | None = None,
) -> list[Line]:
    """The lines of a page that ``pieces_of(glyphs)`` make, from the top down, then from the left.

    Pieces on one baseline make one line, with one space for a wide gap, unless they stand on two sides of ``gutter``
    (the x of the white strip between columns).
    """
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.size, -piece.baseline, piece.left)):
        for row in rows:
            if _same_line(row, piece, gutter):
                row.append(piece)
                break
        else:
            rows.append([piece])
    lines = [_line(glyphs, offsets, page_number, sorted(row, key=lambda piece: piece.left)) for row in rows]
    return sorted((line for line in lines if line.text.strip()), key=lambda line: (-line.baseline, line.left))


def _same_line(row: list[Piece], piece: Piece, gutter: float | None) -> bool:
    main = row[0]
    if gutter is not None and (main.left < gutter) != (piece.left < gutter):
        return False
    if abs(piece.baseline - main.baseline) <= 0.12 * main.size:
        return True
    if piece.size > 0.85 * main.size or len(piece.rows) > 6:
        return False
    close = any(-0.6 * main.size < gap < 0.6 * main.size for other in row for gap in _gaps(other, piece))
    return close and main.baseline - 0.35 * main.size < piece.baseline < main.baseline + 0.75 * main.size


def _gaps(one: Piece, other: Piece) -> tuple[float, float]:
    return other.left - one.right, one.left - other.right


def _line(glyphs: Glyphs, offsets: NDArray[np.int32], page_number: int, row: list[Piece]) -> Line:
    main = max(row, key=lambda piece: len(piece.rows) * piece.size)
    heavy = np.concatenate([glyphs.bold[piece.rows] for piece in row])
    line = Line(
        page_number,
        min(piece.left for piece in row),
        max(piece.right for piece in row),
        min(piece.bottom for piece in row),
        max(piece.top for piece in row),
        main.baseline,
        main.size,
        bool(heavy.mean() > 0.6),
    )
    right: float | None = None
    for piece in row:
        raised = piece.size < 0.85 * main.size and piece.baseline > main.baseline + 0.12 * main.size
        start = len(line.text)
        for place, glyph in enumerate(piece.rows):
            gap = piece.left - right if place == 0 and right is not None else 0.0
            wide = gap > TAB_GAP * main.size
            if line.text and ((piece.spaces[place] and place > 0) or gap > WORD_GAP * main.size):
                if wide:
                    line.tabs.append(len(line.text))
                line.text += " "
                line.raw_offsets.append(-1)
                start += place == 0
            for letter in _letters(glyphs.text[glyph]):
                line.text += letter
                line.raw_offsets.append(int(offsets[glyph]))
        if raised:
            line.raised.append((start, len(line.text)))
        right = piece.right
    return line


def _letters(letter: str) -> str:
    """A glyph as clean characters: ligatures opened, line-end hyphens plain."""
    if letter in (HYPHEN_AT_LINE_END, "\x02", "\N{HYPHEN}", "\N{NON-BREAKING HYPHEN}"):
        return "-"
    if "\N{LATIN SMALL LIGATURE FF}" <= letter <= "\N{LATIN SMALL LIGATURE ST}" or letter in "ĳĲ":
        return unicodedata.normalize("NFKC", letter)
    return "" if unicodedata.category(letter) in ("Cc", "Cf") and letter != "\N{SOFT HYPHEN}" else letter
