"""Which words of a page nobody sees: white on white, covered, on a layer that is off, hidden by their rendering mode.

What a file's drawing makes suspicious is looked at on the rendered page: a word whose letters do not stand out from
what is around them is unseen.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ingest.pdf.objects import Objects, handle

WHITE = 235
SOLID = 200
COVERS = 100.0
SCALE = 1.5
CONTRAST = 24
SEEN_SHARE = 0.3
AROUND = 1


@dataclass(frozen=True, slots=True)
class Drawing:
    """What can cover text: the place of every text in the drawing by its address, and the shapes with a solid filling.

    ``covers`` is float32 ``(n, 5)``: place, left, bottom, right, top in the coordinates of the file.
    """

    order: Mapping[int, int]
    covers: NDArray[np.float32]

    def covered(self, text: int, x: float, y: float) -> bool:
        """Whether a shape drawn after the text at this address holds the point."""
        place = self.order.get(text)
        if place is None or not len(self.covers):
            return False
        later, left, bottom, right, top = self.covers.T
        return bool(((later > place) & (left < x) & (x < right) & (bottom < y) & (y < top)).any())


def drawing_of(objects: Objects, corner: tuple[float, float]) -> Drawing:
    """The texts and covering shapes of a page whose crop box has its lower left ``corner`` there."""
    first = min(objects.texts.values(), default=math.inf)
    sizes = np.prod(objects.boxes[:, 2:] - objects.boxes[:, :2], axis=1)
    covers = [
        (objects.places[row], *(objects.boxes[row] + np.tile(corner, 2)).tolist())
        for row in np.flatnonzero(sizes > COVERS).tolist()
        if objects.places[row] > first and _is_solid(handle(objects.shapes[row]))
    ]
    return Drawing(objects.texts, np.array(covers, np.float32).reshape(-1, 5))


def _is_solid(shape: object) -> bool:
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(shape, mode, stroke)
    if mode.value == pdfium.FPDF_FILLMODE_NONE or pdfium.FPDFPageObj_HasTransparency(shape):
        return False
    *_, alpha = _fill(shape)
    return alpha >= SOLID


def _fill(drawn: object) -> tuple[int, int, int, int]:
    red, green, blue, alpha = (ctypes.c_uint(0) for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(drawn, red, green, blue, alpha):
        return 0, 0, 0, 255
    return red.value, green.value, blue.value, alpha.value


def is_pale(drawn: object) -> bool:
    """Whether a text is filled with (nearly) white, or with nothing."""
    red, green, blue, alpha = _fill(drawn)
    return min(red, green, blue) >= WHITE or alpha < 32


def stands_out(page: pypdfium2.PdfPage, boxes: NDArray[np.float32], words: Sequence[NDArray[np.int64]]) -> list[bool]:
    """For every word (the rows of its letters in ``boxes``, in points from the crop box's corner, unturned) whether
    enough of its letters differ from what is around them on the rendered page."""
    if page.get_rotation() % 360:
        return [True] * len(words)
    image = page.render(scale=SCALE).to_numpy()
    image = image.reshape(*image.shape[:2], -1)[:, :, :3]
    height, width = image.shape[:2]
    found = []
    for rows in words:
        seen = 0
        for left, bottom, right, top in boxes[rows].tolist():
            x0, x1 = max(int(left * SCALE) - AROUND, 0), min(int(right * SCALE) + 1 + AROUND, width)
            y0, y1 = max(height - int(top * SCALE) - 1 - AROUND, 0), min(height - int(bottom * SCALE) + AROUND, height)
            part = image[y0:y1, x0:x1]
            if part.size and int((part.max(axis=(0, 1)) - part.min(axis=(0, 1))).max()) > CONTRAST:
                seen += 1
        found.append(seen >= SEEN_SHARE * len(rows))
    return found
