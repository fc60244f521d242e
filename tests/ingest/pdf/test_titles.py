"""The title of a PDF is what a reader would call it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.typeset import ALINEA, read_typeset

TITLE = "Natte voeten in het polderdorp"
CHAPTERS = f"= Wat er speelt\n{ALINEA * 2}\n\n= Wat het kost\n{ALINEA * 2}\n"
STALE = '#set document(title: "Toelichting invullen formulier")\n'


@pytest.mark.parametrize(
    "start",
    [
        # Larger than a heading in the same house style above it.
        f'#text(16pt, weight: "bold")[Programma Water]\n\n#text(26pt)[{TITLE}]\n\n#text(12pt)[Een verkenning]\n\n',
        # Not bold, no heading, and a file that names itself after another one.
        f"{STALE}#text(15pt)[{TITLE}]\n\n2031\n\n",
        # No larger than the chapters, and first of all.
        f"{STALE}= {TITLE}\n",
        # The name of the file's own template.
        f'#set document(title: "Memorandum Memorandum")\n= {TITLE}\n',
        # A letter whose subject stands under its label.
        f"Provinciale Staten\n\nDatum\n\n27 mei 2031\n\nOnderwerp\n\n{TITLE}\n\nGeachte leden,\n\n",
    ],
)
def test_the_title_is_what_the_first_page_shows(tmp_path: Path, start: str) -> None:
    assert read_typeset(tmp_path, start + CHAPTERS).title == TITLE


def test_a_title_of_its_own_that_stands_on_the_page_is_the_title(tmp_path: Path) -> None:
    text = f'#set document(title: "{TITLE}: een verkenning")\n#text(20pt)[{TITLE}]\n\nEen verkenning\n\n{CHAPTERS}'
    assert read_typeset(tmp_path, text).title == f"{TITLE}: een verkenning"


def test_a_mark_is_no_title(tmp_path: Path) -> None:
    assert read_typeset(tmp_path, f"•\n\n{ALINEA}").title == "proef"
