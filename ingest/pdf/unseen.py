"""Which words of a page nobody sees: white on white, covered, on a layer that is off, hidden by their rendering mode.

What a file's drawing makes suspicious is looked at on the rendered page: a word whose letters do not stand out from
what is around them is unseen.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

MOST_OBJECTS = 20_000
WHITE = 235
SOLID = 200
COVERS = 100.0
SCALE = 1.5
CONTRAST = 24
SEEN_SHARE = 0.3
AROUND = 1


@dataclass(slots=True)
class Drawing:
    """What is drawn on a page, from below upwards: the place of every text, and the shapes that can cover text.

    ``order`` holds the place of a text by its address; ``covers``, float32 ``(n, 5)``, place, left, bottom, right, top
    of every shape with a solid filling.
    """

    order: dict[int, int] = field(default_factory=dict)
    covers: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 5), np.float32))

    def covered(self, text: int, x: float, y: float) -> bool:
        """Whether a shape drawn after the text at this address holds the point."""
        place = self.order.get(text)
        if place is None or not len(self.covers):
            return False
        later, left, bottom, right, top = self.covers.T
        return bool(((later > place) & (left < x) & (x < right) & (bottom < y) & (y < top)).any())


def drawing_of(page: pypdfium2.PdfPage) -> Drawing:
    """The texts and covering shapes of a page; nothing of one with very many objects, which is a map or a graph."""
    count = pdfium.FPDFPage_CountObjects(page)
    drawing = Drawing()
    if count > MOST_OBJECTS:
        return drawing
    covers = []
    texts: list[tuple[object, int]] = []
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for place in range(count):
        shape = pdfium.FPDFPage_GetObject(page, place)
        kind = pdfium.FPDFPageObj_GetType(shape)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            texts.append((shape, place))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and texts:
            pdfium.FPDFPageObj_GetBounds(shape, left, bottom, right, top)
            if (right.value - left.value) * (top.value - bottom.value) > COVERS and _is_solid(shape):
                covers.append((place, left.value, bottom.value, right.value, top.value))
    if covers:
        drawing.order = {address(text): place for text, place in texts}
        drawing.covers = np.array(covers, np.float32).reshape(-1, 5)
    return drawing


def address(drawn: object) -> int:
    """Where pdfium keeps an object: the same for the same one."""
    return ctypes.cast(drawn, ctypes.c_void_p).value or 0  # type: ignore[arg-type]


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
