"""What nobody sees on a page is not read, what is drawn oddly is, each letter once."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject

from ingest.pdf.named import joined_glyphs
from ingest.pdf.reader import page_list
from tests.ingest.typeset import ALINEA, read_file, read_typeset, texts

HARD = Path(__file__).parents[2] / "hard" / "pdf"
UNSEEN = (
    "onzichtbaar",
    "Witte",
    "Zwartgelakt",
    "slotzin",
    "Piepkleine",
    "Buiten de pagina",
    "verborgen",
    "Drukkersmerk",
)


@pytest.mark.parametrize("name", ["onzichtbaar.pdf", "laag.pdf", "uitsnede.pdf"])
def test_what_nobody_sees_is_left_out_and_its_page_named(name: str) -> None:
    document = read_file(HARD / name)
    assert "Bewoners vinden dat het onderhoud van de plantsoenen beter kan" in document.text
    assert not [word for word in UNSEEN if word in document.text]
    assert ("unseen_text", {"pages": page_list([1])}) in document.report.warnings


def test_letters_too_small_to_read_are_left_out_and_a_small_note_is_not(tmp_path: Path) -> None:
    document = read_typeset(tmp_path, f"{ALINEA}\n\n#text(1.2pt)[geheim]\n\n#text(4pt)[Kleine lettertjes.]")
    assert texts(document) == [ALINEA.strip(), "Kleine lettertjes."]
    assert document.report.warnings == (("unseen_text", {"pages": "1"}),)


def test_white_letters_on_a_dark_ground_and_letters_beside_a_white_box_are_read(tmp_path: Path) -> None:
    text = f"""#block(fill: navy, inset: 8pt, text(white)[Wit op blauw staat hier te lezen.])
{ALINEA}

#box(fill: white, width: 3cm, height: 1cm)[] Naast de witte doos staat dit."""
    document = read_typeset(tmp_path, text)
    assert "Wit op blauw staat hier te lezen." in document.text
    assert "Naast de witte doos staat dit." in document.text
    assert document.report.warnings == ()


def test_letters_drawn_twice_in_one_place_are_read_once(tmp_path: Path) -> None:
    line = "De koffieboer heeft affe stoffen over de kardinaliteit van alle eigenschappen."
    text = f"#place(top + left, dx: .2pt)[{line}]\n#place(top + left)[{line}]\n#v(1cm)\n{ALINEA}"
    assert texts(read_typeset(tmp_path, text))[0] == line


def test_sheared_letters_are_read_as_text(tmp_path: Path) -> None:
    text = f"#skew(ax: -12deg, reflow: true)[Ambitie en haalbaarheid]\n\n{ALINEA}"
    document = read_typeset(tmp_path, text)
    assert "Ambitie en haalbaarheid" in document.text
    assert not document.pages[0].furniture


def test_mathematical_letters_are_plain_letters(tmp_path: Path) -> None:
    document = read_typeset(tmp_path, f"{ALINEA}\n\nDe warmtevraag is $alpha + beta dot x$ per woning.")
    assert "α + β" in document.text
    assert "\N{REPLACEMENT CHARACTER}" not in document.text
    assert "x per woning" in document.text


def test_glyphs_whose_names_join_letters_are_those_letters() -> None:
    differences = ArrayObject(
        [
            NumberObject(2),
            NameObject("/f_f"),
            NumberObject(13),
            NameObject("/f_h"),
            NumberObject(143),
            NameObject("/f_h"),
            NameObject("/c"),
        ]
    )
    font = DictionaryObject({NameObject("/Encoding"): DictionaryObject({NameObject("/Differences"): differences})})
    fonts = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})
    page = pypdf.PageObject.create_blank_page(width=100, height=100)
    page[NameObject("/Resources")] = fonts
    assert joined_glyphs(page) == {2: "ff", 143: "fh"}
