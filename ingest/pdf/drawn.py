"""List marks that a file draws as dots instead of setting them as letters, as browsers do when they print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.pdf.lines import Line

MOST_DRAWN = 20_000
SMALLEST, LARGEST = 1.2, 9.0
BESIDE = 2.5


@dataclass(frozen=True, slots=True)
class Dot:
    """A small drawing as wide as it is high: its right edge, its width and the height of its middle, in points."""

    right: float
    width: float
    middle: float


def drawn_dots(page: pypdfium2.PdfPage) -> list[Dot]:
    """The dots on a page; none on one of many drawings, which is a map or a graph."""
    if pdfium.FPDFPage_CountObjects(page) > MOST_DRAWN:
        return []
    left_edge, bottom_edge, *_ = page.get_cropbox()
    dots = []
    for shape in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=1):
        left, bottom, right, top = shape.get_bounds()
        width, height = right - left, top - bottom
        if SMALLEST < width < LARGEST and abs(width - height) < 0.2 * width:
            dots.append(Dot(right - left_edge, width, (bottom + top) / 2 - bottom_edge))
    return dots


def mark_items(lines: Sequence[Line], dots: Sequence[Dot]) -> None:
    """Mark the lines that have a dot right before them, smaller than their letters and at half their height."""
    for line in lines:
        line.dotted = any(
            0 < line.left - dot.right < BESIDE * line.size
            and dot.width < 0.7 * line.size
            and 0.1 * line.size < dot.middle - line.baseline < 0.7 * line.size
            for dot in dots
        )
