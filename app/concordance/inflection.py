"""The inflections of a Dutch noun or adjective: plural, genitive and -e, with the spelling that they ask for.

Source: Algemene Nederlandse Spraakkunst, 3.5.2 (plural); Woordenlijst, Leidraad 6 (doubled vowels and consonants).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.lexicon import table

_DOUBLE = re.compile(r"(?P<head>.*[^aeiou]|)(?P<vowel>[aeou])(?P=vowel)(?P<last>[bcdfghjklmnpqrstvwz])")
_SHORT = re.compile(r"(?:.*[^aeiou]|)[aeiou](?P<last>[bcdfghjklmnpqrstvz])")
_OPEN = re.compile(r"(?P<head>.*[^aeiou]|)(?P<vowel>[aeou])(?P<last>[bcdfghjklmnpqrstvwz])")
_SYLLABLES = re.compile(r"[aeiouy]+")
_VOICED, _VOICELESS = {"s": "z", "f": "v"}, {"z": "s", "v": "f"}
_IRREGULAR: dict[str, str] = table("plurals")


def inflections(word: str, is_word: Callable[[str], bool]) -> frozenset[str]:
    """The forms of a folded word, itself among them: as it may be a base, and as it may be a form of one that
    ``is_word`` knows.
    """
    found = set(_forms(word))
    for base in _bases(word):
        if is_word(base) and word in _forms(base):
            found |= _forms(base)
    return frozenset(found)


def _forms(base: str) -> set[str]:
    """The forms of a base: 'boom' gives 'bomen', 'brief' 'brieven', 'kas' 'kassen', 'foto' 'foto's'."""
    if len(base) < 3:
        return {base}
    found = {base, f"{base}s", f"{base}'s", f"{base}’s"}
    if base in _IRREGULAR:
        return found | {_IRREGULAR[base]}
    if base.endswith("heid"):
        return found | {f"{base[:-4]}heden"}
    for stem in _stems(base):
        found |= {f"{stem}en", f"{stem}e", f"{stem}es"}
    if base.endswith("e"):
        found |= {f"{base}n", base[:-1]} if len(base) > 4 else {f"{base}n"}
    return found


def _stems(base: str) -> set[str]:
    """What stands before '-en': a doubled vowel single, a consonant after a short one doubled, s and f as z and v."""
    double, short = _DOUBLE.fullmatch(base), _SHORT.fullmatch(base)
    if double is not None:
        last = double["last"]
        open_stem = double["head"] + double["vowel"]
        return {open_stem + letter for letter in (last, _VOICED.get(last, last))}
    several = len(_SYLLABLES.findall(base)) > 1
    if short is not None:
        doubled = base + short["last"]
        return {doubled, base} if several else {doubled}
    return {base, base[:-1] + _VOICED[base[-1]]} if base[-1] in _VOICED else {base}


def _bases(word: str) -> set[str]:
    """Words that ``word`` may be a form of."""
    bare = re.sub(r"['’]s$", "", word)
    found = {bare} if bare != word else set()
    found |= {base for base, plural in _IRREGULAR.items() if plural == word}
    if word.endswith("heden"):
        found.add(f"{word[:-5]}heid")
    for ending in ("s", "n", "en", "e", "es"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            found |= _unspelled(word.removesuffix(ending))
    return found


def _unspelled(stem: str) -> set[str]:
    found = {stem, f"{stem}e"}
    last = _VOICELESS.get(stem[-1], stem[-1])
    found.add(stem[:-1] + last)
    if len(stem) > 2 and stem[-1] == stem[-2]:
        found.add(stem[:-1])
    single = _OPEN.fullmatch(stem)
    if single is not None:
        found |= {single["head"] + 2 * single["vowel"] + letter for letter in {single["last"], last}}
    return found
