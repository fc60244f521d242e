"""The part of a document that a question names: 'hoofdstuk 3', 'tabel 2', 'bijlage B', 'de derde maatregel'.

Which parts there are the documents say themselves, in the labels that their headings and captions open with.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.answer.policy import LISTS, QUOTES
from app.answer.quotes import Extract
from app.answer.ranked_sentences import ScoredSentence
from app.comparison.naming import ORDINAL, level, number_of
from index.analysis import content_words, terms
from index.opened import Index
from ingest.document import Document
from ingest.lexicon import listed
from ingest.records import Block, BlockKind

CHAPTER = "hoofdstuk"
_CHAPTERS = frozenset((CHAPTER, "paragraaf", "sectie", "par", "§"))
_NUMBER = r"(?P<number>\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]+)"
_LABEL = re.compile(rf"^(?P<word>[a-z]{{4,}}) {_NUMBER}(?![\w.]*\w)")
_BARE = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2})*)\.?\s")
_NAMED = re.compile(rf"(?P<word>\b[a-z]{{3,}}\.? |§ ?){_NUMBER}(?![\w%]|[.,]\d)")
_ORDERED = re.compile(rf"\b(?P<number>{ORDINAL}) (?P<word>[a-z]{{4,}})")


@dataclass(frozen=True, slots=True)
class NamedPart:
    """A part of the document ``source_id``: its heading or caption and what stands under it, [char_start, char_end).

    ``char_begin`` is where the text under that heading or caption begins, ``rows`` are those of the passages that hold
    it, ascending.
    """

    source_id: str
    char_start: int
    char_begin: int
    char_end: int
    rows: tuple[int, ...]

    def holds(self, source_id: str, char_start: int) -> bool:
        """Whether a place of a document stands in it."""
        return self.source_id == source_id and self.char_begin <= char_start < self.char_end


class NamedParts:
    """The parts of the documents of an open index that a question can name; their labels are read once."""

    def __init__(self, index: Index) -> None:
        self.index = index

    def of(self, question: str, role: str = "") -> tuple[NamedPart, ...]:
        """Those that ``question`` names by a number, in document order; empty for none.

        Where documents of the ``role`` whose words are asked for are loaded, parts of no other document count: chapter
        2 of the advice holds no words of the cabinet. A part of which no passage is indexed does not count either.
        """
        wanted = frozenset(_names(level(question)))
        if not wanted:
            return ()
        named = sorted({place for name in wanted for place in self._labelled.get(name, ())})
        speaking = self.index.manifest.roles
        if role and role in speaking:
            named = [place for place in named if speaking[place[0]] == role]
        parts = (self._part(*place) for place in named)
        return tuple(part for part in parts if part.rows)

    @cached_property
    def _labelled(self) -> dict[tuple[str, str], list[tuple[int, int, int, int]]]:
        """Where the parts of each name are: the number of the source, and the three places of a ``NamedPart``."""
        found: dict[tuple[str, str], list[tuple[int, int, int, int]]] = {}
        for number, source_id in enumerate(self.index.manifest.source_ids):
            for labels, heading, below in _parts(self.index.documents[source_id]):
                for label in labels:
                    place = (number, heading.char_start, below[0].char_start, below[-1].char_end)
                    found.setdefault(label, []).append(place)
        return found

    def _part(self, number: int, start: int, begin: int, end: int) -> NamedPart:
        passages = self.index.passages
        rows = (row for row in self.index.sources.rows_of(number) if passages[row].char_start < end)
        held = tuple(row for row in rows if begin < passages[row].char_end)
        return NamedPart(self.index.manifest.source_ids[number], start, begin, end, held)


def asks_for_whole(question: str) -> bool:
    """Whether ``question`` says nothing but which part it wants ('Wat staat er in tabel 2?')."""
    rest = level(question)
    for pattern in (_ORDERED, _NAMED):
        rest = pattern.sub(" ", rest)
    return set(content_words(rest)) <= set(listed("asks_for_whole"))


def openings(index: Index, parts: Sequence[NamedPart]) -> list[Extract]:
    """How each of ``parts`` begins: the rows of a table together, else its first two sentences or first list."""
    found = []
    for part in parts:
        passages = [index.passages[row] for row in part.rows]
        own = {one.char_start: (passage, one) for passage in passages for one in passage.sentences}
        inside = [own[start] for start in sorted(own) if part.char_begin <= start < part.char_end]
        kinds = itertools.groupby(inside, key=lambda one: one[1].kind)
        kind, run = next(kinds, (BlockKind.PARAGRAPH, iter(())))
        taken = list(itertools.islice(run, QUOTES.opening if kind is BlockKind.PARAGRAPH else LISTS.most_items))
        document = index.documents[part.source_id]
        texts = [document.text[one.char_start : one.char_end] for _, one in taken]
        scored = [ScoredSentence(p, one, text, 0.0, 0.0, 0.0) for (p, one), text in zip(taken, texts, strict=True)]
        found += [Extract(tuple(scored))] if scored else []
    return found


def _names(question: str) -> Iterator[tuple[str, str]]:
    for found in _NAMED.finditer(question):
        yield _noun(found["word"].strip(" .")), found["number"]
    for found in _ORDERED.finditer(question):
        yield _noun(found["word"]), str(number_of(found["number"]))


def _noun(word: str) -> str:
    return CHAPTER if word in _CHAPTERS else (terms(word) or (word,))[0]


def _parts(document: Document) -> Iterator[tuple[set[tuple[str, str]], Block, list[Block]]]:
    """The names of each heading and caption that has any, the block itself, and what belongs to it."""
    for row, block in enumerate(document.blocks):
        if block.kind not in (BlockKind.HEADING, BlockKind.CAPTION):
            continue
        labels = _labels(level(document.text[block.char_start : block.char_end]))
        below = _below(document.blocks[row + 1 :], block) if labels else []
        if below:
            yield labels, block, below


def _labels(heading: str) -> set[tuple[str, str]]:
    """The names that a heading or caption goes by: its word with its number, or its bare number as a chapter's."""
    worded, bare = _LABEL.match(heading), _BARE.match(heading)
    found = {(_noun(worded["word"]), worded["number"])} if worded else set()
    return found | ({(CHAPTER, bare["number"])} if bare else set())


def _below(blocks: tuple[Block, ...], above: Block) -> list[Block]:
    """What belongs to a heading: all until one that is as high; to a caption: the rows of its table."""
    found: list[Block] = []
    for block in blocks:
        if above.kind is BlockKind.CAPTION and block.kind is not BlockKind.TABLE_ROW:
            break
        if block.kind is BlockKind.HEADING and block.level <= above.level:
            break
        found.append(block)
    return found
