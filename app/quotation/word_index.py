"""A word index over the clean text of documents: where a run of words stands exactly, and where it might stand."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from app.policy import QUOTATION
from app.quotation.pasted import line_shape, list_dash
from app.quotation.tokens import Token, fold, same_but_first_letter, tokenize
from ingest.document import Document
from ingest.records import Block, BlockKind

ASIDE = frozenset((BlockKind.FOOTNOTE, BlockKind.PULL_QUOTE, BlockKind.CAPTION, BlockKind.LINK))

Ids = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class DocumentTokens:
    """The tokens of one document: running text first, then what stands beside it (footnotes, pull quotes, captions).

    A footnote at the foot of a page so does not interrupt the sentence that runs on over the page. ``block_numbers``
    gives every token's block; ``exact``, ``folded`` and ``prefix`` its ids for three degrees of likeness; ``labels``
    the footnote label that stood right after a token.
    """

    document: Document
    tokens: tuple[Token, ...]
    block_numbers: tuple[int, ...]
    exact: Ids
    folded: Ids
    prefix: Ids
    labels: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch ``[start, end)`` of one document's tokens."""

    source_id: str
    start: int
    end: int


class QuotationIndex:
    """Tokens of all documents with, for every word, where it stands. Building is linear in the length of the texts."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._ids: dict[str, int] = {}
        self._places: dict[int, list[tuple[str, int]]] = defaultdict(list)
        self.texts = {source_id: self._read(document) for source_id, document in sorted(documents.items())}
        for source_id, text in self.texts.items():
            for place, word in enumerate(text.folded.tolist()):
                if text.tokens[place].is_word:
                    self._places[word].append((source_id, place))
        self._word_total = sum(map(len, self._places.values()))
        self.furniture = frozenset(shape for document in documents.values() for shape in _furniture(document))

    def ids(self, keys: Iterable[str]) -> tuple[Ids, Ids, Ids]:
        """The exact, folded and prefix ids of keys, three int32 arrays; -1 for what no document holds."""
        exact, folded, prefix = [], [], []
        for key in keys:
            level = fold(key)
            exact.append(self._ids.get(f"={key}", -1))
            folded.append(self._ids.get(f"~{level}", -1))
            prefix.append(self._ids.get(f"^{level[: QUOTATION.form_letters]}", -1))
        return np.array(exact, np.int32), np.array(folded, np.int32), np.array(prefix, np.int32)

    def whole_word(self, first: str, last: str) -> str:
        """What the halves of a broken word make: 'firstlast' or 'first-last' if a document has that word, else ''.

        Also '' when a document has the halves apart, as in 'Oost- en'.
        """
        if self.occurrences([first, "-", last]):
            return ""
        return next((key for key in (first + last, f"{first}-{last}") if f"={key}" in self._ids), "")

    def occurrences(self, keys: Sequence[str]) -> list[Window]:
        """Every place where ``keys`` stand in a row, by source and place; the first may differ in its capital."""
        if not keys:
            return []
        folded = [self._ids.get(f"~{fold(key)}", -1) for key in keys]
        known = [place for place, word in enumerate(folded) if word in self._places]
        if -1 in folded or not known:
            return []
        rarest = min(known, key=lambda place: (len(self._places[folded[place]]), place))
        found = []
        for source_id, place in self._places[folded[rarest]]:
            start = place - rarest
            tokens = self.texts[source_id].tokens
            here = tokens[start : start + len(keys)] if start >= 0 else ()
            if len(here) == len(keys) and _same(keys, here):
                found.append(Window(source_id, start, start + len(keys)))
        return sorted(found, key=lambda window: (window.source_id, window.start))

    def around(self, keys: Sequence[str], tokens: int) -> list[Window]:
        """Windows that reach ``tokens`` tokens to both sides of every place where ``keys`` stand exactly."""
        found = self.occurrences(keys)[: QUOTATION.candidates]
        return [Window(w.source_id, max(0, w.start - tokens), self._clip(w.source_id, w.end + tokens)) for w in found]

    def _clip(self, source_id: str, end: int) -> int:
        return min(end, len(self.texts[source_id].tokens))

    def candidates(self, keys: Sequence[str], slack: int) -> list[Window]:
        """The windows where most of the rarer words of ``keys`` stand near each other in about their order, best first.

        ``slack`` is how many tokens a window may be longer than ``keys``. Words vote for the place where the quotation
        would start; the best places are then compared letter by letter, long ones word by word
        (rapidfuzz, partial ratio).
        """
        votes = self._votes(keys, step := len(keys) // 2 + 8)
        best = sorted(votes.items(), key=lambda entry: (-entry[1], entry[0]))[: QUOTATION.candidates]
        by_word = len(keys) > QUOTATION.word_by_word
        wanted = self.ids(keys)[1].tolist() if by_word else fold(" ".join(keys))
        scored = []
        for (source_id, number), vote in best:
            tokens = self.texts[source_id].tokens
            start = max(0, (number - 1) * step)
            end = self._clip(source_id, (number + 2) * step + len(keys) + slack)
            here = self.texts[source_id].folded[start:end].tolist()
            text = here if by_word else fold(" ".join(token.key for token in tokens[start:end]))
            scored.append((fuzz.partial_ratio(wanted, text), vote, Window(source_id, start, end)))
        scored.sort(key=lambda entry: (-entry[0], -entry[1], entry[2].source_id, entry[2].start))
        return [window for _, _, window in scored[: QUOTATION.windows]]

    def _votes(self, keys: Sequence[str], step: int) -> dict[tuple[str, int], float]:
        votes: dict[tuple[str, int], float] = defaultdict(float)
        words = [(place, self._places.get(self._ids.get(f"~{fold(key)}", -1), [])) for place, key in enumerate(keys)]
        rare = [entry for entry in words if 0 < len(entry[1]) <= QUOTATION.common_word]
        for place, standing in rare or sorted(words, key=lambda entry: (len(entry[1]), entry[0]))[:3]:
            weight = math.log(1 + self._word_total / (1 + len(standing)))
            counted = standing[: QUOTATION.common_word]
            reached = Counter((source_id, max(0, at - place) // step) for source_id, at in counted)
            for bucket in reached:
                votes[bucket] += weight
        return votes

    def _read(self, document: Document) -> DocumentTokens:
        order = sorted(range(len(document.blocks)), key=lambda number: document.blocks[number].kind in ASIDE)
        tokens: list[Token] = []
        numbers: list[int] = []
        labels: dict[int, str] = {}
        for number in order:
            block = document.blocks[number]
            found = tokenize(document.text, block.char_start, block.char_end)
            if found and list_dash(document.text, found[0]):
                found = found[1:]
            labels |= _labels(block, found, len(tokens))
            tokens += found
            numbers += [number] * len(found)
        for key in {token.key for token in tokens}:
            level = fold(key)
            for name in (f"={key}", f"~{level}", f"^{level[: QUOTATION.form_letters]}"):
                self._ids.setdefault(name, len(self._ids))
        exact, folded, prefix = self.ids(token.key for token in tokens)
        return DocumentTokens(document, tuple(tokens), tuple(numbers), exact, folded, prefix, labels)


def _same(keys: Sequence[str], tokens: Sequence[Token]) -> bool:
    if keys[0] != tokens[0].key and not same_but_first_letter(keys[0], tokens[0].key):
        return False
    return all(key == token.key for key, token in zip(keys[1:], tokens[1:], strict=True))


def _labels(block: Block, tokens: Sequence[Token], first: int) -> dict[int, str]:
    labels: dict[int, str] = {}
    for mark in block.note_marks:
        before = [place for place, token in enumerate(tokens) if token.char_end <= mark.char_position]
        if before:
            labels[first + before[-1]] = mark.label
    return labels


def _furniture(document: Document) -> Iterable[str]:
    for page in document.pages:
        for part in page.furniture:
            for line in page.raw[part.raw_start : part.raw_end].splitlines():
                if shape := line_shape(line):
                    yield shape
