"""Every word of every document by where it stands: the inverted file behind complete lists of places.

Source: Zobel and Moffat, Inverted files for text search engines (2006).
"""

from __future__ import annotations

import functools
import json
import re
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analysis import fold, stop_words
from ingest.arrays import mapped_array
from ingest.document import Document

TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_EXPLAINED = re.compile(
    r"(?P<long>(?:[^\W\d_][\w'’-]*\s+){1,8})\((?:hierna:?\s*|afgekort(?: tot)?:?\s*|kortweg\s*)?[‘'“\"]?"
    r"(?P<short>[A-Z][A-Za-z&-]{1,9})[’'”\"]?\)"
)
_EXPLAINS = re.compile(r"\b(?P<short>[A-Z][A-Za-z&-]{1,9})\s+\((?P<long>(?:[^\W\d_][\w'’-]*\s*){2,8})\)")
_WORDS_BEFORE, _REACH = 8, 400
"""What is looked at before a bracket: as many words as the pattern takes, and no more letters than that."""


class Places(NamedTuple):
    """Where words stand, in document order: the row of the block, and the place in the document's text."""

    blocks: NDArray[np.int32]
    starts: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.blocks)

    def only(self, kept: NDArray[np.bool_]) -> Places:
        """Those of ``kept``, bool ``(n,)``."""
        return Places(self.blocks[kept], self.starts[kept])


def word_key(token: str) -> str:
    """What a word is found by: folded, but a word of capitals alone ('LB') as it stands."""
    return token if len(token) > 1 and token.isupper() else fold(token)


def abbreviations(text: str) -> dict[str, str]:
    """The abbreviations that a text explains: 'Landelijk Bureau (LB)' and 'LB (Landelijk Bureau)' give 'LB'.

    The letters of the short form are in the long one in their order, the first at its first word.
    """
    found: dict[str, str] = {}
    for match in (*_explained(text), *_EXPLAINS.finditer(text)):
        long = _spelled_out(match["short"], match["long"].split())
        if long:
            found.setdefault(match["short"], long)
    return found


def _explained(text: str) -> Iterator[re.Match[str]]:
    """The matches of ``_EXPLAINED``, looked for around each bracket alone: the pattern begins at any word."""
    after, place = 0, text.find("(")
    while place >= 0:
        before = text[max(after, place - _REACH) : place].rsplit(maxsplit=_WORDS_BEFORE)
        start = max(after, place - _REACH)
        start += len(before[0]) if len(before) > _WORDS_BEFORE else 0
        match = _EXPLAINED.search(text, start, text.find(")", place) + 1)
        if match is not None:
            yield match
            after = match.end()
        place = text.find("(", max(place + 1, after))


def _spelled_out(short: str, words: list[str]) -> str:
    """The last words that ``short`` stands for: those that begin with its letters, else the fewest that hold them.

    All letters must be there in order, the first at the first word, and every word but small ones gives at least one.
    """
    letters = "".join(fold(letter) for letter in short if letter.isalpha())
    held = []
    for start in range(len(words) - 2, -1, -1):
        tail = words[start:]
        initials = "".join(fold(word)[:1] for word in tail if fold(word) not in stop_words())
        if not fold(tail[0]).startswith(letters[0]) or fold(tail[0]) in stop_words():
            continue
        if initials == letters:
            return " ".join(tail)
        if _in_order(initials, letters) and _in_order(letters, fold(" ".join(tail))):
            held.append(" ".join(tail))
    return held[0] if held else ""


def _in_order(letters: str, text: str) -> bool:
    place = 0
    for letter in letters:
        place = text.find(letter, place) + 1
        if not place:
            return False
    return True


