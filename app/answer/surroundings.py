"""What is shown around a quote, outside its quotation marks: what it leans on, and its neighbours."""

from __future__ import annotations

import re
from typing import NamedTuple

from app.answer.document_lists import list_at
from app.answer.policy import QUOTES
from app.answer.ranked_sentences import ScoredSentence
from ingest.document import Document
from ingest.lexicon import alternatives
from ingest.passages import block_sentences
from ingest.records import Block, BlockKind, Sentence

_ORDINAL = f"(?:{alternatives('ordinals')})"
_LEANS = re.compile(
    rf"^(?=[A-Z])(?i:(?:{alternatives('leaning_openers')})\b|(?:daar|hier|er|waar)[a-z]+\b|tegelijk|ten slotte\b"
    rf"|ten {_ORDINAL}\b|in de {_ORDINAL} plaats\b|een (?!eerste)(?:laatste|andere|{_ORDINAL})\b"
    r"|in (?:19|20)\d\d (?:is|zijn|was|waren) (?:dat|dit|die|deze)\b)"
)


class Surroundings(NamedTuple):
    """What stands before and after a quote, each with its start in the document: '' and -1 for nothing."""

    lead_start: int = -1
    lead: str = ""
    tail_start: int = -1
    tail: str = ""


def surroundings(document: Document, first: ScoredSentence, last: ScoredSentence, *, grown: bool) -> Surroundings:
    """What belongs around the sentences from ``first`` to ``last``.

    An item of a list gets what introduces it, a row of a table its caption and header. A sentence of a paragraph that
    leans on the one before it ('Daarom ...') gets that one; when ``grown``, its neighbours before and after, if short.
    """
    start, end = first.sentence.char_start, last.sentence.char_end
    block = document.block_at(start)
    if block is None:
        return Surroundings()
    if first.sentence.kind is BlockKind.LIST_ITEM:
        told = list_at(document, first.sentence)
        return _around(document, told.introduction if told else None, None)
    if first.sentence.kind is BlockKind.TABLE_ROW:
        return _around(document, _top_of_table(document, block), None)
    own = block_sentences(document, block) if block.kind is BlockKind.PARAGRAPH else []
    before = next((one for one in reversed(own) if one.char_end <= start), None)
    after = next((one for one in own if one.char_start >= end), None)
    leans = bool(_LEANS.match(first.text))
    if before is None and leans:
        before = _before_block(first)
    return _around(document, before if grown or leans else None, after if grown else None)


def _around(document: Document, before: Sentence | None, after: Sentence | None) -> Surroundings:
    lead, tail = (document.text[one.char_start : one.char_end] if one else "" for one in (before, after))
    if before is not None and before.kind is BlockKind.PARAGRAPH and len(lead.split()) > QUOTES.neighbour_words:
        before, lead = None, ""
    if len(tail.split()) > QUOTES.neighbour_words:
        after, tail = None, ""
    return Surroundings(before.char_start if before else -1, lead, after.char_start if after else -1, tail)


def _before_block(first: ScoredSentence) -> Sentence | None:
    """The sentence before one that opens its paragraph; 'Het' there is seldom what was spoken of."""
    before = [one for one in first.passage.sentences if one.char_end <= first.sentence.char_start]
    fits = bool(before) and before[-1].kind is BlockKind.PARAGRAPH and not first.text.startswith("Het ")
    return before[-1] if fits else None


def _top_of_table(document: Document, row: Block) -> Sentence | None:
    """The caption and the header of the table that ``row`` stands in, as far as they stand above it."""
    blocks = document.blocks
    at = blocks.index(row)
    top = at
    while top > 0 and blocks[top - 1].kind is BlockKind.TABLE_ROW:
        top -= 1
    titled = top > 0 and blocks[top - 1].kind is BlockKind.CAPTION
    if top == at and not titled:
        return None
    first = blocks[top - 1] if titled else blocks[top]
    return Sentence(first.char_start, (blocks[top] if top < at else first).char_end, BlockKind.TABLE_ROW)
