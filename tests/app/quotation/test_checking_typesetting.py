"""What a paste from a PDF drags along: footnote marks, line-end hyphens of the page, running heads, dashes of lists."""

from __future__ import annotations

import dataclasses

import pytest

from app.quotation.checking import check_quotation
from app.quotation.records import Verdict
from ingest.document import Document
from ingest.records import Block, BlockKind, Furniture, NoteMark, Page
from tests.documents import make_document, make_source

TEXT = "De raad telt de bezoekers van het strand. Daarna volgt een besluit over 2024."
HEAD = "Vergaderjaar 2023-2024, 29 362, nr. 354"


def with_notes(**labels: str) -> Document:
    """The text with a footnote's mark taken out right behind each of the given words (with the mark behind it)."""
    document = make_document(TEXT, source=make_source())
    marks = tuple(NoteMark(TEXT.index(after) + len(after), label) for after, label in labels.items())
    return dataclasses.replace(document, blocks=(dataclasses.replace(document.blocks[0], note_marks=marks),))


def verdict(document: Document, text: str) -> Verdict:
    return check_quotation({"bron": document}, text).verdict


@pytest.mark.parametrize(
    "text",
    [
        "De raad telt de bezoekers12 van het strand.",
        "De raad telt de bezoekers¹² van het strand.",
        "De raad telt de bezoekers ¹² van het strand.",
        "De raad telt de bezoekers\n12\nvan het strand.",
        "De raad telt de bezoekers 12 van het strand.",
        "De raad telt de bezoekers van het strand.",
    ],
)
def test_a_footnote_mark_that_stood_there_is_no_alteration(text: str) -> None:
    assert verdict(with_notes(bezoekers="12"), text) == Verdict.VERBATIM


@pytest.mark.parametrize(
    "text",
    [
        "De raad telt de bezoekers13 van het strand.",
        "De raad telt de bezoekers 13 van het strand.",
        "De raad telt de12 bezoekers van het strand.",
        "De raad telt 12 bezoekers van het strand.",
    ],
)
def test_another_number_is_an_alteration(text: str) -> None:
    assert verdict(with_notes(bezoekers="12"), text) == Verdict.ALTERED


def test_a_footnote_mark_behind_a_full_stop_is_no_alteration() -> None:
    document = with_notes(**{"strand.": "3"})
    assert (
        verdict(document, "De raad telt de bezoekers van het strand.3 Daarna volgt een besluit over 2024.")
        == "verbatim"
    )
    assert (
        verdict(document, "De raad telt de bezoekers van het strand.4 Daarna volgt een besluit over 2024.") == "altered"
    )


def test_a_footnote_mark_behind_a_year_is_no_alteration() -> None:
    document = with_notes(**{"2024": "5"})
    assert verdict(document, "Daarna volgt een besluit over 20245.") == Verdict.VERBATIM
    assert verdict(document, "Daarna volgt een besluit over 20246.") == Verdict.ALTERED


def broken_over_lines(raw: str, joined: bool) -> Document:
    """A one-page document whose raw text breaks a word at '-' and a line end; the clean text joined it or not."""
    at = raw.index("-\n")
    kept = [place for place in range(len(raw)) if place != at + 1 and (place != at or not joined)]
    text = "".join(raw[place] for place in kept)
    document = make_document(text, source=make_source())
    return dataclasses.replace(
        document,
        paged=True,
        pages=(Page(1, "1", raw),),
        raw_offsets=document.raw_offsets[: len(kept)] * 0 + kept,
    )


@pytest.mark.parametrize("joined", [True, False])
def test_a_hyphen_at_a_line_end_of_the_page_may_be_there_or_not(joined: bool) -> None:
    document = broken_over_lines("De raad vraagt om een beleids-\nuitvoering die klopt.", joined)
    for written in ("beleidsuitvoering", "beleids-uitvoering", "beleids-\nuitvoering"):
        assert verdict(document, f"De raad vraagt om een {written} die klopt.") == Verdict.VERBATIM
    assert verdict(document, "De raad vraagt om een beleid-suitvoering die klopt.") == Verdict.ALTERED


def test_a_running_head_in_the_paste_is_skipped() -> None:
    document = make_document(TEXT, source=make_source())
    page = Page(1, "1", f"{HEAD}\n{TEXT}", furniture=(Furniture("head", 0, len(HEAD)),))
    document = dataclasses.replace(
        document, paged=True, pages=(page,), raw_offsets=document.raw_offsets + len(HEAD) + 1
    )
    pasted = "De raad telt de bezoekers\nVergaderjaar 2023-2024, 29 362, nr. 354 2\nvan het strand."
    assert verdict(document, pasted) == Verdict.VERBATIM
    assert verdict(document, "De raad telt de bezoekers\nVergadering van 2023\nvan het strand.") == Verdict.ALTERED


def test_the_dashes_of_a_list_do_not_count() -> None:
    document = make_document(
        "De raad wil drie zaken:",
        (BlockKind.LIST_ITEM, "meer tellen;"),
        (BlockKind.LIST_ITEM, "– beter betalen;"),
        source=make_source(),
    )
    assert verdict(document, "De raad wil drie zaken:\n- meer tellen;\n- beter betalen;") == Verdict.VERBATIM
    assert verdict(document, "De raad wil drie zaken:\n• meer tellen;\n• beter betalen;") == Verdict.VERBATIM
    assert verdict(document, "De raad wil drie - zaken: meer tellen;") == Verdict.ALTERED


def test_a_minus_sign_is_not_lost() -> None:
    document = make_document("Het was -5 graden in de winter van dat jaar.", source=make_source())
    assert verdict(document, "-5 graden in de winter") == Verdict.VERBATIM
    assert verdict(document, "5 graden in de winter") == Verdict.ALTERED
    assert verdict(document, "Het was 5 graden in de winter van dat jaar.") == Verdict.ALTERED


def test_a_quotation_over_a_page_break_names_both_pages() -> None:
    document = make_document(TEXT, source=make_source())
    half = TEXT.index("van het")
    numbers = document.page_numbers.copy()
    numbers[half:] = 2
    offsets = document.raw_offsets.copy()
    offsets[half:] -= half
    document = dataclasses.replace(
        document,
        paged=True,
        pages=(Page(1, "7", TEXT[:half]), Page(2, "8", TEXT[half:])),
        page_numbers=numbers,
        raw_offsets=offsets,
        blocks=(Block(BlockKind.PARAGRAPH, 0, len(TEXT)),),
    )
    (segment,) = check_quotation({"bron": document}, "telt de bezoekers van het strand").segments
    assert segment.place is not None
    assert (segment.place.citation.page_numbers, segment.place.citation.page_labels) == ((1, 2), ("7", "8"))
