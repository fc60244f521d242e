"""The text of an official publication's XML on the pages of the PDF beside it: the words of one, the places of both.

A paragraph gets its pages by its own letters and digits: where they stand in the PDF's text, once, in the right order.
A paragraph that the PDF has otherwise gets the pages of most of its words, or none: no page is ever guessed.
"""

from __future__ import annotations

import itertools
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

from ingest.document import Document
from ingest.policy import ON_PAGES
from ingest.records import Block, BlockKind

WITHOUT_PAGE = "xml_without_page"
_ALIKE = str.maketrans("‘’‚“”„«»–—‑‐", "''''''''----")
Places = list[tuple[int, int]]


def on_pages(text: Document, pdf: Document) -> Document | None:
    """``text`` with the pages of ``pdf``, None when too few of its letters stand there: that is another document.

    Characters without a place have page 0 and no place in the raw text; the report counts the paragraphs without any.
    """
    letters = _Letters.of(pdf.text)
    placed = _placed(text, pdf, letters) if letters.key else {}
    total = sum(len(_Letters.of(text.text[one.char_start : one.char_end]).key) for one in text.blocks)
    found = sum(len(places) for places in placed.values())
    if found < ON_PAGES.least_share * max(1, total):
        return None
    page_numbers = np.zeros(len(text.text), np.int32)
    raw_offsets = np.full(len(text.text), -1, np.int32)
    for number, places in placed.items():
        block = text.blocks[number]
        here, there = (
            np.array(one) for one in zip(*_with_marks(text.text, block, pdf.text, letters, places), strict=True)
        )
        page_numbers[here], raw_offsets[here] = pdf.page_numbers[there], pdf.raw_offsets[there]
        inside = slice(block.char_start, block.char_end)
        page_numbers[inside] = _carried(page_numbers[inside])
    without = len(text.blocks) - len(placed)
    warnings = (*text.report.warnings, *pdf.report.warnings)
    if without:
        warnings += ((WITHOUT_PAGE, {"count": without}),)
    report = replace(text.report, pages=pdf.report.pages, furniture=pdf.report.furniture, warnings=warnings)
    return replace(
        text, file_sha256=pdf.file_sha256, media_type=pdf.media_type, paged=pdf.paged, pages=pdf.pages,
        page_numbers=page_numbers, raw_offsets=raw_offsets, report=report,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters and digits of a text without case and accents, and the place of each in that text."""

    key: str
    places: list[int]
    starts: list[int]
    ends: frozenset[int]

    @classmethod
    def of(cls, text: str) -> _Letters:
        """Those of ``text``; ``starts`` and ``ends`` say, in letters, where words begin and end."""
        key: list[str] = []
        places: list[int] = []
        starts: list[int] = []
        for place, letter in enumerate(text):
            plain = unicodedata.normalize("NFKD", letter)[0].casefold()[0]
            if plain.isalnum():
                if not places or places[-1] != place - 1:
                    starts.append(len(places))
                key.append(plain)
                places.append(place)
        return cls("".join(key), places, starts, frozenset((*starts[1:], len(places))))

    def words(self, start: int, end: int) -> list[tuple[int, int]]:
        """The words from letter ``start`` up to letter ``end``, as stretches of letters."""
        first = bisect_left(self.starts, start)
        begins = self.starts[first : bisect_left(self.starts, end)]
        return list(zip(begins, [*begins[1:], end], strict=True)) if begins else []

    def found(self, key: str, start: int, end: int) -> Iterator[int]:
        """Where ``key`` stands as whole words from letter ``start`` up to letter ``end``."""
        place = self.key.find(key, start, end)
        while place >= 0:
            begun = bisect_left(self.starts, place)
            if begun < len(self.starts) and self.starts[begun] == place and place + len(key) in self.ends:
                yield place
            place = self.key.find(key, place + 1, end)


def _placed(text: Document, pdf: Document, letters: _Letters) -> dict[int, Places]:
    """For each block that was placed the pairs of places, in ``text`` and in ``pdf``, of its letters.

    First come the paragraphs that stand once in the whole PDF; they are what the others must stand between. What stands
    there more than once ('Water' in a list of contents and above its text) is what fills a paragraph by itself.
    """
    keys = [_Letters.of(text.text[block.char_start : block.char_end]) for block in text.blocks]
    edges = ((block.char_start, block.char_end) for block in pdf.blocks)
    whole = {tuple(bisect_left(letters.places, edge) for edge in both) for both in edges}
    spans: dict[int, tuple[int, int]] = {}
    placed: dict[int, Places] = {}

    def take(number: int, start: int) -> None:
        size, begin = len(keys[number].key), text.blocks[number].char_start
        spans[number] = (start, start + size)
        there = letters.places[start : start + size]
        placed[number] = [(begin + place, other) for place, other in zip(keys[number].places, there, strict=True)]

    for number, key in enumerate(keys):
        found = list(letters.found(key.key, 0, len(letters.key))) if len(key.key) >= ON_PAGES.few_letters else []
        if len(found) == 1:
            take(number, found[0])
    for number, key in enumerate(keys):
        if number in placed or not key.key:
            continue
        start, end = _between(text.blocks, spans, number, pdf, letters)
        found = list(letters.found(key.key, start, end))
        if len(found) > 1:
            found = [place for place in found if (place, place + len(key.key)) in whole]
        if len(found) == 1:
            take(number, found[0])
        elif not found and (pairs := _most_words(key, text.blocks[number].char_start, letters, start, end)):
            placed[number] = pairs
    return placed


def _between(
    blocks: Sequence[Block], spans: dict[int, tuple[int, int]], number: int, pdf: Document, letters: _Letters
) -> tuple[int, int]:
    """The letters of the PDF among which a block must stand: from the block that was placed before it to the one after.

    A note stands elsewhere on the page: anywhere on the pages of those two.
    """
    running = [one for one in spans if blocks[one].kind is not BlockKind.FOOTNOTE]
    start = max((spans[one] for one in running if one < number), default=(0, 0), key=lambda one: one[1])[1]
    end = min((spans[one][0] for one in running if one > number), default=len(letters.key))
    if blocks[number].kind is not BlockKind.FOOTNOTE:
        return start, end
    first = int(pdf.page_numbers[letters.places[max(0, start - 1)]])
    last = int(pdf.page_numbers[letters.places[min(end, len(letters.places) - 1)]])
    here = np.flatnonzero((pdf.page_numbers >= first) & (pdf.page_numbers <= last))
    low, high = (bisect_left(letters.places, int(place)) for place in (here[0], here[-1] + 1)) if len(here) else (0, 0)
    return low, high


def _most_words(key: _Letters, begin: int, letters: _Letters, start: int, end: int) -> Places:
    """The letters of the words of a block that stand, in order, in a stretch of the PDF; none when they are too few."""
    words, others = key.words(0, len(key.key)), letters.words(start, end)
    if len(words) < ON_PAGES.few_words or len(others) > ON_PAGES.most_words:
        return []
    ours = [key.key[low:high] for low, high in words]
    theirs = [letters.key[low:high] for low, high in others]
    pairs: Places = []
    count = 0
    for one in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks():
        count += one.size
        for step in range(one.size):
            (low, high), (other, _) = words[one.a + step], others[one.b + step]
            pairs += [(begin + key.places[low + at], letters.places[other + at]) for at in range(high - low)]
    return pairs if count >= ON_PAGES.same_words * len(words) else []


def _with_marks(text: str, block: Block, pdf: str, letters: _Letters, places: Places) -> Places:
    """``places`` with those of the spaces and punctuation marks that both texts have between the same letters."""
    first, last = (bisect_left(letters.places, place) for place in (places[0][1], places[-1][1]))
    before = letters.places[first - 1] if first else -1
    after = letters.places[last + 1] if last + 1 < len(letters.places) else len(pdf)
    stops = [(block.char_start - 1, before), *places, (block.char_end, after)]
    found = list(places)
    for (ours, theirs), (until, limit) in itertools.pairwise(stops):
        if limit - theirs > ON_PAGES.marks_between:
            continue
        at = theirs + 1
        for place in range(ours + 1, until):
            same = next((each for each in range(at, limit) if _alike(text[place], pdf[each])), None)
            if same is not None:
                found.append((place, same))
                at = same + 1
    return sorted(found)


def _alike(one: str, other: str) -> bool:
    return one.translate(_ALIKE) == other.translate(_ALIKE) or (one.isspace() and other.isspace())


def _carried(pages: NDArray[np.int32]) -> NDArray[np.int32]:
    """Page numbers in which each 0 is the page before it, at the beginning the first one."""
    known = np.flatnonzero(pages)
    behind = np.searchsorted(known, np.arange(len(pages)), side="right") - 1
    carried: NDArray[np.int32] = pages[known[np.maximum(behind, 0)]]
    return carried
