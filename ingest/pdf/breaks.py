"""Paragraphs that go on past a page's end, a table, a caption or a pull quote."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from ingest.pdf.lines import Line
from ingest.pdf.measures import Measures, Paragraph, ends_sentence, goes_on_in_words, is_large, is_qa_label
from ingest.records import BlockKind

_FLOATS = frozenset((BlockKind.CAPTION, BlockKind.TABLE_ROW, BlockKind.PULL_QUOTE))


def continues(before: Paragraph, after: Paragraph) -> bool:
    """Whether a paragraph at the top of a page goes on from the last one of the page before."""
    if before.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) or after.kind is not BlockKind.PARAGRAPH:
        return False
    last, first = before.lines[-1], after.lines[0]
    if last.beside or first.beside or _column(last) != _column(first):
        return False
    if abs(last.size - first.size) > 0.06 * last.size or last.bold != first.bold or is_qa_label(last.text):
        return False
    if last.text.endswith("-") or first.text[:1].islower():
        return True
    return not ends_sentence(last) and not is_qa_label(first.text)


def _column(line: Line) -> int:
    """The column of the drawn table that a line stands in, -1 for none."""
    return line.cell[2] if line.cell is not None else -1


def joined_over_floats(found: Sequence[Paragraph], usual: Measures) -> list[Paragraph]:
    """The paragraphs of one page; one that a table, caption or pull quote parts in the middle of a sentence is whole.

    What looks like a large heading in the middle of a sentence is a pull quote.
    """
    result: list[Paragraph] = []
    for paragraph in found:
        shown = list(itertools.takewhile(lambda each: _floats(each, usual) or is_large(each, usual), reversed(result)))
        last = result[-len(shown) - 1] if 0 < len(shown) < len(result) else None
        if last and goes_on_in_words(last.lines[-1], paragraph.lines[0]) and continues(last, paragraph):
            last.lines += paragraph.lines
            for each in shown:
                each.kind = BlockKind.PULL_QUOTE if each.kind is BlockKind.HEADING else each.kind
        else:
            result.append(paragraph)
    return result


def join_pages(before: list[Paragraph], after: list[Paragraph], usual: Measures) -> list[Paragraph]:
    """The paragraphs of earlier pages and of the next one; one that runs over the break becomes one.

    Captions, table rows and pull quotes at the break do not part it; what stands in a margin keeps its place among
    the others.
    """
    after = _margins_placed(after)
    _carry_heads(before, after)
    last = next((p for p in reversed(before) if not _floats(p, usual)), None)
    first = next((p for p in after if not _floats(p, usual)), None)
    if last is not None and first is not None and continues(last, first):
        last.lines += first.lines
        after.remove(first)
    return before + after


def _carry_heads(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> None:
    """Put the rows that begin a page, and go on with the table that ends the page before, under its head."""
    last = before[-1] if before else None
    rows = list(itertools.takewhile(lambda each: each.kind is BlockKind.TABLE_ROW, after))
    if last is None or last.kind is not BlockKind.TABLE_ROW or not last.heads or not rows or rows[0].heads:
        return
    drawn = rows[0].lines[0].cell
    if (last.lines[0].cell is None) != (drawn is None) or (len(rows) > 1 and rows[1].heads):
        return
    for row in rows:
        if not row.heads and (row.lines[0].cell is None) == (drawn is None):
            row.heads = last.heads[:1]


def _floats(paragraph: Paragraph, usual: Measures) -> bool:
    """Whether a paragraph can stand in the middle of another one."""
    large = paragraph.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTATION) and is_large(paragraph, usual)
    return large or paragraph.kind in _FLOATS or paragraph.lines[0].beside


def _margins_placed(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """What stands in a margin (last in reading order) after the paragraph beside which it begins, never at the end."""
    result = [p for p in paragraphs if not p.lines[0].beside]
    for paragraph in reversed([p for p in paragraphs if p.lines[0].beside]):
        height = paragraph.lines[0].baseline
        place = next((n for n, p in enumerate(result) if p.lines[-1].baseline <= height), len(result)) + 1
        result.insert(min(place, max(len(result) - 1, 0)), paragraph)
    return result
