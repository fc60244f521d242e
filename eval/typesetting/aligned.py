"""True words laid beside the words of a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from eval.typesetting.placing import letters_of
from eval.typesetting.truth import TrueBlock
from ingest.document import Document
from ingest.records import Block


class Word(NamedTuple):
    letters: str
    char_start: int
    char_end: int


def words_of(document: Document, blocks: Iterable[Block]) -> list[Word]:
    found = []
    for block in blocks:
        for match in re.finditer(r"\S+", document.text[block.char_start : block.char_end]):
            if letters_of(match.group()):
                start = block.char_start + match.start()
                found.append(Word(_level(match.group()), start, start + len(match.group())))
    return found


def _level(word: str) -> str:
    """A word as it is compared: its letters and inner hyphens."""
    return "".join(letter for letter in word if letter == "-" or letters_of(letter)).strip("-")


class Aligned:
    """True words laid beside the words of the document: ``places[i]`` is the word that true word ``i`` became."""

    def __init__(self, blocks: Sequence[TrueBlock], found: Sequence[Word]) -> None:
        self.blocks = blocks
        self.true = [
            (number, place)
            for number, block in enumerate(blocks)
            for place, word in enumerate(block.words)
            if letters_of(word)
        ]
        wanted = [_level(blocks[number].words[place]) for number, place in self.true]
        self.places: dict[tuple[int, int], Word] = {}
        for part in LCSseq.opcodes(wanted, [word.letters for word in found]):
            if part.tag == "equal":
                for step in range(part.src_end - part.src_start):
                    self.places[self.true[part.src_start + step]] = found[part.dest_start + step]

    def missing(self) -> list[str]:
        """The true words that are not there, each with the words around it."""
        return [_around(self.blocks[n], p) for n, p in self.true if (n, p) not in self.places]


def _around(block: TrueBlock, place: int) -> str:
    return " ".join(block.words[max(place - 2, 0) : place + 3])
