"""A typeset report, read: nothing is lost, everything is what it is, and every place can be found back."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from ingest.document import Document
from ingest.errors import ReadError
from ingest.records import BlockKind
from tests.ingest.typeset import ALINEA, RAPPORT, lost_letters, read_file, read_typeset, texts, typeset


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


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_raw_stretch_maps_back_into_the_clean_span_it_came_from(report: Document, data: st.DataObject) -> None:
    block = data.draw(st.sampled_from(report.blocks))
    for span in report.raw_spans(block.char_start, block.char_end):
        found = report.clean_span(span.page_number, span.raw_start, span.raw_end)
        assert found is not None
        assert block.char_start <= found[0] < found[1] <= block.char_end


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


def test_lists_quotations_tables_and_captions_are_told_apart(report: Document) -> None:
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


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = "Links begint het verhaal over de gemeenten en hun uitvoering van alle opgaven. " * 12
    right = "Rechts gaat het verhaal verder over de provincies en hun toezicht op de uitvoering. " * 12
    text = f"= Een kop over de volle breedte van dit blad\n#columns(2)[{left} \n#colbreak()\n {right}]"
    document = read_typeset(tmp_path, text)
    words = " ".join(texts(document, "paragraph")).split()
    assert words == f"{left} {right}".split()


def test_a_note_in_the_first_column_is_not_read_into_the_second(tmp_path: Path) -> None:
    text = f"#set page(columns: 2)\n{ALINEA}#footnote[De noot links.] {ALINEA * 5}"
    document = read_typeset(tmp_path, text)
    assert texts(document, "footnote") == ["1 De noot links."]
    assert "noot" not in " ".join(texts(document, "paragraph"))


def test_text_that_runs_upwards_is_read_and_a_slanted_stamp_is_furniture(tmp_path: Path) -> None:
    text = (
        f"#place(center + horizon, rotate(45deg)[CONCEPT])\n#rotate(-90deg, reflow: true, block(width: 14cm)[{ALINEA}])"
    )
    document = read_typeset(tmp_path, text)
    assert document.text == ALINEA.strip()
    kinds = {piece.kind for piece in document.pages[0].furniture}
    assert kinds == {"askew"}


def test_letters_set_apart_make_words(tmp_path: Path) -> None:
    document = read_typeset(tmp_path, f"#text(tracking: 3pt)[GESPATIEERDE KOPREGEL] \n\n {ALINEA}")
    assert "GESPATIEERDE KOPREGEL" in document.text


def test_the_marks_beside_a_letter_are_furniture_and_its_subject_is_the_title(tmp_path: Path) -> None:
    text = f"""#set page(paper: "a4", margin: (left: 2cm, right: 7cm))
#place(top + right, dx: 5.5cm, box(width: 4.5cm)[#set text(7pt)\nOns kenmerk \\ 2031-0001 \\ Uw kenmerk \\ RLI-45])
Betreft Reactie op het proefadvies

{ALINEA}

{ALINEA}"""
    document = read_typeset(tmp_path, text)
    assert document.title == "Reactie op het proefadvies"
    assert "kenmerk" not in document.text
    assert {piece.kind for piece in document.pages[0].furniture} == {"margin"}


def test_a_note_in_the_margin_is_read_apart_from_the_text(tmp_path: Path) -> None:
    text = f"""#set page(paper: "a4", margin: (left: 2cm, right: 7cm))
#place(top + right, dx: 5.5cm, box(width: 4.5cm)[#set text(8pt)\nEen kanttekening \\ naast het verhaal.])
{ALINEA}

