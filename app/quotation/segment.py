"""A sentence of a pasted text, as it is looked for: tokens, omission marks and editorial brackets."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from app.quotation.tokens import Token


class ItemKind(StrEnum):
    """What a piece of a quotation is: a token of the source, or something that the one who quotes put there."""

    TOKEN = "token"
    OMISSION = "omission"
    EDITORIAL = "editorial"


class Item(NamedTuple):
    """A token, an omission mark or an editorial bracket; ``free_case`` for '[D]e', whose capital is the editor's.

    ``inserted_words`` are the words of a bracket that stands for words of the source; '[sic]' and '[12]' have none.
    """

    kind: ItemKind
    token: Token
    free_case: bool = False
    inserted_words: tuple[str, ...] = ()

    @property
    def stands_for_nothing(self) -> bool:
        """Whether it is a bracket that no word of the source may hide behind."""
        return self.kind == ItemKind.EDITORIAL and not self.inserted_words


class Segment(NamedTuple):
    """A sentence of the pasted text.

    ``beside`` when it is no quotation but a reference or an attribution next to one. ``items`` are what is looked for,
    without quotation marks and omissions at the ends; ``closing`` is the mark at the
    end that was taken off ('' when none), ``open_start`` whether an omission mark stood before it, ``paragraph`` the
    number of its paragraph, ``word_count`` the number of words that can be looked for.
    """

    char_start: int
    char_end: int
    items: tuple[Item, ...]
    closing: str
    closing_end: int
    open_start: bool
    paragraph: int
    word_count: int
    beside: bool = False
