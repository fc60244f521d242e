"""Which recommendations a text names: 'aanbeveling 3', 'aanbevelingen 3a en b', 'de derde en vierde aanbeveling'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.analysis import fold
from index.values.number_words import counting
from ingest.lexicon import listed

ORDINALS = listed("ordinals")
CARDINALS = counting()[: len(ORDINALS)]
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_NUMBERS = {
    **{str(number): number for number in range(1, 100)},
    **{name: number for names in (CARDINALS, ORDINALS, _ROMAN) for number, name in enumerate(names, 1)},
}
LAST = "laatste"
NOUN = r"(?:hoofd|deel|kern)?aanbeveling(?:en)?"

_WORDED = "|".join(sorted((*CARDINALS, *_ROMAN), key=len, reverse=True))
NUMBER = rf"(?:\d{{1,2}}(?![\d.,]\d)|(?:{_WORDED})(?![a-z]{{2}}))"
ORDINAL = rf"(?:{'|'.join((*ORDINALS, LAST))}|\d{{1,2}}(?:st)?e)"
LETTER = r"(?:\s?[a-h](?![a-z0-9]))"
_ITEM = rf"\(?{NUMBER}{LETTER}?\)?(?![a-z0-9])|\(?[a-h]\)?(?![a-z0-9])"
_JOIN = r"\s*(?:,\s*en\b|,|en\b|of\b|tot en met\b|t/m\b|&|/|-|alsook\b|alsmede\b|,?\s*(?:onderdeel|onder|sub)\b)\s*"
_LIST = rf"\(?{NUMBER}{LETTER}?\)?(?![a-z0-9])(?:{_JOIN}(?:{NOUN}\s+)?(?:{_ITEM}))*"
_ORDERED_LIST = rf"{ORDINAL}(?:{_JOIN}(?:de\s+)?{ORDINAL})*"
_PART = re.compile(rf"(?P<through>tot en met|t/m|-)|(?P<number>{NUMBER})\s?(?P<letter>[a-h](?![a-z0-9]))?"
                   rf"|(?P<alone>(?<![a-z0-9])[a-h](?![a-z0-9]))")  # fmt: skip
_ORDER_PART = re.compile(rf"(?P<through>tot en met|t/m|-)|(?P<number>{ORDINAL})")
_PART_OF = re.compile(rf"({NUMBER})\s*,?\s*(?:onderdeel|onder|sub)\s+(?=[a-h](?![a-z0-9]))")
_COUNTED = re.compile(rf"\b(?P<side>eerste|{LAST})\s+(?P<count>{_WORDED}|\d{{1,2}})\s+{NOUN}\b")
_ORDERED = re.compile(rf"\b(?P<list>{_ORDERED_LIST})\s+(?:[a-z]+\s+)?{NOUN}\b")
_ORDER_ALONE = re.compile(
    rf"\b{NOUN}\b[^.]{{0,40}}?\b(?:is|betreft|zijn)\s+de\s+(?P<list>{_ORDERED_LIST})(?=\s*(?:[.,;:]|$))"
)


class Mention(NamedTuple):
    """The labels that a stretch ``[char_start, char_end)`` of a text names."""

    char_start: int
    char_end: int
    labels: frozenset[str]


def level(text: str) -> str:
    """Lower case without accents, character for character, so that offsets stay right."""
    return "".join(fold(letter)[:1] or letter for letter in text).replace("\u2013", "-").replace("\u2011", "-")


def number_of(written: str) -> int:
    """The number that a cardinal, ordinal, Roman or plain figure stands for; 0 for none."""
    return _NUMBERS.get(written) or _NUMBERS.get(re.sub(r"(?:st)?e$", "", written), 0)


def mentions(text: str, labels: Sequence[str], noun: str = NOUN) -> list[Mention]:
    """Where ``text`` names recommendations, in order; ``labels`` are all that there are ('1', '2', '3a').

    'aanbeveling 3', 'aanbevelingen 1 tot en met 4', '3a en b', 'de derde en vierde aanbeveling', 'de laatste
    aanbeveling'; not 'de zeven aanbevelingen'. A number whose recommendation has parts names its parts too. ``noun``
    is the pattern of what the advice calls a recommendation.
    """
    plain = level(text)
    found = []
    numbered = rf"\b{noun}\s+(?:nr\.?\s*|nummers?\s+)?(?P<list>{_LIST})"
    for match in re.finditer(numbered, plain):
        found.append(Mention(*match.span(), _labels(_PART, match["list"], labels)))
    counted = list(_COUNTED.finditer(plain))
    for match in counted:
        found.append(Mention(*match.span(), _at_side(match["side"], number_of(match["count"]), labels)))
    for pattern in (_ORDERED, _ORDER_ALONE):
        for match in pattern.finditer(plain):
            if any(other.start() <= match.start() < other.end() for other in counted):
                continue
            found.append(Mention(*match.span(), _labels(_ORDER_PART, match["list"], labels)))
    return sorted(one for one in found if one.labels)


def split_label(label: str) -> tuple[int, str]:
    """A label as number and letter: '3a' is (3, 'a'), '4' is (4, '')."""
    digits = label.rstrip("abcdefgh")
    return int(digits), label[len(digits) :]


def parts_of(label: str, labels: Sequence[str]) -> frozenset[str]:
    """The label and the labels of its parts, as far as they are among ``labels``."""
    number, letter = split_label(label)
    return frozenset(one for one in labels if one == label or (not letter and split_label(one)[0] == number))


def _at_side(side: str, count: int, labels: Sequence[str]) -> frozenset[str]:
    """The labels of the first or last so many numbers."""
    numbers = sorted({split_label(label)[0] for label in labels})
    chosen = numbers[:count] if side != LAST else numbers[-count:]
    return frozenset(label for label in labels if split_label(label)[0] in chosen)


def _labels(part: re.Pattern[str], written: str, labels: Sequence[str]) -> frozenset[str]:
    order = sorted(labels, key=split_label)
    found: set[str] = set()
    last, through, number = "", False, 0
    for match in part.finditer(_PART_OF.sub(r"\1", written)):
        groups = match.groupdict()
        if groups["through"]:
            through = True
            continue
        if groups["number"]:
            number = split_label(order[-1])[0] if groups["number"] == LAST and order else number_of(groups["number"])
        one = f"{number}{groups.get('letter') or groups.get('alone') or ''}"
        if through and last in order and one in order:
            found |= set(order[order.index(last) : order.index(one) + 1])
        found |= parts_of(one, labels)
        last, through = one, False
    return frozenset(found)
