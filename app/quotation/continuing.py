"""What a sentence of a source goes on with where a quotation ends: a condition, an exception, a denial."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.quotation.tokens import NEGATIONS, QUOTE, Token, fold
from ingest.lexicon import alternatives

_CLAUSE_MARKS = frozenset((",", ";", ":", "-", "("))
_SURE = re.compile(rf"(?:{alternatives('continuations.anywhere')})\b")
_AFTER_MARK = re.compile(rf"(?:{alternatives('continuations.anywhere', 'continuations.after_mark', 'negations')})\b")
_PHRASE = 4  # words of the longest phrase in those lists


def turns_at_once(rest: Sequence[Token]) -> bool:
    """Whether ``rest``, what a sentence goes on with, begins with words that limit what stands before.

    'als' and 'maar' do so only after a comma or another mark between clauses: 'beschouwt dit als een kans' does not.
    """
    place, marked = 0, False
    while place < len(rest) and not rest[place].is_word:
        marked = marked or rest[place].key in _CLAUSE_MARKS
        place += 1
    return place < len(rest) and _begins(rest, place, marked)


def turns_later(rest: Sequence[Token]) -> bool:
    """Whether words anywhere in ``rest`` limit what stands before or beside it, a denial among them."""
    marked = False
    for place, token in enumerate(rest):
        if token.is_word:
            if fold(token.key) in NEGATIONS or _begins(rest, place, marked):
                return True
            marked = False
        elif token.key != QUOTE:
            marked = marked or token.key in _CLAUSE_MARKS
    return False


def _begins(rest: Sequence[Token], place: int, marked: bool) -> bool:
    words = " ".join(fold(token.key) for token in rest[place : place + _PHRASE] if token.is_word)
    return (_AFTER_MARK if marked else _SURE).match(words) is not None
