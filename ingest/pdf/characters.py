"""What pdfium tells of every character of a page."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ingest.pdf.calls import ADDRESS, address, plain, rows_of, unknown
from ingest.pdf.letters import letter_of
from ingest.pdf.objects import handle
from ingest.pdf.unseen import Drawing, is_pale

ITALIC_FLAG = 64
SHEARED = 0.1
_BOLD = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
_SLANTED = re.compile(rb"ital|oblique|slant", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What pdfium tells of every character, in the coordinates of the file; NaN or 0 for white space."""

    ink: NDArray[np.float32]
    loose: NDArray[np.float32]
    origins: NDArray[np.float32]
    sizes: NDArray[np.float32]
    angles: NDArray[np.float32]
    weights: NDArray[np.int32]
    bold: NDArray[np.bool_]
    italic: NDArray[np.bool_]
    unseen: NDArray[np.bool_]
    doubtful: NDArray[np.bool_]
    words: NDArray[np.int32]

    def only(self, kept: NDArray[np.bool_]) -> Drawn:
        """The characters that are ``kept``."""
        return Drawn(*(getattr(self, each.name)[kept] for each in fields(self)))


@dataclass(frozen=True, slots=True)
class Units:
    """The characters of a page: where pdfium keeps each, its letter, and which part of how many of its drawn glyph."""

    places: list[int]
    letters: list[str]
    parts: list[tuple[int, int]]


_AT = (ADDRESS, ctypes.c_int)  # a page of text and a place in it
_code = plain(pdfium.FPDFText_GetUnicode, ctypes.c_uint, *_AT)
_ink = plain(pdfium.FPDFText_GetCharBox, ctypes.c_int, *_AT, ADDRESS, ADDRESS, ADDRESS, ADDRESS)
_origin = plain(pdfium.FPDFText_GetCharOrigin, ctypes.c_int, *_AT, ADDRESS, ADDRESS)
_loose = plain(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, *_AT, ADDRESS)
_matrix = plain(pdfium.FPDFText_GetMatrix, ctypes.c_int, *_AT, ADDRESS)
_size = plain(pdfium.FPDFText_GetFontSize, ctypes.c_double, *_AT)
_weight = plain(pdfium.FPDFText_GetFontWeight, ctypes.c_int, *_AT)
_named = plain(pdfium.FPDFText_GetFontInfo, ctypes.c_ulong, *_AT, ADDRESS, ctypes.c_ulong, ADDRESS)
_text = plain(pdfium.FPDFText_GetTextObject, ADDRESS, *_AT)
_font = plain(pdfium.FPDFTextObj_GetFont, ADDRESS, ADDRESS)
_mode = plain(pdfium.FPDFTextObj_GetTextRenderMode, ctypes.c_int, ADDRESS)


def units_of(text_page: pypdfium2.PdfTextPage, named: Mapping[int, str]) -> Units:
    """The characters of a page; halves of a surrogate pair are one, a glyph that ``named`` opens is several."""
    page = address(text_page.raw)
    places: list[int] = []
    letters: list[str] = []
    parts: list[tuple[int, int]] = []
    high = 0
    for i in range(max(text_page.count_chars(), 0)):
        code = _code(page, i)
        if 0x20 <= code < 0x7F:
            opened = chr(code)
        elif high and 0xDC00 <= code < 0xE000:
            letters[-1], high = chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00), 0
            continue
        else:
            high = code if 0xD800 <= code < 0xDC00 else 0
            opened = named.get(code, "") or letter_of(code)
        for part, letter in enumerate(opened):
            places.append(i)
            letters.append(letter)
            parts.append((part, len(opened)))
    return Units(places, letters, parts)


