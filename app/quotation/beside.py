"""What stands next to a quotation without being part of it: a page reference, a number in brackets, 'aldus de raad'."""

from __future__ import annotations

import re

from app.quotation.pasted import piece_of
from app.quotation.segment import Item, ItemKind, Segment

_PAGES = r"(?:pp?|blz|pag|pagina'?s?|bladzijden?)\.?[ \u00a0]*\d+(?:[ \u00a0]*(?:[-–]|en|tot)[ \u00a0]*\d+)*"
_NUMBERS = r"[(\[][ \u00a0]*\d{1,4}(?:[ \u00a0]*[,;–-][ \u00a0]*\d{1,4})*[ \u00a0]*[)\]]"
_REFERENCE = rf"[(\[][^()\[\]]*\b{_PAGES}[^()\[\]]*[)\]]|{_NUMBERS}|\b{_PAGES}"
_AFTER = re.compile(rf"[\s,;–-]*(?:(?:{_REFERENCE}|\baldus\b[^.:;()\[\]]*)[\s.,;]*)+$", re.IGNORECASE)
_LONGEST = 300  # characters of what stands behind a quotation
_BEFORE = re.compile(rf"^\s*(?:{_NUMBERS}\s*|aldus\b[^.,:;()]*[:,]\s*)", re.IGNORECASE)


def says_who(text: str) -> bool:
    """Whether ``text`` says no more than whose words stand beside it, or where: 'aldus de raad', '(p. 3)'."""
    return bool(_AFTER.fullmatch(text) or _BEFORE.fullmatch(text))


def set_apart(segment: Segment, pasted: str) -> list[Segment]:
    """A segment without what stands beside it, and that by itself (``beside``), in order; [] when nothing does."""
    start, end = segment.items[0].token.char_start, segment.items[-1].token.char_end
    text = pasted[start:end]
    before = _BEFORE.match(text)
    after = _AFTER.search(text, max(before.end() if before else 0, len(text) - _LONGEST))
    cuts = [start, start + (before.end() if before else 0), start + after.start() if after else end, end]
    own = [item for item in segment.items if cuts[1] <= item.token.char_start < cuts[2]]
    core = piece_of(segment, _without_numbers(own))
    if core is None or len(core.items) == len(segment.items):
        return []
    parts = [piece_of(segment, [item for item in segment.items if a <= item.token.char_start < b])
             for a, b in ((cuts[0], cuts[1]), (cuts[2], cuts[3]))]  # fmt: skip
    core = core._replace(closing=core.closing or segment.closing, open_start=segment.open_start)
    sides = [part._replace(beside=True) if part is not None else None for part in parts]
    return [one for one in (sides[0], core, sides[1]) if one is not None]


def _without_numbers(items: list[Item]) -> list[Item]:
    """``items`` without numbers between brackets, the marks of a list of sources."""
    kept: list[Item] = []
    for item in items:
        kept.append(item)
        keys = [one.token.key for one in kept[-3:]]
        if len(keys) == 3 and keys[0] == "(" and keys[1].isdigit() and keys[2] == ")":
            del kept[-3:]
        elif item.kind == ItemKind.EDITORIAL and item.stands_for_nothing and item.token.key[1:-1].strip().isdigit():
            kept.pop()
    return kept
