"""The measures of reading, on a document of one page whose faults are known."""

from __future__ import annotations

from pathlib import Path

from eval.reading.losses import Reading, measure
from eval.reading.references import Tags, letters, maker_of, tags_of
from tests.ingest.typeset import ALINEA, read_typeset, typeset

TEXT = f"{ALINEA}\n\nHet plan kost veel euro105 volgens het kabinet.\n\n- 118\n\n{ALINEA}"


def test_a_page_that_agrees_with_its_references_has_no_fault_but_its_own(tmp_path: Path) -> None:
    document = read_typeset(tmp_path, TEXT)
    counts = measure(Reading(document, [TEXT], [TEXT], Tags()))
    wrong = {name: count.wrong for name, count in counts.items() if count.wrong}
    assert wrong == {"marks stuck": 1, "blocks without a letter": 1}
    assert counts["not whole"].of == 9


def test_what_only_the_references_have_is_lost_and_what_only_we_have_is_of_no_reference(tmp_path: Path) -> None:
    document = read_typeset(tmp_path, TEXT)
    reference = TEXT.replace("samenwerking", "tegenwerking") + "\n\nOpeens staat hier nog een zin."
    counts = measure(Reading(document, [reference], [reference], Tags()))
    assert counts["words lost"].wrong == 7
    assert counts["words of no reference"].examples == ["p1 samenwerking", "p1 samenwerking"]
    assert counts["cut"].wrong == 3


def test_a_cell_that_we_have_in_two_pieces_is_cut(tmp_path: Path) -> None:
    document = read_typeset(tmp_path, TEXT)
    tags = Tags(cells=["samenwerking tussen gemeenten", "tussen financiële"], heads=["Een kop"])
    counts = measure(Reading(document, [TEXT], [TEXT], tags))
    assert counts["cells cut"].examples == ["tussen financiële"]
    assert counts["heads not found"].wrong == 1


def test_letters_compare_words_without_accents_marks_and_digits() -> None:
    assert letters("Één ĳsbeer, 12-ﬁets") == "eenijsbeerfiets"


def test_the_tags_of_a_file_name_its_cells_and_headings(tmp_path: Path) -> None:
    path = typeset(tmp_path, "= Een kop\n#table(columns: 2, [links staat], [rechts staat])\n")
    tags = tags_of(path)
    assert [text.strip() for text in tags.heads] == ["Een kop"]
    assert [text.strip() for text in tags.cells] == ["links staat", "rechts staat"]
    assert maker_of(path) == "other"


def test_a_number_that_is_no_mark_does_not_stick(tmp_path: Path) -> None:
    kept = "Dit volgt uit Art.16 en art.4, Postbus 20401 of doi:10.1016 dus. Het kost veel euro105 per jaar."
    counts = measure(Reading(read_typeset(tmp_path, f"{kept}\n\n200421 Voorwaarden"), [kept], [kept], Tags()))
    assert [example.split()[-3] for example in counts["marks stuck"].examples] == ["euro105"]


def test_a_head_that_was_found_does_not_leak_and_one_in_the_text_does(tmp_path: Path) -> None:
    head = "#set page(margin: (top: 40pt), header: [De regio aan zet])\n"
    document = read_typeset(
        tmp_path, head + "\n#pagebreak()\n".join([f"Hier is De regio aan zet bedoeld. {ALINEA}"] * 5)
    )
    heads = [f"De regio aan zet\n{ALINEA[place:]}" for place in range(5)]
    assert measure(Reading(document, heads, heads, Tags()))["heads and feet leaked"].wrong == 0
    leaks = [f"Hier is De regio aan zet bedoeld.\n{ALINEA[place:]}" for place in range(5)]
    assert measure(Reading(document, leaks, leaks, Tags()))["heads and feet leaked"].wrong == 5