class WordWriter:
    """Gathers the words of documents, document by document, and writes the inverted file."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}
        self._known: dict[str, int] = {}
        self._words = array("i")
        self._rows = array("i")
        self._starts = array("i")
        self._blocks = array("q")
        self._short: dict[str, str] = {}

    def add(self, document: Document, number: int) -> None:
        """Take the words of document ``number``; stop words are left out."""
        for block in document.blocks:
            row = len(self._blocks) // 2
            self._blocks.extend((number, block.char_start))
            text = document.text[block.char_start : block.char_end]
            for match in TOKEN.finditer(text):
                word = self._id(match.group())
                if word >= 0:
                    self._words.append(word)
                    self._rows.append(row)
                    self._starts.append(block.char_start + match.start())
        for short, long in abbreviations(document.text).items():
            self._short.setdefault(short, long)

    def save(self, folder: Path) -> None:
        """Write ``words.json`` (words by number, abbreviations), ``word_ends.npy``, ``word_places.npy`` (int32
        ``(2, n)``: block row and start, grouped by word, in document order) and ``blocks.npy`` (int64 ``(2, m)``:
        document number and start).
        """
        words = np.frombuffer(self._words, np.int32) if self._words else np.zeros(0, np.int32)
        order = np.argsort(words, kind="stable")
        places = np.zeros((2, len(words)), np.int32)
        for row, values in enumerate((self._rows, self._starts)):
            places[row] = np.frombuffer(values, np.int32)[order] if values else 0
        np.save(folder / "word_places.npy", places)
        np.save(folder / "word_ends.npy", np.cumsum(np.bincount(words, minlength=len(self._ids))).astype(np.int64))
        np.save(folder / "blocks.npy", np.array(self._blocks, np.int64).reshape(-1, 2).T.copy())
        listed = {"words": list(self._ids), "abbreviations": self._short}
        text = json.dumps(listed, ensure_ascii=False)
        (folder / "words.json").write_text(text, "utf-8", errors="surrogatepass")

    def _id(self, token: str) -> int:
        found = self._known.get(token)
        if found is None:
            key = word_key(token)
            found = -1 if key in stop_words() else self._ids.setdefault(key, len(self._ids))
            self._known[token] = found
        return found


class InvertedFile:
    """The inverted file that ``WordWriter`` wrote, by memory map; the words are read when they are asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._places: NDArray[np.int32] = mapped_array(folder / "word_places.npy")
        self._ends: NDArray[np.int64] = mapped_array(folder / "word_ends.npy")
        self._blocks: NDArray[np.int64] = mapped_array(folder / "blocks.npy")

    @functools.cached_property
    def _read(self) -> tuple[dict[str, int], dict[str, str]]:
        listed = json.loads((self._folder / "words.json").read_text("utf-8", errors="surrogatepass"))
        return {word: number for number, word in enumerate(listed["words"])}, dict(listed["abbreviations"])

    def __contains__(self, word: object) -> bool:
        return word in self._read[0]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read[0])

    @functools.cached_property
    def _folded(self) -> tuple[str, list[str], NDArray[np.int64]]:
        """All words, folded, as one text with a line each; the words; and where each line begins."""
        listed = list(self._read[0])
        folded = [fold(word) if word.isupper() else word for word in listed]  # the others are folded
        starts = np.cumsum([0, *(len(word) + 1 for word in folded)])
        return "\n" + "\n".join(folded) + "\n", listed, np.asarray(starts, np.int64)

    def holding(self, piece: str, *, first: bool = False) -> list[str]:
        """The words that hold the folded ``piece``; ``first``: those that begin with it."""
        text, listed, starts = self._folded
        sought = f"\n{piece}" if first else piece
        rows = []
        place = text.find(sought)
        while place >= 0 and piece:
            rows.append(int(starts.searchsorted(place + 1 - (not first), "right")) - 1)
            place = text.find(sought, place + len(sought))
        return [listed[row] for row in dict.fromkeys(rows)]

    def of_length(self, fewest: int, most: int) -> list[str]:
        """The words of ``fewest`` to ``most`` letters that are no numbers."""
        return [word for length in range(fewest, most + 1) for word in self._by_length.get(length, ())]

    @functools.cached_property
    def _by_length(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for word in self._read[0]:
            if not word.isdigit():
                found.setdefault(len(word), []).append(word)
        return found

    @property
    def block_count(self) -> int:
        """How many blocks there are in all documents."""
        return int(self._blocks.shape[1])

    @property
    def abbreviations(self) -> dict[str, str]:
        """The abbreviations that the documents explain, with what they stand for."""
        return self._read[1]

    def count(self, word: str) -> int:
        """How often a word (a ``word_key``) occurs in all documents."""
        number = self._read[0].get(word)
        return 0 if number is None else int(self._ends[number]) - self._begin(number)

    def places(self, word: str) -> Places:
        """Where a word (a ``word_key``) stands, in document order; empty for one that does not occur."""
        number = self._read[0].get(word)
        begin, end = (0, 0) if number is None else (self._begin(number), int(self._ends[number]))
        return Places(np.asarray(self._places[0, begin:end]), np.asarray(self._places[1, begin:end]))

    def document_numbers(self, blocks: NDArray[np.int32]) -> NDArray[np.int64]:
        """The numbers of the documents (their place in the manifest's ``source_ids``) that blocks stand in."""
        return np.asarray(self._blocks[0][blocks])

    def block_start(self, block: int) -> int:
        """Where a block begins in its document's text."""
        return int(self._blocks[1, block])

    def _begin(self, number: int) -> int:
        return int(self._ends[number - 1]) if number else 0
