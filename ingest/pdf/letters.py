"""Single letters of PDF pages: what a code means, and how a letter is written in clean text."""

from __future__ import annotations

import functools
import unicodedata

HYPHEN_AT_LINE_END = "\ufffe"
# TeX's Cork encoding (T1), from fonts that give their letters no names; no other text has these characters.
_CORK_LIGATURES = {0x1B: "ﬀ", 0x1C: "ﬁ", 0x1D: "ﬂ", 0x1E: "ﬃ", 0x1F: "ﬄ"}
# What Word's Symbol and Wingdings fonts draw for list marks.
_SYMBOLS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "•", "\uf0fc": "•", "\uf0a8": "▪", "\uf02d": "-", "\uf06f": "○"}
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def letter_of(code: int) -> str:
    """The letter of a code that pdfium gives; U+FFFD where it is none."""
    if code == 0xFFFE:
        return HYPHEN_AT_LINE_END
    if code in _CORK_LIGATURES:
        return _CORK_LIGATURES[code]
    if code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return "\N{REPLACEMENT CHARACTER}"
    return chr(code)


@functools.cache
def clean_letters(letter: str) -> str:
    """A glyph as clean characters: ligatures opened, line-end hyphens plain, what cannot be seen left out."""
    if letter in (HYPHEN_AT_LINE_END, "\x02", "\N{HYPHEN}", "\N{NON-BREAKING HYPHEN}"):
        return "-"
    if letter in _SYMBOLS:
        return _SYMBOLS[letter]
    ligature = "\N{LATIN SMALL LIGATURE FF}" <= letter <= "\N{LATIN SMALL LIGATURE ST}" or letter in "ĳĲ"
    if ligature or "\N{MATHEMATICAL BOLD CAPITAL A}" <= letter <= "\N{MATHEMATICAL MONOSPACE DIGIT NINE}":
        return unicodedata.normalize("NFKC", letter)
    return "" if unicodedata.category(letter) in ("Cc", "Cf") and letter != "\N{SOFT HYPHEN}" else letter


def plain_digits(text: str) -> str:
    """``text`` with the superscript digits that are characters of their own as plain ones, of the same length."""
    return text.translate(_SUPERSCRIPTS)


@functools.cache
def comparable(letter: str) -> str:
    """One character for aligning two extractions: hyphens alike, ligatures and accents by their first letter."""
    if letter in (HYPHEN_AT_LINE_END, "\N{SOFT HYPHEN}", "\N{HYPHEN}", "\N{NON-BREAKING HYPHEN}", "\x02"):
        return "-"
    return unicodedata.normalize("NFKD", letter)[:1] or letter
