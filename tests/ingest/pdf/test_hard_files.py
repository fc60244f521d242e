"""Small PDFs of our own making, one fault of readers each, with what is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import Document
from tests.ingest.typeset import ALINEA, read_file, read_typeset, texts

HARD = Path(__file__).parents[2] / "hard" / "pdf"
TEXT = "De gemeente heeft in de afgelopen jaren veel ervaring opgedaan met het beheer van de openbare ruimte"


def furniture(document: Document) -> set[str]:
    """The kinds of furniture of a document."""
    return {piece.kind for page in document.pages for piece in page.furniture}


@pytest.mark.parametrize(("name", "count"), [("actietabel150.pdf", 150), ("maatregelen.pdf", 60)])
def test_table_rows_at_the_edges_of_pages_are_rows(name: str, count: int) -> None:
    rows = texts(read_file(HARD / name), "table_row")
    numbers = [row.split()[0] for row in rows]
    assert [number for number in numbers if number.isdecimal()] == [str(number) for number in range(1, count + 1)]


@pytest.mark.parametrize(("name", "count"), [("artikelen60.pdf", 60), ("artikelen.pdf", 6)])
def test_articles_at_the_heads_of_pages_are_text(name: str, count: int) -> None:
    document = read_file(HARD / name)
    assert [number for number in range(1, count + 1) if f"Artikel {number}\n" not in document.text] == []
    assert furniture(document) == {"page_number"}


def test_questions_and_table_rows_that_differ_by_their_numbers_are_text() -> None:
    asked = read_file(HARD / "vragen.pdf")
    assert [text for text in texts(asked, "heading") if text.startswith("Vraag")] == [f"Vraag {n}" for n in range(1, 5)]
    table = read_file(HARD / "tabel.pdf")
    assert [number for number in range(1, 70) if f"Plaats {number} " not in table.text] == []


def test_a_running_head_with_the_number_of_its_page_is_furniture_and_a_heading_with_another_is_not(
    tmp_path: Path,
) -> None:
    text = f"""#set page(header: context [Jaarverslag | #counter(page).display()])
#for deel in range(3, 12, step: 3) [= Deel #deel
{ALINEA * 3} #pagebreak(weak: true)]"""
    document = read_typeset(tmp_path, text)
    assert texts(document, "heading") == ["Deel 3", "Deel 6", "Deel 9"]
    assert "Jaarverslag" not in document.text


def test_numbers_that_count_lines_in_the_margin_are_furniture() -> None:
    document = read_file(HARD / "regelnummers.pdf")
    assert document.text.startswith(TEXT)
    assert "door de buitendienst. Artikel negen bepaalt dat" in document.text
    assert furniture(document) == {"line_number"}
    assert not any(letter.isdigit() for letter in document.text)


def test_a_file_locked_with_an_empty_password_is_read_without_a_word_on_damage() -> None:
    document = read_file(HARD / "slot_aes256.pdf")
    assert document.text.startswith(TEXT)
    assert document.report.warnings == ()


def test_the_label_of_a_note_that_hangs_left_of_it_is_the_notes_own(tmp_path: Path) -> None:
    text = f"""De kosten stijgen.#super[12] {ALINEA * 2}

#v(2cm)
#set text(7.5pt)
#grid(columns: (14pt, 1fr), super[12], [Zie paragraaf 1.3 van het rapport.])"""
    document = read_typeset(tmp_path, text)
    assert texts(document, "footnote") == ["12 Zie paragraaf 1.3 van het rapport."]
    assert "De kosten stijgen. De uitvoering" in document.text


def test_a_sentence_that_begins_bold_and_goes_on_after_a_full_line_is_one_paragraph(tmp_path: Path) -> None:
    lead = "De vleesproductie brengt grote schade toe aan het milieu en het Planbureau voor de"
    text = f"#set par(justify: false)\n#box(width: 100%)[*{lead}* Leefomgeving berekende dat de landbouw {ALINEA}]"
    assert lead in texts(read_typeset(tmp_path, text), "paragraph")[0]


def test_an_italic_heading_that_touches_its_paragraph_is_a_block_of_its_own(tmp_path: Path) -> None:
    text = f"{ALINEA}\n\n_Sturing op doelmatigheid_ \\\n{ALINEA}\n\n{ALINEA}"
    blocks = texts(read_typeset(tmp_path, text))
    assert blocks == [ALINEA.strip(), "Sturing op doelmatigheid", ALINEA.strip(), ALINEA.strip()]


def test_entries_of_contents_with_a_dash_before_their_page_are_links(tmp_path: Path) -> None:
    entries = [f"Hoofdstuk over zaak {letter}—{page}" for letter, page in zip("abcdefgh", range(5, 13), strict=True)]
    text = "= Inhoud\n" + " \\\n".join(entries) + f"\n#pagebreak()\n{ALINEA}"
    assert texts(read_typeset(tmp_path, text), "link") == entries


