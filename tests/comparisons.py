"""Comparisons made by hand, for tests of what is done with one: no model says what reacts to what."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

from app.citation.place import make_citation
from app.comparison.records import Compared, Comparison, Deciding, Passage, Reaction, Recommendation
from app.comparison.stand import said
from ingest.document import Document
from ingest.records import Block, BlockKind
from tests.documents import make_document, make_source

ADVICE = make_document(
    (BlockKind.HEADING, "Aanbeveling 1: Meet de drukte op het strand"),
    "Tel elke zomer de bezoekers.",
    (BlockKind.HEADING, "Aanbeveling 2: Betaal de strandwachten beter"),
    "Zij verdienen te weinig.",
    (BlockKind.HEADING, "Aanbeveling 3: Sluit het oude zwembad"),
    "Het lekt.",
    (BlockKind.HEADING, "Aanbeveling 4: Plant meer bomen langs de boulevard"),
    "Er is te weinig schaduw.",
    source=make_source("advies", "advies", "Een advies"),
)
LETTER = make_document(
    "De raad wil weten hoe druk het is. Aanbeveling 1 neem ik over. De telling begint in juni.",
    "Aanbeveling 2 neem ik deels over. Het loon stijgt minder dan de raad wil.",
    "Aanbeveling 3 wijst het kabinet af. Het bad is net verbouwd.",
    source=make_source("brief", "kabinetsreactie", "Een brief"),
)
_LABEL = re.compile(r"(\d+[a-h]?|[A-H]):")


def laid_beside(advice: Document, letter: Document, reactions: Mapping[str, Sequence[str]]) -> Comparison:
    """A comparison in which each heading of ``advice`` with a label ('Aanbeveling 3: ...') recommends, and what follows
    explains; ``reactions`` are by label sentences of ``letter`` whose paragraphs react, of which the first decides.
    """
    numbers = itertools.count(1)
    compared = []
    for place, block in enumerate(advice.blocks):
        label = _LABEL.search(advice.text[block.char_start : block.char_end])
        if block.kind is not BlockKind.HEADING or label is None:
            continue
        below = itertools.takewhile(lambda one: one.kind is not BlockKind.HEADING, advice.blocks[place + 1 :])
        own, *explained = (_passage(advice, one, next(numbers)) for one in (block, *below))
        reacting = [_reaction(letter, sentence, numbers) for sentence in reactions.get(label[1], ())]
        compared.append(
            Compared(
                Recommendation(label[1], own.text, own.citation, tuple(explained)),
                tuple(reaction for reaction, _ in reacting),
                reacting[0][1] if reacting else None,
            )
        )
    return Comparison(advice.source.id, letter.source.id, tuple(compared))


def _passage(document: Document, block: Block, number: int) -> Passage:
    start, end = block.char_start, block.char_end
    return Passage(document.text[start:end], make_citation(document, start, end, number))


def _reaction(letter: Document, sentence: str, numbers: Iterator[int]) -> tuple[Reaction, Deciding]:
    """The paragraph that holds ``sentence`` as a reaction, and the sentence as what decides."""
    start = letter.text.index(sentence)
    end = start + len(sentence)
    (block,) = (one for one in letter.blocks if one.char_start <= start < one.char_end)
    whole, heard = _passage(letter, block, next(numbers)), said(sentence)
    decides = Deciding(sentence, make_citation(letter, start, end, next(numbers)), heard.stand, heard.marks)
    return Reaction(whole.text, whole.citation, "number"), decides
