"""When a paragraph of an XML stands on a page of the PDF beside it: each number of the policy at its boundary."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ingest.document import Document
from ingest.formats.on_pages import on_pages
from tests.documents import make_document

FIRST, LAST = "a" * 90, "z" * 90


def placed(paragraphs: tuple[str, ...], printed: tuple[str, ...]) -> Document | None:
    """The XML of these paragraphs on the one page of a PDF on which others are printed."""
    pdf = make_document(*printed)
    size = len(pdf.text)
    paged = replace(pdf, page_numbers=np.ones(size, np.int32), raw_offsets=np.arange(size, dtype=np.int32))
    return on_pages(make_document(*paragraphs), paged)


def on_page(text: str, *printed: str) -> bool:
    """Whether a paragraph between two others has a page, of a PDF in which this is printed."""
    document = placed((FIRST, text, LAST), printed)
    assert document is not None
    return bool(document.page_numbers[document.blocks[1].char_start])


def words(count: int, other: int = 0) -> str:
    """So many words, the first of which are others."""
    return " ".join(f"{'x' if number < other else 'w'}{number}" for number in range(count))


@pytest.mark.parametrize(("letters", "same"), [(59, False), (60, True)])
def test_three_fifths_of_the_letters_make_it_the_same_letter(letters: int, same: bool) -> None:
    document = placed(("b" * letters, "c" * (100 - letters)), ("b" * letters,))
    assert (document is not None) is same


@pytest.mark.parametrize(("letters", "found"), [(39, False), (40, True)])
def test_a_paragraph_of_forty_letters_may_stand_out_of_order(letters: int, found: bool) -> None:
    assert on_page("b" * letters, "b" * letters, FIRST, LAST) is found


@pytest.mark.parametrize(("count", "found"), [(5, False), (6, True)])
def test_a_paragraph_of_six_words_may_be_printed_a_little_otherwise(count: int, found: bool) -> None:
    assert on_page(f"{words(count - 1)} nieuw", FIRST, f"{words(count - 1)} oud", LAST) is found


@pytest.mark.parametrize(("others", "found"), [(19, False), (20, True)])
def test_four_of_five_words_make_a_paragraph_the_same(others: int, found: bool) -> None:
    assert on_page(words(25), FIRST, words(25, other=25 - others), LAST) is found


@pytest.mark.parametrize(("count", "found"), [(3000, True), (3001, False)])
def test_it_is_looked_for_among_three_thousand_words(count: int, found: bool) -> None:
    filler = " ".join(f"v{number}" for number in range(count - 10))
    assert on_page(f"nieuw {words(9)}", FIRST, f"oud {words(9)}", filler, LAST) is found


@pytest.mark.parametrize(("spaces", "found"), [(39, True), (40, False)])
def test_a_space_has_its_place_when_the_letters_around_it_stand_within_forty(spaces: int, found: bool) -> None:
    document = placed((FIRST, "brug water", LAST), (FIRST, f"brug{' ' * spaces}water", LAST))
    assert document is not None
    assert bool(document.raw_offsets[document.text.index(" ")] >= 0) is found
