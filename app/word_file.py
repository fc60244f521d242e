"""Word files (.docx) of headings, paragraphs and tables, made of plain text."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm

from app.footnotes import add_footnotes, refer

A4 = (Mm(210), Mm(297))
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class WordText:
    """A paragraph; ``level`` 0 for running text, 1 to 9 for a heading. ``style`` names one of Word's own styles
    ('' for the usual one), ``notes`` are footnotes at its end, ``strong`` is the span ``[start, end)`` of ``text`` that
    is bold in a table.
    """

    text: str
    level: int = 0
    strong: tuple[int, int] = (0, 0)
    bold: bool = False
    italic: bool = False
    style: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WordTable:
    """A table: its heads, and rows of cells, each cell paragraphs."""

    heads: tuple[str, ...]
    rows: tuple[tuple[tuple[WordText, ...], ...], ...]


def word_file(title: str, parts: Sequence[WordText | WordTable], *, landscape: bool = False) -> bytes:
    """The Word file of ``parts`` under ``title``; what such a file cannot hold is left out of the texts."""
    document = docx.Document()
    document.core_properties.title = clean(title)[:255]
    section = document.sections[0]
    section.page_width, section.page_height = (A4[1], A4[0]) if landscape else A4
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    document.add_heading(clean(title), 1)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "nl-NL")
    notes: list[str] = []
    for part in parts:
        if isinstance(part, WordTable):
            _add_table(document, part)
        elif part.level:
            document.add_heading(clean(part.text), part.level)
        else:
            _add_text(document, part, notes)
    if notes:
        add_footnotes(document, notes)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def clean(text: str) -> str:
    """``text`` without control characters and halves of letters."""
    return _CONTROL.sub("", text)


def _add_text(document: docx.document.Document, part: WordText, notes: list[str]) -> None:
    """A paragraph at the end of ``document``; its footnotes join ``notes``."""
    paragraph = document.add_paragraph(style=part.style or None)
    run = paragraph.add_run(clean(part.text))
    run.bold, run.italic = part.bold or None, part.italic or None
    for note in part.notes:
        notes.append(clean(note))
        refer(paragraph, len(notes))


def _add_table(document: docx.document.Document, table: WordTable) -> None:
    made = document.add_table(rows=1, cols=len(table.heads), style="Table Grid")
    for cell, head in zip(made.rows[0].cells, table.heads, strict=True):
        cell.paragraphs[0].add_run(clean(head)).bold = True
    for row in table.rows:
        for cell, texts in zip(made.add_row().cells, row, strict=True):
            for number, text in enumerate(texts):
                paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
                start, end = text.strong
                for part, bold in ((text.text[:start], None), (text.text[start:end], True), (text.text[end:], None)):
                    paragraph.add_run(clean(part)).bold = bold
