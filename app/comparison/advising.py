"""Sentences of running text in which the writer of an advice recommends something."""

from __future__ import annotations

import re

from app.comparison.naming import level
from app.comparison.records import FoundRecommendation
from ingest.document import Document
from ingest.passages import block_sentences
from ingest.records import Block, BlockKind, Sentence

_BODY = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTATION, BlockKind.TABLE_ROW)
_WHO = (
    r"(?:de (?:advies)?raad|het (?:advies)?college|de (?:advies|staats)?commissie|het planbureau|het instituut|"
    r"de taskforce|de werkgroep|het panel|de autoriteit|wij|we)"
)
_NEAR, _FAR = r"[^.;:]{0,40}?", r"[^.;:]{0,220}?"
_VERB = r"(?:beveelt|bevelen|adviseert|adviseren|raadt|raden|pleit|pleiten|bepleit|bepleiten|roept|roepen)"
_PARTICLE = (
    rf"(?:(?:beveelt|bevelen|raadt|raden)\b{_FAR}\baan\b|(?:adviseert|adviseren|bepleit|bepleiten)\b"
    rf"|(?:pleit|pleiten)\b{_NEAR}\b(?:voor|ervoor)\b|(?:roept|roepen)\b{_FAR}\bop\b)"
)
_ADVISES = re.compile(
    rf"\b{_WHO}\b{_NEAR}\b{_PARTICLE}|\b(?={_VERB}\b\s+(?:[a-z]+\s+){{0,2}}?{_WHO}\b){_PARTICLE}"
    rf"|^(?:beveel|adviseer)\b"
    rf"|\b(?:ons|onze|het|de|zijn|haar)\s+(?:[a-z]+\s+)?(?:advies|aanbeveling)\b{_NEAR}\b(?:is|luidt)\b[^:]{{0,40}}(?::|\bom\b|\bdat\b)"
    rf"|\b{_WHO}\b{_NEAR}\bdoet de aanbeveling\b|\b{_WHO} (?:komt|komen) tot de aanbeveling\b"
)
_SUMS_UP = re.compile(r"\b(?:adviezen|aanbevelingen)\b")


def advising_sentences(document: Document) -> list[FoundRecommendation]:
    """The sentences in which the writer recommends, in document order, with what the paragraph says after them.

    A sentence that ends in a colon hands over to the items below it, each a recommendation. Labels are left empty.
    """
    found: list[FoundRecommendation] = []
    for place, block in enumerate(document.blocks):
        if block.kind not in _BODY:
            continue
        sentences = block_sentences(document, block)
        advising = [row for row, one in enumerate(sentences) if _advises(document, one)]
        for row, until in zip(advising, [*advising, len(sentences)][1:], strict=True):
            one, last = sentences[row], sentences[until - 1]
            hands_over = one.char_end == block.char_end and document.text[one.char_end - 1] == ":"
            items = _items_below(document, place) if hands_over else []
            explanation = ((sentences[row + 1].char_start, last.char_end),) if until > row + 1 else ()
            found += [FoundRecommendation("", item.char_start, item.char_end) for item in items] or [
                FoundRecommendation("", one.char_start, one.char_end, explanation)
            ]
    return found


def _advises(document: Document, sentence: Sentence) -> bool:
    text = level(document.text[sentence.char_start : sentence.char_end])
    return bool(_ADVISES.search(text)) and not (text.endswith(":") and _SUMS_UP.search(text))


def _items_below(document: Document, place: int) -> list[Block]:
    items = []
    for block in document.blocks[place + 1 :]:
        if block.kind is not BlockKind.LIST_ITEM:
            break
        items.append(block)
    return items
