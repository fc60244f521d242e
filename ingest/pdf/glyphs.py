"""Where every character of a PDF page stands, by pdfium."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from ingest.pdf.characters import Drawn, drawn_of, units_of
from ingest.pdf.objects import Objects
from ingest.pdf.unseen import drawing_of, stands_out

HEAVY = 600
TELLS_APART = 0.6
ABOUT_ALIKE = 0.15
STRAIGHT = 0.05
RISE = 0.12
OFF_PAGE, TINY = 1.0, 2.0
SAME_PLACE = 0.1
ABOVE_BASELINE, BELOW_BASELINE = 0.88, 0.22
# How tall the ink of letters is at the median, in sizes of their font: usually, and where that size can be believed.
USUAL_INK = 0.55
BELIEVABLE_INK = (0.2, 1.2)


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters of a page in the order of its content, white space included.

    ``boxes`` is float32 ``(n, 4)``: left, bottom, right, top of the drawn ink in points, in the coordinates of the
    file. What follows is as the text is read, on a page of ``width`` by ``height`` with its origin at the lower left,
    turned when most of its text runs upwards or downwards and levelled when it is tilted, as scans are. ``advances``
    ``(n, 4)`` is the rectangle from where a letter begins to where the next one would, as high as its font;
    ``baselines`` and ``sizes`` (of the font) are in points; ``bold`` (by name, or by weight where that is not the
    weight of most) and ``italic`` tell the font, ``raised`` marks digits whose ink hangs above the baseline
    (superscripts, however the font makes them), ``askew`` letters that run another way than the page's text.
    ``recognised`` tells that the letters cannot be seen: they were laid over a scan by text recognition. ``hidden``
    letters that nobody sees, and letters drawn a second time in the same place, are left out; the first are counted.
    ``turns`` are the quarter turns by which the text was turned to be read.
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
    recognised: bool
    width: float
    height: float
    hidden: int
    turns: int = 0


def read_glyphs(page: pypdfium2.PdfPage, objects: Objects, named: Mapping[int, str], layered: bool) -> Glyphs:
    """The characters of ``page``; a character that pdfium cannot name is U+FFFD.

    ``objects`` are what is drawn on it, ``named`` gives letters for codes of glyphs that pdfium leaves without a name,
    ``layered`` tells that the file has layers that are off.
    """
    text_page = page.get_textpage()
    units = units_of(text_page, named)
    left_edge, bottom_edge, right_edge, top_edge = page.get_cropbox()
    drawn = drawn_of(text_page, units, drawing_of(objects, (left_edge, bottom_edge)), layered)
    corner = np.array([left_edge, bottom_edge], np.float32)
    size = (right_edge - left_edge, top_edge - bottom_edge)
    inside = drawn.ink - np.tile(corner, 2)
    recognised = _mostly(drawn.unseen, ~np.isnan(drawn.ink[:, 0]))
    hidden = _hidden(page, drawn, inside, size, recognised)
    kept = ~(hidden | _drawn_twice(units.letters, drawn))
    drawn, letters = drawn.only(kept), list(itertools.compress(units.letters, kept.tolist()))
    with_ink = ~np.isnan(drawn.ink[:, 0])
    usual, tilts, askew = _usual_turn(drawn, with_ink)
    advances = _turned(drawn.loose - np.tile(corner, 2), -usual, size)
    begins, baselines = _turned(np.tile(drawn.origins - corner, 2), -usual, size)[:, :2].T
    ink = _turned(drawn.ink - np.tile(corner, 2), -usual, size)
    sizes = _font_sizes(drawn, letters, with_ink, ink[:, 3] - ink[:, 1])
    digits = np.array([letter.isdigit() for letter in letters], np.bool_)
    raised = digits & (ink[:, 1] - baselines > RISE * sizes)
    _give_room(advances, ink, begins)
    if (with_ink & ~askew).any():
        slope = np.tan(float(np.median(tilts[with_ink & ~askew])))
        advances[:, 0::2] -= (slope * baselines)[:, None]
        baselines = baselines + slope * begins
    advances[:, 1], advances[:, 3] = baselines - BELOW_BASELINE * sizes, baselines + ABOVE_BASELINE * sizes
    return Glyphs(
        text="".join(letters),
        boxes=drawn.ink,
        advances=advances,
        baselines=baselines,
        sizes=sizes,
        bold=_by_weight(drawn, with_ink),
        italic=drawn.italic,
        raised=raised,
        askew=askew,
        recognised=recognised,
        width=size[usual % 2],
        height=size[1 - usual % 2],
        hidden=int(hidden.sum()),
        turns=usual,
    )


def _hidden(
    page: pypdfium2.PdfPage,
    drawn: Drawn,
    inside: NDArray[np.float32],
    size: tuple[float, float],
    recognised: bool,
) -> NDArray[np.bool_]:
    """Which characters nobody sees; ``inside`` is their ink from the corner of the page's crop box of ``size``."""
    with np.errstate(invalid="ignore"):
        x, y = (inside[:, 0] + inside[:, 2]) / 2, (inside[:, 1] + inside[:, 3]) / 2
        hidden = (x < -OFF_PAGE) | (x > size[0] + OFF_PAGE) | (y < -OFF_PAGE) | (y > size[1] + OFF_PAGE)
        tiny = (drawn.sizes < TINY) & (inside[:, 3] - inside[:, 1] < TINY) & (drawn.sizes > 0)
    hidden |= tiny & ~np.isnan(drawn.ink[:, 0])
    if recognised:
        return hidden
    hidden |= drawn.unseen
    doubtful = np.flatnonzero(drawn.doubtful & ~hidden & ~np.isnan(drawn.ink[:, 0]))
    if doubtful.size:
        words = np.split(doubtful, np.flatnonzero(np.diff(drawn.words[doubtful])) + 1)
        for rows, seen in zip(words, stands_out(page, inside, words), strict=True):
            hidden[rows] = not seen
    return hidden


