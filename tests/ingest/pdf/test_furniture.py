"""Running heads and feet that are hard to tell from text, and text at page edges that is hard to tell from them."""

from __future__ import annotations

from pathlib import Path

from tests.ingest.typeset import ALINEA, read_typeset, texts

PLACES = ("Aalburg", "Borculo", "Culemborg", "Dalfsen")


def test_the_head_of_a_part_of_one_page_is_furniture_where_other_parts_have_theirs(tmp_path: Path) -> None:
    parts = ["Wonen"] * 4 + ["Cultuur"] + ["Verkeer"] * 4
    pages = [f"#part.update([{part}])\n{ALINEA} Dit staat bij {number}." for number, part in enumerate(parts)]
    head = '#let part = state("deel", [])\n#set page(paper: "a6", margin: (top: 30pt), header-ascent: 12pt, '
    head += "header: context align(right)[De regio aan zet \\ #text(8pt, part.final())])\n".replace(
        "part.final()", "part.at(query(<einde>).at(here().page() - 1).location())"
    )
    document = read_typeset(tmp_path, head + "\n#pagebreak()\n".join(f"{page}#[]<einde>" for page in pages))
    assert len(texts(document)) == len(parts)
    assert "Cultuur" not in document.text
    assert "De regio" not in document.text


def test_a_foot_with_its_page_number_is_furniture_under_a_table_that_ends_in_numbers(tmp_path: Path) -> None:
    rows = "".join(f"[{place}], [{7 * number + 60}], [{3 * number + 40}], " for number, place in enumerate(PLACES))
    table = f"#table(columns: (1fr, 1fr, 1fr), {rows})"
    foot = "#set page(margin: (bottom: 45pt), footer: context [Jaarbericht | #counter(page).display()])\n"
    text = foot + "\n#pagebreak()\n".join([f"{ALINEA}", f"{ALINEA} #v(1fr) {table}", f"{ALINEA}", f"{ALINEA}"])
    document = read_typeset(tmp_path, text)
    assert "Jaarbericht" not in document.text
    assert texts(document, "table_row") == [
        f"{place} {7 * number + 60} {3 * number + 40}" for number, place in enumerate(PLACES)
    ]


def test_words_that_come_back_in_a_ruled_table_at_page_edges_stay_in_their_rows(tmp_path: Path) -> None:
    begin = "#set page(margin: (top: 30pt, bottom: 30pt))\n#set table(columns: (1fr, 1fr, 1fr))\n"
    tables = [
        f"#table([*Plaats*], [*Waargenomen*], [*Geschat*], [{place}], [{number}10], [{number}20])\n{ALINEA}\n"
        f"#v(1fr)\n#table([Doel {number}], [{place}], [Behoud], [], [Eindoordeel], [Nee, tenzij])"
        for number, place in enumerate(PLACES, 1)
    ]
    document = read_typeset(tmp_path, begin + "\n#pagebreak()\n".join(tables))
    rows = [
        row
        for number, place in enumerate(PLACES, 1)
        for row in (
            "Plaats Waargenomen Geschat",
            f"{place} {number}10 {number}20",
            f"Doel {number} {place} Behoud",
            "Eindoordeel Nee, tenzij",
        )
    ]
    assert texts(document, "table_row") == rows


def test_a_letter_that_is_a_roman_number_in_a_cell_is_no_page_number(tmp_path: Path) -> None:
    table = "#table(columns: (1fr, 1fr), [A], [1.131], [B], [1.190], [C], [1.214])"
    document = read_typeset(tmp_path, f"#set page(margin: (bottom: 30pt))\n{ALINEA}\n#v(1fr)\n{table}")
    assert texts(document, "table_row") == ["A 1.131", "B 1.190", "C 1.214"]


def test_the_mark_of_a_changing_act_beside_a_consolidated_text_is_furniture(tmp_path: Path) -> None:
    beside = "#place(left, dx: -30pt, dy: -9pt)[*▼M4*]\n"
    text = f"{ALINEA}\n\n#v(8pt)\n{beside}{ALINEA}\n\n#v(8pt)\n{beside.replace('M4', 'B')}{ALINEA}"
    document = read_typeset(tmp_path, text)
    assert texts(document) == [ALINEA.strip()] * 3
    assert [piece.kind for piece in document.pages[0].furniture] == ["margin_code"] * 2


def test_headings_at_the_heads_of_pages_that_differ_by_a_roman_number_are_text(tmp_path: Path) -> None:
    pages = [f"#align(center)[_Bijlage {number}_]\n#v(12pt)\n{ALINEA}" for number in ("I", "II", "III")]
    document = read_typeset(tmp_path, "#set page(margin: (top: 30pt))\n" + "\n#pagebreak()\n".join(pages))
    assert [text for text in texts(document) if "Bijlage" in text] == ["Bijlage I", "Bijlage II", "Bijlage III"]


def test_a_head_with_the_minute_of_printing_is_furniture_when_the_minute_changes(tmp_path: Path) -> None:
    head = "#set page(header: context [26-11-2026, 13:#if counter(page).get().first() < 3 [43] else [44] uur])"
    document = read_typeset(tmp_path, f"{head}\n{ALINEA * 20}")
    assert len(document.pages) > 2
    assert "uur" not in document.text


def test_rows_of_an_agenda_at_the_heads_of_pages_are_text(tmp_path: Path) -> None:
    document = read_typeset(tmp_path, "#pagebreak()\n".join(f"{hour}:30 Pauze\n\n{ALINEA}\n" for hour in (9, 13, 16)))
    assert [hour for hour in (9, 13, 16) if f"{hour}:30 Pauze" not in document.text] == []
