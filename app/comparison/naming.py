"""Which recommendations a text names: 'aanbeveling 3', 'aanbevelingen 3a en b', 'de derde en vierde aanbeveling'."""

from __future__ import annotations

import functools
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
# A letter that reacts to recommendations may call them otherwise; 'punt' only with whose it is.
IN_A_LETTER = (
    rf"(?:{NOUN}|advies|adviezen|adviespunt(?:en)?|voorstel(?:len)?"
    r"|punt(?:en)?(?= van (?:de|het) [a-z]*(?:raad|college|commissie)\b))"
)

_WORDED = "|".join(sorted((*CARDINALS, *_ROMAN), key=len, reverse=True))
DECIMAL = r"(?:\d{1,2}\.\d{1,2}(?!\d|[.,]\d))"
NUMBER = rf"(?:\d{{1,2}}(?![\d.,]\d)|(?:{_WORDED})(?![a-z]{{2}}))"
ORDINAL = rf"(?:{'|'.join((*ORDINALS, LAST))}|\d{{1,2}}(?:st)?e)"
LETTER = r"(?:\s?[a-h](?![a-z0-9]))"
ALONE = r"(?:(?<![a-z0-9])[a-h](?![a-z0-9]))"
_ITEM = rf"\(?(?:{DECIMAL}{LETTER}?|{NUMBER}{LETTER}?|{ALONE})\)?(?![a-z0-9])"
_JOIN = (
    r"\s*(?:,\s*en\b|,|en\b|of\b|als\b|tot en met\b|t/m\b|&|/|-|alsook\b|alsmede\b|,?\s*(?:onderdeel|onder|sub)\b)\s*"
)
_LIST = rf"{_ITEM}(?:{_JOIN}(?:{NOUN}\s+)?(?:{_ITEM}))*"
_ORDERED_LIST = rf"{ORDINAL}(?:{_JOIN}(?:de\s+|het\s+)?{ORDINAL})*"
_PART = re.compile(rf"(?P<through>tot en met|t/m|-)|(?P<number>{DECIMAL}|{NUMBER})\s?(?P<letter>[a-h](?![a-z0-9]))?"
                   rf"|(?P<alone>{ALONE})")  # fmt: skip
_ORDER_PART = re.compile(rf"(?P<through>tot en met|t/m|-)|(?P<number>{ORDINAL})")
_PART_OF = re.compile(rf"({NUMBER})\s*,?\s*(?:onderdeel|onder|sub)\s+(?=[a-h](?![a-z0-9]))")


def in_a_letter(noun: str) -> str:
    """The pattern of what a letter calls the recommendations that the advice calls ``noun`` ('beslispunt', '')."""
    return rf"(?:{IN_A_LETTER}|{re.escape(noun)}(?:en|s)?)" if noun else IN_A_LETTER


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


def mentions(text: str, labels: Sequence[str], noun: str = NOUN, *, with_parts: bool = True) -> list[Mention]:
    """Where ``text`` names recommendations, in order; ``labels`` are all that there are ('1', '2', '3a').

    'aanbeveling 3', 'aanbevelingen 1 tot en met 4', '3a en b', 'de derde en vierde aanbeveling', 'de laatste
    aanbeveling'; not 'de zeven aanbevelingen'. A number whose recommendation has parts names its parts too, unless
    ``with_parts`` is false; where all labels are sections of one chapter ('4.2', '4.3'), it says which one in order.
    ``noun`` is the pattern of what the advice calls a recommendation.
    """
    plain = level(text)
    found = []
    numbered, counts, ordered, order_alone = _patterns(noun)
    for match in numbered.finditer(plain):
        found.append(Mention(*match.span(), _labels(_PART, match["list"], labels, with_parts)))
    counted = list(counts.finditer(plain))
    for match in counted:
        found.append(Mention(*match.span(), _at_side(match["side"], number_of(match["count"]), labels)))
    for pattern in (ordered, order_alone):
        for match in pattern.finditer(plain):
            if any(other.start() <= match.start() < other.end() for other in counted):
                continue
            found.append(Mention(*match.span(), _labels(_ORDER_PART, match["list"], labels, with_parts)))
    return sorted(one for one in found if one.labels)


