"""The strip of a page that a reader sees first: the width of the text, and a few lines around a quote."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.records import Box, Page

LINES_AROUND = 3
LINE_PITCH = 1.45  # a line's distance to the next, in heights of its letters
BESIDE_POINTS = 8.0
EDGE_POINTS = 2.0
LETTER_HEIGHTS = 4  # low, with a tail, tall, and a capital: the heights of letters in one line
OUTLIERS = 1.0  # per cent of the letters at either side that may lie outside: margin marks and page numbers


def strip_of(page: Page, boxes: Sequence[Box]) -> Box | None:
    """The stretch of ``page`` around ``boxes``, None when there are none on it or its letters have no places."""
    here = [box for box in boxes if box.page_number == page.number]
    placed = page.boxes[~np.isnan(page.boxes).any(axis=1)] if len(page.boxes) else page.boxes
    if not here or not len(placed):
        return None
    pitch = LINE_PITCH * float(np.median([box.top - box.bottom for box in here]))
    left = min(float(np.percentile(placed[:, 0], OUTLIERS)), *(box.left for box in here)) - BESIDE_POINTS
    right = max(float(np.percentile(placed[:, 2], 100 - OUTLIERS)), *(box.right for box in here)) + BESIDE_POINTS
    bottom = min(box.bottom for box in here) - LINES_AROUND * pitch
    top = max(box.top for box in here) + LINES_AROUND * pitch
    bottom, top = _between_lines(placed, bottom, top)
    return Box(page.number, max(0.0, left), max(0.0, bottom), min(page.width, right), min(page.height, top))


def _between_lines(letters: NDArray[np.float32], bottom: float, top: float) -> tuple[float, float]:
    """``bottom`` and ``top`` moved outwards so that neither cuts through a line; ``letters`` are boxes ``(n, 4)``."""
    return -_clear(-letters[:, 3], -letters[:, 1], -bottom), _clear(letters[:, 1], letters[:, 3], top)


def _clear(lows: NDArray[np.float32], highs: NDArray[np.float32], edge: float) -> float:
    """``edge`` moved up past the letters that it cuts, and half-way at most to the next ones.

    A low letter of a line may be cut where a tall one beside it is not yet, so it moves again, LETTER_HEIGHTS times.
    """
    for _ in range(LETTER_HEIGHTS):
        cut = highs[(lows < edge) & (highs > edge)]
        edge = max([edge, *(float(high) for high in cut)])
    beyond = lows[lows >= edge]
    room = float(beyond.min()) - edge if len(beyond) else 2 * EDGE_POINTS
    return edge + min(EDGE_POINTS, room / 2)
