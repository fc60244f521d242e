"""List marks that a file draws as dots instead of setting them as letters, as browsers do when they print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ingest.pdf.lines import Line
from ingest.pdf.objects import Objects

SMALLEST, LARGEST = 1.2, 9.0
BESIDE = 2.5


@dataclass(frozen=True, slots=True)
class Dot:
    """A small drawing as wide as it is high: its right edge, its width and the height of its middle, in points."""

    right: float
    width: float
    middle: float


def drawn_dots(objects: Objects) -> list[Dot]:
    """The dots on a page."""
    left, bottom, right, top = objects.boxes.T
    width, height = right - left, top - bottom
    round_ = (width > SMALLEST) & (width < LARGEST) & (np.abs(width - height) < 0.2 * width)
    middle = (bottom + top) / 2
    return [Dot(*each) for each in np.stack([right, width, middle], axis=1)[round_].tolist()]


def mark_items(lines: Sequence[Line], dots: Sequence[Dot]) -> None:
    """Mark the lines that have a dot right before them, smaller than their letters and at half their height."""
    for line in lines:
        line.dotted = any(
            0 < line.left - dot.right < BESIDE * line.size
            and dot.width < 0.7 * line.size
            and 0.1 * line.size < dot.middle - line.baseline < 0.7 * line.size
            for dot in dots
        )
