"""Where every character of a PDF page stands, by pdfium."""

from __future__ import annotations

import ctypes
import unicodedata
from dataclasses import dataclass

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

HYPHEN_AT_LINE_END = "\ufffe"


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters of a page in the order of its content, white space included.

    ``boxes`` is float32 ``(n, 4)``: left, bottom, right, top in points, drawn ink; ``advances`` ``(n, 2)`` is left and
    right with the room that the font keeps around a letter; ``baselines`` and ``sizes`` (the height of the font's box)
    are in points; ``bold`` tells a heavy font.
    """

    text: str
    boxes: NDArray[np.float32]
    advances: NDArray[np.float32]
    baselines: NDArray[np.float32]
    sizes: NDArray[np.float32]
    bold: NDArray[np.bool_]


def read_glyphs(page: pypdfium2.PdfPage) -> Glyphs:
    """The characters of ``page``; a character that pdfium cannot name is U+FFFD."""
    text_page = page.get_textpage()
    count = text_page.count_chars()
    letters = [_letter(pdfium.FPDFText_GetUnicode(text_page, i)) for i in range(count)]
    boxes = np.full((count, 4), np.nan, np.float32)
    advances = np.full((count, 2), np.nan, np.float32)
    baselines = np.full(count, np.nan, np.float32)
    sizes = np.full(count, np.nan, np.float32)
    bold = np.zeros(count, np.bool_)
    values = [ctypes.c_double() for _ in range(4)]
    left, right, bottom, top = values
    loose = pdfium.FS_RECTF()
    for i, letter in enumerate(letters):
        if letter.isspace():
            continue
        if pdfium.FPDFText_GetCharBox(text_page, i, left, right, bottom, top):
            boxes[i] = (left.value, bottom.value, right.value, top.value)
        if pdfium.FPDFText_GetCharOrigin(text_page, i, left, bottom):
            baselines[i] = bottom.value
        if pdfium.FPDFText_GetLooseCharBox(text_page, i, loose):
            sizes[i] = abs(loose.top - loose.bottom)
            advances[i] = (loose.left, loose.right)
        bold[i] = pdfium.FPDFText_GetFontWeight(text_page, i) >= 600
    return Glyphs("".join(letters), boxes, advances, baselines, sizes, bold)


def _letter(code: int) -> str:
    if code == 0xFFFE:
        return HYPHEN_AT_LINE_END
    if code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return "\N{REPLACEMENT CHARACTER}"
    return chr(code)


def comparable(letter: str) -> str:
    """One character for aligning two extractions: hyphens alike, ligatures and accents by their first letter."""
    if letter in (HYPHEN_AT_LINE_END, "\N{SOFT HYPHEN}", "\N{HYPHEN}", "\N{NON-BREAKING HYPHEN}", "\x02"):
        return "-"
    return unicodedata.normalize("NFKD", letter)[:1] or letter
