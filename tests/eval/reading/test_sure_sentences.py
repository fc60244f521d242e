"""Which sentences of a reference surely begin and end where they seem to."""

from __future__ import annotations

from eval.reading.sure_sentences import reference_sentences


def test_sentences_of_a_reference_begin_after_headings_and_list_marks() -> None:
    page = "Een kop\nDe eerste zin is lang genoeg om een regel te vullen. De\ntweede zin ook.\n• Een punt. Nog een.\n"
    expected = ["De eerste zin is lang genoeg om een regel te vullen.", "De tweede zin ook.", "• Een punt.", "Nog een."]
    assert reference_sentences(page, "") == expected


def test_a_reference_parts_sentences_at_marks_of_notes_between_spaces() -> None:
    page = "Dat is de eerste zin van het stuk. 8 Dit is de tweede zin van het stuk. 9) Dat is de derde zin ervan.\n"
    assert [sentence.split()[-2:] for sentence in reference_sentences(page, "")] == [["het", "stuk."]] * 2 + [
        ["zin", "ervan."]
    ]


def test_what_comes_after_an_abbreviation_is_no_sure_sentence() -> None:
    assert reference_sentences("Welke toetsen (bijv. IAMA en DPIA) zijn verplicht voor systemen?\n", "") == []


def test_a_heading_in_the_middle_of_a_block_makes_its_sentence_unsure() -> None:
    page = (
        "De eerste regel van dit blok vult de hele breedte van de kolom en eindigt.\n"
        "Een tussenkop zonder punt\n"
        "De zin daaronder vult ook weer de hele breedte van de kolom en eindigt hier.\n"
    )
    assert reference_sentences(page, "") == [page.splitlines()[0]]


def test_a_block_that_begins_in_the_middle_of_a_sentence_is_unsure() -> None:
    shown = "Op grond daarvan vormde het college zich een oordeel in\n\nNederland over de wijze van meten.\n"
    assert reference_sentences(shown, "") == ["Nederland over de wijze van meten."]
    assert reference_sentences(shown, shown) == []
