"""What is drawn on a page, from below upwards: its texts and its shapes."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ingest.pdf.calls import ADDRESS, address, plain, rows_of, unknown

MOST_OBJECTS = 20_000

_object = plain(pdfium.FPDFPage_GetObject, ADDRESS, ADDRESS, ctypes.c_int)
_kind = plain(pdfium.FPDFPageObj_GetType, ctypes.c_int, ADDRESS)
_bounds = plain(pdfium.FPDFPageObj_GetBounds, ctypes.c_int, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS)


@dataclass(frozen=True, slots=True)
class Objects:
    """The texts and shapes of a page by their addresses, each with its place in the drawing (0 is undermost).

    ``boxes`` is float64 ``(n, 4)``: left, bottom, right, top of every shape, in points from the corner of the crop box.
    """

    texts: dict[int, int] = field(default_factory=dict)
    shapes: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    boxes: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 4)))


def objects_of(page: pypdfium2.PdfPage) -> Objects:
    """The texts and shapes of a page; nothing of one with very many objects, which is a map or a graph."""
    count = pdfium.FPDFPage_CountObjects(page)
    if count > MOST_OBJECTS:
        return Objects()
    at = address(page.raw)
    texts: dict[int, int] = {}
    shapes, places = [], []
    for place in range(count):
        drawn = _object(at, place)
        kind = _kind(drawn)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            texts[drawn] = place
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            shapes.append(drawn)
            places.append(place)
    boxes = unknown(len(shapes), 4)
    for shape, box in zip(shapes, rows_of(boxes), strict=True):
        _bounds(shape, box, box + 4, box + 8, box + 12)
    left, bottom, *_ = page.get_cropbox()
    return Objects(texts, tuple(shapes), tuple(places), boxes - np.array([left, bottom, left, bottom], np.float64))


def handle(at: int) -> object:
    """The object at an address, as pdfium's other functions take it."""
    return ctypes.cast(at, pdfium.FPDF_PAGEOBJECT)
