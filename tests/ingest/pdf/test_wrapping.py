"""Which lines of a PDF make one paragraph, heading, entry or cell together."""

from __future__ import annotations

from pathlib import Path

from ingest.records import BlockKind
from tests.ingest.typeset import ALINEA, read_typeset, texts

LONG = "#set page(width: 15cm, height: 20cm, margin: 2cm)\n#set par(justify: false)\n"


def test_text_that_is_wrapped_beside_a_picture_is_one_paragraph(tmp_path: Path) -> None:
    words = (
        "De grootste aanbieder is nu het Deense bedrijf, met fietsen. In Den Haag is ook een bedrijf uit Zeeland een "
        "grote speler geworden. Buiten Rotterdam en Den Haag zijn alleen in Dordrecht en rond Leiden initiatieven."
    )
    narrow = f"#block(width: 4cm)[{words}]"
    document = read_typeset(tmp_path, f"{LONG}{ALINEA}\n\n{narrow}\n\n{ALINEA}")
    assert len(texts(document, "paragraph")) == 3


def test_an_item_whose_first_line_alone_stands_in_is_whole(tmp_path: Path) -> None:
    item = (
        "Leefbuurten: levendige, klimaatrobuuste en autoluwe buurten waar het aangenaam wandelen, fietsen en wonen is."
    )
    text = f"{LONG}{ALINEA}\n\n#par(first-line-indent: (amount: 1em, all: true))[• {item}]\n\n{ALINEA}"
    document = read_typeset(tmp_path, text)
    assert [entry.removeprefix("• ") for entry in texts(document, "list_item")] == [item]


def test_a_large_heading_with_room_between_its_lines_is_one(tmp_path: Path) -> None:
    heading = "Hoe zijn de verantwoordelijkheden verdeeld bij het ontwikkelen van een Generatieve toepassing?"
    text = f"{LONG}#block(text(15pt)[#set par(leading: 1em)\n{heading}])\n\n{ALINEA * 2}"
    document = read_typeset(tmp_path, text)
    assert texts(document, "heading", "title") == [heading]


def test_a_bold_lead_of_two_sentences_is_no_heading(tmp_path: Path) -> None:
    lead = "De app is ingezet om het virus te bestrijden. Daarna is er een doorlopende evaluatie gestart"
    document = read_typeset(tmp_path, f"{LONG}*{lead}*\n\n{ALINEA * 2}")
    assert texts(document, "heading") == []


def test_a_slanted_heading_with_a_parted_number_stands_apart(tmp_path: Path) -> None:
    heading = "3.3.2#h(1em)_Herinvoeren van de heffing_"
    text = f"{LONG}{ALINEA}\n\n#block(below: 0.65em, {f'[{heading}]'})\n#block(above: 0.65em)[{ALINEA}]"
    document = read_typeset(tmp_path, text)
    assert texts(document, "heading") == ["3.3.2 Herinvoeren van de heffing"]


def test_an_entry_of_the_contents_that_runs_over_two_lines_is_one_link(tmp_path: Path) -> None:
    def entry(words: str, page: int) -> str:
        return f"#block(width: 11cm)[#par(hanging-indent: 1em)[{words} #h(1fr) {page}]]\n"

    long = "Hoe zijn de verantwoordelijkheden verdeeld bij het ontwikkelen van een zelflerende toepassing?"
    short = "".join(entry(f"Vraag over onderdeel {n} van de regels", n + 3) for n in range(4))
    text = f"{LONG}= Inhoud\n{short}{entry(long, 10)}{entry('Tot slot', 12)}"
    document = read_typeset(tmp_path, text)
    assert f"{long} 10" in texts(document, "link")
    assert texts(document, "paragraph") == []


def test_entries_of_the_contents_in_ruled_rows_and_one_without_its_page_are_links(tmp_path: Path) -> None:
    entries = "".join(f"#block[{n} Vraag over onderdeel {n} van de regels #h(1fr) {n + 3}]\n" for n in range(1, 4))
    ruled = "#table(columns: (2em, 1fr, 2em), [3.1], [Doelgroep], [7], [3.2], [Maatregelen], [8])\n"
    unnumbered = "#block[4 Een vraag waarvan de bladzijde ontbreekt]\n#block[5 Tot slot #h(1fr) 12]\n"
    document = read_typeset(tmp_path, f"{LONG}= Inhoud\n{entries}{ruled}{entries}{unnumbered}")
    links = texts(document, "link")
    assert [link for link in links if link.startswith(("3.1", "3.2", "4 "))] == [
        "3.1 Doelgroep 7",
        "3.2 Maatregelen 8",
        "4 Een vraag waarvan de bladzijde ontbreekt",
    ]
    assert texts(document, "paragraph") == texts(document, "table_row") == []


def test_a_row_that_holds_sentences_is_read_cell_by_cell_under_its_first_cell(tmp_path: Path) -> None:
    cell = "Een drempel vereist een toets. Het oordeel hangt af van de vorm. Dat geldt ook voor de andere maatregelen \
die hier staan, en voor de toets achteraf door de rechter."
    cell += " " + ALINEA.strip()
    text = f"{LONG}{ALINEA}\n\n#table(columns: (3cm, 1fr), [Staatssteun], [{cell}], [Begroting], [Geen.])"
    document = read_typeset(tmp_path, text)
    block = next(b for b in document.blocks if document.text[b.char_start : b.char_end] == cell)
    assert (block.kind, block.heading_path[-1:]) == (BlockKind.PARAGRAPH, ("Staatssteun",))
    assert "Begroting Geen." in texts(document, "table_row")