def _drawn_twice(letters: Sequence[str], drawn: Drawn) -> NDArray[np.bool_]:
    """Which letters stand where the same letter was drawn before, as programs do that make letters bold that way."""
    twice = np.zeros(len(letters), np.bool_)
    rows = np.flatnonzero(~np.isnan(drawn.origins[:, 0]) & (drawn.sizes > 0))
    codes = np.array([ord(letters[row]) for row in rows.tolist()], np.int32)
    x, y = drawn.origins[rows].T
    near = SAME_PLACE * drawn.sizes[rows]
    for shift in (0.0, 0.5):
        order = np.lexsort((x, np.floor(y / 2 + shift), codes))
        before, after = order[:-1], order[1:]
        same = (codes[before] == codes[after]) & (np.abs(x[before] - x[after]) < near[after])
        same &= np.abs(y[before] - y[after]) < near[after]
        # The letters of one glyph ('ff' in 'buffer', 'tt' in 'http') all have the place of the whole.
        same &= ~((x[before] == x[after]) & (np.abs(before - after) <= 2))
        twice[rows[np.maximum(before, after)[same]]] = True
    return twice


def _usual_turn(drawn: Drawn, with_ink: NDArray[np.bool_]) -> tuple[int, NDArray[np.float32], NDArray[np.bool_]]:
    """The quarter turns of most letters, how far each is from a quarter turn (radians), and which lie askew."""
    quarters = np.round(drawn.angles / (np.pi / 2)).astype(int) % 4
    usual = int(np.bincount(quarters[with_ink], minlength=4).argmax()) if with_ink.any() else 0
    tilts = np.mod(drawn.angles + np.pi / 4, np.pi / 2) - np.pi / 4
    return usual, tilts, with_ink & ((np.abs(tilts) > STRAIGHT) | (quarters != usual))


def _mostly(which: NDArray[np.bool_], with_ink: NDArray[np.bool_], share: float = 0.5) -> bool:
    return bool(with_ink.any() and which[with_ink].mean() > share)


def _by_weight(drawn: Drawn, with_ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which characters are bold, by their font's name, or by its weight where that is not the weight of most."""
    heavy = drawn.weights >= HEAVY
    return drawn.bold if _mostly(heavy, with_ink, TELLS_APART) else drawn.bold | heavy


def _font_sizes(
    drawn: Drawn, letters: Sequence[str], with_ink: NDArray[np.bool_], heights: NDArray[np.float32]
) -> NDArray[np.float32]:
    """The sizes of the characters' fonts in points; text recognition, which guesses them, gets one for about alike."""
    sizes = drawn.sizes
    if _mostly(drawn.unseen, with_ink):
        usual = np.median(sizes[with_ink])
        sizes = np.where(np.abs(sizes - usual) < ABOUT_ALIKE * usual, usual, sizes).astype(np.float32)
    named = np.array([letter.isalpha() for letter in letters], np.bool_)
    return _believed(sizes, np.where(named, heights, np.nan))


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


def _give_room(advances: NDArray[np.float32], ink: NDArray[np.float32], begins: NDArray[np.float32]) -> None:
    """Have every letter begin where its font does.

    pdfium gives a letter that reaches out ('j' to the left) the place of its ink; one of which it knows the ink alone
    gets as much room right as left.
    """
    bare = (advances == ink).all(axis=1)
    advances[bare, 2] += np.maximum(ink[:, 0] - begins, 0)[bare]
    advances[:, 0] = begins


def _turned(boxes: NDArray[np.float32], turns: int, size: tuple[float, float]) -> NDArray[np.float32]:
    """Rectangles after ``turns`` quarter turns clockwise of a page of ``size`` (width, height)."""
    width, height = size
    for _ in range(turns % 4):
        left, bottom, right, top = boxes.T
        boxes = np.stack([bottom, width - right, top, width - left], axis=1).astype(np.float32)
        width, height = height, width
    return boxes
