"""A report and a letter of our own making, set as ministries do, come back as what is known to stand in them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
import typst

from ingest.document import Document
from ingest.passages import block_sentences
from ingest.records import BlockKind
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
