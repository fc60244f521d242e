"""Where a quotation stands: every place, over blocks and notes, in its order."""

from __future__ import annotations

from app.quotation.records import Verdict
from ingest.records import BlockKind
from tests.app.quotation.beach import FIRST, NOTE, SECOND, check, only
from tests.documents import make_document, make_source


def test_parts_in_another_order_are_altered() -> None:
    segment = only("acht het college een goede samenwerking (...) De gemeente meet sinds 2019 elke zomer de drukte")
    assert segment.verdict == Verdict.ALTERED


def test_parts_that_stand_far_apart_are_altered() -> None:
    between = [f"Zin nummer {number} gaat over iets anders dan het vorige." for number in range(200)]
    far = {"ver": make_document(FIRST, *between, SECOND, source=make_source("ver"))}
    text = "De gemeente meet sinds 2019 elke zomer de drukte (...) acht het college een goede samenwerking"
    assert check(text, far).segments[0].verdict == Verdict.ALTERED
    near = {"dichtbij": make_document(FIRST, *between[:20], SECOND, source=make_source("dichtbij"))}
    assert check(text, near).segments[0].verdict == Verdict.VERBATIM


def test_every_occurrence_is_listed() -> None:
    segment = only("Volgens mevrouw De Vries kostte het tellen € 12.500")
    assert segment.place is not None
    places = {segment.place.citation.source_id, *(place.citation.source_id for place in segment.also_at)}
    assert places == {"ijsbaan", "strand"}
    assert len(segment.also_at) == 1


def test_sentences_over_blocks_are_one_place() -> None:
    text = f"{FIRST}\n{SECOND}"
    result = check(text)
    assert (result.verdict, [segment.follows for segment in result.segments]) == (
        Verdict.VERBATIM,
        ["", "adjacent", "adjacent", "adjacent", "adjacent"],
    )
    (stretch,) = result.stretches
    assert (stretch.first, stretch.last) == (0, 4)
    assert stretch.place.texts == (f"{FIRST}\n\n{SECOND}",)


def test_a_sentence_that_stands_twice_is_taken_where_the_one_before_it_stands() -> None:
    result = check(
        "Zij deed dat niet op 3 juni 2021, toen het regende. Volgens mevrouw De Vries kostte het tellen € 12.500"
    )
    assert [segment.place.citation.source_id for segment in result.segments if segment.place] == ["strand", "strand"]


def test_a_sentence_that_was_silently_left_out_is_reported() -> None:
    result = check(
        "De gemeente meet sinds 2019 elke zomer de drukte op het strand. "
        "Volgens mevrouw De Vries kostte het tellen € 12.500, dat is 2,5% van het budget."
    )
    assert (result.verdict, result.reason, result.segments[1].follows) == (Verdict.MIXED, "gap", "gap")


def test_paragraphs_apart_are_separate_quotations() -> None:
    result = check("De gemeente meet sinds 2019 elke zomer de drukte op het strand.\n\nDe ijsbaan opent in november.")
    assert (result.verdict, result.segments[1].follows) == (Verdict.VERBATIM, "")


def test_a_part_of_a_sentence_is_reported_as_part() -> None:
    assert only("acht het college een goede samenwerking").part
    assert only("de gemeente meet sinds 2019").part
    assert not only("De gemeente meet sinds 2019 elke zomer de drukte op het strand.").part


def test_a_footnote_between_pages_does_not_break_a_sentence() -> None:
    document = make_document(
        "De commissie vindt dat de uitvoering",
        (BlockKind.FOOTNOTE, NOTE),
        "veel eerder moet meepraten over beleid.",
        source=make_source("noot"),
    )
    result = check("De commissie vindt dat de uitvoering veel eerder moet meepraten over beleid.", {"noot": document})
    (segment,) = result.segments
    assert segment.verdict == Verdict.VERBATIM
    assert segment.place is not None
    assert segment.place.texts == ("De commissie vindt dat de uitvoering", "veel eerder moet meepraten over beleid.")
