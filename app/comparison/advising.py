"""Sentences of running text in which the writer of an advice recommends something."""

from __future__ import annotations

import re

from app.comparison.naming import ORDINALS, level, number_of
from app.comparison.records import FoundRecommendation
from ingest.document import Document
from ingest.passages import block_sentences
from ingest.records import Block, BlockKind, Sentence

_BODY = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTATION, BlockKind.TABLE_ROW)
_WHO = (
    r"(?:de [a-z]*raad|het [a-z]*college|de [a-z]*commissie|het [a-z]*planbureau|het [a-z]*instituut|"
    r"de taskforce|de [a-z]*werkgroep|het [a-z]*panel|de autoriteit|wij|we)"
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
    rf"|\b(?:wordt|worden)\b{_NEAR}\b(?:aanbevolen|geadviseerd)\b|\baanbevolen wordt\b"
    rf"|\b(?:doet|doen)\b{_NEAR}\ber(?:\s+[a-z]+)? goed aan\b"
    rf"|\b{_WHO}\b{_NEAR}\bdoet de aanbeveling\b|\b{_WHO} (?:komt|komen) tot de aanbeveling\b"
)
_COUNTS = re.compile(rf"ten (?P<order>{'|'.join(ORDINALS)})\b")
_SUMS_UP = re.compile(r"\b(?:adviezen|aanbevelingen)\b")


def advising_sentences(document: Document) -> list[FoundRecommendation]:
    """The sentences in which the writer recommends, in document order, with what the paragraph says after them.

    A sentence that ends in a colon hands over to the items below it, each a recommendation. Labels are left empty.
    """
    found: list[FoundRecommendation] = []
    counted = _counted(document)
    for place, block in enumerate(document.blocks):
        if block.kind not in _BODY:
            continue
        sentences = block_sentences(document, block)
        advising = [row for row, one in enumerate(sentences) if one in counted or _advises(document, one)]
        for row, until in zip(advising, [*advising, len(sentences)][1:], strict=True):
            one, last = sentences[row], sentences[until - 1]
            hands_over = one.char_end == block.char_end and document.text[one.char_end - 1] == ":"
            items = _items_below(document, place) if hands_over else []
            explanation = ((sentences[row + 1].char_start, last.char_end),) if until > row + 1 else ()
            found += [FoundRecommendation("", item.char_start, item.char_end) for item in items] or [
                FoundRecommendation("", one.char_start, one.char_end, explanation)
            ]
    return found


def _counted(document: Document) -> set[Sentence]:
    """The sentences that begin with 'Ten eerste', 'Ten tweede' and so on, where the writer recommends in most."""
    runs: list[list[Sentence]] = [[]]
    for block in document.blocks:
        for one in block_sentences(document, block) if block.kind in _BODY else ():
            match = _COUNTS.match(level(document.text[one.char_start : one.char_end]))
            place = number_of(match["order"]) if match else 0
            if place == 1:
                runs.append([one])
            elif place and place == len(runs[-1]) + 1:
                runs[-1].append(one)
    return {one for run in runs if 2 * sum(_advises(document, each) for each in run) > len(run) > 1 for one in run}


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
