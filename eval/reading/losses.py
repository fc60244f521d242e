"""What one PDF's reading loses, invents, glues and cuts, counted against two independent readings of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from eval.reading.references import Tags, letters, squashed
from eval.reading.sure_sentences import reference_sentences
from ingest.document import Document
from ingest.lexicon import alternatives
from ingest.passages import LEFT_OUT, block_sentences
from ingest.records import Block, BlockKind
from ingest.word_list import dutch_frequency

FEWEST_LETTERS, MOST_LETTERS = 20, 700
OFTEN = 4
EDGE_LINES = 2
LOWER_PART = 0.45
_LABEL = re.compile(r"^\s*(?:[^\w(]+\s*)?(?:\(?[a-z0-9]{1,3}[.)]\s+)?")
_STUCK = re.compile(r"(?<![\w/.@-])(?:([^\W\d_]{3,})[.,;:)]?|((?:19|20)\d\d))(\d{1,3})(?=[\s.,;:)]|$)")
# What stands before a number that is no mark: 'Art.16', 'Postbus 20401', 'doi:10.1016', and a code that begins a block.
_NUMBERED = re.compile(
    rf"(?:\b(?:{alternatives('abbreviations.never_last')}|doi)[.:]|\b(?:Postbus|PO Box)\s+\d*|^\d*)$", re.IGNORECASE
)
_ENTRY = re.compile(r"^(?P<title>.*\S)[\s.…_—–-]*\s?[\s.…_—–]\d{1,3}$", re.DOTALL)
_LEADERS = re.compile(r"(?:[.…_] ?){5,}\s*\d{1,3}$")
_NOTE = re.compile(r"^(\d{1,3})[.)]?\s*[^\W\d_]")


@dataclass(slots=True)
class Count:
    """``wrong`` of ``of`` and, for a person to read, examples of what was wrong."""

    wrong: int = 0
    of: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, wrong: bool, example: str) -> None:
        """Count one more."""
        self.of += 1
        if wrong:
            self.wrong += 1
            self.examples.append(" ".join(example.split())[:160])


class Reading:
    """A document beside poppler's pages in default order (``shown``) and in the order of content (``drawn``)."""

    def __init__(self, document: Document, shown: Sequence[str], drawn: Sequence[str], tags: Tags) -> None:
        self.document, self.shown, self.drawn, self.tags = document, shown, drawn, tags

    def text(self, block: Block) -> str:
        """The words of a block."""
        return self.document.text[block.char_start : block.char_end]

    @cached_property
    def passage_blocks(self) -> list[Block]:
        """The blocks that are answered from."""
        return [block for block in self.document.blocks if block.kind not in LEFT_OUT]

    @cached_property
    def sentences(self) -> list[tuple[int, str, str]]:
        """(page, sentence, its letters without a label) of every sentence in a passage."""
        found = []
        for block in self.passage_blocks:
            for sentence in block_sentences(self.document, block):
                text = self.document.text[sentence.char_start : sentence.char_end]
                page = int(self.document.page_numbers[sentence.char_start])
                found.append((page, text, letters(_LABEL.sub("", text))))
        return found

    @cached_property
    def clean_by_page(self) -> list[str]:
        """The letters of the clean text of every page, then of its furniture."""
        parts: list[list[str]] = [[] for _ in self.document.pages]
        for letter, page in zip(self.document.text, self.document.page_numbers.tolist(), strict=True):
            parts[page - 1].append(letter)
        return ["".join(part) for part in parts]


def measure(reading: Reading) -> dict[str, Count]:
    """Every measure of one reading by name, in the order of the table."""
    whole, longer, cut = _sentences(reading)
    lost, invented = _words(reading)
    return {
        "not whole": whole,
        "in a longer one": longer,
        "cut": cut,
        "words lost": lost,
        "words of no reference": invented,
        "marks stuck": _stuck(reading),
        "notes in text": _notes(reading),
        "contents in passages": _contents(reading),
        "heads and feet leaked": _leaked(reading),
        "blocks without a letter": _loose(reading),
        "cells cut": _cells(reading),
        "heads not found": _heads(reading),
    }