{ALINEA}"""
    document = read_typeset(tmp_path, text)
    assert texts(document).count(ALINEA.strip()) == 2
    assert "Een kanttekening naast het verhaal." in texts(document)


def test_pages_without_text_are_named_only_when_they_show_a_picture(tmp_path: Path) -> None:
    Image.new("RGB", (40, 60), "grey").save(tmp_path / "scan.png")
    text = f'{ALINEA} #pagebreak() #image("scan.png", width: 100%, height: 100%) #pagebreak() #page[] '
    document = read_typeset(tmp_path, text)
    assert document.report.warnings == (("image_only_pages", {"pages": "2"}),)


@pytest.mark.parametrize(("name", "code"), [("leeg.pdf", "empty_file"), ("kapot.pdf", "damaged")])
def test_a_broken_file_is_an_error_with_a_code(tmp_path: Path, name: str, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"" if code == "empty_file" else b"%PDF-1.7\nnothing more")
    with pytest.raises(ReadError) as raised:
        read_file(path)
    assert raised.value.code == code
    assert raised.value.values["name"] == name


def test_a_file_that_pypdf_cannot_open_is_read_by_pdfium_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise pypdf.errors.PdfReadError("refused")

    path = typeset(tmp_path, ALINEA)
    monkeypatch.setattr("pypdf.PdfReader", refuse)
    document = read_file(path)
    assert document.text == ALINEA.strip()
    assert document.pages[0].extractor == "pdfium"
    assert document.report.warnings == (("repaired", {}),)


def test_a_large_sentence_between_quotation_marks_is_a_quotation_and_no_heading(tmp_path: Path) -> None:
    said = "#align(center, text(16pt)[‘Er is geen gebrek aan plannen, maar aan maandagochtenden.’])"
    text = f"{ALINEA}\n\n{said}\n\n{ALINEA}"
    kinds = [block.kind for block in read_typeset(tmp_path, text).blocks]
    assert kinds == [BlockKind.PARAGRAPH, BlockKind.QUOTATION, BlockKind.PARAGRAPH]


def test_a_quotation_is_found_on_a_page_whose_margin_is_not_the_usual_one(tmp_path: Path) -> None:
    said = "#pad(left: 1.2em)[_‘Geef mij één bedrag, dan krijg ik de zaal mee.’_ \\ — Fenna Roosjen, wethouder]"
    text = f"""#set page(paper: "a4", margin: (inside: 2.5cm, outside: 4cm))
{ALINEA}

{said}

{ALINEA}

#pagebreak()
{ALINEA * 3}

{ALINEA}"""
    blocks = read_typeset(tmp_path, text).blocks
    assert [block.kind for block in blocks].count(BlockKind.QUOTATION) == 1


def test_a_large_line_that_repeats_the_text_is_a_pull_quote_and_parts_no_sentence(tmp_path: Path) -> None:
    words = ALINEA.strip().removesuffix(".").split()
    first, rest = " ".join(words[:-8]), " ".join(words[-8:])
    shown = "#block(text(16pt)[de financiële middelen bleven achter bij de opgaven])"
    document = read_typeset(tmp_path, f"= Een kop\n{ALINEA}\n\n{first}\n{shown}\n{rest}.\n\n{ALINEA}")
    assert texts(document, "paragraph") == [ALINEA.strip()] * 3
    assert texts(document, "pull_quote") == ["de financiële middelen bleven achter bij de opgaven"]
    assert {block.heading_path for block in document.blocks} == {(), ("Een kop",)}


@pytest.mark.parametrize("place", ["left", "center", "right"])
def test_a_table_row_of_more_lines_is_read_cell_by_cell(tmp_path: Path, place: str) -> None:
    text = f"""{ALINEA}
