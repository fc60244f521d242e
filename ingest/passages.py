"""A document cut into passages: whole sentences of one section, overlapping by a sentence."""

from __future__ import annotations

import hashlib
import itertools
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.document import Document
from ingest.records import Block, BlockKind, Passage, Sentence
from ingest.sentences import sentence_spans
from ingest.settings import IngestSettings

LEFT_OUT = frozenset((BlockKind.TITLE, BlockKind.HEADING, BlockKind.LINK, BlockKind.PULL_QUOTE, BlockKind.CAPTION))
WHOLE = frozenset((BlockKind.TABLE_ROW,))


def cut_passages(document: Document, settings: IngestSettings) -> tuple[Passage, ...]:
    """The passages of ``document`` in reading order.

    A passage is a slice of the document's text: whole sentences of consecutive blocks under one heading and one
    question, about ``settings.passage_words`` words at most (a longer sentence stands alone). Titles, headings, links,
    captions and pull quotes are in none; a question and a footnote stand apart from running text.
    """
    passages: list[Passage] = []
    seen: Counter[tuple[str, ...]] = Counter()
    for blocks in _sections(document.blocks):
        sentences = [sentence for block in blocks for sentence in block_sentences(document, block)]
        for start, end in _windows(document, sentences, settings):
            passages.append(_passage(document, blocks[0], sentences[start:end], seen))
    return tuple(passages)


def block_sentences(document: Document, block: Block) -> list[Sentence]:
    """The sentences of one block, as spans of the document's text; a table row is one."""
    if block.kind in WHOLE:
        return [Sentence(block.char_start, block.char_end, block.kind)]
    text = document.text[block.char_start : block.char_end]
    return [
        Sentence(block.char_start + start, block.char_start + end, block.kind) for start, end in sentence_spans(text)
    ]


def _sections(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Runs of blocks that may share a passage."""

    def section(block: Block) -> tuple[object, ...]:
        apart = block.kind if block.kind in (BlockKind.QUESTION, BlockKind.FOOTNOTE) else None
        return (block.heading_path, block.question, apart, block.label if apart else "")

    for _, run in itertools.groupby(blocks, key=lambda block: block.kind in LEFT_OUT):
        kept = [block for block in run if block.kind not in LEFT_OUT]
        for _, same in itertools.groupby(kept, key=section):
            yield list(same)


def _windows(document: Document, sentences: Sequence[Sentence], settings: IngestSettings) -> Iterator[tuple[int, int]]:
    lengths = [len(document.text[s.char_start : s.char_end].split()) for s in sentences]
    start = 0
    while start < len(sentences):
        end, words = start, 0
        while end < len(sentences) and (end == start or words + lengths[end] <= settings.passage_words):
            words += lengths[end]
            end += 1
        yield start, end
        if end == len(sentences):
            return
        start = max(start + 1, end - settings.overlap_sentences)


def _passage(
    document: Document, block: Block, sentences: Sequence[Sentence], seen: Counter[tuple[str, ...]]
) -> Passage:
    start, end = sentences[0].char_start, sentences[-1].char_end
    text = document.text[start:end]
    key = (document.source.id, *block.heading_path, block.question, text)
    seen[key] += 1
    digest = hashlib.sha256("\0".join((*key, str(seen[key]))).encode("utf-8", "surrogatepass")).hexdigest()
    return Passage(
        id=f"{document.source.id}-{digest[:12]}",
        source_id=document.source.id,
        role=document.source.role,
        kind=block.kind,
        heading_path=block.heading_path,
        question=block.question,
        char_start=start,
        char_end=end,
        text=text,
        page_numbers=document.span_page_numbers(start, end),
        sentences=tuple(sentences),
    )
