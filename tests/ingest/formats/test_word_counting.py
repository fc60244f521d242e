"""Numbers of lists, headings and notes of a Word file are counted as Word shows them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.formats.word_file import DATA, paragraph, read_word, run, write_word
from tests.ingest.typeset import read_file, texts

PARTS = DATA / "docx-tekstvak-voetnoot-veld-nest"
GONE = '<w:del w:id="1" w:author="a"/>'


def test_numbers_of_headings_and_lists_are_computed() -> None:
    document = read_file(PARTS / "nummering.docx")
    assert texts(document, "heading") == ["1 Aanleiding", "2 Maatregelen", "2.1 Snelheid"]
    assert texts(document, "list_item") == [
        "1. Zwaar verkeer rijdt om.",
        "2. Fietsers mogen over de brug.",
        "3. De brugwachter meldt storingen.",
    ]


def levels(*shapes: tuple[str, str], extra: str = "") -> str:
    inner = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/>{extra if place else ""}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for place, (shape, text) in enumerate(shapes)
    )
    return (
        f'<w:abstractNum w:abstractNumId="1">{inner}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
        "</w:lvlOverride></w:num>"
    )


def item(text: str, level: int = 0, num_id: int = 1, style: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return paragraph(text, f'{named}<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>')


@pytest.mark.parametrize(
    ("shapes", "extra", "expected"),
    [
        ((("decimal", "%1."), ("lowerLetter", "%2)")), "", ["1. een", "a) twee", "b) drie", "2. vier", "a) vijf"]),
        ((("upperRoman", "%1"), ("decimal", "%1.%2")), "", ["I een", "I.1 twee", "I.2 drie", "II vier", "II.1 vijf"]),
        (
            (("upperRoman", "%1"), ("decimal", "%1.%2")), "<w:isLgl/>",
            ["I een", "1.1 twee", "1.2 drie", "II vier", "2.1 vijf"],
        ),
        (
            (("decimal", "%1"), ("decimal", "%2")), '<w:lvlRestart w:val="0"/>',
            ["1 een", "1 twee", "2 drie", "2 vier", "3 vijf"],
        ),
        (
            (("decimal", "Artikel %1"), ("decimalZero", "%2")), "",
            ["Artikel 1 een", "01 twee", "02 drie", "Artikel 2 vier", "01 vijf"],
        ),
        ((("bullet", "\uf0b7"), ("bullet", "o")), "", ["een", "twee", "drie", "vier", "vijf"]),
    ],
)  # fmt: skip
def test_lists_count_by_their_levels(
    tmp_path: Path, shapes: tuple[tuple[str, str], ...], extra: str, expected: list[str]
) -> None:
    places = (("een", 0), ("twee", 1), ("drie", 1), ("vier", 0), ("vijf", 1))
    body = "".join(item(text, level) for text, level in places)
    assert texts(read_word(tmp_path, body, numbering=levels(*shapes, extra=extra))) == expected


def test_a_list_that_begins_elsewhere_a_deleted_item_and_headings_are_counted(tmp_path: Path) -> None:
    gone = f'<w:del w:id="1">{run("weg")}</w:del>'
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    deleted = paragraph(gone, f"{numbered}<w:rPr>{GONE}</w:rPr>")
    body = (
        item("een")
        + deleted
        + item("twee")
        + item("vijf", num_id=2)
        + item("Slot", style="Eigen")
        + paragraph("Tekst.")
    )
    document = read_word(tmp_path, body, numbering=levels(("decimal", "%1.")))
    assert texts(document) == ["1. een", "2. twee", "5. vijf", "6. Slot", "Tekst."]
    assert texts(document, "heading") == ["6. Slot"]


def test_notes_are_counted_where_they_are_referred_to(tmp_path: Path) -> None:
    def refer(kind: str, note: int, custom: str = "") -> str:
        mark = f'w:customMarkFollows="1"/><w:t>{custom}</w:t>' if custom else "/>"
        return f'<w:r><w:{kind}Reference w:id="{note}" {mark}</w:r>'

    def note(kind: str, number: int, text: str) -> str:
        return f'<w:{kind} w:id="{number}">{paragraph(f"<w:r><w:{kind}Ref/></w:r>" + run(f" {text}"))}</w:{kind}>'

    body = (
        paragraph(run("Eerst dit") + refer("footnote", 7) + run(" en dat") + refer("footnote", 3, "*") + run("."))
        + paragraph(f'<w:del w:id="1">{refer("footnote", 4)}</w:del>' + run("Dan dit.") + refer("footnote", 5))
        + paragraph(run("Tot slot.") + refer("endnote", 2))
    )
    notes = "".join(
        note("footnote", number, text) for number, text in ((3, "ster"), (4, "weg"), (5, "twee"), (7, "een"))
    )
    document = read_word(tmp_path, body, footnotes=notes, endnotes=note("endnote", 2, "aan het eind"))
    assert texts(document) == [
        "Eerst dit en dat.", "1 een", "* ster", "Dan dit.", "2 twee", "Tot slot.", "i aan het eind",
    ]  # fmt: skip
    assert [mark.label for block in document.blocks for mark in block.note_marks] == ["1", "*", "2", "i"]
    assert document.report.footnotes == 4


@pytest.mark.parametrize("written", ["--5", "-", "", "5-", "1" * 40, "²"])
def test_a_number_that_is_none_is_not_read_as_one(tmp_path: Path, written: str) -> None:
    level = f'<w:pPr><w:outlineLvl w:val="{written}"/></w:pPr>'
    path = write_word(tmp_path / "getal.docx", f"<w:p>{level}<w:r><w:t>De raad adviseert.</w:t></w:r></w:p>")
    assert texts(read_file(path)) == ["De raad adviseert."]
