"""An advice as headings and sentences, each with the probability that it states a recommendation."""

from __future__ import annotations

import bisect
import functools
from collections.abc import Iterable, Sequence

import numpy as np

from app.comparison.counted import Ladder, ladders, text_of
from app.comparison.labels import BODY, HEADINGS, is_box, names_recommendations, unnumbered_end, without_label
from app.comparison.policy import FINDING
from app.comparison.records import FoundRecommendation
from app.comparison.tells import recommends
from index.embedded.model import EmbeddedModel
from index.embedded.passage_vectors import PassageText
from index.vectors import Vectors, unit
from ingest.document import Document
from ingest.passages import block_sentences
from ingest.records import Block, BlockKind

Span = tuple[int, int]


class Advice:
    """The blocks of an advice; what a block says is read when it is first asked for."""

    def __init__(self, document: Document, model: EmbeddedModel) -> None:
        self.document = document
        self.blocks: Sequence[Block] = document.blocks
        self._model = model
        self._starts = [block.char_start for block in document.blocks]
        self._sentences: dict[int, list[Span]] = {}
        self._read: dict[int, list[float]] = {}
        self._vectors: dict[int, Vectors] = {}

    @functools.cached_property
    def headed(self) -> list[Ladder]:
        """The headings that count on."""
        return ladders(self.document, [at for at, block in enumerate(self.blocks) if block.kind in HEADINGS])

    def sentences(self, place: int) -> list[Span]:
        """The sentences of a block; a heading is one."""
        if place not in self._sentences:
            block = self.blocks[place]
            whole = [(block.char_start, block.char_end)]
            own = [(one.char_start, one.char_end) for one in block_sentences(self.document, block)]
            self._sentences[place] = whole if block.kind in HEADINGS else own or whole
        return self._sentences[place]

    def read(self, places: Iterable[int]) -> None:
        """Read these blocks, as far as they were not read yet."""
        new = sorted({place for place in places if place not in self._read})
        if not new:
            return
        texts = [tuple(without_label(self.document.text[slice(*own)]) for own in self.sentences(at)) for at in new]
        made = self._model.passages([PassageText("", own) for own in texts])
        for place, passage, shares in zip(new, made, recommends(made), strict=True):
            self._read[place] = [float(share) for share in shares]
            self._vectors[place] = passage.sentences

    def recommends(self, place: int) -> list[float]:
        """The probability of each sentence of a block, 0 to 1, that it states a recommendation."""
        self.read([place])
        return self._read[place]

    def among_items(self, place: int) -> list[float]:
        """``recommends``, the first sentence of an item as much as the items of its list do by half."""
        shares = list(self.recommends(place))
        if self.blocks[place].kind is BlockKind.LIST_ITEM:
            items = [place]
            for step in (-1, 1):
                at = place + step
                while 0 <= at < len(self.blocks) and self.blocks[at].kind is BlockKind.LIST_ITEM:
                    items.append(at)
                    at += step
            shares[0] = (shares[0] + sum(self.recommends(at)[0] for at in items) / len(items)) / 2
        return shares

    def below(self, place: int, stop: int) -> list[int]:
        """The paragraphs and items below a block, before block number ``stop`` and the next heading of its level; no
        boxes.
        """
        head, found, box = self.blocks[place], [], 0
        for at in range(place + 1, min(stop, len(self.blocks))):
            block = self.blocks[at]
            if block.kind in HEADINGS:
                if head.kind not in HEADINGS or block.level <= head.level:
                    break
                box = block.level if is_box(text_of(self.document, block)) else box if block.level > box > 0 else 0
            elif block.kind in BODY and not box:
                found.append(at)
        return found

    def section(self, place: int) -> range:
        """The blocks below a heading, up to the next one of its level."""
        head = self.blocks[place]
        for at in range(place + 1, len(self.blocks)):
            if self.blocks[at].kind in HEADINGS and self.blocks[at].level <= head.level:
                return range(place + 1, at)
        return range(place + 1, len(self.blocks))

    def stated(self, place: int, label: str, below: Sequence[int], sentence: int = 0) -> FoundRecommendation:
        """Block ``place`` as a recommendation: a heading, or one sentence of it; what follows explains."""
        own, spans = self.sentences(place), [self._whole(at) for at in below]
        after = [(own[sentence + 1][0], own[-1][1])] if sentence + 1 < len(own) else []
        return FoundRecommendation(label, *own[sentence], (*after, *spans))

    def read_starts(self, found: Iterable[FoundRecommendation]) -> None:
        """Read the blocks in which recommendations and their explanations begin, together."""
        starts = [start for one in found for start in (one.char_start, *(span[0] for span in one.explanation[:1]))]
        self.read(self.place_of(start) for start in starts)

    def strength(self, one: FoundRecommendation) -> float:
        """The probability that these words recommend: of the statement, or else of the first sentence that explains."""
        stated = self._at(one.char_start)
        return max(stated, FINDING.explained * self._at(one.explanation[0][0]) if one.explanation else 0.0)

    def is_item(self, one: FoundRecommendation) -> bool:
        """Whether a recommendation stands in an item of a list."""
        return self.blocks[self.place_of(one.char_start)].kind is BlockKind.LIST_ITEM

    def vector(self, one: FoundRecommendation) -> Vectors:
        """The unit vector ``(dim,)`` of what a recommendation says: its statement and the sentence after it."""
        starts = (one.char_start, *(start for start, _ in one.explanation[:1]))
        said: Vectors = unit(
            np.sum([self._vectors[place][row] for place, row in map(self._row, starts)], axis=0)[None]
        )[0]
        return said

    def called_so(self, place: int) -> bool:
        """Whether the heading above a block names recommendations, the sentence that a list hangs on does, or the block
        says that it is one.
        """
        path = self.blocks[place].heading_path
        above = bool(path) and path[-1] != self.document.title and names_recommendations(path[-1])
        return above or self._handed_over(place) or bool(unnumbered_end(text_of(self.document, self.blocks[place])))

    def _handed_over(self, place: int) -> bool:
        """Whether a block stands in a list below a paragraph that names recommendations and ends in a colon."""
        above = place
        while above > 0 and self.blocks[above].kind is BlockKind.LIST_ITEM:
            above -= 1
        said = text_of(self.document, self.blocks[above]) if self.blocks[above].kind is BlockKind.PARAGRAPH else ""
        return above < place and said.endswith(":") and names_recommendations(said)

    def _at(self, start: int) -> float:
        place, row = self._row(start)
        return self.recommends(place)[row]

    def _row(self, start: int) -> tuple[int, int]:
        """The block and the sentence of it that hold a character, or the last before it."""
        place = self.place_of(start)
        self.read([place])
        return place, max((row for row, span in enumerate(self.sentences(place)) if span[0] <= start), default=0)

    def place_of(self, start: int) -> int:
        """The number of the block that holds a character."""
        return bisect.bisect_right(self._starts, start) - 1

    def _whole(self, place: int) -> Span:
        return self.blocks[place].char_start, self.blocks[place].char_end
