"""Glyphs to pieces: runs on one baseline, of one size, without wide gaps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ingest.pdf.glyphs import Glyphs
from ingest.pdf.letters import clean_letters

TAB_GAP = 0.75
WORD_GAP = 0.12


@dataclass(slots=True)
class Piece:
    """A run of glyphs on one baseline, of one size, without wide gaps.

    For each of its ``rows`` of the glyphs, ``spaces`` tells whether a word begins there, ``gaps`` the room before it;
    ``ends_at`` is the baseline of its last one, ``digits`` is its text when that is digits alone.
    """

    rows: list[int]
    spaces: list[bool]
    gaps: list[float]
    left: float
    right: float
    bottom: float
    top: float
    baseline: float
    size: float
    ends_at: float
    digits: str = ""


def pieces_of(glyphs: Glyphs) -> list[Piece]:
    """The glyphs of a page that run as its text runs, as pieces, in the order of its content."""
    pieces: list[Piece] = []
    piece: Piece | None = None
    space = False
    usable = ~(np.isnan(glyphs.advances[:, 0]) | np.isnan(glyphs.baselines) | glyphs.askew) & (glyphs.sizes > 0)
    columns = (*glyphs.advances.T, glyphs.baselines, glyphs.sizes)
    measures = zip(glyphs.text, usable.tolist(), *(column.tolist() for column in columns), strict=True)
    for row, (letter, usable_here, left, bottom, right, top, baseline, size) in enumerate(measures):
        if letter.isspace():
            space = True
            continue
        if not usable_here or not clean_letters(letter):
            continue
        if piece is not None and _goes_on(piece, left, baseline, size):
            gap = left - piece.right
            piece.spaces.append(space or gap > WORD_GAP * size)
            piece.gaps.append(gap)
            piece.rows.append(row)
            piece.ends_at = baseline
            piece.digits = piece.digits + letter if piece.digits and letter.isdecimal() else ""
            if right > piece.right:
                piece.right = right
        else:
            piece = Piece(
                [row],
                [space],
                [0.0],
                left,
                right,
                bottom,
                top,
                baseline,
                size,
                baseline,
                letter if letter.isdecimal() else "",
            )
            pieces.append(piece)
        space = False
    return pieces


def _goes_on(piece: Piece, left: float, baseline: float, size: float) -> bool:
    if abs(baseline - piece.ends_at) > 0.08 * size or abs(size - piece.size) > 0.15 * piece.size:
        return False
    return -0.6 * size < left - piece.right < TAB_GAP * size
