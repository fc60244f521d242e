"""The XML of official publications keeps paragraphs, headings, lists, tables, and notes as notes."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import Document
from ingest.errors import ReadError
from tests.ingest.formats.word_file import DATA
from tests.ingest.typeset import read_file, texts

LETTER = DATA / "kst-99999-7.xml"


@pytest.fixture(scope="module")
def letter() -> Document:
    return read_file(LETTER)


def read(folder: Path, text: str, encoding: str = "utf-8") -> Document:
    path = folder / "stuk.xml"
    path.write_bytes(text.encode(encoding))
    return read_file(path)


def test_a_letter_is_read_in_paragraphs_under_its_headings(letter: Document) -> None:
    assert letter.title == "Brief regering; Reactie op het advies 'Het water in zicht'"
    assert texts(letter, "paragraph") == [
        "Den Haag, 3 april 2031",
        "Aan de Voorzitter van de Tweede Kamer",
        "Het kabinet is de raad erkentelijk voor het advies. Het onderschrijft de coördinatie van 12 miljoen m3 water.",
        "De raad doet twee aanbevelingen:",
        "Dat staat ook in noot .",
        "De Minister van Water,",
        "H. Terbrugge",
    ]
    assert texts(letter, "heading") == ["1. Hoofdlijnen", "Het geld"]
    table = next(block for block in letter.blocks if block.kind == "table_row")
    assert table.heading_path == ("1. Hoofdlijnen", "Het geld")
    assert texts(letter, "title")[-2:] == ["Nr. 7", "BRIEF VAN DE MINISTER VAN WATER"]


def test_a_note_is_a_note_and_its_number_a_mark(letter: Document) -> None:
    assert texts(letter, "footnote") == ["1 Raad voor het water, Het water in zicht, 2030."]
    marks = [mark for block in letter.blocks for mark in block.note_marks]
    assert [mark.label for mark in marks] == ["1", "1"]
    assert letter.text[: marks[0].char_position].endswith("voor het advies")


def test_lists_keep_their_numbers_and_tables_their_cells(letter: Document) -> None:
    assert texts(letter, "list_item") == [
        "1. Versterk de waterschappen.",
        "Dat kost tijd.",
        "2. Geef gemeenten geld:",
        "voor riolen;",
        "voor dijken.",
    ]
    assert texts(letter, "table_row") == ["Jaar Riool Dijk", "2031 120 120"]
    assert texts(letter, "caption") == ["Tabel 1 Bedragen"]
    assert texts(letter, "quotation") == ["Water is van iedereen."]
    assert letter.report.warnings == (("xml_pictures", {"count": 1}),)


def test_articles_members_and_unknown_elements_are_read(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "<staatsblad><wet-besluit><regeling><hoofdstuk><kop><label>Hoofdstuk</label><nr>1</nr><titel>Water</titel></kop>"
        "<artikel><kop><label>Artikel</label><nr>2</nr></kop><lid><lidnr>1.</lidnr><al>Eerste lid.</al></lid>"
        "<lid><lidnr>2.</lidnr><al>Tweede <onbekend>lid</onbekend>.</al></lid></artikel></hoofdstuk>"
        "<hoofdstuk><kop><label>Hoofdstuk</label><nr>2</nr></kop></hoofdstuk>"
        "<nieuw-element>Losse tekst.<al>Een alinea.</al>En <nadruk>nog</nadruk> iets.</nieuw-element></regeling>"
        "</wet-besluit></staatsblad>",
    )
    assert texts(document, "heading") == ["Hoofdstuk 1 Water", "Artikel 2", "Hoofdstuk 2"]
    assert texts(document, "paragraph") == [
        "1. Eerste lid.", "2. Tweede lid.", "Losse tekst.", "Een alinea.", "En nog iets.",
    ]  # fmt: skip


def test_another_encoding_is_followed_and_damage_is_refused(tmp_path: Path) -> None:
    text = '<?xml version="1.0" encoding="iso-8859-1"?><kamerstuk><al>Het café.</al></kamerstuk>'
    assert texts(read(tmp_path, text, "latin-1")) == ["Het café."]
    with pytest.raises(ReadError) as caught:
        read(tmp_path, "<kamerstuk><al>Half</kamerstuk>")
    assert caught.value.code == "damaged"