def drawn_of(text_page: pypdfium2.PdfTextPage, units: Units, drawing: Drawing, layered: bool) -> Drawn:
    """What pdfium tells of ``units``; ``layered`` tells that the file has layers that are off."""
    solid = np.array([not letter.isspace() for letter in units.letters], np.bool_)
    rows = np.flatnonzero(solid)
    places = [units.places[row] for row in rows.tolist()]
    page = address(text_page.raw)
    ink, loose, origins = _boxes(page, places)
    part, parts = np.array([units.parts[row] for row in rows.tolist()], np.float64).reshape(-1, 2).T
    for boxes in (ink, loose):
        begins, widths = boxes[:, 0].copy(), boxes[:, 2] - boxes[:, 0]
        shared = parts > 1
        boxes[shared, 0] = (begins + widths * part / parts)[shared]
        boxes[shared, 2] = (begins + widths * (part + 1) / parts)[shared]
    origins[part > 0, 0] = ink[part > 0, 0]
    texts = [_text(page, i) or 0 for i in places]
    sizes, angles, weights, sheared = _fonts(page, places, texts)
    begins_word = np.diff(rows, prepend=-2) > 1
    words = np.cumsum(begins_word) - 1
    first = np.flatnonzero(begins_word).tolist()
    pale: dict[int, bool] = {}
    known: dict[int, tuple[bool, bool]] = {}
    makes = np.array([_make_of(page, places[row], texts[row], known) for row in first], np.bool_).reshape(-1, 3)
    doubts = [layered or _is_doubtful(texts[row], ink[row].tolist(), drawing, pale) for row in first]
    bold, italic, unseen = makes[words].T

    def every(of_solid: NDArray[Any], kind: type, empty: float = 0) -> NDArray[Any]:
        found = np.full((len(solid), *of_solid.shape[1:]), empty, kind)
        found[rows] = of_solid
        return found

    return Drawn(
        every(ink, np.float32, math.nan), every(loose, np.float32, math.nan), every(origins, np.float32, math.nan),
        every(sizes, np.float32), every(angles, np.float32), every(weights, np.int32),
        every(bold, np.bool_), every(italic | sheared, np.bool_), every(unseen, np.bool_),
        every(np.array(doubts, np.bool_)[words], np.bool_), every(words, np.int32, -1),
    )  # fmt: skip


def _boxes(page: int, places: Sequence[int]) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """The ink of characters, the room of their font, both as left, bottom, right, top, and where they begin."""
    count = len(places)
    ink, loose, origins = unknown(count, 4, np.float64), unknown(count, 4), unknown(count, 2, np.float64)
    rows = zip(places, rows_of(ink), rows_of(loose), rows_of(origins), strict=True)
    for i, to_ink, to_loose, to_origin in rows:
        _ink(page, i, to_ink, to_ink + 16, to_ink + 8, to_ink + 24)
        _loose(page, i, to_loose)
        _origin(page, i, to_origin, to_origin + 8)
    # pdfium's rectangle is left, top, right, bottom.
    return ink, loose[:, [0, 3, 2, 1]].astype(np.float64), origins


def _fonts(
    page: int, places: Sequence[int], texts: Sequence[int]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int32], NDArray[np.bool_]]:
    """The size of characters in points, their angle (radians), their weight and whether they are sheared.

    All characters of one text of the file are alike.
    """
    begins = np.diff(np.array(texts, np.uint64).astype(np.int64), prepend=-1) != 0
    which = np.cumsum(begins) - 1
    first = [places[row] for row in np.flatnonzero(begins).tolist()]
    matrices = unknown(len(first), 6)
    for i, matrix in zip(first, rows_of(matrices), strict=True):
        _matrix(page, i, matrix)
    a, b, c, d = matrices[:, :4].T.astype(np.float64)
    width = np.hypot(a, b)
    with np.errstate(invalid="ignore", divide="ignore"):
        sizes = np.where(width > 0, np.abs(a * d - b * c) / width, 0.0) * [_size(page, i) for i in first]
    # Programs without a slanted font shear an upright one.
    sheared = (np.abs(c) > SHEARED * np.abs(d)) & (np.abs(b) < 0.01 * np.abs(a))
    weights = np.array([_weight(page, i) for i in first], np.int32)
    return sizes[which], np.arctan2(-b, a)[which], weights[which], sheared[which]


def _is_doubtful(text: int, ink: Sequence[float], drawing: Drawing, pale: dict[int, bool]) -> bool:
    """Whether a character of a text is pale, or stands where a shape was drawn later; ``pale`` keeps what is known."""
    if not text:
        return False
    if text not in pale:
        pale[text] = is_pale(handle(text))
    return pale[text] or drawing.covered(text, (ink[0] + ink[2]) / 2, (ink[1] + ink[3]) / 2)


def _make_of(page: int, i: int, text: int, known: dict[int, tuple[bool, bool]]) -> tuple[bool, bool, bool]:
    """Whether a character is bold and whether it is slanted, by its font, and whether it is unseen.

    ``known`` keeps what the name and flags of fonts tell.
    """
    font = _font(text) or 0 if text else 0
    if font not in known:
        name = ctypes.create_string_buffer(128)
        flags = ctypes.c_int()
        _named(page, i, ctypes.addressof(name), len(name), ctypes.addressof(flags))
        slanted = bool(flags.value & ITALIC_FLAG or _SLANTED.search(name.value))
        known[font] = bool(_BOLD.search(name.value)), slanted
    return *known[font], bool(text) and _mode(text) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
