"""A letter as sentences, each with the recommendations that it or the heading above it names."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from app.comparison.naming import Mention, mentions
from app.comparison.policy import TRACING
from app.comparison.recommendations import without_label
from app.comparison.stand import (
    goes_on,
    is_general,
    is_general_heading,
    requests,
    restates,
    said,
    takes_together,
    turns,
)
from app.comparison.tracing import NOTHING, Rows, Step
from index.analysis import fold
from ingest.document import Document
from ingest.passages import block_sentences
from ingest.records import Block, BlockKind

REACTING = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTATION)


@dataclass(frozen=True, slots=True)
class LetterSentence:
    """A sentence, the number of its block, the headings above it, and what it names itself (rows)."""

    char_start: int
    char_end: int
    block: int
    heading_path: tuple[str, ...]
    kind: BlockKind
    mentions: tuple[Mention, ...]
    named: Rows
    opens: bool


def letter_sentences(letter: Document, labels: Sequence[str], noun: str) -> list[LetterSentence]:
    """The sentences of the running text, lists and quotations of ``letter``, in order."""
    rows = {label: row for row, label in enumerate(labels)}
    found = []
    for number, block in enumerate(letter.blocks):
        if block.kind not in REACTING:
            continue
        for place, one in enumerate(block_sentences(letter, block)):
            text = letter.text[one.char_start : one.char_end]
            there = tuple(mentions(text, labels, noun))
            named = frozenset(rows[label] for mention in there for label in mention.labels)
            opens = place == 0 and bool(there) and there[0].char_start < TRACING.opening
            found.append(
                LetterSentence(
                    one.char_start, one.char_end, number, block.heading_path, block.kind, there, named, opens
                )
            )
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


def steps_of(letter: Document, sentences: Sequence[LetterSentence], claims: HeadingClaims) -> list[Step]:
    """The sentences as steps of a way: what each must, may and need not be about.

    Below a heading that stands for some, and after a sentence of the same paragraph that names several, only those.
    """
    steps = []
    opened: set[Rows] = set()
    several: Rows = NOTHING
    before: LetterSentence | None = None
    opened_by = decided = False
    for one in sentences:
        claimed = claims.of(one.heading_path)
        text = letter.text[one.char_start : one.char_end]
        boundary = _boundary(one, before, text)
        if boundary == "decides" and (opened_by or goes_on(text)) and not (restates(text) or turns(text)):
            boundary = "within"
        decided = decided and before is not None and before.block == one.block
        if boundary == "decides" and restates(text) and not decided:
            boundary = "undecided"
        decided = decided or said(text).weight >= TRACING.decisive
        opened_by = (restates(text) or turns(text)) and not is_general(text)
        if boundary == "heading":
            opened = set()
        if before is None or before.block != one.block or (one.named and not one.named <= several):
            several = NOTHING
        named = one.named or None
        if claimed and named and not one.opens:
            named = claimed | one.named if len(one.named) < len(claimed) + 3 else claimed
            named = one.named if one.named < claimed else named
        if one.named:
            opened |= {one.named, *(frozenset((row,)) for row in one.named)}
            several = one.named if len(one.named) > 1 else several
        among = None
        if claimed:
            within = {rows for rows in opened if one.named or rows}
            among = frozenset({claimed, *(frozenset((row,)) for row in claimed), *within})
        elif several:
            among = frozenset({several, *(frozenset((row,)) for row in several)})
        if boundary in ("within", "decides", "undecided") and not one.named and len(several or claimed) > 1:
            boundary = "among"
        if named is None and len(several or claimed) > 1 and takes_together(text):
            named = several or claimed
        leans = goes_on(text) and not restates(text)
        turned = turns(text) or (goes_on(text) and restates(text))
        general = _general(letter, one, claimed)
        if not claimed and not is_general(text):
            general -= TRACING.requested * requests(text) + TRACING.settled * settles(text, one)
        together = TRACING.together * (boundary == "heading" and len(claimed) > 1)
        steps.append(Step(named, among, boundary, leans, turned, general, together))
        before = one
    return steps


def openings(letter: Document, sentences: Sequence[LetterSentence]) -> list[int]:
    """For each sentence the place of the one in its paragraph that last repeated what the council wants or turned to a
    subject, which what follows is about; its own place where there is none.
    """
    found: list[int] = []
    last = 0
    for place, one in enumerate(sentences):
        text = letter.text[one.char_start : one.char_end]
        if restates(text) or turns(text) or one.named or not place or sentences[place - 1].block != one.block:
            last = place if requests(text) and not is_general(text) else -1
        found.append(last if last >= 0 else place)
    return found


def filled(letter: Document, sentences: Sequence[LetterSentence], way: Sequence[Rows]) -> list[Rows]:
    """``way`` with the gaps of a section closed: what lies between two sentences about the same is about that too, and
    so is all below a heading of its own that is mostly about one thing; what leads up to the first sentence that names
    a recommendation belongs to it.
    """
    found = list(way)
    general = [is_general(letter.text[one.char_start : one.char_end]) for one in sentences]
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
            sentences[first].named == way[first] or restates(text_of(letter, sentences[first]))
        ):
            leading = [place for place in section if place < first and sentences[place].block == sentences[first].block]
            _fill(found, leading, way[first], general)
    return found


def text_of(letter: Document, one: LetterSentence) -> str:
    """The words of a sentence."""
    return letter.text[one.char_start : one.char_end]


def _fill(found: list[Rows], places: Iterable[int], rows: Rows, general: Sequence[bool]) -> None:
    """Let the ``places`` that are about nothing yet be about ``rows``, those of a ``general`` sentence excepted."""
    for place in places:
        found[place] = found[place] or (NOTHING if general[place] else rows)


def _boundary(one: LetterSentence, before: LetterSentence | None, text: str) -> str:
    """What a sentence begins, by the names of ``TracingPolicy``."""
    if before is None or before.heading_path != one.heading_path:
        return "heading"
    if before.block != one.block:
        if BlockKind.LIST_ITEM in (one.kind, before.kind):
            return "item"
        return "paragraph" if one.heading_path and not is_general_heading(one.heading_path[-1]) else "loose"
    return "decides" if said(text).weight >= TRACING.decisive or restates(text) or turns(text) else "within"


def _general(letter: Document, one: LetterSentence, claimed: Rows) -> float:
    text = letter.text[one.char_start : one.char_end]
    if one.named or claimed:
        return 0.0
    block = letter.blocks[one.block]
    unfinished = one.kind is BlockKind.PARAGRAPH and not _ends(letter, block)
    if unfinished or len(letter.text[block.char_start : block.char_end].split()) < TRACING.fewest_words:
        return TRACING.no_sentence
    general = 0.0
    if one.heading_path:
        general = TRACING.general_heading if is_general_heading(one.heading_path[-1]) else -TRACING.own_heading
    return general + (TRACING.general_sentence if is_general(text) else 0.0)


def _ends(letter: Document, block: Block) -> bool:
    """Whether a paragraph ends as a sentence does: a date, an address or a signature does not."""
    return letter.text[block.char_start : block.char_end].rstrip(" '\"’”)»")[-1:] in ".?!:;"


def settles(text: str, one: LetterSentence) -> bool:
    """Whether a sentence takes over or refuses something, below a heading that is not a general one."""
    general = bool(one.heading_path) and is_general_heading(one.heading_path[-1])
    return not general and said(text).weight >= TRACING.settling
