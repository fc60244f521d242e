"""PDFs made in the test itself, by typst, whose every word is known."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import typst

from ingest.any_file import read_document
from ingest.document import Document
from ingest.records import Source
from ingest.settings import IngestSettings

START = '#set text(lang: "nl", size: 10pt, hyphenate: true)\n#set par(justify: true)\n#set page(paper: "a5")\n'

ALINEA = (
    "De uitvoering van het beleid vraagt om samenwerking tussen gemeenten, provincies en waterschappen. "
    "De verantwoordelijkheden zijn gedecentraliseerd, maar de financiële middelen bleven achter bij de opgaven. "
    "Volgens de wethouder gaat het m.b.t. de stikstofproblematiek, de woningbouwopgave en de energietransitie mis. "
    "Zij wijst op Oost- en Zuid-Nederland, waar de sociaal-economische gevolgen van het uitstel het grootst zijn. "
)

RAPPORT = f"""
#set document(title: "De regio aan zet: een proefadvies")
#set page(numbering: "i", header: [De regio aan zet #h(1fr) Fictief document])
#align(center, text(24pt, weight: "bold")[De regio aan zet])
#pagebreak()
#outline(title: "Inhoud")
#pagebreak()
#set page(numbering: "1", footer: context align(right)[Pagina #counter(page).display() van 9])
#counter(page).update(1)
#set heading(numbering: "1.1")
= Inleiding
{ALINEA} Dat staat in het jaarverslag.#footnote[Zie het jaarverslag 2030, blz. 12-14.] {ALINEA * 3}

De uitstoot van CO#sub[2] daalt met 12% per m#super[2].#footnote[Dit is een schatting van het planbureau.] {ALINEA * 3}
== Aanpak
- gemeenten voeren uit, in een eigen tempo en met de mensen die zij daarvoor zelf in dienst nemen en opleiden;
- provincies sturen.

#quote(block: true, attribution: [een wethouder])[Wij krijgen de opgaven wel, maar niet de mensen.]

{ALINEA * 2}

#figure(caption: [Vacatures per regio], table(columns: 3,
  [*Regio*], [*2029*], [*2030*], [Noord-Oost], [120], [134], [Zuidwestelijke delta], [98], [77]))

{ALINEA}
= Aanbevelingen
#block(fill: luma(230), inset: 10pt)[*Kader 1: De polder*

In de polder gaat het anders.]

{ALINEA}
#block(fill: luma(230), inset: 10pt)[Tot slot.]
"""


def typeset(folder: Path, text: str, name: str = "proef.pdf") -> Path:
    """The PDF of ``text``, in typst's language, in ``folder``."""
    source = folder / "proef.typ"
    source.write_text(START + text, "utf-8")
    path = folder / name
    typst.compile(str(source), output=str(path))
    return path


def read_typeset(folder: Path, text: str) -> Document:
    """The document that reading the typeset text gives."""
    return read_file(typeset(folder, text))


def read_file(path: Path, title: str = "") -> Document:
    """The document in a file, as a source of role 'overig'."""
    return read_document(Source("bron", title, "overig", "", file=path.name), path, IngestSettings())


def texts(document: Document, *kinds: str) -> list[str]:
    """The texts of the blocks of these kinds (all when none is given), in reading order."""
    return [document.text[b.char_start : b.char_end] for b in document.blocks if not kinds or b.kind in kinds]


def lost_letters(document: Document) -> list[str]:
    """The letters and digits of the raw text, with their page and what stands around them, that are neither in the
    clean text nor furniture nor the mark of a note."""
    marks = Counter(digit for block in document.blocks for mark in block.note_marks for digit in mark.label)
    lost = []
    for page in document.pages:
        here = (document.page_numbers == page.number) & (document.raw_offsets >= 0)
        kept = set(document.raw_offsets[here].tolist())
        kept.update(*(range(piece.raw_start, piece.raw_end) for piece in page.furniture))
        for place, letter in enumerate(page.raw):
            if letter.isalnum() and place not in kept:
                marks[letter] -= 1
                if marks[letter] < 0:
                    lost.append(
                        f"{page.number}: {page.raw[max(place - 15, 0) : place]}[{letter}]{page.raw[place + 1 :][:15]}"
                    )
    return lost
