"""Which character of the raw text is which glyph on the page."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from ingest.pdf.glyphs import Glyphs
from ingest.pdf.letters import comparable

# Pages of more letters than a page can show are left to pdfium: laying them side by side takes time and memory.
MOST_COMPARED = 60_000**2


def align(raw: str, glyphs: Glyphs) -> NDArray[np.int32]:
    """For every glyph its offset in ``raw``, int32 ``(n,)``, -1 for white space and for glyphs that ``raw`` lacks.

    Both sides without white space are laid side by side; where they differ, the shortest edit decides (Levenshtein).
    """
    raw_at = [place for place, letter in enumerate(raw) if not letter.isspace()]
    glyph_at = [place for place, letter in enumerate(glyphs.text) if not letter.isspace()]
    left = "".join(comparable(raw[place]) for place in raw_at)
    right = "".join(comparable(glyphs.text[place]) for place in glyph_at)
    offsets = np.full(len(glyphs.text), -1, np.int32)
    if left == right:
        offsets[glyph_at] = raw_at
        return offsets
    if len(left) * len(right) > MOST_COMPARED:
        return offsets
    for step in Levenshtein.opcodes(left, right):
        length = min(step.src_end - step.src_start, step.dest_end - step.dest_start)
        if step.tag == "equal" or (step.tag == "replace" and length == step.src_end - step.src_start):
            for shift in range(length):
                offsets[glyph_at[step.dest_start + shift]] = raw_at[step.src_start + shift]
    return offsets


def agrees(offsets: NDArray[np.int32], raw: str, glyphs: Glyphs) -> bool:
    """Whether every letter and digit of both sides found its like on the other."""
    placed = set(offsets.tolist())
    found = all(offset >= 0 or not letter.isalnum() for letter, offset in zip(glyphs.text, offsets, strict=True))
    return found and all(place in placed or not letter.isalnum() for place, letter in enumerate(raw))


def raw_boxes(raw: str, glyphs: Glyphs, offsets: NDArray[np.int32]) -> NDArray[np.float32]:
    """The box of every raw character, float32 ``(len(raw), 4)``, NaN where the page has no glyph for it."""
    boxes = np.full((len(raw), 4), np.nan, np.float32)
    placed = offsets >= 0
    boxes[offsets[placed]] = glyphs.boxes[placed]
    return boxes
