"""Hyphens at line ends, the Dutch way: which join two halves of a word and which belong to it."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable

from wordfreq import zipf_frequency

_WORD_BEFORE = re.compile(r"([\w’']+(?:-[\w’']+)*)-$")
_WORD_AFTER = re.compile(r"^[«(‘“\"]?([\w’']+)")
_COUNTED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
CONJUNCTIONS = frozenset(("en", "of", "noch", "tot", "en/of", "dan", "respectievelijk", "als", "naar"))
_JOINED_BY_HYPHEN = frozenset(
    (
        "niet",
        "non",
        "oud",
        "ex",
        "bijna",
        "vice",
        "semi",
        "pro",
        "sociaal",
        "economisch",
        "politiek",
        "noord",
        "zuid",
        "oost",
    )
)


def vocabulary(texts: Iterable[str]) -> Counter[str]:
    """How often each word, hyphens inside it included, stands in the lines of a document (line ends left out)."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(word.casefold() for word in _COUNTED.findall(text.rstrip("-")))
    return counts


def joins(before: str, after: str, words: Counter[str]) -> bool:
    """Whether the hyphen that ends line ``before`` goes when line ``after`` follows.

    It stays before a conjunction ('Oost- en'), a capital or digit, after a digit or capitals ('CO2-', 'EU-'), and where
    the document or the Dutch word list knows the word with a hyphen better than without.
    """
    head, tail = _WORD_BEFORE.search(before), _WORD_AFTER.search(after)
    if head is None or tail is None:
        return False
    first, second = head[1].rsplit("-", 1)[-1], tail[1]
    if second.casefold() in CONJUNCTIONS and len(first) > 2 and not _known(first + second, words):
        return False
    if not second[0].islower() or not first[-1].isalpha():
        return False
    if first.isupper() and len(first) > 1:
        return False
    joined, hyphenated = (first + second).casefold(), f"{first}-{second}".casefold()
    if words[hyphenated] or words[joined]:
        return words[joined] >= words[hyphenated]
    if _frequency(joined) > 0:
        return True
    whole_words = _frequency(first.casefold()) >= 3.5 and _frequency(second.casefold()) >= 3.5
    if first.casefold() in _JOINED_BY_HYPHEN and whole_words:
        return False
    return not (_vowels_clash(first, second) and whole_words)


def _known(word: str, words: Counter[str]) -> bool:
    return words[word.casefold()] > 0 or _frequency(word.casefold()) > 0


def _vowels_clash(first: str, second: str) -> bool:
    """Dutch writes a hyphen in a compound whose vowels would be read as one ('zee-egel', 'auto-ongeluk')."""
    return first[-1].lower() + second[0].lower() in {
        "aa", "ai", "ae", "au", "ee", "ei", "eu", "ie", "ii", "oe", "oi", "oo", "ou", "ui", "uu", "ij"
    }  # fmt: skip


@functools.lru_cache(maxsize=100_000)
def _frequency(word: str) -> float:
    return float(zipf_frequency(word, "nl", wordlist="large"))
