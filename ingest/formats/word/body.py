"""The body of a Word file to pieces: paragraphs, headings, lists, tables, text boxes and notes, in reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from lxml import etree

from ingest.formats.tables import row_pieces
from ingest.formats.unpaged import Piece
from ingest.formats.word.notes import NoteNumbers
from ingest.formats.word.numbering import Numbering
from ingest.formats.word.parts import Parts, W, child, number, switched_on, value
from ingest.formats.word.runs import Inline, RunReader, shown_children
from ingest.formats.word.styles import BODY_LEVEL, ParagraphStyle, Styles
from ingest.records import BlockKind

_LEFT_OUT = frozenset(W + name for name in ("del", "moveFrom", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "tblPrEx"))
_ATTACHED = frozenset((W + "altChunk", W + "subDoc"))
_TYPED_LABEL = re.compile(r"([•▪‣◦●○·–—*-]|\(?[a-z0-9]{1,2}\)|[a-z]\.|\d{1,2}\.|[ivx]{1,5}[.)])\s+\S")
_NAMED_ITEM = re.compile(r"list(?! (?:paragraph|continue))|lijst(?!alinea)")
_WORD = re.compile(r"[^\W\d_]{3}")
_RUN_IN = re.compile(r"[.?!:;,]['’”»)]*$")
_SUBJECT = re.compile(r"(?:betreft|onderwerp|datum|kenmerk)\b", re.IGNORECASE)
_HEADED = frozenset((BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.QUOTATION))
HEADING_WORDS = 15
MAYBE_HEADING = -1


class BodyReader:
    """Reads what stands in a document's parts; ``seen`` counts what is worth a warning."""

    def __init__(self, parts: Parts) -> None:
        self.seen: Counter[str] = Counter()
        self._styles = Styles(parts.first("styles"))
        self._numbering = Numbering(parts.first("numbering"))
        self._numbers = NoteNumbers(parts.first("settings"))
        self._runs = RunReader(self._styles, self._numbers, self.seen)
        self._notes = {
            kind: {value(note, "id") or "": note for part in parts.others.get(f"{kind}s", ()) for note in part}
            for kind in ("footnote", "endnote")
        }
        self._at_end: list[Piece] = []
        self._waiting: list[Piece] = []
        self._body = child(parts.document, "body")

    def pieces(self) -> list[Piece]:
        """Everything in reading order: a note after the paragraph or table that refers to it, endnotes at the end."""
        found = [] if self._body is None else list(self._blocks(self._body, top=True))
        noted = any(piece.kind is BlockKind.FOOTNOTE for piece in found)
        self.seen["docx_note_numbers"] += self._numbers.anew_by_page and noted
        return with_headings(found + self._at_end)

    def _blocks(self, container: etree._Element, top: bool = False) -> Iterator[Piece]:
        """The pieces in ``container``, and at the ``top`` also the notes that they refer to."""
        stack = list(reversed(container))
        unfinished = Inline()
        while stack:
            node = stack.pop()
            if node.tag == W + "p":
                properties = child(node, "pPr")
                style = self._styles.paragraph(properties)
                unfinished.add(self._runs.read(node, style))
                if self._goes_on(properties, style) and stack and stack[-1].tag == W + "p":
                    continue
                yield from self._of_paragraph(unfinished, properties, style)
                unfinished = Inline()
            elif node.tag == W + "tbl":
                yield from self._table(node)
            elif node.tag in _ATTACHED:
                self.seen["docx_attached"] += 1
            elif node.tag not in _LEFT_OUT:
                stack += reversed(shown_children(node))
                continue
            if top:
                yield from self._waiting
                self._waiting.clear()

    def _goes_on(self, properties: etree._Element | None, style: ParagraphStyle) -> bool:
        """Whether a paragraph and the next are one: its end is deleted, moved or hidden, or it is a large initial."""
        mark = child(properties, "rPr")
        if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
            self.seen["docx_changes"] += 1
            return True
        initial = value(child(properties, "framePr"), "dropCap") in ("drop", "margin")
        return initial or (child(mark, "specVanish") is None and self._styles.shown("vanish", mark, style))

    def _of_paragraph(
        self, inline: Inline, properties: etree._Element | None, style: ParagraphStyle
    ) -> Iterator[Piece]:
        text = inline.text
        if text.strip() or not self._styles.shown("vanish", child(properties, "rPr"), style):
            label = self._numbering.label(properties, style)
        else:
            label = None
        before = label.text + label.between if label is not None and label.text else ""
        if text.strip():
            marks = {len(before) + place: mark for place, mark in inline.marks.items()}
            mark = "" if label is None else label.text or label.bullet
            kind, level = self._kind(inline, properties, style, mark)
            yield Piece(kind, before + text, mark, level, marks)
        for box in inline.boxes:
            yield from self._blocks(box)
        for kind_of_note, note_id, mark in inline.notes:
            self._take_note(kind_of_note, note_id, mark)
        if child(properties, "sectPr") is not None:
            self._numbers.end_section()

    def _kind(
        self, inline: Inline, properties: etree._Element | None, style: ParagraphStyle, mark: str
    ) -> tuple[BlockKind, int]:
        """What a paragraph is, with its level as a heading, or ``MAYBE_HEADING``."""
        outline = number(child(properties, "outlineLvl"))
        level = style.level if outline is None else (outline + 1) % (BODY_LEVEL + 1)
        if self._runs.in_contents or style.name.startswith(("toc ", "inhopg ", "table of figures")):
            return BlockKind.LINK, 0
        if style.name in ("title", "titel"):
            return BlockKind.TITLE, 0
        if level:
            return BlockKind.HEADING, level
        if style.name in ("caption", "bijschrift"):
            return BlockKind.CAPTION, 0
        text = inline.text.strip()
        listed = mark or _NAMED_ITEM.match(style.name) or _TYPED_LABEL.match(text)
        if listed and not _WORD.search(mark):
            return BlockKind.LIST_ITEM, 0
        if "quote" in style.name or "citaat" in style.name:
            return BlockKind.QUOTATION, 0
        short = len(text.split()) <= HEADING_WORDS and not _RUN_IN.search(text) and not _SUBJECT.match(text)
        return BlockKind.PARAGRAPH, MAYBE_HEADING if inline.emphasised and short else 0

    def _take_note(self, kind: str, note_id: str, label: str) -> None:
        note = self._notes[kind].get(note_id)
        for place, piece in enumerate([] if note is None else self._blocks(note)):
            text = f"{label} {piece.text.strip()}" if label and not place else piece.text.strip()
            shift = len(text) - len(piece.text.strip())
            noted = Piece(BlockKind.FOOTNOTE, text, label, 0, {shift + at: mark for at, mark in piece.marks.items()})
            (self._at_end if kind == "endnote" else self._waiting).append(noted)

    def _table(self, table: etree._Element) -> Iterator[Piece]:
        """The rows of a table; of merged cells only the first is read, a deleted or hidden row or cell not."""
        rows = list(_inside(table, W + "tr"))
        columns = max((len(list(_inside(row, W + "tc"))) for row in rows), default=0)
        for row in rows:
            properties = child(row, "trPr")
            if child(properties, "del") is not None or switched_on(child(properties, "hidden")):
                self.seen["docx_changes"] += child(properties, "del") is not None
                continue
            cells = [list(self._blocks(cell)) for cell in _inside(row, W + "tc") if _is_shown(child(cell, "tcPr"))]
            yield from row_pieces(cells, alone=columns == 1)


def with_headings(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with emphasised lines that stand above something else as headings below all others."""
    found: list[Piece] = []
    for place, piece in enumerate(pieces):
        if piece.level == MAYBE_HEADING:
            rest = (each for each in pieces[place + 1 : place + 4] if each.kind is not BlockKind.FOOTNOTE)
            below = next(rest, None)
            heads = below is not None and below.level != MAYBE_HEADING and below.kind in _HEADED
            kind, level = (BlockKind.HEADING, BODY_LEVEL + 1) if heads else (BlockKind.PARAGRAPH, 0)
            piece = Piece(kind, piece.text, piece.label, level, piece.marks)
        found.append(piece)
    return found


def _inside(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The elements of one kind in ``parent``, also where controls or changes stand around them."""
    stack = list(reversed(parent))
    while stack:
        node = stack.pop()
        if node.tag == tag:
            yield node
        elif node.tag not in _LEFT_OUT:
            stack += reversed(shown_children(node))


def _is_shown(cell: etree._Element | None) -> bool:
    if child(cell, "cellDel") is not None:
        return False
    merged = [child(cell, name) for name in ("vMerge", "hMerge")]
    return not any(each is not None and value(each) != "restart" for each in merged)
