"""A letter as sentences, each with the recommendations that it or the heading above it names."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from app.comparison.labels import without_label
from app.comparison.letter_table import reacting_rows
from app.comparison.naming import mentions
from app.comparison.policy import TRACING
from app.comparison.stand import (
    is_general,
    is_general_heading,
    restates,
    takes_together,
)
from app.comparison.tracing import NOTHING, Rows
from index.analysis import fold
from index.embedded.passage_vectors import PassageText
from ingest.document import Document
from ingest.passages import block_sentences
from ingest.records import BlockKind

REACTING = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTATION)


@dataclass(frozen=True, slots=True)
class LetterSentence:
    """A sentence, the number of its block, the headings above it, and what it names itself (rows)."""

    char_start: int
    char_end: int
    block: int
    heading_path: tuple[str, ...]
    kind: BlockKind
    named: Rows
    opens: bool


def letter_sentences(letter: Document, labels: Sequence[str], noun: str) -> list[LetterSentence]:
    """The sentences of the running text, lists, quotations and tables of reactions of ``letter``, in order."""
    rows = {label: row for row, label in enumerate(labels)}
    found = []
    of_rows = reacting_rows(letter, labels, noun)
    for number, block in enumerate(letter.blocks):
        if block.kind not in REACTING and number not in of_rows:
            continue
        for place, one in enumerate(block_sentences(letter, block)):
            text = letter.text[one.char_start : one.char_end]
            there = mentions(text, labels, noun, with_parts=False)
            names = of_rows.get(number) or frozenset(label for mention in there for label in mention.labels)
            named = frozenset(rows[label] for label in names)
            opens = place == 0 and (number in of_rows or (bool(there) and there[0].char_start < TRACING.opening))
            found.append(
                LetterSentence(one.char_start, one.char_end, number, block.heading_path, block.kind, named, opens)
            )
    return found


def letter_paragraphs(letter: Document, sentences: Sequence[LetterSentence]) -> list[PassageText]:
    """The sentences by paragraph with the heading above it, as an encoder reads them together."""
    found = []
    for _, own in itertools.groupby(sentences, lambda one: one.block):
        run = list(own)
        above = run[0].heading_path[-1] if run[0].heading_path else ""
        found.append(PassageText(above, tuple(letter.text[one.char_start : one.char_end] for one in run)))
    return found


class HeadingClaims:
    """The rows that the headings of a letter stand for, by number or by the title of a recommendation."""

    def __init__(self, titles: Sequence[str], labels: Sequence[str], noun: str) -> None:
        self._titles = [fold(without_label(title)) for title in titles]
        self._labels = labels
        self._noun = noun
        self._known: dict[str, Rows] = {}

    def of(self, headings: Sequence[str]) -> Rows:
        """What the innermost heading that stands for any stands for; empty when none does."""
        for heading in reversed(headings):
            if heading not in self._known:
                self._known[heading] = self._one(heading)
            if self._known[heading]:
                return self._known[heading]
        return NOTHING

    def _one(self, heading: str) -> Rows:
        rows = {label: row for row, label in enumerate(self._labels)}
        named = {rows[label] for one in mentions(heading, self._labels, self._noun) for label in one.labels}
        bare = fold(without_label(heading))
        alike = {
            row for row, title in enumerate(self._titles) if fuzz.token_sort_ratio(bare, title) >= TRACING.same_heading
        }
        return frozenset(named or alike)


def filled(letter: Document, sentences: Sequence[LetterSentence], way: Sequence[Rows]) -> list[Rows]:
    """``way`` with the gaps of a section closed: what lies between two sentences about the same is about that too, and
    so is all below a heading of its own that is mostly about one thing; what leads up to the first sentence that names
    a recommendation belongs to it.
    """
    found = _with_those_ahead(letter, sentences, way)
    general = [is_general(_text_of(letter, one)) or not ends(letter, one) for one in sentences]
    for _, places in itertools.groupby(range(len(sentences)), lambda place: sentences[place].heading_path):
        section = list(places)
        above = sentences[section[0]].heading_path
        if not above:
            continue
        own = [place for place in section if way[place]]
        for last, place in itertools.pairwise(own):
            if way[last] == way[place]:
                _fill(found, range(last + 1, place), way[place], general)
        if not own or is_general_heading(above[-1]):
            continue
        first = own[0]
        if len({way[place] for place in own}) == 1 and len(own) >= TRACING.section * len(section):
            _fill(found, section, way[first], general)
        elif len(way[first]) == 1 and (
            sentences[first].named == way[first] or restates(_text_of(letter, sentences[first]))
        ):
            leading = [place for place in section if place < first and sentences[place].block == sentences[first].block]
            _fill(found, leading, way[first], general)
    return found


def _with_those_ahead(letter: Document, sentences: Sequence[LetterSentence], way: Sequence[Rows]) -> list[Rows]:
    """``way`` in which a sentence that takes together what none names yet ('Deze twee onderwerpen hangen samen') and
    opens a section is about all that the section goes on about, if that is more than one.
    """
    found = list(way)
    for _, places in itertools.groupby(range(len(sentences)), lambda place: sentences[place].heading_path):
        first, *rest = list(places)
        ahead = frozenset[int]().union(*(way[place] for place in rest))
        opens = sentences[first].heading_path and not sentences[first].named
        if opens and 1 < len(ahead) <= TRACING.most_ahead and takes_together(_text_of(letter, sentences[first])):
            found[first] = ahead
    return found


def ends(letter: Document, one: LetterSentence) -> bool:
    """Whether the block of a sentence ends as text does, or is an item: a date, an address or a signature does not."""
    block = letter.blocks[one.block]
    text = letter.text[block.char_start : block.char_end].rstrip(" '\"’”»)")
    return one.kind is not BlockKind.PARAGRAPH or text[-1:] in (*".?!:;",)


def _text_of(letter: Document, one: LetterSentence) -> str:
    """The words of a sentence."""
    return letter.text[one.char_start : one.char_end]


def _fill(found: list[Rows], places: Iterable[int], rows: Rows, general: Sequence[bool]) -> None:
    """Let the ``places`` that are about nothing yet be about ``rows``, those of a ``general`` sentence excepted."""
    for place in places:
        found[place] = found[place] or (NOTHING if general[place] else rows)
