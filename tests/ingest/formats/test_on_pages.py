"""An XML beside a PDF gives the words, the PDF the pages; what does not stand in the PDF gets no page."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.any_file import read_document
from ingest.document import Document
from ingest.formats.on_pages import WITHOUT_PAGE
from ingest.records import Block, Source
from ingest.settings import IngestSettings
from tests.ingest.typeset import ALINEA, typeset

TOWNS = ("Almelo", "Borne", "Cuijk", "Delden", "Ede", "Franeker", "Goes", "Heerde")
SAME = "Dezelfde alinea staat tweemaal in deze brief, op twee bladzijden, met precies dezelfde woorden."
CHANGED = "De gemeente Xanten krijgt van het kabinet in het jaar 2031 een bedrag van twaalf miljoen euro."
HYPHEN = "\x02"  # PDFium's character for a hyphen at the end of a line
NOTE = "Kamerstuk 29 999, nr. 3."


def about(town: str) -> str:
    """A paragraph that no other town has."""
    return (
        f"In \u2018{town}\u2019 gaat het zo: {ALINEA.strip()} Aldus de raad van {town}, met co\u00f6rdinatie (en geld)."
    )


def xml(*paragraphs: str) -> str:
    """The letter with these elements between its first four towns and its last four."""
    first, last = ("".join(f"<al>{about(town)}</al>" for town in four) for four in (TOWNS[:4], TOWNS[4:]))
    head = "<kamerstuk><stuk><titel>BRIEF VAN DE MINISTER</titel><tussenkop>Water</tussenkop>"
    return f"{head}{first}{''.join(paragraphs)}{last}</stuk></kamerstuk>"


def pdf(*paragraphs: str) -> str:
    """The same letter for typst: its heading stands in a list of contents too."""
    first, last = ("\n\n".join(about(town) for town in four) for four in (TOWNS[:4], TOWNS[4:]))
    middle = "\n\n".join(paragraphs)
    return f"BRIEF VAN DE MINISTER\n\n#outline()\n#pagebreak()\n= Water\n{first}\n\n{middle}\n\n{last}\n"


def read(folder: Path, words: str, pages: str) -> Document:
    """The PDF of ``pages``, with ``words`` in the XML beside it."""
    beside = folder / "brief.xml"
    beside.write_text(words, "utf-8")
    path = typeset(folder, pages, "brief.pdf")
    return read_document(Source("brief", "", "kabinetsreactie", "", file=path.name), path, IngestSettings(), beside)


def block(document: Document, begin: str) -> Block:
    """The block that begins with these words."""
    return next(one for one in document.blocks if document.text[one.char_start :].startswith(begin))


def pages_of(document: Document, begin: str) -> tuple[int, ...]:
    """The pages of that block."""
    found = block(document, begin)
    return document.span_page_numbers(found.char_start, found.char_end)


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """A letter with one paragraph twice, one that only the XML has, one that the PDF has a little otherwise, a note."""
    middle = f"<al>{SAME}</al>" + f"<al>{about('Zwolle')}</al><al>{about('Yde')}</al><al>{SAME}</al>"
    words = xml(middle, f"<al>{CHANGED}<noot><noot.nr>1</noot.nr><noot.al>{NOTE}</noot.al></noot></al>",
                "<al>Alleen in de XML staat deze alinea, die de drukker van de PDF heeft weggelaten.</al>")  # fmt: skip
    other = CHANGED.replace("twaalf", "12")
    pages = pdf(SAME, about("Zwolle"), about("Yde"), SAME, f"{other}#footnote[{NOTE}]")
    return read(tmp_path_factory.mktemp("brief"), words, pages)


def test_the_words_are_those_of_the_xml_and_the_file_that_of_the_pdf(letter: Document) -> None:
    assert [letter.text[one.char_start : one.char_end] for one in letter.blocks if one.kind == "paragraph"][:2] == [
        about("Almelo"), about("Borne"),
    ]  # fmt: skip
    assert CHANGED in letter.text
    assert letter.media_type == "application/pdf"
    assert letter.paged
    assert block(letter, "Water").kind == "heading"
    assert block(letter, about("Borne")).heading_path == ("Water",)


def test_every_letter_stands_at_its_own_place_on_its_page(letter: Document) -> None:
    for town in TOWNS:
        found = block(letter, f"In \u2018{town}")
        for place in range(found.char_start, found.char_end):
            character = letter.text[place]
            if character.isspace():
                continue
            offset = int(letter.raw_offsets[place])
            assert letter.page(int(letter.page_numbers[place])).raw[offset] in (character, HYPHEN), (town, character)
        assert letter.boxes(found.char_start, found.char_end)


def test_a_paragraph_that_stands_twice_has_the_page_of_each(letter: Document) -> None:
    found = [one for one in letter.blocks if letter.text[one.char_start : one.char_end] == SAME]
    first, second = (letter.span_page_numbers(one.char_start, one.char_end) for one in found)
    assert pages_of(letter, about("Delden"))[-1] <= first[0] < second[0] <= pages_of(letter, about("Ede"))[0]


def test_a_heading_stands_where_its_text_is_and_not_in_the_list_of_contents(letter: Document) -> None:
    assert pages_of(letter, "Water") == (2,)


def test_a_paragraph_printed_a_little_otherwise_has_the_page_of_its_words(letter: Document) -> None:
    found = block(letter, CHANGED)
    assert letter.span_page_numbers(found.char_start, found.char_end)
    twelve = letter.text.index("twaalf", found.char_start)
    assert set(letter.raw_offsets[twelve : twelve + 6].tolist()) == {-1}


def test_a_note_has_the_page_of_its_mark(letter: Document) -> None:
    assert pages_of(letter, f"1 {NOTE}"[:5]) in (pages_of(letter, CHANGED)[:1], pages_of(letter, CHANGED)[-1:])


def test_what_only_the_xml_has_gets_no_page(letter: Document) -> None:
    assert pages_of(letter, "Alleen in de XML") == ()
    assert (WITHOUT_PAGE, {"count": 1}) in letter.report.warnings


def test_an_xml_of_another_letter_or_a_damaged_one_is_left_alone(tmp_path: Path) -> None:
    other = (
        "<kamerstuk><al>Een heel andere brief, over de vergunning voor een veerpont en zijn schipper.</al></kamerstuk>"
    )
    for words, reason in ((other, "xml_other"), ("<kamerstuk><al>Half", "xml_unreadable"), ("Tekst.", "xml_other")):
        document = read(tmp_path, words, pdf())
        assert document.report.warnings == ((reason, {"name": "brief.xml"}),)
        assert pages_of(document, "In \u2018Almelo") == (2,)
