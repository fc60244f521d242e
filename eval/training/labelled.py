"""Sentences of advices and letters with what each tells: written for it, or of the pairs whose truth is known."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from app.comparison.labels import BODY, HEADINGS, without_label
from app.comparison.letter import REACTING
from app.comparison.tells import GENERAL, RECOMMENDS
from eval.side_by_side import Span, find_span, texts_of
from ingest.document import Document
from ingest.passages import block_sentences
from ingest.records import Block

REACTS, EXPLAINS, OTHER = "reacts", "explains", "other"
ASIDE = "aside"
SENTENCE = "sentence"


class Labelled(NamedTuple):
    """The sentences of a passage, and the label of each."""

    sentences: tuple[str, ...]
    labels: tuple[str, ...]


def written_advices(file: Path) -> list[Labelled]:
    """The passages of a file of lines 'label, form, text': sentences in a row are one, others are alone."""
    found = []
    for lines in _pieces(file):
        for running, own in itertools.groupby(lines, lambda line: line[1] == SENTENCE):
            rows = [(label, without_label(text)) for label, _, text in own]
            found += [_labelled(rows)] if running else [_labelled([row]) for row in rows]
    return found


def written_letters(file: Path) -> list[Labelled]:
    """The passages of a file of lines 'label, text', with an empty line between passages."""
    return [
        _labelled([(GENERAL if label == ASIDE else label, text) for label, text in lines]) for lines in _pieces(file)
    ]


def advice_of_pair(advice: Document, truth: Sequence[dict[str, object]]) -> list[Labelled]:
    """The blocks of an advice: 'recommends' where the truth has a statement or another place of it, 'explains' where it
    has an explanation, 'other' elsewhere.
    """

    def known_spans(*names: str) -> list[Span]:
        return [find_span(advice, text) for known in truth for name in names for text in texts_of(known, name)]

    stated, explained = known_spans("statement", "also"), known_spans("explanation")
    found = []
    for block in advice.blocks:
        if block.kind in (*HEADINGS, *BODY):
            whole = [(block.char_start, block.char_end)]
            spans = whole if block.kind in HEADINGS else _sentences(advice, block)
            labels = [RECOMMENDS if _in(own, stated) else EXPLAINS if _in(own, explained) else OTHER for own in spans]
            texts = [without_label(advice.text[slice(*own)]) for own in spans]
            found.append(_labelled(list(zip(labels, texts, strict=True))))
    return [one for one in found if one.sentences]


def letter_of_pair(letter: Document, truth: Sequence[dict[str, object]]) -> list[Labelled]:
    """The paragraphs and items of a letter: 'reacts' where the truth has a reaction, 'other' elsewhere."""
    reactions = [find_span(letter, text) for known in truth for text in texts_of(known, "reaction")]
    found = []
    for block in letter.blocks:
        if block.kind in REACTING:
            spans = _sentences(letter, block)
            rows = [(REACTS if _in(own, reactions) else OTHER, letter.text[slice(*own)]) for own in spans]
            found.append(_labelled(rows))
    return [one for one in found if one.sentences]


def _sentences(document: Document, block: Block) -> list[Span]:
    return [(one.char_start, one.char_end) for one in block_sentences(document, block)]


def _pieces(file: Path) -> Iterator[list[list[str]]]:
    """The lines of a file in columns, those without an empty line between them together."""
    for filled, lines in itertools.groupby(file.read_text("utf-8").splitlines(), bool):
        if filled:
            yield [line.split("\t") for line in lines]


def _labelled(rows: Sequence[tuple[str, str]]) -> Labelled:
    return Labelled(tuple(text for _, text in rows), tuple(label for label, _ in rows))


def _in(row: Span, spans: Sequence[Span]) -> bool:
    """Whether the middle of a sentence lies in one of ``spans``."""
    return any(start <= sum(row) // 2 < end for start, end in spans)