#show table: set par(justify: false)
#align({place}, table(columns: (3cm, 4cm, 2cm),
  [Datum], [Stap], [Wie], [1 januari 2027], [het uitvoeringsplan is voor iedere gemeente verplicht], [rijk en regio],
  [1 maart 2027], [er is een akkoord], [allen], [1 april 2027], [de eerste meting van de voortgang begint], [een bureau]
))
{ALINEA}"""
    assert texts(read_typeset(tmp_path, text), "table_row") == [
        "Datum Stap Wie",
        "1 januari 2027 het uitvoeringsplan is voor iedere gemeente verplicht rijk en regio",
        "1 maart 2027 er is een akkoord allen",
        "1 april 2027 de eerste meting van de voortgang begint een bureau",
    ]


def test_letters_set_a_little_apart_make_words_too(tmp_path: Path) -> None:
    document = read_typeset(
        tmp_path, f'#text(tracking: 1.2pt, weight: "bold")[EEN WIJDE KOP BOVEN TEKST] \n\n {ALINEA}'
    )
    assert texts(document, "heading") == ["EEN WIJDE KOP BOVEN TEKST"]


def test_headings_of_one_make_up_have_one_level_without_gaps(tmp_path: Path) -> None:
    text = f"""#align(center, text(24pt)[*Een omslag*])
#text(14pt)[Een ondertitel]

