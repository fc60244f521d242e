"""What a section says between two reactions, for a recommendation that has none yet."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.comparison.letter import LetterSentence
from app.comparison.likeness import Likeness
from app.comparison.policy import DECIDING, TRACING
from app.comparison.stand import is_general_heading, said
from app.comparison.tracing import Rows
from ingest.document import Document
from ingest.records import BlockKind


def with_left_over(
    letter: Document,
    sentences: Sequence[LetterSentence],
    way: Sequence[Rows],
    likeness: Likeness,
    reacts: Sequence[float],
) -> list[Rows]:
    """``way`` with what stands about nothing in a section of reactions given to a recommendation without any.

    A letter that goes through the recommendations below a heading seldom says something else between them. So the
    sentences of one paragraph in which the cabinet speaks are about the recommendation that fits them best among those
    that no sentence is about, unless they are plainly unlike it and no better for it than for the others, or by their
    log-odds ``reacts`` do not surely react.
    """
    found = list(way)
    left = set(range(likeness.shape[1])).difference(*way)
    runs = [
        run for run in _runs(letter, sentences, way) if np.mean([reacts[at] for at in run]) > TRACING.left_over_reacts
    ]
    while left and runs:
        fits = [(_fit(likeness[run].mean(axis=0), left), place) for place, run in enumerate(runs)]
        (fit, row), place = max(fits, key=lambda one: one[0][0])
        if fit < TRACING.left_over:
            break
        left.discard(row)
        for at in runs.pop(place):
            found[at] = frozenset((row,))
    return found


def _fit(means: NDArray[np.float64], left: set[int]) -> tuple[float, int]:
    """How well a run fits the best of ``left``, with its lead on the next of them, and the row of that best one."""
    ordered = sorted(left, key=lambda row: -float(means[row]))
    lead = float(means[ordered[0]] - means[ordered[1]]) if len(ordered) > 1 else 0.0
    return float(means[ordered[0]]) + lead, ordered[0]


def _runs(letter: Document, sentences: Sequence[LetterSentence], way: Sequence[Rows]) -> list[list[int]]:
    """The places of sentences in a row about nothing, in a paragraph of a section of reactions, that say something."""
    sections = {
        one.heading_path
        for one, rows in zip(sentences, way, strict=True)
        if rows and one.kind is not BlockKind.LIST_ITEM  # a section whose reactions all stand in a list sums up
    }
    places = [place for place, one in enumerate(sentences) if _may_hold(one, sections)]
    runs = []
    for (_, about), run in itertools.groupby(places, lambda place: (sentences[place].block, way[place])):
        gap = list(run)
        if not about and len(gap) >= TRACING.fewest_left_over and _speaks(letter, sentences, gap):
            runs.append(gap)
    return runs


def _may_hold(one: LetterSentence, sections: set[tuple[str, ...]]) -> bool:
    """Whether a sentence stands below a heading of its own under which some recommendation is reacted to."""
    return one.heading_path in sections and bool(one.heading_path) and not is_general_heading(one.heading_path[-1])


def _speaks(letter: Document, sentences: Sequence[LetterSentence], places: Sequence[int]) -> bool:
    texts = [letter.text[sentences[place].char_start : sentences[place].char_end] for place in places]
    return any(said(text).weight >= DECIDING.speaks for text in texts)
