"""Questions for a list get the whole list: every item, or every numbered heading, in its order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.answer.document_lists import ListInText, list_at, list_in_prose_at
from app.answer.policy import LISTS
from app.answer.quotes import Extract
from app.answer.ranked_sentences import ScoredSentence
from app.question.parsing import Question
from index.analysis import terms, words
from index.values.number_words import counting
from ingest.document import Document
from ingest.records import Block, BlockKind, Sentence

_ASKS_FOR_LIST = re.compile(
    r"^(?:(?:\w+ )?welke|wat zijn|wat waren|noem|geef|which|what are|list)\b|\boverzicht\b|\balle\b", re.IGNORECASE
)
_NUMBERS = {
    word: number
    for words_of in (counting(), counting("en"))
    for number, word in enumerate(words_of[:10], 1)
    if number > 1
}
_VERBS = r"(?:moeten|hebben|worden|werden|zijn|waren|kunnen|mogen|zullen|krijgen|gaan|willen|komen|is|was)"
_ASKS_IN_PLURAL = re.compile(
    rf"^(?:(?:\w+ )?(?:welke|which) (?:(?:\w+e|{'|'.join(_NUMBERS)}) )*(?!{_VERBS}\b)\w{{3,}}(?:en|s)\b"
    r"|wat zijn\b|wat waren\b|what are\b|noem\b)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^(?P<word>[A-ZÀ-Ý][a-zà-ÿ]{3,}) (?P<number>\d{1,2})\b(?!\.\d)")
_QUESTIONS = frozenset(("Vraag", "Antwoord", "Vragen", "Antwoorden"))


def whole_list(
    documents: Mapping[str, Document], question: Question, ranked: Sequence[ScoredSentence], chosen: Sequence[Extract]
) -> list[Extract]:
    """The list that answers ``question``; [] for none. ``chosen`` are the extracts without it.

    A list whose items stand together is one extract, one that is spread over the document has an extract an item.

    A question for a list gets numbered headings that it names in the plural ('aanbevelingen' for 'Aanbeveling 1' and
    on), else the list of the best extract, else, when it asks in the plural, one that a sentence among the best stands
    in and that is introduced with a word of the question. Any question whose best extract ends in a colon gets what
    comes after the colon.
    """
    if not ranked or not chosen:
        return []
    document = documents[ranked[0].passage.source_id]
    if _ASKS_FOR_LIST.search(question.text) and question.kind != "wanneer":
        found = _headings(document, question, ranked[0])
        found = found or _items(documents, question, chosen[0], named=False)
        for scored in ranked[: LISTS.near_best] if _ASKS_IN_PLURAL.search(question.text) else ():
            found = found or _items(documents, question, Extract((scored,)), named=True)
        return found
    return _after_the_colon(documents, question, chosen[0])


def _headings(document: Document, question: Question, best: ScoredSentence) -> list[Extract]:
    asked = dict(zip(words(question.text), (terms(word) for word in words(question.text)), strict=True))
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
        if plural and LISTS.fewest_items <= len(blocks) <= LISTS.most_items:
            return _extracts(document, best, [Sentence(b.char_start, b.char_end, b.kind) for b in blocks])
    return []


def _items(documents: Mapping[str, Document], question: Question, extract: Extract, *, named: bool) -> list[Extract]:
    """The list that one of the extract's sentences stands in or introduces, if it is as long as is asked; ``named``:
    only when its introduction shares a word with the question.
    """
    asked = [number for word, number in _NUMBERS.items() if word in words(question.text)]
    for scored in extract.sentences:
        document = documents[scored.passage.source_id]
        for found in (list_at(document, scored.sentence), list_in_prose_at(document, scored.sentence)):
            if found is None or not LISTS.fewest_items <= len(found.items) <= LISTS.most_items:
                continue
            if (asked and len(found.items) not in asked) or (named and not _names(document, found, question)):
                continue
            together = all(item.kind is BlockKind.LIST_ITEM for item in found.items)
            return [_whole(document, scored, found.items)] if together else _extracts(document, scored, found.items)
    return []


def _names(document: Document, found: ListInText, question: Question) -> bool:
    first = found.introduction
    return first is not None and bool(
        set(question.terms) & set(terms(document.text[first.char_start : first.char_end]))
    )


def _after_the_colon(documents: Mapping[str, Document], question: Question, extract: Extract) -> list[Extract]:
    """The items that an extract introduces: in one with it, or with it as their lead where it says nothing else."""
    last = extract.sentences[-1]
    document = documents[last.passage.source_id]
    found = list_at(document, last.sentence) if last.text.rstrip().endswith(":") else None
    if found is None or len(found.items) > LISTS.most_items:
        return []
    items = _whole(document, last, found.items)
    alone = len(extract.sentences) == 1 and question.kind in ("wat", "welke", "hoe")
    return [items if alone else Extract((*extract.sentences, *items.sentences))]


def _whole(document: Document, scored: ScoredSentence, items: Sequence[Sentence]) -> Extract:
    return Extract(tuple(one for item in _extracts(document, scored, items) for one in item.sentences))


def _extracts(document: Document, scored: ScoredSentence, items: Sequence[Sentence]) -> list[Extract]:
    return [replace(_extract(scored, item, document), follows=row > 0) for row, item in enumerate(items)]


def _extract(best: ScoredSentence, sentence: Sentence, document: Document) -> Extract:
    text = document.text[sentence.char_start : sentence.char_end]
    return Extract((replace(best, sentence=sentence, text=text),))


def _text(document: Document, block: Block) -> str:
    return document.text[block.char_start : block.char_end]
