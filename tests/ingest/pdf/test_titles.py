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
        # A stale title whose small words, or all of whose words in a long block, stand on the first pages too.
        f'#set document(title: "De gevolgen van de storm in het dorp")\n#text(18pt)[{TITLE}]\n\n',
        f'#set document(title: "Samenwerking tussen gemeenten en provincies")\n#text(18pt)[{TITLE}]\n\n{ALINEA}\n\n',
        # The number of a database, and the mark of a consolidated act.
        f'#set document(title: "CL2031L0043NL.0001_cp 1..1")\n*►B {TITLE}*\n\n{ALINEA}\n\n*Gewijzigd bij*\n\n',
        # One that goes on in small letters after white space, with another line of its size below it.
        "#align(center, text(20pt)[*Natte voeten* #v(30pt) *in het polderdorp* #v(30pt) *Werkgroep Water*])\n",
        # As large as the line that numbers its version.
        f"#text(16pt)[{TITLE}]\n\n#text(16pt)[Finale versie d.d. 18 februari 2031]\n\n",
        # A paper of parliament whose heads are no larger than its text.
        f"35 334 #h(3em) {TITLE}\n\nNr. 331 #h(3em) Brief van de minister\n\nDen Haag, 14 februari 2031\n\n",
        # Beside numbers of chapters that fill a page.
        f"#text(16pt)[{TITLE}]\n\n{ALINEA}\n\n" + "".join(f"#text(60pt)[{n}]\n\n{ALINEA}\n\n" for n in range(5)),
    ],
)
def test_the_title_is_what_the_first_page_shows(tmp_path: Path, start: str) -> None:
    assert read_typeset(tmp_path, start + CHAPTERS).title == TITLE


def test_a_title_of_its_own_that_stands_on_the_page_is_the_title(tmp_path: Path) -> None:
    text = f'#set document(title: "{TITLE}: een verkenning")\n#text(20pt)[{TITLE}]\n\nEen verkenning\n\n{CHAPTERS}'
    assert read_typeset(tmp_path, text).title == f"{TITLE}: een verkenning"


def test_a_mark_is_no_title(tmp_path: Path) -> None:
    assert read_typeset(tmp_path, f"•\n\n{ALINEA}").title == "proef"
