"""Dutch text to terms: folded, without stop words, stemmed. One analysis for building and for asking."""

from __future__ import annotations

import functools
import re
import unicodedata

import Stemmer

from index.values.writing import levelled
from ingest.lexicon import listed

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


@functools.cache
def stop_words() -> frozenset[str]:
    """Dutch words (and the English question words) that carry no topic; 'niet' and 'geen' are not among them."""
    return frozenset(listed("stop_words"))


@functools.cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("dutch")


def fold(text: str) -> str:
    """``text`` in lower case without accents, in compatibility form (ligatures opened, superscripts levelled).

    Source: The Unicode Standard, section 3.13, compatibility caseless matching (D146).
    """
    if text.isascii():
        return text.lower()
    levelled = unicodedata.normalize("NFKD", text.casefold())
    decomposed = unicodedata.normalize("NFKD", levelled.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words(text: str) -> list[str]:
    """The folded words of ``text`` in order, stop words included."""
    return _WORD.findall(fold(text))


def content_words(text: str) -> list[str]:
    """The folded words of ``text`` in order without stop words."""
    stop = stop_words()
    return [word for word in words(text) if word not in stop]


def terms(text: str) -> list[str]:
    """The stemmed content words of ``text`` in order, repetitions kept: what BM25 counts.

    A date or number gives the same terms in every way of writing: '30-09-2024' those of '30 september 2024'.
    """
    return [str(stem) for stem in _stemmer().stemWords(content_words(levelled(text)))]