def test_rows_stand_under_the_bold_row_at_the_head_of_their_table(tmp_path: Path) -> None:
    table = "#table(columns: 3, [*Regio*], [*Jaar*], [*Aantal*], [Noord], [2029], [120], [Zuid], [2030], [95])"
    document = read_typeset(tmp_path, f"{LONG}{ALINEA}\n\n{table}\n\n{ALINEA}")
    rows = [block for block in document.blocks if block.kind is BlockKind.TABLE_ROW]
    assert [row.heading_path for row in rows] == [(), ("Regio Jaar Aantal",), ("Regio Jaar Aantal",)]
    assert document.blocks[-1].heading_path == ()


def test_marks_in_brackets_leave_the_text(tmp_path: Path) -> None:
    text = (
        f"{LONG}De verordening geldt sinds kort#super[( 14 )] voor alle bedrijven in de Unie. {ALINEA}\n\n"
        "#place(bottom, text(7pt)[#super[( 14 )] Verordening over het toezicht op de bedrijven.])"
    )
    document = read_typeset(tmp_path, text)
    assert "sinds kort voor alle" in document.text
    assert [block.label for block in document.blocks if block.kind is BlockKind.FOOTNOTE] == ["14"]


def test_a_raised_mark_with_a_bracket_or_a_raised_stop_leaves_the_text(tmp_path: Path) -> None:
    notes = "#place(bottom, text(7pt)[#super[159] De optie waarin ieder deel zijn eigen regel krijgt.])"
    text = f"Het referendum over de Wbo#super[10)] gaf drie mogelijkheden#super[159:] geen ervan won. {ALINEA}{notes}"
    document = read_typeset(tmp_path, f"#set super(typographic: false)\n{LONG}{text}")
    assert document.text.startswith("Het referendum over de Wbo gaf drie mogelijkheden: geen ervan won.")


def test_the_comma_between_two_marks_leaves_the_text_with_them(tmp_path: Path) -> None:
    text = "Dat slaat neer bij de aandeelhouders.#super[39,40] Tegelijkertijd is er vaak voor gepleit. "
    notes = "#place(bottom, text(7pt)[#super[39] Zie de brief van mei. \\ #super[40] Zie de brief van juni.])"
    document = read_typeset(tmp_path, f"#set super(typographic: false)\n{LONG}{text}{ALINEA}{notes}")
    assert document.text.startswith("Dat slaat neer bij de aandeelhouders. Tegelijkertijd is")


def test_a_row_of_a_label_and_a_sentence_is_the_sentence_under_its_label(tmp_path: Path) -> None:
    cells = "[*Doel*], [Het verder beperken van de aftrek voor alle bedrijven in het land.], [*Soort*], [Wet]"
    document = read_typeset(tmp_path, f"{LONG}{ALINEA}\n\n#table(columns: (3cm, 1fr), {cells})\n\n{ALINEA}")
    block = next(block for block in document.blocks if document.text[block.char_start :].startswith("Het verder"))
    assert (block.kind, block.heading_path[-1:]) == (BlockKind.PARAGRAPH, ("Doel",))
    assert texts(document, "table_row") == ["Soort Wet"]


def test_a_slanted_line_in_a_cell_is_apart_from_the_paragraph_under_it(tmp_path: Path) -> None:
    told = f"_A. Effect op investeringen_ \\ {ALINEA} \\ _B. Effect op de keuze van een plaats_ \\ {ALINEA}"
    document = read_typeset(tmp_path, f"{LONG}#table(columns: (2.4cm, 1fr), [*Soort*], [Wet], [*Economie*], [{told}])")
    blocks = [(text, block.heading_path[:1]) for text, block in zip(texts(document), document.blocks, strict=True)]
    assert [text for text, path in blocks if path == ("Economie",)] == [
        "A. Effect op investeringen",
        ALINEA.strip(),
        "B. Effect op de keuze van een plaats",
        ALINEA.strip(),
    ]


def test_a_slanted_line_that_ends_a_cell_stays_with_the_words_above_it(tmp_path: Path) -> None:
    cells = ", ".join(f"[{n}. {ALINEA} \\ _Effect op de begroting: {n}0 miljoen_]" for n in (1, 2))
    document = read_typeset(tmp_path, f"{LONG}#table(columns: (1fr, 1fr), [Ondergrens], [Overig], {cells})")
    assert texts(document, "paragraph") == [f"{n}. {ALINEA}Effect op de begroting: {n}0 miljoen" for n in (1, 2)]
    assert texts(document, "heading") == []


def test_a_raised_number_after_a_stop_is_a_mark_without_its_note_and_a_power_is_none(tmp_path: Path) -> None:
    document = read_typeset(tmp_path, f"{LONG}Dat is overschat.#super[17] Dit zijn 40 m#super[2] per dag. {ALINEA}")
    assert document.text.startswith("Dat is overschat. Dit zijn 40 m2 per dag.")


def test_a_label_of_two_letters_before_a_bracket_is_the_end_of_a_word(tmp_path: Path) -> None:
    text = f"{LONG}#block(width: 7cm)[Elk pakket heeft eisen waarbij via (meetba- \\ re) indicatoren wordt bekeken.]"
    document = read_typeset(tmp_path, text)
    assert texts(document, "list_item") == []


def test_a_numbered_heading_in_sheared_letters_is_a_heading(tmp_path: Path) -> None:
    sheared = "#skew(ax: -12deg, reflow: false)[1. Ambitie en haalbaarheid]"
    text = f"{LONG}{ALINEA}\n\n#v(2em)\n#pad(left: 14pt)[{sheared}]\n\n{ALINEA}"
    document = read_typeset(tmp_path, text)
    assert texts(document, "heading") == ["1. Ambitie en haalbaarheid"]
