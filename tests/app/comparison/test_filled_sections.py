"""What the sections of a letter close: sentences between two about the same, and what leads up to the first."""

from __future__ import annotations

import pytest

from app.comparison.letter import LetterSentence, filled, letter_sentences
from app.comparison.naming import NOUN
from app.comparison.tracing import NOTHING
from ingest.document import Document
from ingest.records import BlockKind
from tests.documents import make_document

ONE, TWO, BOTH = frozenset((0,)), frozenset((1,)), frozenset((0, 1))
SECTION = (
    (BlockKind.HEADING, "Bruggen"),
    "Er vaart veel. De brug gaat open. Het dek is hout. Hij is oud. Dank aan allen.",
)


def read(*blocks: str | tuple[BlockKind, str]) -> tuple[Document, list[LetterSentence]]:
    """A letter with these blocks, and its sentences."""
    letter = make_document(*blocks)
    return letter, letter_sentences(letter, ("1", "2", "3", "4", "5"), NOUN)


@pytest.mark.parametrize(
    ("way", "closed"),
    [
        ((0, 1, 1, 1, 1), (1, 1, 1, 1, 1)),
        ((1, 1, 1, 1, 0), (1, 1, 1, 1, 0)),
        ((0, 1, 1, 1, 0), (0, 1, 1, 1, 0)),
        ((0, 1, 0, 1, 0), (0, 1, 1, 1, 0)),
        ((0, 1, 2, 1, 0), (0, 1, 2, 1, 0)),
    ],
)
def test_a_section_of_which_four_fifths_is_about_one_recommendation_is_about_it_but_for_thanks(
    way: tuple[int, ...], closed: tuple[int, ...]
) -> None:
    letter, sentences = read(*SECTION)
    rows = [NOTHING, ONE, TWO]
    assert filled(letter, sentences, [rows[at] for at in way]) == [rows[at] for at in closed]


def test_three_of_four_sentences_leave_a_section_as_it_is() -> None:
    text = "Er vaart veel. De brug gaat open. Het dek is hout. Hij is oud."
    letter, sentences = read((BlockKind.HEADING, "Bruggen"), text)
    way = [NOTHING, ONE, ONE, ONE]
    assert filled(letter, sentences, way) == way


def test_what_leads_up_to_the_first_number_of_a_section_is_about_it_within_the_paragraph() -> None:
    letter, sentences = read(
        (BlockKind.HEADING, "Bruggen"),
        "Er vaart veel.",
        "Het dek is hout. Aanbeveling 2 is goed.",
        "Aanbeveling 1 niet.",
    )
    assert filled(letter, sentences, [NOTHING, NOTHING, TWO, ONE]) == [NOTHING, TWO, TWO, ONE]


def test_what_leads_up_to_what_is_repeated_is_about_it_within_the_paragraph() -> None:
    letter, sentences = read(
        (BlockKind.HEADING, "Bruggen"), "Er vaart veel.", "Het dek is hout. De raad wil staal.", "Dat doe ik."
    )
    assert filled(letter, sentences, [NOTHING, NOTHING, TWO, ONE]) == [NOTHING, TWO, TWO, ONE]


@pytest.mark.parametrize(("count", "ahead"), [(1, NOTHING), (2, BOTH), (3, frozenset(range(3))), (4, NOTHING)])
def test_what_takes_together_what_none_names_yet_is_about_up_to_three_that_follow(
    count: int, ahead: frozenset[int]
) -> None:
    text = f"Deze onderwerpen hangen samen. {'De brug wordt breder. ' * count}"
    letter, sentences = read((BlockKind.HEADING, "Bruggen"), text)
    way = [NOTHING, *(frozenset((row,)) for row in range(count))]
    assert filled(letter, sentences, way) == [ahead, *way[1:]]
