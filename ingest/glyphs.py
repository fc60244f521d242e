"""Where every character of a PDF page stands, by pdfium."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from dataclasses import dataclass

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

HYPHEN_AT_LINE_END = "\ufffe"
HEAVY = 600
TELLS_APART = 0.6
ITALIC_FLAG = 64
STRAIGHT = 0.05
RISE = 0.12
ABOVE_BASELINE, BELOW_BASELINE = 0.88, 0.22
# How tall the ink of letters is at the median, in sizes of their font: usually, and where that size can be believed.
USUAL_INK = 0.55
BELIEVABLE_INK = (0.2, 1.2)
_BOLD = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
_SLANTED = re.compile(rb"ital|oblique|slant", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters of a page in the order of its content, white space included.

    ``boxes`` is float32 ``(n, 4)``: left, bottom, right, top of the drawn ink in points, in the coordinates of the
    file. What follows is as the text is read, on a page of ``width`` by ``height`` with its origin at the lower left,
    turned when most of its text runs upwards or downwards: ``advances`` ``(n, 4)`` is the rectangle from where a letter
    begins to where the next one would, as high as its font; ``baselines`` and ``sizes`` (of the font) are in points;
    ``bold`` (by name, or by weight where that is not the weight of most) and ``italic`` tell the font, ``raised`` marks
    digits whose ink hangs above the baseline (superscripts, however the font makes them), ``askew`` letters that run
    another way than the page's text.
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
    sizes = np.zeros(count, np.float32)
    angles = np.zeros(count, np.float32)
    weights = np.zeros(count, np.int32)
    bold = np.zeros(count, np.bool_)
    italic = np.zeros(count, np.bool_)
    values = [ctypes.c_double() for _ in range(4)]
    left, right, bottom, top = values
    loose, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    word_begins, heavy, slanted = True, False, False
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
        if pdfium.FPDFText_GetMatrix(text_page, i, matrix):
            angles[i] = math.atan2(matrix.c, matrix.a)
            sizes[i] = math.hypot(matrix.c, matrix.d) * pdfium.FPDFText_GetFontSize(text_page, i)
        if word_begins:
            (heavy, slanted), word_begins = _make_of(text_page, i), False
        weights[i] = pdfium.FPDFText_GetFontWeight(text_page, i)
        bold[i], italic[i] = heavy, slanted
    left_edge, bottom_edge, right_edge, top_edge = page.get_cropbox()
    corner = np.array([left_edge, bottom_edge], np.float32)
    size = (right_edge - left_edge, top_edge - bottom_edge)
    with_ink = ~np.isnan(ink[:, 0])
    if with_ink.any() and (weights[with_ink] >= HEAVY).mean() < TELLS_APART:
        bold |= weights >= HEAVY
    quarters = np.round(angles / (np.pi / 2)).astype(int) % 4
    usual = int(np.bincount(quarters[with_ink], minlength=4).argmax()) if with_ink.any() else 0
    bent = np.abs(np.mod(angles + np.pi / 4, np.pi / 2) - np.pi / 4) > STRAIGHT
    advances = _turned(loose_boxes - np.tile(corner, 2), -usual, size)
    begins, baselines = _turned(np.tile(origins - corner, 2), -usual, size)[:, :2].T
    turned_ink = _turned(ink - np.tile(corner, 2), -usual, size)
    named = np.array([letter.isalpha() for letter in letters], np.bool_)
    sizes = _believed(sizes, np.where(named, turned_ink[:, 3] - turned_ink[:, 1], np.nan))
    _give_room(advances, turned_ink, begins, baselines, sizes)
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


def _believed(sizes: NDArray[np.float32], heights: NDArray[np.float32]) -> NDArray[np.float32]:
    """The sizes, those that the ink of their letters belies (a font drawn in units of its own) taken from the ink.

    ``heights`` of the ink are NaN for what is no letter.
    """
    believed = sizes.copy()
    for size in np.unique(sizes):
        here = (sizes == size) & (heights > 0)
        if here.any():
            height = float(np.median(heights[here]))
            if not BELIEVABLE_INK[0] * size < height < BELIEVABLE_INK[1] * size:
                believed[here] = height / USUAL_INK
    return believed


def _give_room(
    advances: NDArray[np.float32],
    ink: NDArray[np.float32],
    begins: NDArray[np.float32],
    baselines: NDArray[np.float32],
    sizes: NDArray[np.float32],
) -> None:
    """Have every letter begin where the font does, at the height of the font.

    pdfium gives a letter that reaches out ('j' to the left) the place of its ink; one of which it knows the ink alone
    gets as much room right as left.
    """
    bare = (advances == ink).all(axis=1)
    advances[bare, 2] += np.maximum(ink[:, 0] - begins, 0)[bare]
    advances[:, 0] = begins
    advances[:, 1] = baselines - BELOW_BASELINE * sizes
    advances[:, 3] = baselines + ABOVE_BASELINE * sizes


def _turned(boxes: NDArray[np.float32], turns: int, size: tuple[float, float]) -> NDArray[np.float32]:
    """Rectangles after ``turns`` quarter turns clockwise of a page of ``size`` (width, height)."""
    width, height = size
    for _ in range(turns % 4):
        left, bottom, right, top = boxes.T
        boxes = np.stack([bottom, width - right, top, width - left], axis=1).astype(np.float32)
        width, height = height, width
    return boxes


def _make_of(text_page: pypdfium2.PdfTextPage, i: int) -> tuple[bool, bool]:
    """Whether the font of a character is bold, and whether it is slanted, by its name and flags."""
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text_page, i, name, len(name), flags)
    return bool(_BOLD.search(name.value)), bool(flags.value & ITALIC_FLAG or _SLANTED.search(name.value))


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
