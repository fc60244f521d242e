"""A report and a letter of our own making, set as ministries do, come back as what is known to stand in them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import pytest
import typst

from ingest.document import Document
from ingest.passages import block_sentences
from ingest.records import BlockKind
from ingest.sentences import sentence_spans
from tests.ingest.formats.word_file import paragraph, row, run, table, write_word
from tests.ingest.typeset import read_file, texts

DATA = Path(__file__).parent / "data"
RUNNING = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)


def sentences(document: Document) -> list[str]:
    """The sentences of running text."""
    return [
        document.text[sentence.char_start : sentence.char_end]
        for block in document.blocks
        if block.kind in RUNNING
        for sentence in block_sentences(document, block)
    ]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """The report, read."""
    path = tmp_path_factory.mktemp("opmaak") / "opmaak.pdf"
    typst.compile(str(DATA / "opmaak.typ"), output=str(path), ignore_system_fonts=True)
    return read_file(path)


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    """What stands in the report."""
    return tomllib.loads((DATA / "opmaak.toml").read_text("utf-8"))


def test_leads_boxes_and_cells_of_running_text_come_back_as_sentences(report: Document, truth: dict[str, Any]) -> None:
    assert sentences(report) == truth["sentences"]
    assert (report.title, texts(report, "heading")) == (truth["title"], truth["headings"])


def test_ruled_and_unruled_tables_come_back_row_by_row(report: Document, truth: dict[str, Any]) -> None:
    rows = texts(report, "table_row")
    assert rows[: len(truth["rows"])] == truth["rows"]
    steps = [f"{n} Aannemer meet en tekent huis nummer {n * 3}" for n in range(1, 61)]
    assert [row.rsplit(" ", 1)[0] for row in rows[len(truth["rows"]) :]] == steps


def test_hanging_notes_with_large_numbers_are_notes_and_their_marks_leave_the_text(
    report: Document, truth: dict[str, Any]
) -> None:
    assert texts(report, "footnote") == truth["notes"]
    assert [mark.label for block in report.blocks for mark in block.note_marks] == ["118", "119"]


def test_heads_and_feet_are_furniture(report: Document) -> None:
    assert "Fictief rapport" not in report.text
    assert "Proefraad Polder" not in report.text


LETTER = tomllib.loads((DATA / "brief.toml").read_text("utf-8"))


def as_pdf(folder: Path) -> Path:
    """The letter as a PDF with a block of marks in the margin."""
    path = folder / "brief.pdf"
    typst.compile(str(DATA / "brief.typ"), output=str(path), ignore_system_fonts=True)
    return path


def as_web_page(folder: Path) -> Path:
    """The letter as a web page."""
    mark = '<sup><a href="#n1">1</a></sup>'
    tags = {"heading": "h2", "paragraph": "p", "list_item": "li"}
    rows = {"table_row": "<tr>{}</tr>"}
    inner = []
    for block in LETTER["block"]:
        text = escape(block.get("text", "")).replace("*", mark)
        cells = "".join(f"<td>{cell}</td>" for cell in block.get("cells", ()))
        tag = tags.get(block["kind"], "")
        inner.append(rows[block["kind"]].format(cells) if cells else f"<{tag}>{text}</{tag}>")
    body = "\n".join(inner)
    body = re.sub(r"((?:<tr>.*</tr>\n?)+)", r"<table>\1</table>", body)
    body = re.sub(r"((?:<li>.*</li>\n?)+)", r"<ul>\1</ul>", body)
    note = f'<p id="n1"><a href="#r1">1</a> {LETTER["footnote"]}</p>'
    path = folder / "brief.html"
    path.write_text(f"<html><body><main><h1>{LETTER['title']}</h1>{body}{note}</main></body></html>", "utf-8")
    return path


def as_word_file(folder: Path) -> Path:
    """The letter as a Word file, its marks in the header."""
    styles = {
        "heading": '<w:pStyle w:val="Kop2"/>',
        "list_item": '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
    }
    parts = [paragraph(LETTER["title"], '<w:pStyle w:val="Kop1"/>')]
    rows: list[str] = []
    for block in [*LETTER["block"], {"kind": "end"}]:
        if block["kind"] == "table_row":
            rows.append(row(*block["cells"]))
            continue
        parts += [table(*rows)] if rows else []
        rows = []
        if "text" in block:
            text, *marked = block["text"].split("*")
            runs = run(text) + ('<w:r><w:footnoteReference w:id="1"/></w:r>' if marked else "")
            parts.append(paragraph(runs, styles.get(block["kind"], "")))
    bullets = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    note = f'<w:footnote w:id="1">{paragraph(LETTER["footnote"])}</w:footnote>'
    header = "".join(paragraph(line) for line in LETTER["margin"])
    return write_word(folder / "brief.docx", "".join(parts), footnotes=note, header=header, numbering=bullets)


@pytest.mark.parametrize("make", [as_pdf, as_web_page, as_word_file])
def test_a_letter_is_the_same_letter_as_pdf_web_page_and_word_file(
    tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    document = read_file(make(tmp_path))
    told = [block["text"].replace("*", "") for block in LETTER["block"] if block["kind"] in ("paragraph", "list_item")]
    expected = [text[start:end] for text in told for start, end in sentence_spans(text)]
    assert document.title == LETTER["title"]
    assert [sentence.removeprefix("• ") for sentence in sentences(document)[-len(expected) :]] == expected
    assert texts(document, "heading")[-3:] == [block["text"] for block in LETTER["block"] if block["kind"] == "heading"]
    assert texts(document, "table_row") == [" ".join(b["cells"]) for b in LETTER["block"] if "cells" in b]
    assert texts(document, "list_item")[0].endswith("ten hoogste 61.000 euro.")
    assert texts(document, "footnote") == [f"1 {LETTER['footnote']}"]
    assert not [line for line in LETTER["margin"][4:8] if line in document.text]
