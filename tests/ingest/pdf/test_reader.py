"""A typeset report, read: nothing is lost, everything is what it is, and every place can be found back."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.document import Document
from ingest.records import BlockKind
from tests.ingest.typeset import ALINEA, lost_letters, texts


def _letters(text: str) -> str:
    """What stays of a text without white space and hyphens, ligatures opened."""
    return re.sub(r"[\s\-\xad\ufffe\x02]", "", unicodedata.normalize("NFKC", text))


def _raw(document: Document, start: int, end: int) -> str:
    return "".join(document.page(s.page_number).raw[s.raw_start : s.raw_end] for s in document.raw_spans(start, end))


def test_every_map_has_one_entry_for_every_clean_character(report: Document) -> None:
    assert len(report.text) == len(report.page_numbers) == len(report.raw_offsets)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_clean_span_maps_to_a_raw_span_that_cleans_to_the_same_text(report: Document, data: st.DataObject) -> None:
    bodies = [block for block in report.blocks if block.kind is not BlockKind.LINK]
    block = data.draw(st.sampled_from(bodies))
    start = data.draw(st.integers(block.char_start, block.char_end - 1))
    end = data.draw(st.integers(start + 1, block.char_end))
    raw = _letters(_raw(report, start, end))
    for mark in sorted(block.note_marks, key=lambda mark: -mark.char_position):
        if start < mark.char_position < end:
            before = len(_letters(report.text[start : mark.char_position]))
            assert raw[before : before + len(mark.label)] == mark.label
            raw = raw[:before] + raw[before + len(mark.label) :]
    assert raw == _letters(report.text[start:end])


def test_every_raw_letter_is_clean_or_furniture_or_a_note_mark(report: Document) -> None:
    assert lost_letters(report) == []


def test_running_heads_and_page_numbers_are_furniture_and_in_no_text(report: Document) -> None:
    found = [page.raw[piece.raw_start : piece.raw_end] for page in report.pages for piece in page.furniture]
    assert sum("Fictief document" in text for text in found) == len(report.pages)
    assert "Fictief" not in report.text
    assert not re.search(r"Pagina \d", report.text)


def test_labels_are_the_printed_page_numbers(report: Document) -> None:
    assert [page.label for page in report.pages][:4] == ["i", "ii", "1", "2"]


def test_headings_have_their_levels_and_head_what_follows(report: Document) -> None:
    assert texts(report, "title") == ["De regio aan zet"]
    headings = [block for block in report.blocks if block.kind is BlockKind.HEADING]
    names = [report.text[block.char_start : block.char_end] for block in headings]
    assert names == ["Inhoud", "1 Inleiding", "1.1 Aanpak", "2 Aanbevelingen", "Kader 1: De polder"]
    table_row = next(block for block in report.blocks if block.kind is BlockKind.TABLE_ROW)
    assert table_row.heading_path == ("1 Inleiding", "1.1 Aanpak")


def test_a_box_heads_nothing_outside_it(report: Document) -> None:
    inside = next(b for b in report.blocks if report.text[b.char_start : b.char_end].startswith("In de polder"))
    after = report.blocks[report.blocks.index(inside) + 1]
    assert inside.heading_path == ("2 Aanbevelingen", "Kader 1: De polder")
    assert after.heading_path == ("2 Aanbevelingen",)


def test_the_table_of_contents_is_links(report: Document) -> None:
    assert [text.rsplit(" ", 1) for text in texts(report, "link")][:2] == [["1 Inleiding", "1"], ["1.1 Aanpak", "2"]]


def test_footnotes_follow_the_block_that_carries_their_mark(report: Document) -> None:
    notes = [place for place, block in enumerate(report.blocks) if block.kind is BlockKind.FOOTNOTE]
    assert [report.blocks[place].label for place in notes] == ["1", "2"]
    for place in notes:
        marked = report.blocks[place - 1]
        assert report.blocks[place].label in [mark.label for mark in marked.note_marks]
    first = report.blocks[notes[0] - 1]
    assert report.text[: first.note_marks[0].char_position].endswith("Dat staat in het jaarverslag.")
    assert texts(report, "footnote")[0] == "1 Zie het jaarverslag 2030, blz. 12-14."


def test_powers_and_chemical_formulas_are_no_note_marks(report: Document) -> None:
    assert "De uitstoot van CO2 daalt met 12% per m2." in report.text


def test_paragraphs_come_back_word_for_word_over_line_and_page_ends(report: Document) -> None:
    paragraphs = texts(report, "paragraph")
    assert ALINEA.strip() in paragraphs
    whole = " ".join(paragraphs)
    assert whole.count("sociaal-economische gevolgen") == ALINEA.count("sociaal") * whole.count("Volgens de wethouder")
    assert whole.count("Oost- en Zuid-Nederland") == whole.count("Volgens de wethouder")
    over_break = [b for b in report.blocks if len(report.span_page_numbers(b.char_start, b.char_end)) == 2]
    assert over_break


def test_lists_quotations_tables_and_captions_are_kept_apart(report: Document) -> None:
    assert [text[:13] for text in texts(report, "list_item")] == ["• gemeenten v", "• provincies "]
    assert texts(report, "quotation") == ["Wij krijgen de opgaven wel, maar niet de mensen. — een wethouder"]
    assert texts(report, "table_row") == ["Regio 2029 2030", "Noord-Oost 120 134", "Zuidwestelijke delta 98 77"]
    assert texts(report, "caption") == ["Tabel 1: Vacatures per regio"]


def test_the_boxes_of_a_span_lie_on_its_page(report: Document) -> None:
    start = report.text.index("De verantwoordelijkheden")
    for box in report.boxes(start, start + 200):
        page = report.page(box.page_number)
        assert 0 <= box.left < box.right <= page.width
        assert 0 <= box.bottom < box.top <= page.height