def _sentences(reading: Reading) -> tuple[Count, Count, Count]:
    """The reference's sentences that we have not whole; of these the ones inside a longer one; the ones cut."""
    whole, longer, cut = Count(), Count(), Count()
    ours = {key for _, _, key in reading.sentences}
    by_page: dict[int, list[str]] = {}
    for page, _, key in reading.sentences:
        by_page.setdefault(page, []).append(key)
    heads = {letters(_LABEL.sub("", reading.text(b))) for b in reading.document.blocks if b.kind in LEFT_OUT} - {""}
    for number, (shown, drawn) in enumerate(zip(reading.shown, reading.drawn, strict=False), 1):
        there = letters(drawn)
        near = [key for page in (number - 1, number) for key in by_page.get(page, [])]
        for sentence in reference_sentences(shown, drawn):
            key = letters(_LABEL.sub("", sentence))
            if not FEWEST_LETTERS <= len(key) <= MOST_LETTERS or key not in there or key in heads:
                continue
            if key not in ours and any(key.startswith(head) and key[len(head) :] in ours for head in heads):
                continue  # poppler set a heading and the sentence under it in one block
            inside = key not in ours and any(key in other for other in near)
            whole.add(key not in ours, f"p{number} {sentence}")
            longer.add(inside, f"p{number} {sentence}")
            cut.add(key not in ours and not inside, f"p{number} {sentence}")
    return whole, longer, cut


def _words(reading: Reading) -> tuple[Count, Count]:
    """The words that both references have and we lack; the words that we have and no reference does."""
    lost, invented = Count(), Count()
    for number, page in enumerate(reading.document.pages, 1):
        shown = reading.shown[number - 1] if number <= len(reading.shown) else ""
        drawn = reading.drawn[number - 1] if number <= len(reading.drawn) else ""
        clean = reading.clean_by_page[number - 1]
        furniture = " ".join(page.raw[piece.raw_start : piece.raw_end] for piece in page.furniture)
        around = letters("".join(reading.clean_by_page[max(number - 2, 0) : number + 1])) + letters(furniture)
        both = _level_words(shown) & _level_words(drawn)
        for word, times in both.items():
            for _ in range(times):
                lost.add(word not in around, f"p{number} {word}")
        theirs = letters(shown) + "|" + letters(drawn)
        known = set(_level_words(shown)) | set(_level_words(drawn))
        for word, times in _level_words(clean).items():
            for _ in range(times):
                invented.add(word not in known and word not in theirs, f"p{number} {word}")
    return lost, invented


def _level_words(text: str) -> Counter[str]:
    words = (letters(word) for word in re.findall(r"\S+", text))
    return Counter(word for word in words if len(word) > 1)


def _stuck(reading: Reading) -> Count:
    """Words of running text that end in digits as note marks do ('euro105', '2018153')."""
    count = Count()
    for block in reading.passage_blocks:
        if block.kind is BlockKind.FOOTNOTE:
            continue
        text = reading.text(block)
        for match in _STUCK.finditer(text):
            word = match[1]
            if _NUMBERED.search(text[: match.start(3)]):
                continue
            if word is None or ((word.islower() or word.istitle()) and dutch_frequency(word.casefold()) > 1.5):
                count.add(True, text[max(match.start() - 40, 0) : match.end() + 10])
    return count


def _notes(reading: Reading) -> Count:
    """Blocks of running text low on a page that are numbered on from the footnotes beside them."""
    count = Count()
    notes: dict[int, set[int]] = {}
    numbered = []
    for block in reading.passage_blocks:
        match = _NOTE.match(reading.text(block))
        number = int(block.label) if block.label.isdecimal() else int(match[1]) if match else 0
        page = int(reading.document.page_numbers[block.char_start])
        if block.kind is BlockKind.FOOTNOTE:
            notes.setdefault(page, set()).add(number)
            count.add(False, "")
        elif number and _is_low(reading, block, page):
            numbered.append((page, number, block))
    for page, number, block in numbered:
        near = {note for other in (page - 1, page, page + 1) for note in notes.get(other, ())}
        if number >= 2 and {number - 1, number + 1} & near and number not in notes.get(page, ()):
            notes.setdefault(page, set()).add(number)
            count.add(True, f"p{page} {reading.text(block)}")
    return count


