"""Advice beside reaction: for each recommendation of the council the cabinet's words about it, or none."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from app.citation.place import make_citation
from app.comparison.recommendations import (
    FoundRecommendation,
    find_recommendations,
    mentioned,
    opens_with_mention,
    without_label,
)
from app.records import Citation
from index.analysis import fold, terms
from ingest.document import Document
from ingest.records import Block, BlockKind

Rank = Callable[[str, Sequence[str]], Sequence[float]]
"""A question and texts to their likenesses, one for each text in [-1, 1] (the cosine of an encoder)."""

REACTING = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTATION)
MIN_WORDS = 8
MAX_REACTIONS = 5
SAME_HEADING = 85.0
QUERY_WORDS = 80
WORD_SHARE = 0.2
STANDS_OUT = 0.04
NUMBER, HEADING, CONTINUES, LIKENESS = "number", "heading", "continues", "likeness"

Likeness = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A recommendation of the council: ``text`` is its own words, ``explanation`` the paragraph below ('' for none)."""

    number: int
    text: str
    citation: Citation
    explanation: str = ""
    explanation_citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class Reaction:
    """A paragraph of the cabinet's letter. ``ground`` says why it is here.

    'number' (it names the recommendation), 'heading' (it stands below a heading that does), 'continues' (it follows a
    paragraph that opens with its name), 'likeness' (its words are about the same). ``score`` is the
    likeness: what ``rank`` gives and the share for words in common.
    """

    text: str
    citation: Citation
    ground: str
    score: float


