"""What a section says between reactions, for the recommendation that has none."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from app.comparison.left_over import with_left_over
from app.comparison.letter import letter_sentences
from app.comparison.naming import NOUN
from app.comparison.tracing import NOTHING, Rows
from ingest.records import BlockKind
from tests.documents import make_document

ONE, TWO, THREE = (frozenset((row,)) for row in range(3))
HEAD = (BlockKind.HEADING, "De bruggen")
GAP = "Niemand wacht graag. Ik zet er een veerman neer."


def _way(
    likeness: list[list[float]],
    gap: str = GAP,
    kind: BlockKind = BlockKind.PARAGRAPH,
    reacts: Sequence[float] = (2.0, 2.0),
) -> list[Rows]:
    """What the sentences of ``gap`` are about, which stand below a sentence about the first recommendation."""
    letter = make_document(HEAD, (kind, "De eerste brug gaat open."), gap)
    sentences = letter_sentences(letter, ["1", "2", "3"], NOUN)
    way = [ONE, *[NOTHING] * (len(sentences) - 1)]
    return with_left_over(letter, sentences, way, np.array([[1.0, -1.0, -1.0], *likeness]), [2.0, *reacts])[1:]


@pytest.mark.parametrize(("likeness", "about"), [(-0.24, TWO), (-0.26, NOTHING)])
def test_it_is_about_the_one_without_a_reaction_that_it_fits_best(likeness: float, about: Rows) -> None:
    assert _way([[0.4, likeness, likeness]] * 2) == [about, about]


@pytest.mark.parametrize(("other", "about"), [(-0.68, THREE), (-0.62, NOTHING)])
def test_one_that_it_fits_much_better_than_the_others_need_not_fit_as_well(other: float, about: Rows) -> None:
    assert _way([[0.4, other, -0.45]] * 2) == [about, about]


@pytest.mark.parametrize(("odds", "about"), [(0.05, TWO), (-0.05, NOTHING)])
def test_what_does_not_surely_react_to_anything_is_an_aside(odds: float, about: Rows) -> None:
    """By the mean of its sentences, of which the other one has 2.0."""
    assert _way([[0.4, 0.4, -1.0]] * 2, reacts=(2.0, odds)) == [about, about]


def test_one_sentence_is_an_aside() -> None:
    assert _way([[0.4, 0.4, -1.0]], gap="Ik zet er een veerman neer.") == [NOTHING]


def test_what_the_cabinet_says_nothing_in_is_about_none() -> None:
    assert _way([[0.4, 0.4, -1.0]] * 2, gap="Niemand wacht graag. De brug is oud.") == [NOTHING, NOTHING]


def test_a_section_whose_reactions_all_stand_in_a_list_sums_up() -> None:
    assert _way([[0.4, 0.4, -1.0]] * 2, kind=BlockKind.LIST_ITEM) == [NOTHING, NOTHING]
