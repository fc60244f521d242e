"""Questions for a list get the whole list: every item, or every numbered heading, in its order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.quotes import Extract
from app.sentences import ScoredSentence
from index.analysis import terms, words
from ingest.document import Document
from ingest.passages import block_sentences
from ingest.records import Block, BlockKind, Sentence

MOST_ITEMS = 15
FEWEST_ITEMS = 3
_ASKS_FOR_LIST = re.compile(
    r"^(?:welke|wat zijn|wat waren|noem|geef|which|what are|list)\b|\boverzicht\b|\balle\b", re.IGNORECASE
)
_NUMBERED = re.compile(r"^(?P<word>[A-ZÀ-Ý][a-zà-ÿ]{3,}) (?P<number>\d{1,2})\b(?!\.\d)")
_QUESTIONS = frozenset(("Vraag", "Antwoord", "Vragen", "Antwoorden"))


def asks_for_list(question: str) -> bool:
    """Whether ``question`` asks for several things ('Welke ...', 'Wat zijn ...', 'Noem ...')."""
    return bool(_ASKS_FOR_LIST.search(question))


def whole_list(documents: Mapping[str, Document], question: str, ranked: Sequence[ScoredSentence]) -> list[Extract]:
    """The list that answers ``question``, an extract an item, the sentence that introduces it first; [] for none.

    Numbered headings count when the question names them in the plural ('aanbevelingen' for 'Aanbeveling 1' and on);
    list items when the best sentence is one of them or introduces them.
    """
    if not ranked or not asks_for_list(question):
        return []
    best = ranked[0]
    document = documents[best.passage.source_id]
    return _headings(document, question, best) or _items(document, best)


def _headings(document: Document, question: str, best: ScoredSentence) -> list[Extract]:
    asked = dict(zip(words(question), (terms(word) for word in words(question)), strict=True))
    runs: dict[str, list[Block]] = {}
    for block in document.blocks:
        text = document.text[block.char_start : block.char_end]
        match = _NUMBERED.match(text) if block.kind is BlockKind.HEADING else None
        if match is None or match["word"] in _QUESTIONS:
            continue
        run = runs.setdefault(match["word"], [])
        if all(_text(document, other) != text for other in run):
            run.append(block)
    for word, blocks in sorted(runs.items()):
        plural = any(stem == terms(word) and asked_word != word.lower() for asked_word, stem in asked.items())
        if plural and FEWEST_ITEMS <= len(blocks) <= MOST_ITEMS:
            return [_extract(best, Sentence(b.char_start, b.char_end, b.kind), document) for b in blocks]
    return []


def _items(document: Document, best: ScoredSentence) -> list[Extract]:
    blocks = [block for block in document.blocks if block.kind is not BlockKind.FOOTNOTE]
    at = next((place for place, b in enumerate(blocks) if b.char_start <= best.sentence.char_start < b.char_end), None)
    if at is None:
        return []
    if blocks[at].kind is BlockKind.LIST_ITEM:
        start = at
        while start > 0 and blocks[start - 1].kind is BlockKind.LIST_ITEM:
            start -= 1
    elif best.text.rstrip().endswith(":") and best.sentence.char_end == blocks[at].char_end:
        start = at + 1
    else:
        return []
    items = []
    for block in blocks[start:]:
        if block.kind is not BlockKind.LIST_ITEM:
            break
        items.append(block)
    if not FEWEST_ITEMS <= len(items) <= MOST_ITEMS:
        return []
    extracts = [_extract(best, Sentence(b.char_start, b.char_end, b.kind), document) for b in items]
    before = block_sentences(document, blocks[start - 1]) if start > 0 else []
    if before and document.text[before[-1].char_start : before[-1].char_end].endswith(":"):
        extracts.insert(0, _extract(best, before[-1], document))
    return extracts


def _extract(best: ScoredSentence, sentence: Sentence, document: Document) -> Extract:
    text = document.text[sentence.char_start : sentence.char_end]
    return Extract((replace(best, sentence=sentence, text=text),))


def _text(document: Document, block: Block) -> str:
    return document.text[block.char_start : block.char_end]
