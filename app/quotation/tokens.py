"""Text to tokens that can be compared exactly: what typesetting does to a text is levelled, nothing else is.

Levelled: the kind of quotation mark, apostrophe and dash; white space and line breaks; soft hyphens and invisible
characters; ligatures and other compatibility forms; composed or decomposed accents; bullets and emphasis marks.
Kept: every letter, capital, accent, digit and mark of punctuation, and their order.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import NamedTuple

from ingest.lexicon import listed

QUOTE = '"'
ELLIPSIS = "…"
STOPS = frozenset(".?!" + ELLIPSIS)
NEUTRAL_ENDS = frozenset(",;:")
NEGATIONS = frozenset(listed("negations"))

_HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"
_QUOTES = "\"'`´‘’‚‛“”„‟«»‹›′″‵‶＂＇"
_APOSTROPHES = "'’‘`´′‛"
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
# A soft hyphen at a line end goes with its line break: the word runs on.
_UNIT = rf"(?:[^\W_](?:\u00ad[ \t]*\r?\n[ \t]*(?=[^\W\d_])|[\u0300-\u036f{_INVISIBLE}])*)+"
_TOKEN = re.compile(
    rf"(?P<word>{_UNIT}(?:(?:[{_HYPHENS}{_APOSTROPHES}/&@]|(?<=\d)[.,:](?=\d)){_UNIT})*)"
    rf"|(?P<ellipsis>…|\.(?:[ \u00a0]?\.){{2,}})"
    rf"|(?P<quote>[{_QUOTES}]+|,,(?=\w))"
    rf"|(?P<hyphen>[{_HYPHENS}]+)"
    rf"|(?P<skip>[\s_*{_INVISIBLE}•◦▪▫●○■□‣⁃∙·\uf0b7])"
    r"|(?P<mark>.)",
    re.DOTALL,
)
_SOFT = re.compile(rf"[{_INVISIBLE}\s]")
_DASH = re.compile(f"[{_HYPHENS}]")
_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")


class Token(NamedTuple):
    """A word or mark: ``key`` is what is compared, ``char_start``/``char_end`` its place in the text it came from."""

    key: str
    char_start: int
    char_end: int
    is_word: bool


def tokenize(text: str, char_start: int = 0, char_end: int | None = None) -> list[Token]:
    """The tokens of ``text[char_start:char_end]`` in order, with offsets in ``text``. Linear in the length."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text, char_start, len(text) if char_end is None else char_end):
        kind = match.lastgroup
        if kind == "skip":
            continue
        if kind == "word":
            tokens.append(Token(_word_key(match[0]), match.start(), match.end(), True))
        elif kind == "mark":
            tokens.append(Token(unicodedata.normalize("NFKC", match[0]), match.start(), match.end(), False))
        else:
            key = {"ellipsis": ELLIPSIS, "quote": QUOTE, "hyphen": "-"}[str(kind)]
            tokens.append(Token(key, match.start(), match.end(), False))
    return tokens


@functools.lru_cache(maxsize=1 << 16)
def fold(key: str) -> str:
    """A key without capitals and accents: what finding compares, never what a verdict compares."""
    decomposed = unicodedata.normalize("NFKD", key.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def same_but_first_letter(one: str, other: str) -> bool:
    """Whether two keys differ in the capitalisation of their first letter only."""
    return one != other and one[1:] == other[1:] and one[:1].casefold() == other[:1].casefold()


def starts_with_capital(key: str) -> bool:
    """Whether the first letter of a key is a capital."""
    return key[:1].isupper()


def _word_key(text: str) -> str:
    if text.isascii():
        return text
    levelled = unicodedata.normalize("NFKC", _SOFT.sub("", text))
    return _APOSTROPHE.sub("'", _DASH.sub("-", levelled))
