"""Word files are read as Word shows them with all changes accepted."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from ingest.document import Document
from ingest.errors import ReadError
from tests.ingest.formats.word_file import DATA, W, paragraph, read_word, row, run, table, write_word
from tests.ingest.typeset import read_file, texts

CONTROLS = DATA / "docx-inhoudsbesturing"
PARTS = DATA / "docx-tekstvak-voetnoot-veld-nest"
CHANGES = DATA / "docx-wijzigingen"
BEGIN, MIDDLE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
GONE = '<w:del w:id="1" w:author="a"/>'


def warned(document: Document) -> set[str]:
    return {code for code, _ in document.report.warnings}


def test_changes_are_accepted() -> None:
    document = read_file(CHANGES / "wijzigingen.docx")
    assert texts(document, "paragraph") == [
        "De havenmeester sluit de sluis op dinsdag 4 juni voor alle schepen.",
        "De boete voor te snel varen bedraagt 250 euro.",
        "Schippers mogen niet in de haven overnachten.",
    ]
    assert warned(document) == {"docx_changes"}


def test_what_stands_in_content_controls_is_read() -> None:
    assert texts(read_file(CONTROLS / "inhoudsbesturing.docx"), "paragraph") == [
        "De subsidie voor de molen bedraagt 37.500 euro per jaar.",
        "De molen moet voor 1 mei 2026 zijn hersteld.",
        "Bezwaar maken kan binnen zes weken.",
    ]


def test_fields_tags_moved_text_and_breaks_are_read_and_hidden_text_is_not() -> None:
    document = read_file(PARTS / "veld.docx")
    assert texts(document, "paragraph") == [
        "Zie het reglement van de begraafplaats voor de openingstijden.",
        "De EU-richtlijn geldt sinds 2019.",
        "Adres: Dorpsstraat 1 1234 AB Ons Dorp",
        "Naam Jansen",
        "Amersfoort krijgt een tweede station in 2031.",
        "De vergadering is op 12 mei 2025 om tien uur.",
        "De toegang kost 7,50 euro per kind.",
        "Het tarief is 12 euro.",
        "De wet is op 3 maart ingetrokken.",
    ]
    assert "docx_hidden" in warned(document)


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    assert texts(read_file(PARTS / "tekstvak.docx"), "paragraph") == [
        "Deze folder gaat over afval.",
        "Grofvuil wordt gratis opgehaald op de eerste woensdag van de maand.",
    ]


def test_a_footnote_is_a_note_and_its_number_is_a_mark() -> None:
    document = read_file(PARTS / "voetnoot.docx")
    assert texts(document, "paragraph") == ["Het grondwater daalde in 2022 met twaalf centimeter."]
    assert texts(document, "footnote") == ["1 Gemeten door Vitens bij Heumensoord, rapport 118."]
    assert [mark.label for block in document.blocks for mark in block.note_marks] == ["1"]


def test_merged_cells_are_read_once_and_a_nested_table_in_its_cell() -> None:
    assert texts(read_file(PARTS / "samengevoegd.docx"), "table_row") == [
        "Openingstijden van het stadskantoor",
        "Maandag tot en met vrijdag vak 11 balie van 9 tot 17 uur vak 12",
        "vak 21 vak 22",
    ]


def test_equal_neighbours_in_a_row_are_all_read(tmp_path: Path) -> None:
    document = read_word(tmp_path, table(row("a", "b", "c"), row("120", "120", "95")))
    assert texts(document, "table_row") == ["a b c", "120 120 95"]


def test_deleted_rows_and_cells_are_left_out_and_controls_around_them_are_looked_into(tmp_path: Path) -> None:
    wrapped = f"<w:sdt><w:sdtContent>{row('jaar', 'bedrag')}</w:sdtContent></w:sdt>"
    gone = f'<w:tcPr><w:cellDel w:id="1"/></w:tcPr>{paragraph("oud")}'
    body = table(wrapped, row("2019", "10", properties=GONE), row("2020", "20", gone))
    assert texts(read_word(tmp_path, body), "table_row") == ["jaar bedrag", "2020 20"]


def test_cells_with_running_text_are_paragraphs(tmp_path: Path) -> None:
    long = "De raad adviseert het kabinet om de uitvoering van het beleid te versterken met geld en met mensen. " * 4
    body = table(row("Aanbeveling 1", long), row("Aanbeveling 2", "kort")) + table(row("Een kader met tekst erin."))
    document = read_word(tmp_path, body)
    assert texts(document, "paragraph") == ["Aanbeveling 1", long.strip(), "Een kader met tekst erin."]
    assert texts(document, "table_row") == ["Aanbeveling 2 kort"]


def test_a_deleted_paragraph_end_joins_two_paragraphs(tmp_path: Path) -> None:
    body = paragraph("Het kabinet ", f"<w:rPr>{GONE}</w:rPr>") + paragraph("besluit dit.") + paragraph("Verder niet.")
    assert texts(read_word(tmp_path, body)) == ["Het kabinet besluit dit.", "Verder niet."]


def test_text_that_was_moved_stands_in_its_new_place_alone(tmp_path: Path) -> None:
    moved = run("Dit staat vooraan.")
    body = (
        paragraph(f'<w:moveTo w:id="1">{moved}</w:moveTo>')
        + paragraph("Dit blijft.")
        + paragraph(f'<w:moveFrom w:id="2">{moved}</w:moveFrom>', '<w:rPr><w:moveFrom w:id="3"/></w:rPr>')
    )
    assert texts(read_word(tmp_path, body)) == ["Dit staat vooraan.", "Dit blijft."]


@pytest.mark.parametrize(
    "hidden",
    [
        paragraph(run("geheim", "<w:vanish/>") + run("Open.")),
        paragraph(run("geheim", '<w:rStyle w:val="Onzichtbaar"/>') + run("Open.")),
        paragraph(run("geheim"), '<w:pStyle w:val="Geheim"/>') + paragraph("Open."),
        paragraph(run("geheim") + run("Open.", '<w:vanish w:val="0"/>'), '<w:pStyle w:val="Geheim"/>'),
        paragraph(run("geheim") + run("Open.", '<w:rStyle w:val="Onzichtbaar"/>'), '<w:pStyle w:val="Geheim"/>'),
        paragraph(run("geheim", '<w:color w:val="FFFFFF"/>') + run("Open.")),
        paragraph(run("geheim", '<w:sz w:val="1"/>') + run("Open.")),
    ],
)
def test_hidden_text_is_not_read_however_it_is_hidden(tmp_path: Path, hidden: str) -> None:
    document = read_word(tmp_path, hidden)
    assert texts(document) == ["Open."]
    assert warned(document) == {"docx_hidden"}


@pytest.mark.parametrize(
    "seen",
    [
        paragraph(run("Open.", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="002060"/>')),
        paragraph(run("Open.", '<w:color w:val="FFFFFF"/>'), '<w:shd w:val="clear" w:fill="002060"/>'),
        table(row(paragraph(run("Open.", '<w:color w:val="FFFFFF"/>')))),
        paragraph(run("Open.", '<w:color w:val="auto"/><w:sz w:val="16"/>')),
    ],
)
def test_white_letters_on_a_shade_and_in_a_cell_are_read(tmp_path: Path, seen: str) -> None:
    document = read_word(tmp_path, seen)
    assert texts(document) == ["Open."]
    assert warned(document) == set()


def field(instruction: str, result: str) -> str:
    return f"{BEGIN}<w:r><w:instrText>{instruction}</w:instrText></w:r>{MIDDLE}{result}{END}"


def test_a_field_inside_the_instruction_of_another_is_not_shown(tmp_path: Path) -> None:
    inner = field("MERGEFIELD aanhef", run("geen tekst"))
    choice = f'{BEGIN}<w:r><w:instrText>IF </w:instrText></w:r>{inner}<w:r><w:instrText>= "x"</w:instrText></w:r>'
    body = paragraph(run("Geachte ") + choice + MIDDLE + run("heer") + END + run(" Jansen"))
    assert texts(read_word(tmp_path, body)) == ["Geachte heer Jansen"]


def test_a_table_of_contents_is_links_and_a_form_shows_what_was_chosen(tmp_path: Path) -> None:
    form = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'
        "</w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar "
        'w:fldCharType="end"/></w:r>'
    )
    body = (
        paragraph(
            f"{BEGIN}<w:r><w:instrText> TOC \\o</w:instrText></w:r>{MIDDLE}"
            + f"{run('1 Aanleiding')}<w:r><w:tab/></w:r>{run('3')}"
        )
        + paragraph(run("2 Besluit 4"))
        + paragraph(END)
        + paragraph("Los 5", '<w:pStyle w:val="Inhopg1"/>')
        + paragraph(form + run(" akkoord met het besluit"))
    )  # fmt: skip
    document = read_word(tmp_path, body)
    assert texts(document, "link") == ["1 Aanleiding 3", "2 Besluit 4", "Los 5"]
    assert texts(document, "paragraph") == ["☒ akkoord met het besluit"]


def test_an_empty_control_shows_no_text_and_a_control_in_a_control_does(tmp_path: Path) -> None:
    empty = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Klik hier')}</w:sdtContent></w:sdt>"
    inner = f"<w:sdt><w:sdtContent>{run('in deze brief')}</w:sdtContent></w:sdt>"
    body = paragraph(run("Dit staat ") + empty + f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>" + run("."))
    assert texts(read_word(tmp_path, body)) == ["Dit staat in deze brief."]


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    large = '<wp:extent cx="5000000" cy="4000000"/><a:graphic><a:graphicData><a:blip/></a:graphicData></a:graphic>'
    body = (
        paragraph(f"<w:r><w:drawing><wp:inline>{large}</wp:inline></w:drawing></w:r>" + run("Een beeld."))
        + paragraph("<w:r><w:drawing><wp:inline><c:chart/></wp:inline></w:drawing></w:r>" + run("Een grafiek."))
        + paragraph("<w:r><w:object><o:OLEObject/></w:object></w:r>" + run("Een object."))
        + "<w:altChunk/><w:p><m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num>"
        + "<m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath></w:p>"
    )  # fmt: skip
    document = read_word(tmp_path, body, comments="<w:comment/>", header=paragraph("Rapport"))
    assert texts(document) == ["Een beeld.", "Een grafiek.", "Een object.", "a/b"]
    assert warned(document) == {
        "docx_pictures", "docx_charts", "docx_objects", "docx_attached", "docx_comments", "docx_formulas",
    }  # fmt: skip
    assert document.report.furniture == 1


def test_an_emphasised_line_above_a_paragraph_is_a_heading_and_an_emphasised_sentence_is_not(tmp_path: Path) -> None:
    body = (
        paragraph("Deel", '<w:pStyle w:val="Kop1"/>')
        + paragraph(run("Financiën", "<w:b/>"))
        + paragraph("Het budget is 5 euro.")
        + paragraph(run("Dit is een vette zin.", "<w:b/>"))
        + paragraph(run("Betreft: subsidie", "<w:b/>"))
        + paragraph("Slot.")
        + paragraph("Nog een deel", '<w:pStyle w:val="Kop1"/>')
        + paragraph(run("H. Terbrugge", "<w:i/>"))
    )
    document = read_word(tmp_path, body)
    assert texts(document, "heading") == ["Deel", "Financiën", "Nog een deel"]
    budget = next(block for block in document.blocks if "budget" in document.text[block.char_start : block.char_end])
    assert budget.heading_path == ("Deel", "Financiën")


def test_a_large_initial_is_one_word_with_what_follows(tmp_path: Path) -> None:
    body = paragraph("D", '<w:framePr w:dropCap="drop"/>') + paragraph("e raad adviseert.")
    assert texts(read_word(tmp_path, body)) == ["De raad adviseert."]


def test_a_strict_file_and_a_file_with_another_name_inside_are_read(tmp_path: Path) -> None:
    path = write_word(tmp_path / "proef.docx", paragraph("De raad adviseert."))
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "streng.docx", "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            new.writestr(
                name.replace("document.xml", "document2.xml"), content.replace(b"document.xml", b"document2.xml")
            )
    assert texts(read_file(tmp_path / "streng.docx")) == ["De raad adviseert."]


def test_a_file_that_is_nested_without_end_is_refused(tmp_path: Path) -> None:
    path = write_word(tmp_path / "diep.docx", "<w:tbl><w:tr><w:tc>" * 3000 + "</w:tc></w:tr></w:tbl>" * 3000)
    with pytest.raises(ReadError) as caught:
        read_file(path)
    assert caught.value.code == "damaged"


def test_a_part_that_does_not_unpack_is_damage(tmp_path: Path) -> None:
    path = write_word(tmp_path / "kapot.docx", paragraph("De raad adviseert."))
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "heel.docx", "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        begins = new.getinfo("word/document.xml").header_offset + 30 + len("word/document.xml")
    content = bytearray((tmp_path / "heel.docx").read_bytes())
    content[begins] |= 0b110  # a block of a kind that deflate has not
    path.write_bytes(content)
    with pytest.raises(ReadError) as caught:
        read_file(path)
    assert caught.value.code == "damaged"


def test_a_part_that_is_locked_is_named_so(tmp_path: Path) -> None:
    path = write_word(tmp_path / "slot.docx", paragraph("De raad adviseert."))
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    with pytest.raises(ReadError) as caught:
        read_file(path)
    assert caught.value.code == "encrypted"


def test_every_letter_of_the_clean_text_stands_in_the_raw_text() -> None:
    for path in sorted(DATA.rglob("*.docx")):
        document = read_file(path)
        raw = document.pages[0].raw
        for letter, offset in zip(document.text, document.raw_offsets, strict=True):
            assert offset < 0 or raw[offset] == letter or (letter == " " and raw[offset].isspace())