@dataclass(frozen=True, slots=True)
class Compared:
    """A recommendation with its reactions, best first; no reactions means that none was found."""

    recommendation: Recommendation
    reactions: tuple[Reaction, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All recommendations in order. ``reason`` is 'no_recommendations' when none could be found in the advice."""

    advice_id: str
    reaction_id: str
    compared: tuple[Compared, ...]
    reason: str = ""

    def to_json(self) -> dict[str, Any]:
        """The comparison as plain JSON values."""
        return asdict(self)


def compare(advice: Document, reaction: Document, rank: Rank) -> Comparison:
    """The recommendations of ``advice``, each with the paragraphs of ``reaction`` that react to it, best first.

    A paragraph that names a recommendation, or stands below a heading that does, reacts to that one and to no other.
    Any other paragraph reacts to the recommendation that it is likest to (``rank``, with a light share for words in
    common), if the pair stands out from the others by ``STANDS_OUT``. Nothing is matched by force. Measured on the
    questions and answers of nine parliamentary papers, which name no numbers (``python benchmarks/compare_reactions.py
    FOLDER``): 81% of such matches are right, 44% of the questions get their answer first, and 10% another's when their
    own answer is taken out.
    """
    found = find_recommendations(advice)
    if not found:
        return Comparison(advice.source.id, reaction.source.id, (), "no_recommendations")
    blocks = [block for block in reaction.blocks if _reacts(reaction, block)]
    texts = [reaction.text[block.char_start : block.char_end] for block in blocks]
    queries = [_query(advice, one) for one in found]
    likeness = likeness_of(queries, texts, rank)
    grounds = _grounds(advice, found, reaction, blocks, likeness)
    compared = []
    numbers = iter(range(1, len(found) * (2 + MAX_REACTIONS) + 1))
    for row, recommendation in enumerate(found):
        made = _recommendation(advice, recommendation, next(numbers), numbers)
        chosen = sorted(
            (place for place in range(len(blocks)) if row in grounds[place]),
            key=lambda place: (_order(grounds[place][row]), -likeness[row, place], place),
        )
        reactions = tuple(
            Reaction(
                text=texts[place],
                citation=make_citation(reaction, blocks[place].char_start, blocks[place].char_end, next(numbers)),
                ground=grounds[place][row],
                score=round(float(likeness[row, place]), 4),
            )
            for place in chosen[:MAX_REACTIONS]
        )
        compared.append(Compared(made, reactions))
    return Comparison(advice.source.id, reaction.source.id, tuple(compared))


def _reacts(reaction: Document, block: Block) -> bool:
    return block.kind in REACTING and len(reaction.text[block.char_start : block.char_end].split()) >= MIN_WORDS


def likeness_of(queries: Sequence[str], texts: Sequence[str], rank: Rank) -> Likeness:
    """Row per recommendation, column per paragraph: what ``rank`` gives and a share of the words in common."""
    likeness = np.zeros((len(queries), len(texts)))
    for row, query in enumerate(queries):
        if texts:
            likeness[row] = np.asarray(rank(query, texts), np.float64)
    return likeness + WORD_SHARE * _words_in_common(queries, texts)


def _words_in_common(queries: Sequence[str], texts: Sequence[str]) -> Likeness:
    """The weight of the shared terms over the geometric mean of both sides' weights, 0 to 1; rare terms weigh more."""
    held = [set(terms(text)) for text in texts]
    counts = Counter(term for one in held for term in one)

    def weight(of: set[str]) -> float:
        return sum(math.log((len(texts) + 1) / (counts[term] + 0.5)) for term in sorted(of))

    common = np.zeros((len(queries), len(texts)))
    for row, query in enumerate(queries):
        asked = set(terms(query))
        for column, there in enumerate(held):
            both = math.sqrt(weight(asked) * weight(there))
            common[row, column] = weight(asked & there) / both if both else 0.0
    return common


def _query(advice: Document, recommendation: FoundRecommendation) -> str:
    own = without_label(advice.text[recommendation.char_start : recommendation.char_end])
    below = advice.text[slice(*recommendation.explanation)] if recommendation.explanation else ""
    return " ".join(f"{own} {below}".split()[:QUERY_WORDS])


def _grounds(
    advice: Document,
    found: Sequence[FoundRecommendation],
    reaction: Document,
    blocks: Sequence[Block],
    likeness: Likeness,
) -> list[dict[int, str]]:
    """For each paragraph of the reaction: the rows of the recommendations that it reacts to, and on what ground."""
    rows = {recommendation.number: row for row, recommendation in enumerate(found)}
    titles = [without_label(advice.text[one.char_start : one.char_end]) for one in found]
    count = max(rows)
    scores = outstanding(likeness)
    grounds: list[dict[int, str]] = []
    opened: frozenset[int] = frozenset()
    for place, block in enumerate(blocks):
        text = reaction.text[block.char_start : block.char_end]
        headed = _named_by_headings(block.heading_path, titles, rows, count)
        named = _rows(mentioned(text, count), rows)
        opening = _rows(opens_with_mention(text, count), rows)
        if place and block.heading_path != blocks[place - 1].heading_path:
            opened = frozenset()
        likest = int(np.argmax(scores[:, place]))
        made = dict.fromkeys(headed, HEADING)
        if not headed and not named and likest in opened:
            made[likest] = CONTINUES
        made |= dict.fromkeys(named, NUMBER)
        if not made and scores[likest, place] >= STANDS_OUT:
            made[likest] = LIKENESS
        opened = opening or (frozenset() if named else opened)
        grounds.append(made)
    return grounds


def _named_by_headings(
    headings: Sequence[str], titles: Sequence[str], rows: dict[int, int], count: int
) -> frozenset[int]:
    """The rows that the innermost heading with a name in it stands for."""
    for heading in reversed(headings):
        named = _rows(mentioned(heading, count), rows)
        bare = fold(without_label(heading))
        alike = {row for row, title in enumerate(titles) if fuzz.token_sort_ratio(bare, fold(title)) >= SAME_HEADING}
        if named or alike:
            return named or frozenset(alike)
    return frozenset()


def _rows(numbers: frozenset[int], rows: dict[int, int]) -> frozenset[int]:
    return frozenset(rows[number] for number in numbers if number in rows)


def outstanding(likeness: Likeness) -> Likeness:
    """How much likelier each pair is than its recommendation to other paragraphs and its paragraph to other ones.

    An encoder finds all texts of one subject alike, so only what sets a pair apart counts: the least of the likeness
    above the row's average, above the column's, and above what both averages together let expect (without the last,
    common paragraphs fit everything; without the others, what is left over on both sides would find each other).
    """
    if not likeness.size:
        return likeness
    rows = likeness - likeness.mean(axis=1, keepdims=True)
    columns = likeness - likeness.mean(axis=0, keepdims=True)
    both = rows + columns - likeness + likeness.mean()
    return np.asarray(np.minimum(np.minimum(rows, columns), both), np.float64)


def _order(ground: str) -> int:
    return (HEADING, NUMBER, CONTINUES, LIKENESS).index(ground) // 2


def _recommendation(
    advice: Document, found: FoundRecommendation, number: int, numbers: Iterator[int]
) -> Recommendation:
    span = found.explanation
    return Recommendation(
        number=found.number,
        text=advice.text[found.char_start : found.char_end],
        citation=make_citation(advice, found.char_start, found.char_end, number),
        explanation=advice.text[slice(*span)] if span else "",
        explanation_citation=make_citation(advice, *span, next(numbers)) if span else None,
    )
