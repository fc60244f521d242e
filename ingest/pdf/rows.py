"""Rows of tables: quoted whole, or as paragraphs under the row's label, and under the head of their table."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from ingest.pdf.lines import Line
from ingest.pdf.measures import Paragraph, ends_sentence
from ingest.pdf.tables import columns_of
from ingest.records import BlockKind

ROW_WORDS, SENTENCES_WORDS, LABEL_WORDS, SENTENCE_WORDS, WHOLE_SENTENCE_WORDS = 100, 30, 12, 5, 8
PARTS = 3
_SENTENCES = re.compile(r"[^\W\d_]['’”»)\]]*[.?!]['’”»)\]]*(?:\s|$)")


def settled_row(row: Paragraph) -> list[Paragraph]:
    """A row of a table, cell by cell; as paragraphs, one a cell, when it holds running text.

    A row is quoted whole. The paragraphs of one that is not stand under the words of its first cell, which is then no
    text of its own. So it is in a long row, and in one of a label and a cell of several sentences or a whole one.
    """
    ruled = row.lines[0].cell is not None
    by_cell = itertools.groupby(row.lines, key=lambda line: line.cell)
    cells = [list(lines) for _, lines in by_cell] if ruled else columns_of(row.lines)
    row.lines = [line for cell in cells for line in cell]
    words = sum(len(line.text.split()) for line in row.lines)
    several = any(map(_is_running, cells))
    first = " ".join(line.text for line in cells[0])
    label = len(first.split()) <= LABEL_WORDS and not ends_sentence(cells[0][-1])
    told = (several and len(cells) == 1) or (len(cells) == 2 and label and (several or _is_sentence(cells[1])))
    if not told and words <= (SENTENCES_WORDS if several else ROW_WORDS if ruled else words):
        return [row]
    head = (first,) if label and len(cells) > 1 else ()
    named = [Paragraph(BlockKind.CAPTION, cells[0])] if head else []
    told_in = cells[1:] if head else cells
    return named + [Paragraph(BlockKind.PARAGRAPH, part, heads=head) for cell in told_in for part in _parts(cell)]


def _parts(cell: Sequence[Line]) -> list[list[Line]]:
    """The lines of a cell, those in bold or slanted letters that head others apart from them."""
    parts: list[list[Line]] = []
    heights = Counter(round(line.baseline) for line in cell)
    for line in cell:
        above = parts[-1][-1] if parts else None
        columns = above is not None and max(heights[round(each.baseline)] for each in (above, line)) > 1
        if above is not None and (columns or _carries(above, line)):
            parts[-1].append(line)
        else:
            parts.append([line])
    if len(parts) > 1 and (parts[-1][0].bold or parts[-1][0].italic):
        # What ends a cell heads nothing: 'Budgettair effect: nihil' belongs to the words above it.
        parts[-2:] = [parts[-2] + parts[-1]]
    return parts


def _carries(above: Line, line: Line) -> bool:
    """Whether a line of a cell goes on with the one above it: no heading in other letters ends, or begins, there."""
    alike = (above.bold, above.italic) == (line.bold, line.italic)
    if alike or len(above.cells) > 1 or len(line.cells) > 1:
        return True
    heads = (above.bold and not line.bold) or (above.italic and not line.italic)
    return line.text[0].islower() or (ends_sentence(above) if heads else not ends_sentence(above))


def _is_sentence(cell: Sequence[Line]) -> bool:
    """Whether a cell holds a whole sentence of some words."""
    text = " ".join(line.text for line in cell)
    return text[0].isupper() and len(text.split()) >= WHOLE_SENTENCE_WORDS and bool(_SENTENCES.search(text[-3:]))


def _is_running(cell: Sequence[Line]) -> bool:
    """Whether a cell holds two sentences at least, of some words each."""
    parts = _SENTENCES.split(" ".join(line.text for line in cell))
    return sum(len(part.split()) >= SENTENCE_WORDS for part in parts) > 1


def with_table_heads(found: Sequence[Paragraph]) -> None:
    """Put the rows of a table under its first row where that alone is bold; a bold line of several parts is a row."""
    head: tuple[str, ...] = ()
    table: object = None
    for above, paragraph in zip([None, *found], found, strict=False):
        first = paragraph.lines[0]
        bold = all(line.bold for line in paragraph.lines)
        if bold and paragraph.kind is BlockKind.PARAGRAPH and len(paragraph.lines) == 1 and len(first.cells) >= PARTS:
            paragraph.kind = BlockKind.TABLE_ROW
        here = first.cell[0] if first.cell else paragraph.kind
        inside = first.cell is not None or paragraph.kind is BlockKind.TABLE_ROW
        hung = table is BlockKind.TABLE_ROW and first.cell is not None and above is not None and len(above.lines) == 1
        if not inside or above is None or (here != table and not hung):
            head = ()
        if not bold and inside and head:
            paragraph.heads = (*head, *paragraph.heads)
        elif bold and paragraph.kind is BlockKind.TABLE_ROW and not head and here != table:
            head = (" ".join(line.text for line in paragraph.lines),)
        table = here if inside else None
