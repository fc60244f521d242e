"""A letter that reacts in a table: which rows are about which recommendations."""

from __future__ import annotations

import pytest

from app.comparison.letter_table import reacting_rows
from app.comparison.naming import in_a_letter
from app.comparison.stand import said
from ingest.records import BlockKind
from tests.documents import make_document

ROW = BlockKind.TABLE_ROW
LABELS = ["A", "B", "C"]


def rows(*texts: str, labels: list[str] = LABELS, noun: str = "beslispunt") -> dict[int, set[str]]:
    letter = make_document(*((ROW, text) for text in texts))
    return {place: set(own) for place, own in reacting_rows(letter, labels, in_a_letter(noun)).items()}


def test_rows_below_a_head_that_says_so_begin_with_a_label() -> None:
    found = rows("Beslispunt Standpunt", "A Overgenomen", "B en C Niet overgenomen Het is te duur.")
    assert found == {1: {"A"}, 2: {"B", "C"}}


def test_rows_may_name_what_they_are_about_in_words() -> None:
    found = rows("Aanbeveling 1 Overgenomen.", "Aanbeveling 2 Dat is te duur.", labels=["1", "2"], noun="")
    assert found == {0: {"1"}, 1: {"2"}}


@pytest.mark.parametrize(
    ("texts", "reacting"),
    [
        (("Onderwerp Besluit", "Bruggen Het kabinet neemt dit over.", "Sluizen Dat wijs ik af."), [1, 2]),
        (("Bruggen Overgenomen.", "Sluizen Overgenomen.", "Kades Die zijn oud."), [0, 1, 2]),
        (("Bruggen Overgenomen.", "Sluizen Die zijn oud."), []),
        (("Bruggen Overgenomen.", "Sluizen 12,0 13,0"), [0]),
    ],
)
def test_of_a_table_of_which_most_rows_decide_those_that_say_something_react(
    texts: tuple[str, ...], reacting: list[int]
) -> None:
    assert rows(*texts) == {place: set() for place in reacting}


@pytest.mark.parametrize(
    "texts",
    [
        ("Jaar Bedrag", "A 12,0 miljoen.", "B 4,0 miljoen."),
        ("Beslispunt 2031 2032", "A 12,0 13,0", "B 4,0 5,0"),
        ("Beslispunt Standpunt", "A Overgenomen", "Totaal 4,0 miljoen."),
        ("Beslispunt Standpunt", "Een brug is van ons.", "Twee bruggen niet."),
    ],
)
def test_other_tables_are_no_reaction(texts: tuple[str, ...]) -> None:
    assert rows(*texts) == {}


@pytest.mark.parametrize(
    ("row", "stand"),
    [
        ("A Overgenomen Het register is niet openbaar.", "overgenomen"),
        ("B Niet overgenomen Hoe dat gaat, is aan de gemeente.", "niet"),
        ("C Deels overgenomen Voor oude bruggen.", "deels"),
    ],
)
def test_a_row_needs_nobody_who_takes_over(row: str, stand: str) -> None:
    assert said(row, own=True).stand == stand
    assert said("Het voorstel overgenomen zien de gemeenten graag.").stand == ""