def _is_low(reading: Reading, block: Block, page: int) -> bool:
    boxes = reading.document.boxes(block.char_start, block.char_start + 3)
    return bool(boxes) and boxes[0].top < LOWER_PART * reading.document.page(page).height


def _contents(reading: Reading) -> Count:
    """Blocks in passages that are entries of a table of contents: with leaders, or a heading and a page number."""
    count = Count()
    heads = {squashed(reading.text(b)) for b in reading.document.blocks if b.kind is BlockKind.HEADING} - {""}
    for block in reading.document.blocks:
        text = reading.text(block).strip()
        match = _ENTRY.match(text)
        entry = bool(_LEADERS.search(text)) or bool(match and squashed(match["title"]) in heads)
        if entry or block.kind is BlockKind.LINK:
            count.add(entry and block.kind not in LEFT_OUT, text)
    return count


def _leaked(reading: Reading) -> Count:
    """Lines at the head or foot of poppler's pages that come back with other numbers, and stand in our blocks too.

    A head that we found does not leak where the text names the same; the head of a table may come back with its rows.
    """
    count = Count()
    edges = [_edge_lines(page) for page in reading.shown[: len(reading.document.pages)]]
    times = Counter(key for page in edges for key in {_edge_key(line) for line in page})
    blocks: dict[int, list[str]] = {}
    known: dict[int, str] = {}
    for block in reading.passage_blocks:
        page, text = int(reading.document.page_numbers[block.char_start]), squashed(reading.text(block))
        if block.kind is BlockKind.TABLE_ROW:
            known[page] = known.get(page, "") + text
        else:
            blocks.setdefault(page, []).append(text)
    for number, lines in enumerate(edges, 1):
        ours = reading.document.pages[number - 1]
        furniture = "".join(ours.raw[piece.raw_start : piece.raw_end] for piece in ours.furniture)
        found = squashed(furniture) + known.get(number, "")
        for line in lines:
            key = squashed(line)
            if times[_edge_key(line)] >= OFTEN and key:
                glued = len(key) >= 10 and any(key in block for block in blocks.get(number, []))
                leaked = key not in found and (key in blocks.get(number, []) or glued)
                count.add(leaked, f"p{number} {line}")
    return count


def _edge_lines(page: str) -> list[str]:
    lines = [line.strip() for line in page.splitlines() if line.strip()]
    return [*lines[:EDGE_LINES], *lines[max(len(lines) - EDGE_LINES, EDGE_LINES) :]]


def _edge_key(line: str) -> str:
    return re.sub(r"\d+", "#", "".join(line.casefold().split()))


def _loose(reading: Reading) -> Count:
    """Blocks in passages without any letter, table rows not counted."""
    count = Count()
    for block in reading.passage_blocks:
        if block.kind is not BlockKind.TABLE_ROW:
            text = reading.text(block)
            count.add(not any(letter.isalpha() for letter in text), text)
    return count


def _cells(reading: Reading) -> Count:
    """Tagged cells of two words or more that no block of ours holds in one piece."""
    count = Count()
    text = "|".join(letters(reading.text(block)) for block in reading.document.blocks)
    for cell in reading.tags.cells:
        if len(cell.split()) >= 2 and len(letters(cell)) >= 4:
            count.add(letters(cell) not in text, cell)
    return count


def _heads(reading: Reading) -> Count:
    """Tagged headings that no heading or title of ours is."""
    count = Count()
    kinds = (BlockKind.HEADING, BlockKind.TITLE)
    ours = "|".join(letters(reading.text(b)) for b in reading.document.blocks if b.kind in kinds)
    for head in reading.tags.heads:
        if len(letters(head)) >= 3:
            count.add(letters(head) not in ours, head)
    return count


def added(counts: Iterable[dict[str, Count]]) -> dict[str, Count]:
    """The sums of the measures of several readings, with all their examples."""
    total: dict[str, Count] = {}
    for one in counts:
        for name, count in one.items():
            into = total.setdefault(name, Count())
            into.wrong, into.of = into.wrong + count.wrong, into.of + count.of
            into.examples += count.examples
    return total
