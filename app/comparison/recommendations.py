"""The recommendations of an advice, found by structure and wording, and which of them a text mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.analysis import fold
from ingest.document import Document
from ingest.records import Block, BlockKind
from ingest.sentences import sentence_spans

_HEADINGS = (BlockKind.HEADING, BlockKind.TITLE)
_BODY = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTATION, BlockKind.TABLE_ROW)
_CARDINALS = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")
_ORDINALS = ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_NUMBERS = {
    **{str(number): number for number in range(1, 100)},
    **{name: number for names in (_CARDINALS, _ORDINALS, _ROMAN) for number, name in enumerate(names, 1)},
}
LAST = "laatste"
LABEL_LETTERS = 80

_NUMBER = rf"(?:\d{{1,2}}(?![\d.,]\d)|{'|'.join(sorted((*_CARDINALS, *_ROMAN), key=len, reverse=True))})\b"
_ORDINAL = rf"(?:{'|'.join((*_ORDINALS, LAST))}|\d{{1,2}}(?:st)?e)"
_JOIN = r"\s*(?:,|en|of|tot en met|t/m|&|-)\s*"
_NUMBERED = re.compile(rf"\baanbeveling(?:en)?\s+(?:nr\.?\s*|nummers?\s+)?\(?({_NUMBER}\)?(?:{_JOIN}\(?{_NUMBER}\)?)*)")
_ORDERED = re.compile(rf"\b({_ORDINAL}(?:{_JOIN}(?:de\s+)?{_ORDINAL})*)\s+(?:[a-z]+\s+)?aanbeveling(?:en)?\b")
_THROUGH = re.compile(rf"({_NUMBER}|{_ORDINAL})\s*\)?\s*(?:tot en met|t/m|-)\s*(?:de\s+)?\(?({_NUMBER}|{_ORDINAL})")
_ITEM = re.compile(rf"{_ORDINAL}|{_NUMBER}")
_LABELLED = re.compile(
    rf"\s*(?:aanbeveling\s+({_NUMBER})|({_ORDINAL})\s+aanbeveling)\s*(?:[:.)\u2013\u2014-]|\||$)?\s*", re.IGNORECASE
)
_LEADING_NUMBER = re.compile(r"\s*\(?(\d{1,2})(?:[.):]|\s)\s*")
_ABOUT = re.compile(r"\baanbevelingen?\b|\badviezen\b")
_ADVISES = re.compile(
    r"\b(?:beveelt|bevelen)\b.{0,200}?\baan\b|\b(?:adviseert|adviseren)\b|\b(?:raadt|raden)\b.{0,80}?\baan\b"
    r"|\b(?:pleit|pleiten)\b.{0,40}?\bvoor\b|^(?:beveel|adviseer)\b"
)
_ADVISER = re.compile(r"\b(?:raad|rli|wij|we|commissie|planbureau|college)\b|^(?:beveel|adviseer)\b")


class FoundRecommendation(NamedTuple):
    """A recommendation: ``number`` from 1, its own words ``[char_start, char_end)``, and its explanation's span.

    ``explanation`` is the first paragraph below a heading, or None when the recommendation is a sentence or list item.
    """

    number: int
    char_start: int
    char_end: int
    explanation: tuple[int, int] | None


def find_recommendations(document: Document) -> list[FoundRecommendation]:
    """The recommendations of a document in order of their number; empty when none can be told from the text.

    Tried in this order, the first that finds any decides: headings and paragraphs that begin with 'Aanbeveling 3';
    headings or list items below a heading with 'aanbevelingen'; sentences in which the writer recommends ('De raad
    beveelt aan ...'). A recommendation that stands in several places (a summary, a table of contents) counts once, at
    the place with the longest explanation.
    """
    return _labelled(document) or _below_heading(document) or _sentences(document)


def mentioned(text: str, count: int) -> frozenset[int]:
    """The numbers (1 to ``count``) of the recommendations that a text names.

    'aanbeveling 3', 'aanbevelingen 1 tot en met 4', 'de derde en vierde aanbeveling', 'de laatste aanbeveling'; not
    'de zeven aanbevelingen'.
    """
    plain = _level(text)
    found: set[int] = set()
    for pattern in (_NUMBERED, _ORDERED):
        for match in pattern.finditer(plain):
            found |= _numbers(match[1], count)
    return frozenset(number for number in found if 1 <= number <= count)


def opens_with_mention(text: str, count: int) -> frozenset[int]:
    """The numbers that a paragraph's first words name ('Aanbeveling 3: ...', 'De derde aanbeveling ...')."""
    plain = _level(text)[:60]
    opened = re.match(rf"(?:de\s+)?(?:{_NUMBERED.pattern[2:]}|{_ORDERED.pattern[2:]})", plain)
    return mentioned(opened[0], count) if opened else frozenset()


def without_label(text: str) -> str:
    """A recommendation's words without 'Aanbeveling 3:' or '3.' before them."""
    match = _LABELLED.match(_level(text[:LABEL_LETTERS])) or _LEADING_NUMBER.match(text)
    return text[match.end() :] if match and match.end() < len(text) else text


def _level(text: str) -> str:
    """Lower case without accents, character for character, so that offsets stay right."""
    return "".join(fold(letter)[:1] or letter for letter in text).replace("\u2013", "-").replace("\u2011", "-")


def _numbers(written: str, count: int) -> set[int]:
    numbers = {_value(item[0], count) for item in _ITEM.finditer(written)}
    for match in _THROUGH.finditer(written):
        numbers |= set(range(_value(match[1], count), _value(match[2], count) + 1))
    return numbers


def _value(name: str, count: int) -> int:
    if name == LAST:
        return count
    return _NUMBERS.get(name) or _NUMBERS.get(re.sub(r"(?:st)?e$", "", name), 0)


def _labelled(document: Document) -> list[FoundRecommendation]:
    best: dict[int, tuple[int, FoundRecommendation]] = {}
    for place, block in enumerate(document.blocks):
        if block.kind not in (*_HEADINGS, *_BODY):
            continue
        text = document.text[block.char_start : block.char_end]
        match = _LABELLED.match(_level(text[:LABEL_LETTERS]))
        if match is None or not _is_label(text, match, block):
            continue
        number = _value(match[1] or match[2], 0)
        body = _body(document, place)
        if match.end() >= len(text) and body:
            found = FoundRecommendation(number, body[0].char_start, body[0].char_end, _span(body[1:]))
        else:
            found = FoundRecommendation(number, block.char_start, block.char_end, _span(body))
        length = sum(below.char_end - below.char_start for below in body) + len(text)
        if number > 0 and (number not in best or length > best[number][0]):
            best[number] = (length, found)
    return [best[number][1] for number in sorted(best)]


def _is_label(text: str, match: re.Match[str], block: Block) -> bool:
    """A paragraph needs a mark after 'Aanbeveling 3'; 'Aanbeveling 3 gaat over ...' only speaks about it."""
    return block.kind in _HEADINGS or match.end() >= len(text) or bool(re.search(r"[:.)|\u2013\u2014-]\s*$", match[0]))


def _body(document: Document, place: int) -> list[Block]:
    """The paragraphs and items below a heading, or right after a paragraph that carries its own label."""
    body = []
    head = document.blocks[place]
    for block in document.blocks[place + 1 :]:
        if block.kind in _HEADINGS and (block.level <= head.level or head.kind not in _HEADINGS):
            break
        if block.kind in _BODY:
            if _LABELLED.match(_level(document.text[block.char_start : block.char_end][:LABEL_LETTERS])):
                break
            body.append(block)
    return body


def _span(body: Sequence[Block]) -> tuple[int, int] | None:
    return (body[0].char_start, body[0].char_end) if body else None


def _below_heading(document: Document) -> list[FoundRecommendation]:
    """Sub-headings, else numbered paragraphs, else list items, of the section about recommendations with the most."""
    best: list[FoundRecommendation] = []
    for place, block in enumerate(document.blocks):
        text = _level(document.text[block.char_start : block.char_end])
        if block.kind not in _HEADINGS or not _ABOUT.search(text):
            continue
        section = list(_section(document, place))
        headings = [at for at in section if document.blocks[at].kind in _HEADINGS]
        lowest = min((document.blocks[at].level for at in headings), default=0)
        headings = [at for at in headings if document.blocks[at].level == lowest]
        numbered = [at for at in section if _is_numbered(document, document.blocks[at])]
        items = [at for at in section if document.blocks[at].kind == BlockKind.LIST_ITEM]
        chosen = next((group for group in (headings, numbered, items) if len(group) > 1), headings or numbered or items)
        if len(chosen) > len(best):
            best = [_numbered_from(document, number, at) for number, at in enumerate(chosen, 1)]
    return best


def _section(document: Document, place: int) -> Iterator[int]:
    head = document.blocks[place]
    for at in range(place + 1, len(document.blocks)):
        if document.blocks[at].kind in _HEADINGS and document.blocks[at].level <= head.level:
            return
        yield at


def _is_numbered(document: Document, block: Block) -> bool:
    if block.kind not in _BODY:
        return False
    text = document.text[block.char_start : block.char_end]
    return bool(_LEADING_NUMBER.match(block.label + " ") if block.label else _LEADING_NUMBER.match(text))


def _numbered_from(document: Document, number: int, place: int) -> FoundRecommendation:
    block = document.blocks[place]
    body = _body(document, place) if block.kind in _HEADINGS else []
    return FoundRecommendation(number, block.char_start, block.char_end, _span(body))


def _sentences(document: Document) -> list[FoundRecommendation]:
    found: list[FoundRecommendation] = []
    for block in document.blocks:
        if block.kind not in _BODY:
            continue
        for start, end in sentence_spans(document.text[block.char_start : block.char_end]):
            start, end = block.char_start + start, block.char_start + end
            plain = _level(document.text[start:end])
            if _ADVISES.search(plain) and _ADVISER.search(plain):
                found.append(FoundRecommendation(len(found) + 1, start, end, None))
    return found
