"""How common a Dutch word is, and whether words are of any language, by the word lists that wordfreq ships."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable

from ingest.policy import READING

LANGUAGES = ("nl", "en", "de", "fr", "es", "it", "pt", "pl", "tr", "ro")
BEST = "best"
"""The large list of a language that has one, as Dutch has; by one name, since wordfreq keeps a list under each."""
_RULES = frozenset("._…·•-–—€%,\ufffe\ufffd")
_MARKS = ".,;:?!()[]\"'«»‘’“”"
_LATIN_WORD = re.compile(r"[^\d./_@:#\u0250-\U0010ffff-]{5,}")


@functools.lru_cache(maxsize=100_000)
def dutch_frequency(word: str) -> float:
    """How often ``word`` (small letters) occurs: the logarithm of its count in a billion Dutch words, 0 when unknown.

    Source: Speer, wordfreq (2022); van Heuven et al., SUBTLEX-UK: Zipf scale (2014).
    """
    from wordfreq import zipf_frequency  # a tenth of a second: commands that ask nothing do without

    return float(zipf_frequency(word, "nl", BEST))


def is_of_no_language(text: str) -> bool:
    """Whether a text of some length has no words of any of ``LANGUAGES`` (fonts can give their letters wrong names).

    Only words of five letters or more in Latin script are looked at: a text with few of them is not judged.
    """
    words = (word.strip(_MARKS).casefold() for word in text.split())
    long = list(itertools.islice((word for word in words if _LATIN_WORD.fullmatch(word)), READING.most_words))
    return len(long) >= READING.fewest_words and not any(_knows(language, long) for language in LANGUAGES)


def is_scrambled(text: str) -> bool:
    """Whether a text of some length has far more signs among its letters and digits than any language sets.

    Rows of dots, lines and dashes are not counted.
    """
    signs = [letter for letter in text if not letter.isspace() and letter not in _RULES]
    return len(signs) >= READING.fewest_signs and sum(map(str.isalnum, signs)) < READING.written_share * len(signs)


def _knows(language: str, words: Iterable[str]) -> bool:
    from wordfreq import get_frequency_dict

    known = get_frequency_dict(language, BEST)
    found = [word in known for word in words]
    return sum(found) >= READING.known_share * len(found)