def test_entries_of_contents_whose_dots_touch_their_page_are_links(tmp_path: Path) -> None:
    entries = " \\\n".join(
        f"Hoofdstuk {letter}{'.' * 40}{page}" for letter, page in zip("abcdef", range(5, 11), strict=True)
    )
    document = read_typeset(tmp_path, f"{entries}\n#pagebreak()\n{ALINEA}")
    assert texts(document, "link") == [f"Hoofdstuk {x} {page}" for x, page in zip("abcdef", range(5, 11), strict=True)]


def test_numbers_that_stand_alone_are_in_no_passage(tmp_path: Path) -> None:
    document = read_typeset(tmp_path, f"{ALINEA}\n\n300\n\n200\n\n{ALINEA}")
    assert texts(document, "caption") == ["300", "200"]


CELLS = (
    "Maatregel Wie Wanneer",
    "Het plaatsen van extra lantaarnpalen langs het fietspad bij de {school} Buitendienst van de gemeente "
    "Voorjaar 2025",
    "Snoeien Aannemer Najaar 2024, als het droog is en de vogels niet meer broeden",
)


@pytest.mark.parametrize(
    ("name", "school"),
    [("celtekst.pdf", "basisschool"), ("celtekst_ruim.pdf", "basisschool"), ("tabel2.pdf", "school")],
)
def test_wrapped_cells_are_whole_row_by_row(name: str, school: str) -> None:
    document = read_file(HARD / name)
    rows = texts(document, "table_row")
    assert rows[:3] == [row.format(school=school) for row in CELLS]
    assert len(rows) == 4
    assert [text.startswith(TEXT) for text in texts(document, "paragraph")] == [True, True]


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("cap2.pdf", "In Gouda staat sinds 1450 een waag. De gemeente heeft"),
        ("cap3.pdf", "De waterlinie werd in 1815 uitgebreid met forten. De gemeente heeft"),
        ("cap4.pdf", "Het fort bij Asperen telt zestig kamers. De gemeente heeft"),
    ],
)
def test_a_large_first_letter_begins_its_word(name: str, beginning: str) -> None:
    (text,) = texts(read_file(HARD / name))
    assert text.startswith(beginning)


def test_cells_of_running_text_in_a_ruled_table_are_paragraphs(tmp_path: Path) -> None:
    document = read_typeset(tmp_path, f"#table(columns: (1fr, 1fr), [{ALINEA * 2}], [{ALINEA}])")
    assert texts(document, "paragraph") == [(ALINEA * 2).strip(), ALINEA.strip()]


def test_two_columns_between_rules_are_a_table_row_by_row(tmp_path: Path) -> None:
    rows = "".join(
        f"[Taak {letter} van het college], [De raad stelt kader {letter} vast en volgt], " for letter in "ABCDEFG"
    )
    document = read_typeset(tmp_path, f"{ALINEA}\n#table(columns: 2, {rows})\n{ALINEA}")
    assert texts(document, "table_row") == [
        f"Taak {letter} van het college De raad stelt kader {letter} vast en volgt" for letter in "ABCDEFG"
    ]


def test_a_title_in_the_metadata_that_is_not_on_the_page_gives_way_to_the_one_that_is(tmp_path: Path) -> None:
    text = """#set document(title: "Sjabloon nota oud")
#text(20pt)[= De regio aan zet]
== Inhoud
"""
    document = read_typeset(tmp_path, f"{text}{ALINEA}\n\n== Aanpak\n{ALINEA}")
    assert document.title == "De regio aan zet"


def test_two_printed_pages_of_two_columns_on_one_sheet_are_read_one_after_the_other(tmp_path: Path) -> None:
    words = [
        f"Kolom {letter} gaat over de taken van de gemeenten en hun eigen uitvoering daarvan. " * 6 for letter in "ABCD"
    ]
    columns = ", ".join(f"[{text}]" for text in words)
    text = f"""#set page(width: 42cm, height: 20cm, margin: 1cm)
#grid(columns: (1fr, 1fr, 1fr, 1fr), column-gutter: 1cm, {columns})"""
    assert texts(read_typeset(tmp_path, text)) == [text.strip() for text in words]


def test_a_sheet_of_two_printed_pages_has_both_their_numbers_as_its_label(tmp_path: Path) -> None:
    page = f"#grid(columns: (1fr, 1fr), column-gutter: 2cm, [{ALINEA * 3}], [{ALINEA * 3}])"
    foot = "#let left = counter(page).get().first() * 2 + 14; [#left #h(1fr) #(left + 1)]"
    text = f"""#set page(width: 42cm, height: 20cm, margin: 2cm, footer: context {{ {foot.removeprefix("#")} }})
{page} #pagebreak() {page} #pagebreak() {page}"""
    document = read_typeset(tmp_path, text)
    assert [page.label for page in document.pages][1:] == ["18-19", "20-21"]


def test_a_page_of_signs_without_words_is_reported_and_never_quoted(tmp_path: Path) -> None:
    signs = "6;!$7)*$*!)/+;:=1-!9+!;<8!:)!=*,!/0&0" * 12
    document = read_typeset(tmp_path, f'{ALINEA}\n#pagebreak()\n#"{signs}"')
    assert document.text == ALINEA.strip()
    assert document.report.warnings == (("unreadable_letters", {"pages": "2"}),)
