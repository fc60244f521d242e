"""Where a text stands in a document, white space and hyphens aside, and what belongs with it there."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from eval.sets import IGNORED, normalised
from ingest.document import Document
from ingest.passages import block_sentences
from ingest.records import Block, BlockKind

Span = tuple[int, int]
_KEPT = re.compile(IGNORED.pattern.replace("[", "[^", 1) + "+")


class Letters:
    """The letters of a document that count when quotes are compared, each with its place."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._places = [place for run in _KEPT.finditer(document.text) for place in range(*run.span())]
        self._text = normalised(document.text)

    def spans(self, quote: str) -> Iterator[Span]:
        """The spans of the document's text that read as ``quote``, in order; none for a quote without letters."""
        wanted = normalised(quote)
        start = self._text.find(wanted) if wanted else -1
        while start >= 0:
            yield self._places[start], self._places[start + len(wanted) - 1] + 1
            start = self._text.find(wanted, start + 1)


def surroundings(document: Document, span: Span) -> list[Span]:
    """The paragraph, whole list with its introduction, or table row with its heading row and caption around ``span``.

    Empty when ``span`` begins between blocks.
    """
    blocks = [block for block in document.blocks if block.kind is not BlockKind.FOOTNOTE]
    block = document.block_at(span[0])
    if block is None:
        return []
    if block.kind not in (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW):
        return [(block.char_start, block.char_end)]
    at = blocks.index(block)
    start = at
    while start > 0 and blocks[start - 1].kind is block.kind:
        start -= 1
    before = blocks[start - 1] if start else None
    run = list(itertools.takewhile(lambda one: one.kind is block.kind, blocks[start:]))
    kept = run if block.kind is BlockKind.LIST_ITEM else [run[0], block]
    return [*_introduction(document, before), *dict.fromkeys((one.char_start, one.char_end) for one in kept)]


def _introduction(document: Document, before: Block | None) -> list[Span]:
    """The caption, or the last sentence when a colon ends it, of the block that stands before a list or table."""
    if before is None:
        return []
    if before.kind is BlockKind.CAPTION:
        return [(before.char_start, before.char_end)]
    sentences = block_sentences(document, before)
    if not sentences or not document.text[: before.char_end].rstrip().endswith(":"):
        return []
    return [(sentences[-1].char_start, sentences[-1].char_end)]
