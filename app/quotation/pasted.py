"""A pasted quotation to segments: sentences of at least three words, omissions and editorial brackets set apart."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Sequence

from app.policy import QUOTATION
from app.quotation.segment import Item, ItemKind, Segment
from app.quotation.tokens import ELLIPSIS, QUOTE, STOPS, Token, starts_with_capital, tokenize
from ingest.lexicon import listed

_NEVER_LAST = frozenset(listed("abbreviations.never_last"))
_OFTEN_INSIDE = frozenset(listed("abbreviations.often_inside"))
_PARAGRAPH_BREAK = re.compile(r"\r?\n[ \t>]*(?:\r?\n[ \t>]*)+|\f")
_QUOTED_LINE = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_OMISSION = re.compile(r"[(\[]\s*(?:…|\.(?:[ \u00a0]?\.){1,})\s*[)\]]")
_SIC = re.compile(r"[(\[]\s*sic\s*!?\s*[)\]]", re.IGNORECASE)
_BRACKET = re.compile(r"\[([^\[\]\n]{1,80})\]")
_LETTER = re.compile(r"\[(\w)\](?=\w)")


def segments(text: str, set_aside: Collection[str] = ()) -> list[Segment]:
    """The segments of a pasted text in order.

    A sentence of fewer than three words joins its neighbour in the paragraph; sentences with an omission mark between
    them are one segment. Lines that, without white space and digits, stand in ``set_aside`` (the running heads of the
    documents) are skipped.
    """
    items = _items(text, _hidden(text, set_aside))
    breaks = [match.end() for match in _PARAGRAPH_BREAK.finditer(text)]
    groups = _sentences(items, breaks)
    made = []
    for paragraph, group in _merge_short(groups):
        segment = _segment(group, paragraph)
        if segment is not None:
            made.append(segment)
    return made


def rejoined(segment: Segment, pasted: str, whole_word: Callable[[str, str], str]) -> Segment:
    """The segment with every word that a line end broke put together, where ``whole_word`` gives what its halves make.

    'geïnfor-' and 'meerd' become 'geïnformeerd', 'zee-' and 'egel' become 'zee-egel'; 'Oost-' and 'en' stay apart ('').
    """
    made: list[Item] = []
    for item in segment.items:
        last = item.token
        key = whole_word(made[-2].token.key, last.key) if _is_broken([*made[-2:], item], pasted) else ""
        if key:
            made[-2:] = [made[-2]._replace(token=Token(key, made[-2].token.char_start, last.char_end, True))]
        else:
            made.append(item)
    return segment._replace(items=tuple(made))


def _is_broken(items: Sequence[Item], pasted: str) -> bool:
    """Whether three items are a word, a hyphen attached to it, and after white space another word."""
    if len(items) < 3 or any(item.kind != ItemKind.TOKEN for item in items):
        return False
    first, hyphen, last = (item.token for item in items)
    attached = hyphen.key == "-" and first.char_end == hyphen.char_start
    return (
        attached
        and first.is_word
        and last.is_word
        and pasted[hyphen.char_end : last.char_start].replace(">", " ").isspace()
    )


def line_shape(line: str) -> str:
    """A line without white space and digits: the same for a running head on every page."""
    return re.sub(r"[\s\d]+", "", line).casefold()


def list_dash(text: str, token: Token) -> bool:
    """Whether a token is the dash before an item of a list: alone at the start of a line, white space after it."""
    if token.key != "-" or not text[token.char_end : token.char_end + 1].isspace():
        return False
    line = text[max(0, token.char_start - 20) : token.char_start].rpartition("\n")
    return not line[2].strip() and (bool(line[1]) or token.char_start < 20)


def _hidden(text: str, set_aside: Collection[str]) -> list[tuple[int, int]]:
    """Stretches of the paste that are running heads of their own between lines of text, or '> ' before a line."""
    quoted = [match.span() for match in _QUOTED_LINE.finditer(text)]
    if not set_aside:
        return quoted
    heads = [
        match.span()
        for match in re.finditer(r"[^\n]+", text)
        if len(shape := line_shape(match[0])) > 3 and shape in set_aside
    ]
    return sorted([*heads, *(one for one in quoted if not any(a <= one[0] < b for a, b in heads))])


def _items(text: str, hidden: list[tuple[int, int]]) -> list[Item]:
    special: list[tuple[int, int, Item]] = []
    for pattern, kind in ((_OMISSION, ItemKind.OMISSION), (_SIC, ItemKind.EDITORIAL), (_BRACKET, ItemKind.EDITORIAL)):
        for match in pattern.finditer(text):
            if kind == ItemKind.EDITORIAL and _LETTER.match(text, match.start()):
                continue
            token = Token(match[0], match.start(), match.end(), False)
            inner = tokenize(text, match.start(), match.end()) if pattern is _BRACKET else []
            words = tuple(found.key for found in inner if found.is_word)
            words = () if all(word.isdigit() for word in words) else words
            special.append((match.start(), match.end(), Item(kind, token, False, words)))
    special.sort(key=lambda entry: (entry[0], -entry[1]))
    items: list[Item] = []
    place = 0
    for start, end, item in [*special, (len(text), len(text), None)]:
        if start < place:
            continue
        items += _plain_items(text, place, start, hidden)
        if item is not None:
            items.append(item)
        place = max(place, end)
    return items


def _plain_items(text: str, start: int, end: int, hidden: list[tuple[int, int]]) -> list[Item]:
    items: list[Item] = []
    place = start
    for from_, to in [*((f, t) for f, t in hidden if f >= start and t <= end), (end, end)]:
        for letter in [*_LETTER.finditer(text, place, from_), None]:
            upto = from_ if letter is None else letter.start()
            items += [_item(token) for token in tokenize(text, place, upto)]
            if letter is not None:
                rest = tokenize(text, letter.end(), from_)[0]
                key = letter[1] + rest.key
                items.append(Item(ItemKind.TOKEN, Token(key, letter.start(), rest.char_end, True), True))
                place = rest.char_end
        place = to
    return items


def _item(token: Token) -> Item:
    return Item(ItemKind.OMISSION if token.key == ELLIPSIS else ItemKind.TOKEN, token)


def _sentences(items: list[Item], breaks: list[int]) -> list[tuple[int, list[Item]]]:
    groups: list[tuple[int, list[Item]]] = []
    current: list[Item] = []
    paragraph = 0
    for place, item in enumerate(items):
        start = item.token.char_start
        crossed = current and bisect_right(breaks, start) > bisect_left(breaks, current[-1].token.char_end)
        joined = current and ItemKind.OMISSION in (current[-1].kind, item.kind)
        if crossed and not joined and not item.token.key[:1].islower():
            groups.append((paragraph, current))
            current, paragraph = [], paragraph + 1
        elif current and not joined and _ends(items, place):
            groups.append((paragraph, current))
            current = []
        current.append(item)
    return [*groups, (paragraph, current)] if current else groups


def _ends(items: list[Item], place: int) -> bool:
    """Whether a sentence ends right before ``items[place]``."""
    item = items[place]
    before = place - 1
    if items[before].token.char_end == item.token.char_start:
        return False
    while before > 0 and items[before].token.key in (QUOTE, ")", "]"):
        before -= 1
    if items[before].token.key not in STOPS or items[before].kind != ItemKind.TOKEN:
        return False
    opens = item.kind == ItemKind.EDITORIAL or item.token.key in (QUOTE, "(", "-")
    if not (opens or starts_with_capital(item.token.key) or item.token.key[:1].isdigit()):
        return False
    if items[before].token.key != ".":
        return True
    word = items[before - 1].token.key.casefold() if before else ""
    if word in _NEVER_LAST or (len(word) == 1 and word.isalpha()):
        return False
    return word not in _OFTEN_INSIDE or starts_with_capital(item.token.key)


def _merge_short(groups: list[tuple[int, list[Item]]]) -> list[tuple[int, list[Item]]]:
    merged: list[tuple[int, list[Item]]] = []
    before = 0  # words of the last one
    for paragraph, group in groups:
        count = _word_count(group)
        fewest = QUOTATION.fewest_words
        if merged and merged[-1][0] == paragraph and (count < fewest or before < fewest):
            merged[-1][1].extend(group)
            before += count
        else:
            merged.append((paragraph, list(group)))
            before = count
    return merged


def _word_count(items: list[Item]) -> int:
    return sum(item.kind == ItemKind.TOKEN and item.token.is_word for item in items)


def split_at_quotes(segment: Segment, pasted: str) -> list[tuple[Segment, bool]]:
    """What stands between quotation marks inside a segment (three words or more), and what stands around it, in order.

    With each piece whether it is quoted: a newspaper's sentence gives its own words, the quotation, its own words.
    Empty when nothing is quoted. A quotation that began in the sentence before, or goes on in the next, has one mark.
    """
    start, end = segment.items[0].token.char_start, segment.items[-1].token.char_end
    opened = any(token.key == QUOTE for token in tokenize(pasted, segment.char_start, start))
    closed = any(token.key == QUOTE for token in tokenize(pasted, end, segment.char_end))
    marks = [place for place, item in enumerate(segment.items) if item.token.key == QUOTE]
    marks = [*[-1] * opened, *marks, *[len(segment.items)] * closed]
    if len(marks) % 2:
        marks = [*marks, len(segment.items)] if opened else [-1, *marks]
    cuts = [
        (start + 1, end)
        for start, end in zip(marks[::2], marks[1::2], strict=True)
        if _word_count(list(segment.items[start + 1 : end])) >= QUOTATION.fewest_words
    ]
    pieces: list[tuple[Segment | None, bool]] = []
    place = 0
    for start, end in cuts:
        pieces += [(_piece(segment, place, start - 1), False), (_piece(segment, start, end), True)]
        place = end + 1
    pieces.append((_piece(segment, place, len(segment.items)), False))
    return [(piece, is_quoted) for piece, is_quoted in pieces if cuts and piece is not None and piece.word_count]


def _piece(segment: Segment, start: int, end: int) -> Segment | None:
    while start < end and segment.items[start].token.key in (",", ";", ":"):
        start += 1
    return _segment(list(segment.items[start:end]), segment.paragraph) if start < end else None


def piece_of(segment: Segment, items: list[Item]) -> Segment | None:
    """The part of a segment that ``items`` of it make, None when they hold nothing to look for."""
    return _segment(items, segment.paragraph) if items else None


def _segment(group: list[Item], paragraph: int) -> Segment | None:
    start, end = group[0].token.char_start, group[-1].token.char_end
    first, last = 0, len(group)
    open_start = False
    while first < last and _edge(group, first):
        open_start |= group[first].kind == ItemKind.OMISSION
        first += 1
    closing, closing_end = "", end
    outer = group[0].token.key == QUOTE  # the last mark of a quotation is its pair: what stands behind it is another's
    while first < last:
        item = group[last - 1]
        final = item.kind == ItemKind.OMISSION or item.token.key in STOPS or item.token.key in ",;:"
        if not final and item.token.key != QUOTE:
            break
        if not final and outer:
            closing, closing_end, outer = "", end, False
        if final:
            closing, closing_end = (ELLIPSIS if item.kind == ItemKind.OMISSION else item.token.key), item.token.char_end
        last -= 1
    items = tuple(group[first:last])
    if not items:
        return None
    return Segment(start, end, items, closing, closing_end, open_start, paragraph, _word_count(list(items)))


def _edge(group: list[Item], place: int) -> bool:
    """Whether an item at the start is no part of the words that are quoted; a minus sign is."""
    item = group[place]
    if item.kind == ItemKind.OMISSION or item.token.key in (QUOTE, ",", ";", ":", "."):
        return True
    after = group[place + 1].token.char_start if place + 1 < len(group) else -1
    return item.token.key == "-" and after != item.token.char_end
