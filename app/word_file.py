"""Word files (.docx) of headings, paragraphs and tables, made of plain text."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

import docx
from docx.enum.section import WD_ORIENT

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class WordText:
    """A paragraph; ``level`` 0 for running text, 1 to 9 for a heading."""

    text: str
    level: int = 0
    bold: bool = False


@dataclass(frozen=True, slots=True)
class WordTable:
    """A table: its heads, and rows of cells, each cell paragraphs."""

    heads: tuple[str, ...]
    rows: tuple[tuple[tuple[WordText, ...], ...], ...]


def word_file(title: str, parts: Sequence[WordText | WordTable], *, landscape: bool = False) -> bytes:
    """The Word file of ``parts`` under ``title``; what such a file cannot hold is left out of the texts."""
    document = docx.Document()
    document.core_properties.title = clean(title)[:255]
    if landscape:
        section = document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    document.add_heading(clean(title), 1)
    for part in parts:
        if isinstance(part, WordTable):
            _add_table(document, part)
        elif part.level:
            document.add_heading(clean(part.text), part.level)
        else:
            document.add_paragraph().add_run(clean(part.text)).bold = part.bold or None
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def clean(text: str) -> str:
    """``text`` without control characters and halves of letters."""
    return _CONTROL.sub("", text)


def _add_table(document: docx.document.Document, table: WordTable) -> None:
    made = document.add_table(rows=1, cols=len(table.heads), style="Table Grid")
    for cell, head in zip(made.rows[0].cells, table.heads, strict=True):
        cell.paragraphs[0].add_run(clean(head)).bold = True
    for row in table.rows:
        for cell, texts in zip(made.add_row().cells, row, strict=True):
            for number, text in enumerate(texts):
                paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
                paragraph.add_run(clean(text.text)).bold = text.bold or None
