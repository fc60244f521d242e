"""Blocks of an advice that count on, by a word with a number or by a number alone."""

from __future__ import annotations

from dataclasses import replace

from app.comparison.counted import Rung, by_noun, label_of, ladders
from ingest.document import Document
from ingest.records import BlockKind
from tests.documents import make_document

H, LI = BlockKind.HEADING, BlockKind.LIST_ITEM


def counts(document: Document) -> list[list[str]]:
    """The labels of each ladder of a document."""
    return [[rung.label for rung in one.rungs] for one in ladders(document, range(len(document.blocks)))]


def levels(document: Document, *given: int) -> Document:
    """A document whose headings have these levels, in order."""
    left = iter(given)
    blocks = [replace(one, level=next(left)) if one.kind is H else one for one in document.blocks]
    return replace(document, blocks=tuple(blocks))


def test_blocks_with_a_word_and_a_number_stand_together_by_their_word() -> None:
    document = make_document(
        (H, "Spoor A: tel"), "Er is zand.", (H, "Spoor B"), "Betaal.", (H, "Tweede voorstel: meet")
    )
    assert by_noun(document) == {"spoor": [Rung(0, "A"), Rung(2, "B", bare=True)]}


def test_a_word_counts_from_the_first_number_but_aanbeveling_always() -> None:
    assert by_noun(make_document((H, "Artikel 3: zand"), (H, "Artikel 4: zee"))) == {}
    assert by_noun(make_document((H, "Aanbeveling 3: tel"))) == {"aanbeveling": [Rung(0, "3")]}


def test_a_paragraph_needs_a_mark_behind_its_number_and_a_heading_does_not() -> None:
    document = make_document("Aanbeveling 1 gaat over zand.", "Aanbeveling 2: tel.", (H, "Aanbeveling 3 Betaal"))
    assert by_noun(document) == {"aanbeveling": [Rung(1, "2"), Rung(2, "3")]}


def test_numbers_count_on_wherever_they_stand() -> None:
    assert counts(make_document("1. Tel.", "Er is zand.", (H, "De zee"), "2. Betaal.", "4. Meet.")) == [["1", "2"]]


def test_one_alone_counts_nothing() -> None:
    assert counts(make_document("1. Tel.", "Er is zand.", "3. Betaal.")) == []


def test_letters_below_numbers_are_a_count_of_their_own() -> None:
    document = make_document("1. Tel.", "a. in mei;", "b. in juni.", "2. Betaal.", "a. veel;", "b. vaak.")
    assert counts(document) == [["1", "2"], ["a", "b"], ["a", "b"]]


def test_capitals_and_small_letters_do_not_count_on() -> None:
    assert counts(make_document("A. Tel.", "b. Betaal.")) == []


def test_numbers_of_sections_go_on_in_text_and_not_in_headings() -> None:
    texts = ("1.1 Tel.", "1.2 Meet.", "2.1 Betaal.", "2.2 Beloon.")
    assert counts(make_document(*texts)) == [[text.split()[0] for text in texts]]
    assert counts(make_document(*((H, text) for text in texts))) == [["1.1", "1.2"], ["2.1", "2.2"]]


def test_a_heading_goes_on_from_those_of_its_level() -> None:
    document = make_document((H, "1 Zand"), (H, "1 Tel"), (H, "2 Meet"), (H, "2 Zee"))
    assert counts(levels(document, 1, 2, 2, 1)) == [["1", "2"], ["1", "2"]]
    places = [[rung.place for rung in one.rungs] for one in ladders(levels(document, 1, 2, 2, 1), range(4))]
    assert places == [[0, 3], [1, 2]]


def test_only_the_given_blocks_are_counted() -> None:
    document = make_document("1. Tel.", "2. Meet.", "3. Betaal.")
    (one,) = ladders(document, {1, 2} | {0})
    assert len(one.rungs) == 3
    assert ladders(document, {1, 2}) == []


def test_a_list_may_number_its_items_before_their_text() -> None:
    document = make_document((LI, "Tel."), (LI, "2) Meet."))
    first = replace(document.blocks[0], label="1.")
    assert label_of(document, first) == "1"
    assert label_of(document, document.blocks[1]) == "2"
    assert label_of(document, document.blocks[0]) == ""
