"""Whether two sentences are the same: word for word and mark for mark, whatever typesetting did to them."""

from __future__ import annotations

import re
import unicodedata

from app.quotation.tokens import tokenize

# The label of an item ('a.', '2)', '(iii)', '3.1.', a bullet) and white space. Not 'A.', which may be an initial.
_LABEL = re.compile(
    r"^\s*(?:\(?(?:[a-z]|[ivx]{1,5}|\d{1,2}(?:\.\d{1,2})*)[.)]|\(?[A-Z]\)|[•◦▪]|[-–—*](?!\s+\d))\s+(?=\S)"
)
_NOTE_MARK = re.compile(
    r"\[\d{1,3}\]|(?<=[.,;:!?)’”\"])[⁰¹²³⁴-⁹]+|(?<=[^\W\d_]{4})(?<!meter)[⁰¹²³⁴-⁹]+(?=[\s.,;:!?)]|$)"
)
# A word broken at a line end; not 'Oost- / en West-', whose first half keeps its hyphen.
_BROKEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad][ \t]*\r?\n\s*(?!(?:en|of|dan wel|tot)\b)(?=[^\W\d_])")
_CLOSING = frozenset(".;,")
_TAIL = 40  # characters in which the last letters of a sentence are looked for
_LABEL_LETTERS = 5  # the most letters that the label of an item has


def same_sentence(first: str, second: str) -> bool:
    """Whether one may stand for the other: the same words and marks in the same order, and nothing less.

    Set aside are white space, hyphens at line ends, the kind of quotation mark and dash, marks of footnotes, the label
    of a list's item and the full stop, comma or semicolon at the end. An empty text is the same as nothing. Who says
    it is for the caller to compare.
    """
    ends = _last_letters(first), _last_letters(second)
    if all(ends) and ends[0] != ends[1]:
        return False
    one = sentence_keys(first)
    return bool(one) and one == sentence_keys(second)


def sentence_keys(sentence: str) -> tuple[str, ...]:
    """The words and marks that ``same_sentence`` compares, in order."""
    plain = _BROKEN.sub("", _NOTE_MARK.sub("", _LABEL.sub("", sentence)))
    keys = [token.key for token in tokenize(plain)]
    while keys and keys[-1] in _CLOSING:
        keys.pop()
    return tuple(keys)


def _last_letters(sentence: str) -> str:
    """The last four letters, which nothing that is set aside touches; '' where some of them may be of an item's label.

    They spare nearly every pair its comparison.
    """
    tail = sentence[-_TAIL:]
    if not tail.isascii():
        tail = unicodedata.normalize("NFKC", tail)
    letters = "".join(filter(str.isalpha, tail))
    return letters[-4:] if len(letters) >= 4 + _LABEL_LETTERS else ""
