"""The lists in a document: the one that a sentence stands in or introduces, and those in running text."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from app.answer.policy import LISTS
from ingest.document import Document
from ingest.lexicon import alternatives, listed
from ingest.passages import block_sentences
from ingest.records import BlockKind, Sentence

_ORDINAL = re.compile(rf"^(?:Ten|In de|De) (?P<ordinal>{alternatives('ordinals')})\b(?! (?:Kamer|Wereldoorlog)\b)")
_LAST = re.compile(r"^(?:Ten slotte|Tenslotte|Tot slot|Als laatste)\b")


@dataclass(frozen=True, slots=True)
class ListInText:
    """The items of a list in order, and the sentence before it that introduces it, None when none does."""

    introduction: Sentence | None
    items: tuple[Sentence, ...]


def list_at(document: Document, sentence: Sentence) -> ListInText | None:
    """The list that ``sentence`` stands in, or that it introduces with a colon; None when there is none."""
    blocks = [block for block in document.blocks if block.kind is not BlockKind.FOOTNOTE]
    at = next((place for place, b in enumerate(blocks) if b.char_start <= sentence.char_start < b.char_end), None)
    if at is None:
        return None
    if blocks[at].kind is BlockKind.LIST_ITEM:
        start = at
        while start > 0 and blocks[start - 1].kind is BlockKind.LIST_ITEM:
            start -= 1
    elif _introduces(document, sentence) and sentence.char_end == blocks[at].char_end:
        start = at + 1
    else:
        return None
    run = itertools.takewhile(lambda block: block.kind is BlockKind.LIST_ITEM, blocks[start:])
    items = tuple(Sentence(block.char_start, block.char_end, block.kind) for block in run)
    before = block_sentences(document, blocks[start - 1]) if start > 0 else []
    introduction = before[-1] if before and _introduces(document, before[-1]) else None
    return ListInText(introduction, items) if items else None


def list_in_prose_at(document: Document, sentence: Sentence) -> ListInText | None:
    """The list in running text ('In de eerste plaats ..., In de tweede plaats ...') that ``sentence`` stands in, or
    stands right before; None when there is none.
    """
    paragraphs = [block for block in document.blocks if block.kind is BlockKind.PARAGRAPH]
    sentences = [one for block in paragraphs for one in block_sentences(document, block)]
    before: Sentence | None = None
    run: list[Sentence] = []
    for previous, one in itertools.pairwise([None, *sentences, None]):
        text = document.text[one.char_start : one.char_end] if one is not None else ""
        match = _ORDINAL.match(text)
        number = listed("ordinals").index(match["ordinal"]) + 1 if match else 0
        near = bool(run) and one is not None and one.char_start - run[-1].char_end < LISTS.apart
        if near and (number == len(run) + 1 or (len(run) > 1 and _LAST.match(text))) and one is not None:
            run.append(one)
        elif number == 1 or one is None:
            start = before.char_start if before is not None else run[0].char_start if run else 0
            if run and start <= sentence.char_start < run[-1].char_end:
                return ListInText(before, tuple(run))
            before, run = previous, [one] if one is not None else []
    return None


def _introduces(document: Document, sentence: Sentence) -> bool:
    return document.text[sentence.char_start : sentence.char_end].rstrip().endswith(":")
