"""Notes of a PDF, at the foot, in the margin or at the end, are attached to their marks."""

from __future__ import annotations

from pathlib import Path

from tests.ingest.typeset import ALINEA, lost_letters, read_typeset, texts


def test_a_note_in_the_first_column_is_not_read_into_the_second(tmp_path: Path) -> None:
    text = f"#set page(columns: 2)\n{ALINEA}#footnote[De noot links.] {ALINEA * 5}"
    document = read_typeset(tmp_path, text)
    assert texts(document, "footnote") == ["1 De noot links."]
    assert "noot" not in " ".join(texts(document, "paragraph"))


def test_a_note_in_the_margin_is_read_apart_from_the_text(tmp_path: Path) -> None:
    text = f"""#set page(paper: "a4", margin: (left: 2cm, right: 7cm))
#place(top + right, dx: 5.5cm, box(width: 4.5cm)[#set text(8pt)\nEen kanttekening \\ naast het verhaal.])
{ALINEA}

{ALINEA}"""
    document = read_typeset(tmp_path, text)
    assert texts(document).count(ALINEA.strip()) == 2
    assert "Een kanttekening naast het verhaal." in texts(document)


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


def test_notes_across_the_page_under_two_columns_are_notes(tmp_path: Path) -> None:
    note = '#place(bottom, float: true, scope: "parent", text(7pt)[1. Zie het jaarverslag van de regio, 2030.])'
    document = read_typeset(tmp_path, f"#set page(columns: 2)\n{note}{ALINEA}#super[1] {ALINEA * 4}")
    assert texts(document, "footnote") == ["1. Zie het jaarverslag van de regio, 2030."]


def test_superscript_digits_that_are_letters_of_their_own_are_marks_too(tmp_path: Path) -> None:
    notes = "#place(bottom, text(7pt)[¹ Zie het jaarverslag. \\ ² Zie de begroting.])"
    document = read_typeset(tmp_path, f"De landbouw¹ groeit per m².² {ALINEA}{notes}")
    assert document.text.startswith("De landbouw groeit per m². De uitvoering")
    assert texts(document, "footnote") == ["¹ Zie het jaarverslag.", "² Zie de begroting."]


def test_two_notes_with_one_mark_on_a_page_are_both_kept(tmp_path: Path) -> None:
    notes = "#place(bottom, text(7pt)[#super[\\*] Zie het jaarverslag. \\ #super[\\*] Zie de begroting.])"
    document = read_typeset(tmp_path, f"De landbouw#super[\\*] groeit, de visserij#super[\\*] niet. {ALINEA}{notes}")
    assert texts(document, "footnote") == ["* Zie het jaarverslag.", "* Zie de begroting."]
    assert lost_letters(document) == []
