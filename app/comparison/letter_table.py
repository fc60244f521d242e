"""Rows of a letter's table that react to recommendations: '3 | Overgenomen | Het register komt er.'"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence

from app.comparison.naming import level, mentions
from app.comparison.policy import TRACING
from app.comparison.stand import said
from ingest.document import Document
from ingest.records import Block, BlockKind

_BEGINS = re.compile(r"\(?(?:\d{1,2}(?:\.\d{1,2})?[a-h]?|[A-H]|[IVX]{1,5})(?=[\s.:)|,/]|$)")


def reacting_rows(letter: Document, labels: Sequence[str], noun: str) -> Mapping[int, frozenset[str]]:
    """The blocks that are rows of a table which say something, by their number, each with the labels that it names.

    A row names what it begins with: a label, where the first row of its table says what the labels are ('Aanbeveling',
    'Beslispunt'), or the word and the label. A table is one of reactions when its rows name several, and then those
    alone react, or when most of what they say decides.
    """
    found: dict[int, frozenset[str]] = {}
    numbered = enumerate(letter.blocks)
    for is_row, run in itertools.groupby(numbered, lambda one: one[1].kind is BlockKind.TABLE_ROW):
        rows = list(run)
        if not is_row:
            continue
        heads = bool(re.search(rf"\b{noun}\b", level(_text(letter, rows[0][1]))))
        named = {place: _named(_text(letter, block), labels, noun, heads) for place, block in rows}
        saying = {place: own for place, own in named.items() if _says(_text(letter, letter.blocks[place]))}
        naming = {place: own for place, own in saying.items() if own}
        if len(set(naming.values())) > 1:
            found |= naming
        elif 2 * sum(_decides(_text(letter, letter.blocks[place])) for place in saying) > len(saying):
            found |= dict.fromkeys(saying, frozenset())
    return found


def _named(text: str, labels: Sequence[str], noun: str, heads: bool) -> frozenset[str]:
    """The labels that a row begins with; bare ones only below a row that ``heads`` them."""
    spoken = f"aanbeveling {text}" if heads and _BEGINS.match(text) else text
    first = next(iter(mentions(spoken, labels, noun)), None)
    return first.labels if first is not None and first.char_start == 0 else frozenset()


def _says(text: str) -> bool:
    """Whether a row says something rather than lists amounts."""
    return len(text.split()) > 1 and (text.rstrip()[-1:] in (*".!?",) or _decides(text))


def _decides(text: str) -> bool:
    return said(text, own=True).weight >= TRACING.decisive


def _text(letter: Document, block: Block) -> str:
    return letter.text[block.char_start : block.char_end]
