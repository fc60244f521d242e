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
HEAVY = 600
ITALIC_FLAG = 64
STRAIGHT = 0.05
RISE = 0.12


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters of a page in the order of its content, white space included.

    ``boxes`` is float32 ``(n, 4)``: left, bottom, right, top of the drawn ink in points, in the coordinates of the
    file. What follows is as the text is read, on a page of ``width`` by ``height`` with its origin at the lower left,
    turned when most of its text runs upwards or downwards: ``advances`` ``(n, 4)`` is the same rectangle with the room
    that the font keeps around a letter, ``baselines`` and ``sizes`` (the height of the font's box) are in points,
    ``bold`` and ``italic`` tell the font, ``raised`` marks digits whose ink hangs above the baseline (superscripts,
    however the font makes them), ``askew`` letters that run another way than the page's text.
    """

    text: str
    boxes: NDArray[np.float32]
    advances: NDArray[np.float32]
    baselines: NDArray[np.float32]
    sizes: NDArray[np.float32]
    bold: NDArray[np.bool_]
    italic: NDArray[np.bool_]
    raised: NDArray[np.bool_]
    askew: NDArray[np.bool_]
    width: float
    height: float


def read_glyphs(page: pypdfium2.PdfPage) -> Glyphs:
    """The characters of ``page``; a character that pdfium cannot name is U+FFFD."""
    text_page = page.get_textpage()
    count = max(text_page.count_chars(), 0)
    letters = [_letter(pdfium.FPDFText_GetUnicode(text_page, i)) for i in range(count)]
    ink = np.full((count, 4), np.nan, np.float32)
    loose_boxes = np.full((count, 4), np.nan, np.float32)
    origins = np.full((count, 2), np.nan, np.float32)
    angles = np.zeros(count, np.float32)
    bold = np.zeros(count, np.bool_)
    italic = np.zeros(count, np.bool_)
    values = [ctypes.c_double() for _ in range(4)]
    left, right, bottom, top = values
    loose = pdfium.FS_RECTF()
    word_begins, slanted = True, False
    for i, letter in enumerate(letters):
        if letter.isspace():
            word_begins = True
            continue
        if pdfium.FPDFText_GetCharBox(text_page, i, left, right, bottom, top):
            ink[i] = (left.value, bottom.value, right.value, top.value)
        if pdfium.FPDFText_GetCharOrigin(text_page, i, left, bottom):
            origins[i] = (left.value, bottom.value)
        if pdfium.FPDFText_GetLooseCharBox(text_page, i, loose):
            loose_boxes[i] = (loose.left, loose.bottom, loose.right, loose.top)
        angles[i] = pdfium.FPDFText_GetCharAngle(text_page, i)
        bold[i] = pdfium.FPDFText_GetFontWeight(text_page, i) >= HEAVY
        if word_begins:
            slanted, word_begins = _is_slanted(text_page, i), False
        italic[i] = slanted
    left_edge, bottom_edge, right_edge, top_edge = page.get_cropbox()
    corner = np.array([left_edge, bottom_edge], np.float32)
    size = (right_edge - left_edge, top_edge - bottom_edge)
    with_ink = ~np.isnan(ink[:, 0])
    quarters = np.round(angles / (np.pi / 2)).astype(int) % 4
    usual = int(np.bincount(quarters[with_ink], minlength=4).argmax()) if with_ink.any() else 0
    bent = np.abs(np.mod(angles + np.pi / 4, np.pi / 2) - np.pi / 4) > STRAIGHT
    advances = _turned(loose_boxes - np.tile(corner, 2), -usual, size)
    begins, baselines = _turned(np.tile(origins - corner, 2), -usual, size)[:, :2].T
    turned_ink = _turned(ink - np.tile(corner, 2), -usual, size)
    _give_room(advances, turned_ink, begins, baselines)
    sizes = np.abs(advances[:, 3] - advances[:, 1])
    digits = np.array([letter.isdigit() for letter in letters], np.bool_)
    return Glyphs(
        text="".join(letters),
        boxes=ink,
        advances=advances,
        baselines=baselines,
        sizes=sizes,
        bold=bold,
        italic=italic,
        raised=digits & (turned_ink[:, 1] - baselines > RISE * sizes),
        askew=with_ink & (bent | (quarters != usual)),
        width=size[usual % 2],
        height=size[1 - usual % 2],
    )


def _give_room(
    advances: NDArray[np.float32], ink: NDArray[np.float32], begins: NDArray[np.float32], baselines: NDArray[np.float32]
) -> None:
    """Give a letter of which pdfium knows the ink alone its neighbour's height, and as much room right as left."""
    bare = (advances == ink).all(axis=1)
    for i in np.flatnonzero(bare):
        advances[i, 0] = min(begins[i], ink[i, 0])
        advances[i, 2] = ink[i, 2] + (ink[i, 0] - advances[i, 0])
        beside = np.flatnonzero(~bare & (np.abs(baselines - baselines[i]) < 0.1))
        if beside.size:
            advances[i, 1::2] = advances[beside[np.abs(beside - i).argmin()], 1::2]


def _turned(boxes: NDArray[np.float32], turns: int, size: tuple[float, float]) -> NDArray[np.float32]:
    """Rectangles after ``turns`` quarter turns clockwise of a page of ``size`` (width, height)."""
    width, height = size
    for _ in range(turns % 4):
        left, bottom, right, top = boxes.T
        boxes = np.stack([bottom, width - right, top, width - left], axis=1).astype(np.float32)
        width, height = height, width
    return boxes


def _is_slanted(text_page: pypdfium2.PdfTextPage, i: int) -> bool:
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text_page, i, name, len(name), flags)
    return bool(flags.value & ITALIC_FLAG) or b"Italic" in name.value or b"Oblique" in name.value


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
