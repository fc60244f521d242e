"""How common a Dutch word is, by the word list that wordfreq ships."""

from __future__ import annotations

import functools

from wordfreq import zipf_frequency


@functools.lru_cache(maxsize=100_000)
def dutch_frequency(word: str) -> float:
    """How often ``word`` (small letters) occurs: the logarithm of its count in a billion Dutch words, 0 when unknown.

    Source: Speer, wordfreq (2022); van Heuven et al., SUBTLEX-UK: Zipf scale (2014).
    """
    return float(zipf_frequency(word, "nl", wordlist="large"))
