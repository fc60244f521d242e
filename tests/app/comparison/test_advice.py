"""An advice as headings and sentences that recommend more or less."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.comparison.records import FoundRecommendation
from ingest.document import Document
from ingest.records import BlockKind
from tests.app.comparison.told import Told, shares_told
from tests.documents import make_document, make_source

__all__ = ["shares_told"]
pytestmark = pytest.mark.usefixtures("shares_told")
H, LI = BlockKind.HEADING, BlockKind.LIST_ITEM


def levels(document: Document, *given: int) -> Document:
    """A document whose headings have these levels, in order."""
    left = iter(given)
    blocks = [replace(one, level=next(left)) if one.kind is H else one for one in document.blocks]
    return replace(document, blocks=tuple(blocks))


def test_a_block_is_read_once_and_without_its_label() -> None:
    told = Told({"Tel.": 0.9})
    advice = told.reads(make_document("1. Tel. Dat kan.", "Er is zand."))
    assert advice.recommends(0) == [0.9, 0.0]
    advice.read([0, 1, 0])
    advice.read([1])
    assert told.read == ["Tel.", "Dat kan.", "Er is zand."]


def test_a_heading_is_one_sentence() -> None:
    advice = Told({}).reads(make_document((H, "Tel. En betaal."), "Tel. En betaal."))
    assert [len(advice.sentences(place)) for place in (0, 1)] == [1, 2]


def test_an_item_recommends_by_half_as_its_list_does() -> None:
    document = make_document("Tel.", (LI, "Meet. Nu."), (LI, "Betaal."), "Er is zand.", (LI, "Wacht."))
    advice = Told({"Meet.": 0.4, "Betaal.": 0.8, "Tel.": 1.0, "Nu.": 0.1}).reads(document)
    assert advice.among_items(1) == pytest.approx([(0.4 + 0.6) / 2, 0.1])
    assert advice.among_items(0) == [1.0]
    assert advice.among_items(4) == [0.0]


def test_below_a_heading_stands_what_comes_before_the_next_of_its_level_without_boxes() -> None:
    document = make_document(
        (H, "Tel"), "Er is zand.", (H, "Nader"), "Er is zee.", (H, "Kader 1: Zout"), "Los.", (H, "Meer"), "Vast.",
        (H, "Betaal"), "Loon.",
    )  # fmt: skip
    advice = Told({}).reads(levels(document, 1, 2, 2, 2, 1))
    assert advice.below(0, 10) == [1, 3, 7]
    assert advice.below(0, 3) == [1]
    assert advice.below(1, 10) == []
    assert list(advice.section(0)) == list(range(1, 8))
    assert list(advice.section(8)) == [9]


def test_a_sentence_within_a_paragraph_is_stated_with_what_follows() -> None:
    document = make_document("Er is zand. Tel. Dat kan. Nu.", "Er is zee.")
    found = Told({}).reads(document).stated(0, "3", [1], sentence=1)
    assert found.label == "3"
    spans = (found[1:3], *found.explanation)
    assert [document.text[slice(*span)] for span in spans] == ["Tel.", "Dat kan. Nu.", "Er is zee."]


def test_the_vector_is_of_the_statement_and_the_sentence_after_it() -> None:
    document = make_document((H, "Tel bezoekers"), "Betaal wachten. Los.")
    advice = Told({}).reads(document)
    whole, bare = advice.stated(0, "", [1]), advice.stated(0, "", [])
    advice.read_starts([whole])
    assert np.linalg.norm(advice.vector(whole)) == pytest.approx(1.0)
    own, other = advice.vector(bare), advice.vector(FoundRecommendation("", *advice.sentences(1)[0]))
    assert advice.vector(whole) @ own == pytest.approx(advice.vector(whole) @ other, abs=1e-3)
    assert advice.vector(whole) @ own > 0.6


def test_strength_is_of_the_statement_or_of_what_explains_it() -> None:
    advice = Told({"Tel.": 0.3, "Meet.": 0.8}).reads(make_document("Tel.", "Meet."))
    assert advice.strength(advice.stated(0, "", [])) == 0.3
    assert advice.strength(advice.stated(0, "", [1])) == pytest.approx(0.72)
    assert advice.strength(advice.stated(1, "", [0])) == 0.8


@pytest.mark.parametrize(
    ("blocks", "so"),
    [
        (((H, "Onze aanbevelingen"), "Tel."), True),
        (((H, "Het strand"), "Tel."), False),
        (((H, "Een titel"), "Tel."), False),
        (((H, "Het strand"), "Aanbeveling: tel."), True),
        (("De raad doet twee aanbevelingen:", (LI, "meet;"), (LI, "tel.")), True),
        (("De raad doet twee aanbevelingen.", (LI, "meet;"), (LI, "tel.")), False),
        (("Wij zagen op het strand:", (LI, "meet;"), (LI, "tel.")), False),
        (("De raad doet twee aanbevelingen:", "Tel."), False),
        (((LI, "tel."),), False),
        (("De raad doet twee aanbevelingen:",), False),
    ],
)
def test_what_is_called_a_recommendation(blocks: tuple[str | tuple[BlockKind, str], ...], so: bool) -> None:
    document = make_document(*blocks, source=make_source(title="Een titel"))
    assert Told({}).reads(document).called_so(len(blocks) - 1) is so


def test_the_title_of_the_advice_is_no_heading_above_recommendations() -> None:
    document = make_document((H, "Advies"), "Tel.", source=make_source(title="Advies"))
    assert not Told({}).reads(document).called_so(1)


def test_a_character_between_blocks_belongs_to_the_one_before() -> None:
    document = make_document("Tel.", (LI, "Meet."))
    advice = Told({}).reads(document)
    assert [advice.place_of(at) for at in (0, 4, 5, 6, 10)] == [0, 0, 0, 1, 1]
    assert not advice.is_item(FoundRecommendation("1", 0, 4))
    assert advice.is_item(FoundRecommendation("2", 6, 11))