{ALINEA * 2}
= Eerste hoofdstuk
{ALINEA}
== Paragraaf
{ALINEA}
= Tweede hoofdstuk
{ALINEA}
== Slot
{ALINEA}"""
    document = read_typeset(tmp_path, text)
    levels = {document.text[b.char_start : b.char_end]: b.level for b in document.blocks if b.level}
    assert levels["Eerste hoofdstuk"] == levels["Tweede hoofdstuk"] == levels["Paragraaf"] - 1
    assert levels["Paragraaf"] == levels["Slot"]


def test_a_table_of_contents_without_dots_is_links(tmp_path: Path) -> None:
    entries = "[Samenvatting], [4], [1 Inleiding], [10], [2 Aanbevelingen], [14]"
    text = f"#text(16pt)[*Inhoud*]\n#table(columns: (1fr, auto), stroke: none, {entries})\n#pagebreak()\n{ALINEA}"
    assert texts(read_typeset(tmp_path, text), "link") == ["Samenvatting 4", "1 Inleiding 10", "2 Aanbevelingen 14"]


def test_a_page_whose_letters_have_no_names_is_reported_and_never_quoted(tmp_path: Path) -> None:
    nameless = pypdf.PdfWriter(clone_from=typeset(tmp_path, f"{ALINEA}\n#pagebreak()\n{ALINEA}"))
    plain = pypdf.PdfWriter(clone_from=typeset(tmp_path, ALINEA))
    for font in nameless.pages[0]["/Resources"]["/Font"].values():
        font.get_object().pop("/ToUnicode")
    plain.append(nameless, pages=(0, 1))
    path = tmp_path / "naamloos.pdf"
    plain.write(path)
    document = read_file(path)
    assert document.text == ALINEA.strip()
    assert document.report.warnings == (("unreadable_letters", {"pages": "2"}),)


def test_a_page_whose_letters_have_wrong_names_is_reported_and_never_quoted(tmp_path: Path) -> None:
    wrong = pypdf.PdfWriter(clone_from=typeset(tmp_path, ALINEA * 2))
    for font in wrong.pages[0]["/Resources"]["/Font"].values():
        names = font.get_object()["/ToUnicode"].get_object()
        names.set_data(
            re.sub(
                rb"(<[0-9A-Fa-f]{4}>\s*<)([0-9A-Fa-f]{4})>",
                lambda match: match[1] + b"%04X>" % (int(match[2], 16) + 3 * (int(match[2], 16) > 32)),
                names.get_data(),
            )
        )
    wrong.write(tmp_path / "fout.pdf")
    with pytest.raises(ReadError) as raised:
        read_file(tmp_path / "fout.pdf")
    assert raised.value.code == "no_letters"
    path = typeset(tmp_path, ALINEA, "goed.pdf")
    whole = pypdf.PdfWriter(clone_from=path)
    whole.append(wrong)
    whole.write(path)
    document = read_file(path)
    assert document.text == ALINEA.strip()
    assert document.report.warnings == (("unreadable_letters", {"pages": "2"}),)


def test_half_a_letter_is_a_replacement_character_at_its_place(tmp_path: Path) -> None:
    halved = pypdf.PdfWriter(clone_from=typeset(tmp_path, ALINEA))
    for font in halved.pages[0]["/Resources"]["/Font"].values():
        names = font.get_object()["/ToUnicode"].get_object()
        names.set_data(re.sub(rb"<004F>", b"<D835>", names.get_data()))
    halved.write(tmp_path / "half.pdf")
    page = read_file(tmp_path / "half.pdf").page(1)
    assert page.raw.encode().decode() == page.raw
    assert "Zij wijst op \N{REPLACEMENT CHARACTER}ost" in page.raw
    assert len(page.boxes) == len(page.raw)


def test_pages_that_begin_with_the_same_words_keep_them(tmp_path: Path) -> None:
    text = f"#set page(margin: (top: 4mm))\n{ALINEA * 4}\n#pagebreak()\n{ALINEA * 4}"
    assert " ".join(texts(read_typeset(tmp_path, text))).count("Oost- en Zuid-Nederland") == 8


def test_a_font_that_does_not_tell_its_height_is_read_like_one_that_does(tmp_path: Path) -> None:
    path = typeset(tmp_path, RAPPORT)
    silent = pypdf.PdfWriter(clone_from=path)
    for page in silent.pages:
        for font in page["/Resources"]["/Font"].values():
            descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
            for key, value in {"/Ascent": 0, "/Descent": 0, "/FontBBox": [0, 0, 0, 0], "/StemV": 80}.items():
                descriptor[pypdf.generic.NameObject(key)] = (
                    pypdf.generic.NumberObject(value)
                    if isinstance(value, int)
                    else pypdf.generic.ArrayObject(map(pypdf.generic.NumberObject, value))
                )
    other = tmp_path / "zwijgt.pdf"
    silent.write(other)
    told, silent_one = read_file(path), read_file(other)
    assert silent_one.text == told.text
    assert [block.kind for block in silent_one.blocks] == [block.kind for block in told.blocks]


def test_notes_at_the_end_of_a_document_are_attached_to_their_marks(tmp_path: Path) -> None:
    notes = "#text(7pt)[#super[1] Zie het jaarverslag. \\ #super[2] Zie de begroting.]"
    document = read_typeset(
        tmp_path, f"{ALINEA.strip()}#super[1]\n\n{ALINEA.strip()}#super[2] Klaar.\n#pagebreak()\n{ALINEA}\n\n{notes}"
    )
    assert [block.kind for block in document.blocks] == ["paragraph", "footnote", "paragraph", "footnote", "paragraph"]
    assert texts(document, "footnote") == ["1 Zie het jaarverslag.", "2 Zie de begroting."]
    assert texts(document, "paragraph")[:2] == [ALINEA.strip(), f"{ALINEA}Klaar."]


def test_a_raised_number_after_a_word_is_taken_out_also_when_its_note_is_not_there(tmp_path: Path) -> None:
    document = read_typeset(tmp_path, f"De landbouw#super[1] groeit met 10#super[3] ton per km#super[2]. {ALINEA}")
    assert document.text.startswith("De landbouw groeit met 103 ton per km2. De uitvoering")
    assert [mark.label for mark in document.blocks[0].note_marks] == ["1"]


def test_a_mark_that_begins_a_line_is_a_mark(tmp_path: Path) -> None:
    note = "#footnote[Zie het jaarverslag.]"
    document = read_typeset(tmp_path, f"{ALINEA.strip()}#linebreak(justify: true){note} {ALINEA}")
    assert texts(document) == [f"{ALINEA}{ALINEA.strip()}", "1 Zie het jaarverslag."]


def test_an_indent_begins_a_paragraph_after_one_that_ends_with_a_mark(tmp_path: Path) -> None:
    make = "#set par(first-line-indent: 12pt, spacing: 0.65em)\n"
    document = read_typeset(tmp_path, f"{make}{ALINEA}#footnote[Zie het jaarverslag.]\n\n{ALINEA}\n\n{ALINEA}")
    assert texts(document, "paragraph") == [ALINEA.strip()] * 3


def test_list_marks_that_are_drawn_make_list_items(tmp_path: Path) -> None:
    make = "#set list(marker: box(circle(radius: 1.5pt, fill: black), baseline: -20%))\n"
    items = "- een plan voor elke gemeente;\n- geld voor zes jaar;\n- een loket dat op tijd antwoordt."
    document = read_typeset(tmp_path, f"{make}{ALINEA}\n\n{items}\n\n{ALINEA}")
    assert texts(document, "list_item") == [item.removeprefix("- ") for item in items.split("\n")]
    assert texts(document, "paragraph") == [ALINEA.strip()] * 2


def test_notes_across_the_page_under_two_columns_are_notes(tmp_path: Path) -> None:
    note = '#place(bottom, float: true, scope: "parent", text(7pt)[1. Zie het jaarverslag van de regio, 2030.])'
    document = read_typeset(tmp_path, f"#set page(columns: 2)\n{note}{ALINEA}#super[1] {ALINEA * 4}")
    assert texts(document, "footnote") == ["1. Zie het jaarverslag van de regio, 2030."]


def test_a_page_that_takes_pypdf_long_is_left_to_pdfium(tmp_path: Path) -> None:
    document = read_typeset(tmp_path, f"{ALINEA}\n#pagebreak()\n#set text(5pt)\n{ALINEA * 12}")
    assert [page.extractor for page in document.pages] == ["pypdf plain", "pdfium"]
    assert document.text.count("sociaal-economische gevolgen") == 13


def test_superscript_digits_that_are_letters_of_their_own_are_marks_too(tmp_path: Path) -> None:
    notes = "#place(bottom, text(7pt)[¹ Zie het jaarverslag. \\ ² Zie de begroting.])"
    document = read_typeset(tmp_path, f"De landbouw¹ groeit per m².² {ALINEA}{notes}")
    assert document.text.startswith("De landbouw groeit per m². De uitvoering")
    assert texts(document, "footnote") == ["¹ Zie het jaarverslag.", "² Zie de begroting."]


def test_a_number_at_the_start_of_a_line_in_the_middle_of_a_sentence_is_no_list_item(tmp_path: Path) -> None:
    document = read_typeset(tmp_path, f"{ALINEA}Zij telt en niet #linebreak(justify: true) 22. De andere zes. {ALINEA}")
    assert [block.kind for block in document.blocks] == ["paragraph"]


def test_a_column_that_begins_after_a_list_is_not_its_last_item(tmp_path: Path) -> None:
    text = f"#columns(2)[{ALINEA * 2}\n- een plan voor elke gemeente.\n#colbreak()\n{ALINEA * 2}]"
    document = read_typeset(tmp_path, text)
    assert texts(document, "list_item") == ["• een plan voor elke gemeente."]


def test_two_notes_with_one_mark_on_a_page_are_both_kept(tmp_path: Path) -> None:
    notes = "#place(bottom, text(7pt)[#super[\\*] Zie het jaarverslag. \\ #super[\\*] Zie de begroting.])"
    document = read_typeset(tmp_path, f"De landbouw#super[\\*] groeit, de visserij#super[\\*] niet. {ALINEA}{notes}")
    assert texts(document, "footnote") == ["* Zie het jaarverslag.", "* Zie de begroting."]
    assert lost_letters(document) == []


def test_a_page_on_which_two_extractions_differ_in_order_is_mapped_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = typeset(tmp_path, ALINEA)
    words = ALINEA.split()
    monkeypatch.setattr("pypdf.PageObject.extract_text", lambda *_, **__: " ".join([*words[3:], *words[:3]]))
    document = read_file(path)
    assert document.pages[0].extractor == "pdfium"
    assert (document.text, lost_letters(document)) == (ALINEA.strip(), [])