@functools.cache
def _patterns(noun: str) -> tuple[re.Pattern[str], ...]:
    """The ways to name recommendations that are called ``noun``: numbered, 'eerste drie', in order, and order alone."""
    return (
        re.compile(rf"\b{noun}\s+(?:nr\.?\s*|nummers?\s+)?(?P<list>{_LIST})"),
        re.compile(rf"\b(?P<side>eerste|{LAST})\s+(?P<count>{_WORDED}|\d{{1,2}})\s+{noun}\b"),
        re.compile(rf"\b(?P<list>{_ORDERED_LIST})\s+(?:[a-z]+\s+)?{noun}\b"),
        re.compile(
            rf"\b{noun}\b[^.]{{0,40}}?\b(?:is|betreft|zijn)\s+(?:de|het)\s+(?P<list>{_ORDERED_LIST})(?=\s*(?:[.,;:]|$))"
        ),
    )


def split_label(label: str) -> tuple[int, int, str]:
    """A label as number, number below it and letter, by which labels are in order: '3a' is (3, 0, 'a'), '2.1'
    (2, 1, '') and 'B' (2, 0, '').
    """
    head = whole_of(label)
    if head.isalpha():
        return ord(head) - ord("A") + 1, 0, ""
    number, _, below = head.partition(".")
    return int(number), int(below or 0), label[len(head) :]


def whole_of(label: str) -> str:
    """The label of what a part belongs to: '3' for '3a'; any other label itself."""
    return label.rstrip("abcdefgh")


def parts_of(label: str, labels: Sequence[str]) -> frozenset[str]:
    """The label and the labels of its parts, as far as they are among ``labels``."""
    return frozenset(one for one in labels if label in (one, whole_of(one), one.partition(".")[0]))


def _wholes(labels: Sequence[str]) -> list[str]:
    """The labels without parts, in order."""
    return list(dict.fromkeys(whole_of(label) for label in sorted(labels, key=split_label)))


def _at_side(side: str, count: int, labels: Sequence[str]) -> frozenset[str]:
    """The labels of the first or last so many."""
    wholes = _wholes(labels)
    chosen = wholes[:count] if side != LAST else wholes[-count:]
    return frozenset(label for label in labels if whole_of(label) in chosen)


def _labels(part: re.Pattern[str], written: str, labels: Sequence[str], with_parts: bool) -> frozenset[str]:
    order, wholes = sorted(labels, key=split_label), _wholes(labels)
    of_one_chapter = len({label.partition(".")[0] for label in wholes}) == 1 and all("." in label for label in wholes)
    counted = of_one_chapter or (part is _ORDER_PART and not any(label.isdigit() for label in wholes))
    found: set[str] = set()
    last, through, whole = "", False, ""
    for match in part.finditer(_PART_OF.sub(r"\1", written)):
        groups = match.groupdict()
        if groups["through"]:
            through = True
            continue
        letter = groups.get("letter") or groups.get("alone") or ""
        if groups["number"]:
            whole = _whole(groups["number"], wholes, counted=counted)
        one = f"{whole}{letter}" if whole else letter.upper()
        if through and last in order and one in order:
            found |= set(order[order.index(last) : order.index(one) + 1])
        found |= {one} if one in labels and not with_parts else parts_of(one, labels)
        last, through = one, False
    return frozenset(found)


def _whole(written: str, wholes: Sequence[str], *, counted: bool) -> str:
    """The label that a written number stands for; ``counted`` where it says which one in order it is."""
    if written == LAST:
        return wholes[-1] if wholes else ""
    if "." in written:
        return written
    number = number_of(written)
    return str(number) if not counted else wholes[number - 1] if 0 < number <= len(wholes) else "0"
