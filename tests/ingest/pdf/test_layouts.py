"""Documents of one page each, every one typeset in a way that readers of PDFs get wrong, or broken."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest

from ingest.records import BlockKind
from tests.ingest.typeset import ALINEA, RAPPORT, read_file, read_typeset, texts, typeset


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = "Links begint het verhaal over de gemeenten en hun uitvoering van alle opgaven. " * 12
    right = "Rechts gaat het verhaal verder over de provincies en hun toezicht op de uitvoering. " * 12
    text = f"= Een kop over de volle breedte van dit blad\n#columns(2)[{left} \n#colbreak()\n {right}]"
    document = read_typeset(tmp_path, text)
    words = " ".join(texts(document, "paragraph")).split()
    assert words == f"{left} {right}".split()


def test_three_columns_under_a_heading_are_read_from_left_to_right(tmp_path: Path) -> None:
    columns = [f"{word} merken de bewoners dat de bodem onder hun huizen zakt en de sloot overloopt. " * 7
               for word in ("Links", "Midden in het blad", "Rechts")]  # fmt: skip
    text = '#set page(paper: "a4", flipped: true)\n#set text(8pt)\n= Een kop over de volle breedte van het blad\n'
    text += f"#columns(3, gutter: 14pt)[{' #colbreak() '.join(columns)}]\n\n{ALINEA}"
    words = " ".join(texts(read_typeset(tmp_path, text), "paragraph")).split()
    assert words == "".join([*columns, ALINEA]).split()


def test_the_last_words_of_two_columns_stay_in_their_columns(tmp_path: Path) -> None:
    left = "Links begint het verhaal over de gemeenten en hun uitvoering van alle opgaven. " * 12
    right = "Rechts gaat het verhaal verder over de provincies en hun toezicht op de uitvoering. " * 12
    text = f"#columns(2)[{left} tot \\ slot. \n#colbreak()\n {right} en nu \\ klaar.]"
    words = " ".join(texts(read_typeset(tmp_path, text), "paragraph")).split()
    assert words == f"{left} tot slot. {right} en nu klaar.".split()


def test_bullets_between_two_columns_belong_to_the_right_one(tmp_path: Path) -> None:
    left = "Links begint het verhaal over de gemeenten en hun uitvoering van alle opgaven. " * 12
    item = "Rechts staat een lijst van maatregelen die de provincies nemen in hun gebied."
    items = "\n".join(f"- {item}" for _ in range(6))
    document = read_typeset(tmp_path, f"#columns(2)[{left} \n#colbreak()\n {items}]")
    assert texts(document, "list_item") == [f"• {item}"] * 6
    assert texts(document, "paragraph") == [left.strip()]


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


def test_bold_entries_of_a_page_of_contents_are_links_without_a_wide_gap_too(tmp_path: Path) -> None:
    entries = (
        "Woord vooraf 4",
        "Samenvatting 5",
        "Aanleiding 17",
        "Beleid 26",
        "Knelpunten 33",
        "Varianten 41",
        "Slot 58",
    )
    lines = "\n\n".join(f"*{entry}*" for entry in entries)
    document = read_typeset(tmp_path, f"#text(14pt)[Inhoud]\n\n{lines}\n#pagebreak()\n{ALINEA}")
    assert texts(document, "link") == list(entries)


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


def test_a_number_at_the_start_of_a_line_in_the_middle_of_a_sentence_is_no_list_item(tmp_path: Path) -> None:
    document = read_typeset(tmp_path, f"{ALINEA}Zij telt en niet #linebreak(justify: true) 22. De andere zes. {ALINEA}")
    assert [block.kind for block in document.blocks] == ["paragraph"]


def test_a_column_that_begins_after_a_list_is_not_its_last_item(tmp_path: Path) -> None:
    text = f"#columns(2)[{ALINEA * 2}\n- een plan voor elke gemeente.\n#colbreak()\n{ALINEA * 2}]"
    document = read_typeset(tmp_path, text)
    assert texts(document, "list_item") == ["• een plan voor elke gemeente."]
