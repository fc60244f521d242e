"""Hyphens at line ends, the Dutch way: which join two halves of a word and which belong to it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from ingest.lexicon import alternatives, listed
from ingest.policy import READING
from ingest.word_list import dutch_frequency as _frequency

_WORD_BEFORE = re.compile(r"([\w’']+(?:-[\w’']+)*)-$")
_WORD_AFTER = re.compile(r"^[«(‘“\"]?([\w’']+)")
_COUNTED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CONJUNCTIONS = frozenset(listed("hyphens.conjunctions"))
_OTHER_CONJUNCTIONS = frozenset(listed("hyphens.conjunctions_or_endings"))
_TWO_WORDS = re.compile(r"(?:dan wel|c\.q\.|&)(?!\w)")
_BEFORE_HYPHEN = frozenset(listed("hyphens.first_parts"))
_ACROSS = frozenset((("oost", "west"), ("west", "oost"), ("noord", "zuid"), ("zuid", "noor")))
_INITIALISMS = frozenset(listed("hyphens.initialisms"))
_PREFIXES = frozenset(listed("hyphens.prefixes"))
_ENDINGS = ("s", "en", "n", "e")
_ADJECTIVE_STEM = re.compile(rf"(?:{alternatives('hyphens.adjective_stems')})$")
_ADJECTIVE = re.compile(rf"(?:{alternatives('hyphens.adjectives')})$")
_CLASHING_VOWELS = frozenset(listed("hyphens.clashing_vowels"))
_VOWELS = re.compile(r"[aeiouyáàâäéèêëíìîïóòôöúùûü]", re.IGNORECASE)


def vocabulary(texts: Iterable[str]) -> Counter[str]:
    """How often each word, hyphens inside it included, stands in the lines of a document (line ends left out)."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(word.casefold() for word in _COUNTED.findall(text.rstrip("-")))
    return counts


def joins(before: str, after: str, words: Counter[str]) -> bool:
    """Whether the hyphen that ends line ``before`` goes when line ``after`` follows.

    It stays before a conjunction ('Oost- en', 'groei- dan wel'), a capital or digit, after a digit, a single letter
    ('e-mail': no line ends in one) or capitals ('CO2-', 'EU-'), and where the document or the Dutch word list knows the
    word with a hyphen better than without.
    """
    head, tail = _WORD_BEFORE.search(before), _WORD_AFTER.search(after)
    if head is None or tail is None:
        return False
    first, second = head[1].rsplit("-", 1)[-1], tail[1]
    if second in _CONJUNCTIONS or _TWO_WORDS.match(after):
        return False
    if second in _OTHER_CONJUNCTIONS:
        return bool(words[(first + second).casefold()]) or _frequency((first + second).casefold()) >= READING.a_word
    if first.isupper() and second.isupper() and len(first) > 1 and _known(first + second, words):
        return True
    if not second[0].islower() or not first[-1].isalpha():
        return False
    if first.isupper() and len(first) > 1:
        return False
    joined, hyphenated = (first + second).casefold(), f"{first}-{second}".casefold()
    if words[hyphenated] or words[joined]:
        return words[joined] >= words[hyphenated]
    if len(first) == 1 or not _VOWELS.search(first) or (first.casefold(), second[:4].casefold()) in _ACROSS:
        return False
    inner_capital = first[1:] != first[1:].lower()
    if _written_with_hyphen(first.casefold(), second.casefold(), inner_capital):
        return _frequency(joined) >= READING.well_known
    return True


def suspends(after: str) -> bool:
    """Whether line ``after`` begins with a word that leaves a hyphen hanging ('Oost- en', 'groei- dan wel')."""
    match = _WORD_AFTER.match(after)
    conjunction = match is not None and match[1] in _CONJUNCTIONS | _OTHER_CONJUNCTIONS
    return conjunction or _TWO_WORDS.match(after) is not None


def _written_with_hyphen(first: str, second: str, inner_capital: bool) -> bool:
    """Whether two words are written with a hyphen between them, unless they make a well-known word together."""
    if second.startswith("generaal") or (first, second) == ("minister", "president"):
        return True
    frequency = max(_frequency(second), *(_frequency(second.removesuffix(end)) for end in _ENDINGS))
    if first == "niet" and len(second) > 3:
        return frequency >= READING.a_word
    if frequency < READING.well_known:
        return False
    clash = _vowels_clash(first, second) and len(second) >= 3 and not second.startswith("ij")
    if clash and first in _PREFIXES:
        return True
    if _frequency(first) < READING.well_known:
        return inner_capital or first in _INITIALISMS
    clash = clash and len(first) >= 3
    if inner_capital or clash or _INITIALISMS & {first, second}:
        return True
    if first in _BEFORE_HYPHEN and _frequency(second) >= 3.5:
        return True
    return bool(_ADJECTIVE_STEM.search(first) and _ADJECTIVE.search(second)) and len(second) >= 5


def _known(word: str, words: Counter[str]) -> bool:
    return words[word.casefold()] > 0 or _frequency(word.casefold()) > 0


def _vowels_clash(first: str, second: str) -> bool:
    """Dutch writes a hyphen in a compound whose vowels would be read as one ('zee-egel', 'auto-ongeluk')."""
    return first[-1] + second[0] in _CLASHING_VOWELS
