"""What stands in the document at the ends of a quotation: where sentences begin and end, and words cut off there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from app.quotation.continuing import turns_at_once, turns_later
from app.quotation.segment import Segment
from app.quotation.tokens import (
    ELLIPSIS,
    NEGATIONS,
    NEUTRAL_ENDS,
    QUOTE,
    STOPS,
    Token,
    fold,
    starts_with_capital,
)
from app.quotation.word_index import DocumentTokens

UNITS = frozenset("%‰°")


class End(NamedTuple):
    """What stands at an end of the quotation in the document: words that were cut off there, and why that matters."""

    words: Sequence[int] = ()
    reason: str = ""
    outermost: int = -1


def sentence_starts(text: DocumentTokens, place: int) -> bool:
    """Whether a sentence of the document starts at a token."""
    before = place - 1
    while before >= 0 and text.block_numbers[before] == text.block_numbers[place]:
        key = text.tokens[before].key
        if key not in (QUOTE, "(", "["):
            return key in STOPS
        before -= 1
    return True


def sentence_ends(text: DocumentTokens, place: int) -> bool:
    """Whether a sentence of the document ends with a token or with the marks right after it."""
    if text.tokens[place].key in STOPS:
        return True
    after = place + 1
    while after < len(text.tokens) and text.block_numbers[after] == text.block_numbers[place]:
        key = text.tokens[after].key
        if key not in (QUOTE, ")", "]", ";"):
            return key in STOPS
        after += 1
    return True


def may_begin(text: DocumentTokens, place: int) -> bool:
    """Whether a quotation that is presented as a whole sentence may start at a token."""
    return sentence_starts(text, place) or text.tokens[place - 1].key in NEUTRAL_ENDS


def left_end(text: DocumentTokens, segment: Segment, first: int) -> End:
    before = first - 1
    if before < 0 or text.block_numbers[before] != text.block_numbers[first]:
        return End(outermost=first)
    token, start = text.tokens[before], text.tokens[first]
    minus = token.key == "-" and token.char_end == start.char_start and start.key[0].isdigit()
    if fold(token.key) in NEGATIONS or minus:
        return End((before,), "words" if minus else "negation", first)
    item = segment.items[0]
    whole = starts_with_capital(item.token.key) and not item.free_case and segment.closing in STOPS - {ELLIPSIS}
    if not (whole and segment.closing and not segment.open_start) or sentence_starts(text, first):
        return End(outermost=first)
    opening = before
    while opening > 0 and text.tokens[opening - 1].key not in STOPS:
        if text.block_numbers[opening - 1] != text.block_numbers[first]:
            break
        opening -= 1
    words = range(opening, first)
    if may_begin(text, first) and not turns_later([Token(",", 0, 0, False), *(text.tokens[at] for at in words)]):
        return End(outermost=first)
    return End(words, "cut_off", first)


def right_end(text: DocumentTokens, segment: Segment, last: int) -> End:
    near = range(last + 1, min(last + 4, len(text.tokens)))
    here = [place for place in near if text.block_numbers[place] == text.block_numbers[last]]
    if here and fold(text.tokens[here[0]].key) in NEGATIONS:
        return End(_rest(text, last), "negation", last)
    if here and text.tokens[here[0]].key in UNITS and text.tokens[last].key[-1].isdigit():
        return End((here[0],), "words", last)
    ended = text.tokens[last].key in STOPS
    rest = [] if ended else _rest(text, last)
    if segment.closing != ELLIPSIS and turns_at_once([text.tokens[place] for place in rest]):
        return End(rest, "cut_off", last)
    after = next((place for place in here if text.tokens[place].key not in (QUOTE, ")", "]")), None)
    if segment.closing in ("", ELLIPSIS) or segment.closing in NEUTRAL_ENDS or (ended and segment.closing == "."):
        return End(outermost=last)
    key = text.tokens[after].key if after is not None else ""
    if after is not None and (key == segment.closing or (key == ELLIPSIS and segment.closing == ".")):
        return End(outermost=after)
    if key in ("?", "!") or segment.closing != ".":
        return End((after,) if after is not None and key in STOPS else (), "punctuation", last)
    if after is None or (key in NEUTRAL_ENDS and not turns_later([text.tokens[place] for place in rest])):
        return End(outermost=last)
    return End(rest, "cut_off", last)


def _rest(text: DocumentTokens, last: int) -> list[int]:
    """The tokens after ``last`` up to the end of its sentence, without the marks that end it."""
    words: list[int] = []
    place = last + 1
    while place < len(text.tokens) and text.block_numbers[place] == text.block_numbers[last]:
        if text.tokens[place].key in STOPS:
            break
        words.append(place)
        place += 1
    while words and text.tokens[words[-1]].key in (QUOTE, ")", "]"):
        words.pop()
    return words
