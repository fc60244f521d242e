"""Whether two unequal runs of tokens differ in typesetting only: a hyphen at a line end, a footnote's mark."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from app.quotation.pasted import list_dash
from app.quotation.segment import Item
from app.quotation.tokens import Token, tokenize
from app.quotation.word_index import DocumentTokens
from ingest.document import Document

HYPHENS = "-\u00ad\u2010\u2011\u0002\ufffe"


def same_run(text: DocumentTokens, items: Sequence[Item], places: Sequence[int], before: int, pasted: str) -> bool:
    """Whether the pasted ``items`` and the document's tokens at ``places`` (after token ``before``) are the same words.

    'geïnfor-' at a line end with 'meerd' is the document's 'geïnformeerd'; a hyphen at the end of a line of the
    document's own raw text may be there or not; a footnote's label that stood there may be attached to its word; a
    dash at the start of a line may mark an item of a list.
    """
    if not items:
        return False
    if not places and all(list_dash(pasted, item.token) for item in items):
        return True
    ours = _paste_readings([item.token for item in items], pasted)
    tokens = [text.tokens[place] for place in places]
    theirs = _raw_readings(text, places) | {
        " ".join(token.key for token in tokens),
        " ".join(_at_line_end(text.document, token) for token in tokens),
    }
    return bool(ours & theirs) or _has_note_mark(text, items, places, before, pasted)


def _raw_readings(text: DocumentTokens, places: Sequence[int]) -> set[str]:
    """The words as the page's raw text has them ('CO 2-opslag' for 'CO2-opslag'), as far as it is one page."""
    if not places:
        return set()
    spans = text.document.raw_spans(text.tokens[places[0]].char_start, text.tokens[places[-1]].char_end)
    if len(spans) != 1:
        return set()
    raw = text.document.page(spans[0].page_number).raw
    return {" ".join(token.key for token in tokenize(raw, spans[0].raw_start, spans[0].raw_end))}


def _paste_readings(tokens: Sequence[Token], pasted: str) -> set[str]:
    """The pasted words as they stand, and with every line-end hyphen taken out or closed up."""
    joined, closed = [tokens[0].key], [tokens[0].key]
    for before, token in pairwise(tokens):
        broken = (
            before.key == "-"
            and len(joined) > 1
            and pasted[before.char_end : token.char_start].replace(">", " ").isspace()
        )
        if broken and token.is_word:
            joined[-2:] = [joined[-2] + token.key]
            closed[-2:] = [f"{closed[-2]}-{token.key}"]
        else:
            joined.append(token.key)
            closed.append(token.key)
    return {" ".join(token.key for token in tokens), " ".join(joined), " ".join(closed)}


def _at_line_end(document: Document, token: Token) -> str:
    """A document's word with the hyphens at line ends of its raw text the other way: put in or taken out."""
    key, start = token.key, token.char_start
    if not token.is_word or len(key) != token.char_end - start:
        return key
    letters = []
    for place, letter in enumerate(key):
        at = start + place
        breaks = _line_breaks_after(document, at)
        if letter == "-" and breaks:
            continue
        letters.append(letter)
        if breaks and place + 1 < len(key) and key[place + 1] != "-":
            letters.append("-")
    return "".join(letters)


def _line_breaks_after(document: Document, char_position: int) -> bool:
    """Whether the raw text breaks the line right after a character, or after the hyphen behind it."""
    page, offset = int(document.page_numbers[char_position]), int(document.raw_offsets[char_position])
    if offset < 0:
        return False
    raw = document.page(page).raw
    here = raw[offset : offset + 1] in HYPHENS
    after = raw[offset + 1 : offset + 3] if not here else raw[offset : offset + 2]
    return after[:1] != "" and after[:1] in HYPHENS and (len(after) == 1 or after[1].isspace())


def _has_note_mark(
    text: DocumentTokens, items: Sequence[Item], places: Sequence[int], before: int, pasted: str
) -> bool:
    """Whether the paste holds the same words with a footnote's label, where the document had that label.

    PDF readers copy a raised label with a space before it or without; at any other place a number is a word.
    """
    written = pasted[items[0].token.char_start : items[-1].token.char_end]
    ours = {reading for reading in _paste_readings([item.token for item in items], pasted) if " " not in reading}
    if not any(letter.isspace() for letter in written):
        ours.add("".join(item.token.key for item in items))
    if places:
        keys = [text.tokens[place].key for place in places]
        readings = (
            "".join([*keys[: at + 1], text.labels[place], *keys[at + 1 :]])
            for at, place in enumerate(places)
            if place in text.labels
        )
        return not ours.isdisjoint(readings)
    return not ours.isdisjoint((text.labels.get(before), text.labels.get(before - 1)))
