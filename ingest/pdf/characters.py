"""What pdfium tells of every character of a page."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ingest.pdf.letters import letter_of
from ingest.pdf.unseen import Drawing, address, is_pale

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


_Box = tuple[float, float, float, float]
_NO_BOX: _Box = (math.nan, math.nan, math.nan, math.nan)
# A character of a page: where pdfium keeps it, its letter, and which part of how many of its drawn glyph it is.
Unit = tuple[int, str, int, int]


def units_of(text_page: pypdfium2.PdfTextPage, named: Mapping[int, str]) -> list[Unit]:
    """The characters of a page; halves of a surrogate pair are one, a glyph that ``named`` opens is several."""
    units: list[Unit] = []
    high = 0
    for i in range(max(text_page.count_chars(), 0)):
        code = pdfium.FPDFText_GetUnicode(text_page, i)
        if 0x20 <= code < 0x7F:
            units.append((i, chr(code), 0, 1))
            continue
        if high and 0xDC00 <= code < 0xE000:
            units[-1] = (units[-1][0], chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00), 0, 1)
            high = 0
            continue
        high = code if 0xD800 <= code < 0xDC00 else 0
        letters = named.get(code, "") or letter_of(code)
        units += [(i, letter, part, len(letters)) for part, letter in enumerate(letters)]
    return units


def drawn_of(text_page: pypdfium2.PdfTextPage, units: Sequence[Unit], drawing: Drawing, layered: bool) -> Drawn:
    """What pdfium tells of ``units``; ``layered`` tells that the file has layers that are off."""
    count = len(units)
    ink, loose_boxes, origins = [_NO_BOX] * count, [_NO_BOX] * count, [_NO_BOX[:2]] * count
    sizes, angles, weights, words = [0.0] * count, [0.0] * count, [0] * count, [-1] * count
    makes, doubtful = [(False, False, False)] * count, [False] * count
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    loose, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    pale: dict[int, bool] = {}
    word_begins, make, doubt, word = True, (False, False, False), False, -1
    for row, (i, letter, part, parts) in enumerate(units):
        if letter.isspace():
            word_begins = True
            continue
        if pdfium.FPDFText_GetCharBox(text_page, i, left, right, bottom, top):
            begin, end = (left.value, right.value) if parts == 1 else _share(left.value, right.value, part, parts)
            ink[row] = (begin, bottom.value, end, top.value)
        if pdfium.FPDFText_GetCharOrigin(text_page, i, left, bottom):
            origins[row] = (left.value if not part else ink[row][0], bottom.value)
        if pdfium.FPDFText_GetLooseCharBox(text_page, i, loose):
            begin, end = (loose.left, loose.right) if parts == 1 else _share(loose.left, loose.right, part, parts)
            loose_boxes[row] = (begin, loose.bottom, end, loose.top)
        if pdfium.FPDFText_GetMatrix(text_page, i, matrix):
            angles[row] = math.atan2(-matrix.b, matrix.a)
            width = math.hypot(matrix.a, matrix.b)
            height = abs(matrix.a * matrix.d - matrix.b * matrix.c) / width if width else 0.0
            sizes[row] = height * pdfium.FPDFText_GetFontSize(text_page, i)
        if word_begins:
            make, word_begins, word = _make_of(text_page, i), False, word + 1
            doubt = layered or _is_doubtful(text_page, i, ink[row], drawing, pale)
        weights[row] = pdfium.FPDFText_GetFontWeight(text_page, i)
        # Programs without a slanted font shear an upright one.
        sheared = abs(matrix.c) > SHEARED * abs(matrix.d) and abs(matrix.b) < 0.01 * abs(matrix.a)
        makes[row] = (make[0], make[1] or sheared, make[2])
        doubtful[row], words[row] = doubt, word
    bold, italic, unseen = np.array(makes, np.bool_).reshape(-1, 3).T
    return Drawn(
        np.array(ink, np.float32).reshape(-1, 4), np.array(loose_boxes, np.float32).reshape(-1, 4),
        np.array(origins, np.float32).reshape(-1, 2), np.array(sizes, np.float32), np.array(angles, np.float32),
        np.array(weights, np.int32), bold, italic, unseen, np.array(doubtful, np.bool_), np.array(words, np.int32),
    )  # fmt: skip


def _share(begin: float, end: float, part: int, parts: int) -> tuple[float, float]:
    """The stretch of one of the equal ``parts`` of a glyph."""
    return begin + (end - begin) * part / parts, begin + (end - begin) * (part + 1) / parts


def _is_doubtful(
    text_page: pypdfium2.PdfTextPage,
    i: int,
    ink: tuple[float, float, float, float],
    drawing: Drawing,
    pale: dict[int, bool],
) -> bool:
    """Whether a character is pale, or stands where a shape was drawn later; ``pale`` keeps what is known of texts."""
    drawn = pdfium.FPDFText_GetTextObject(text_page, i)
    if not drawn:
        return False
    text = address(drawn)
    if text not in pale:
        pale[text] = is_pale(drawn)
    x, y = (ink[0] + ink[2]) / 2, (ink[1] + ink[3]) / 2
    return pale[text] or drawing.covered(text, x, y)


def _make_of(text_page: pypdfium2.PdfTextPage, i: int) -> tuple[bool, bool, bool]:
    """Whether a character is bold and whether it is slanted, by its font's name and flags, and whether it is unseen."""
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text_page, i, name, len(name), flags)
    slanted = bool(flags.value & ITALIC_FLAG or _SLANTED.search(name.value))
    drawn = pdfium.FPDFText_GetTextObject(text_page, i)
    unseen = bool(drawn) and pdfium.FPDFTextObj_GetTextRenderMode(drawn) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
    return bool(_BOLD.search(name.value)), slanted, unseen
