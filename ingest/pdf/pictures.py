"""How much of a page is pictures, and whether its text can only stand in them."""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw as pdfium

DEEPEST = 4
MOST_PICTURES = 5_000
GRID = 40
FEWEST_SMALL = 20
MOST_WIDE, MOST_HIGH = 0.9, 0.08


def _bounds(page: pypdfium2.PdfPage) -> list[tuple[float, float, float, float]]:
    found = []
    for shown in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=DEEPEST):
        found.append(shown.get_bounds())
        if len(found) == MOST_PICTURES:
            break
    return found


def picture_share(page: pypdfium2.PdfPage) -> float:
    """The share of the page, 0 to 1, that pictures cover together, also when they are strips of one."""
    left_edge, bottom_edge, right_edge, top_edge = page.get_cropbox()
    width, height = max(right_edge - left_edge, 1.0), max(top_edge - bottom_edge, 1.0)
    covered = [[False] * GRID for _ in range(GRID)]
    for left, bottom, right, top in _bounds(page):
        columns = range(_cell(left - left_edge, width), _cell(right - left_edge, width) + 1)
        for row in range(_cell(bottom - bottom_edge, height), _cell(top - bottom_edge, height) + 1):
            for column in columns:
                middle_x, middle_y = (column + 0.5) / GRID * width, (row + 0.5) / GRID * height
                if left - left_edge <= middle_x <= right - left_edge and bottom - bottom_edge <= middle_y <= (
                    top - bottom_edge
                ):
                    covered[row][column] = True
    return sum(map(sum, covered)) / GRID**2


def _cell(place: float, length: float) -> int:
    return min(max(int(place / length * GRID), 0), GRID - 1)


def is_of_pictures(page: pypdfium2.PdfPage) -> bool:
    """Whether a page shows many small pictures, as high as lines or words: text that a program drew as pictures."""
    _, bottom_edge, _, top_edge = page.get_cropbox()
    height = max(top_edge - bottom_edge, 1.0)
    small = [top - bottom for _, bottom, _, top in _bounds(page) if 0 < top - bottom < MOST_HIGH * height]
    return len(small) >= FEWEST_SMALL
