"""HTML to a document, by selectolax: blocks as the HTML standard renders them (15.3), of the page's own text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.document import Document
from ingest.formats.encoding import declared_encoding, decode
from ingest.formats.main_content import AROUND, content_roots, is_read
from ingest.formats.numerals import formatted
from ingest.formats.tables import row_pieces
from ingest.formats.unpaged import Piece, document_of_pieces
from ingest.formats.visible import BLOCK, mark_unseen
from ingest.formats.web_notes import INLINE, MARK, NOTE, find_notes
from ingest.records import BlockKind, Source
from ingest.settings import IngestSettings

_KINDS = {
    "li": BlockKind.LIST_ITEM, "blockquote": BlockKind.QUOTATION, "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION, "td": BlockKind.PARAGRAPH, "th": BlockKind.PARAGRAPH, "dt": BlockKind.PARAGRAPH,
    "dd": BlockKind.PARAGRAPH, "article": BlockKind.PARAGRAPH, "section": BlockKind.PARAGRAPH,
} | {f"h{level}": BlockKind.HEADING for level in range(1, 7)}  # fmt: skip
_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_BLANK, _LINE_END = " \t\n\r\f", "\v"


def read_html(source: Source, path: Path, file_sha256: str, content: bytes, settings: IngestSettings) -> Document:
    """The document on a web page: its main part's headings, paragraphs, list items, quotations and table rows.

    The raw text is the text of those pieces, a line each. Raises ReadError when there is none.
    """
    markup, bad = decode(content, declared_encoding(content))
    title, pieces = page_pieces(markup)
    warnings = (("bad_bytes", {"count": bad}),) if bad else ()
    return document_of_pieces(source, path, file_sha256, "text/html", pieces, settings, title, warnings=warnings)


def page_pieces(markup: str) -> tuple[str, list[Piece]]:
    """The title of a page (its only first heading, else what it names itself) and its pieces."""
    tree = LexborHTMLParser(markup)
    mark_unseen(tree)
    find_notes(tree)
    pieces = [piece for root in content_roots(tree) for piece in _Walk().pieces(root)]
    if not pieces and tree.body is not None:
        for node in tree.css(f"[{AROUND}]"):
            del node.attrs[AROUND]
        pieces = _Walk().pieces(tree.body)
    heads = [piece for piece in pieces if piece.kind is BlockKind.HEADING and piece.level == 1]
    named = tree.css_first("title")
    title = heads[0].text if len(heads) == 1 else (named.text() if named is not None else "")
    return " ".join(title.split()), pieces


@dataclass(frozen=True, slots=True)
class _Block:
    """What the text that stands here is; ``note`` is the label of the footnote that it stands in."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    note: str | None = None


@dataclass(slots=True)
class _Row:
    cells: list[list[Piece]] = field(default_factory=list)
    notes: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class _List:
    count: int
    step: int
    number_format: str


class _Walk:
    """Goes through a page in document order, without recursion (pages may nest thousands deep)."""

    def __init__(self) -> None:
        self._found: list[Piece] = []
        self._rows: list[_Row] = []
        self._columns: list[int] = []
        self._lists: list[_List | None] = []
        self._label = ""
        self._parts: list[tuple[str, bool]] = []

    def pieces(self, root: LexborNode) -> list[Piece]:
        """The pieces below ``root``."""
        stack: list[tuple[LexborNode, _Block, bool]] = [(root, _Block(), False)]
        while stack:
            node, block, leaving = stack.pop()
            tag = node.tag or ""
            if leaving:
                self._flush(block)
                self._leave(tag)
            elif tag == "-text":
                self._parts.append((node.text_content or "", False))
            elif not node.is_element_node or not is_read(node):
                continue
            elif tag == "br":
                self._break(block)
            elif MARK in node.attributes:
                self._parts.append((node.attributes[MARK] or "", True))
            elif tag in INLINE and BLOCK not in node.attributes and NOTE not in node.attributes:
                stack += [(each, block, False) for each in _backwards(node)]
            else:
                self._flush(block)
                inner = self._enter(node, tag, block)
                stack.append((node, inner, True))
                stack += [(each, inner, False) for each in _backwards(node)]
        self._flush(_Block())
        return self._found

    def _enter(self, node: LexborNode, tag: str, block: _Block) -> _Block:
        if tag == "table":
            self._columns.append(_columns(node))
        elif tag == "tr":
            self._rows.append(_Row())
        elif tag in ("td", "th") and self._rows:
            self._rows[-1].cells.append([])
        elif tag in ("ol", "ul", "menu"):
            self._lists.append(_list_of(node) if tag == "ol" else None)
        elif tag == "li":
            self._label = self._item_label(node)
        if NOTE in node.attributes:
            return _Block(BlockKind.FOOTNOTE, note=node.attributes[NOTE] or "")
        if block.note is not None or tag not in _KINDS:
            return block
        return _Block(_KINDS[tag], int(tag[1]) if _KINDS[tag] is BlockKind.HEADING else 0)

    def _leave(self, tag: str) -> None:
        if tag == "table":
            self._columns.pop()
        elif tag in ("ol", "ul", "menu"):
            self._lists.pop()
        elif tag == "tr":
            row = self._rows.pop()
            for piece in row_pieces(row.cells, alone=bool(self._columns) and self._columns[-1] == 1) + row.notes:
                self._add(piece)

    def _add(self, piece: Piece) -> None:
        if self._rows and piece.kind is BlockKind.FOOTNOTE:
            self._rows[-1].notes.append(piece)
        elif self._rows and self._rows[-1].cells:
            self._rows[-1].cells[-1].append(piece)
        else:
            self._found.append(piece)

    def _flush(self, block: _Block) -> None:
        """Make a piece of the text since the last one, white space collapsed."""
        text, marks = "", {}
        for part, mark in self._parts:
            if mark:
                marks[len(text)] = part
                text += part
            else:
                part = _SPACES.sub(" ", part)
                text += part.lstrip(" ") if not text or text.endswith(" ") else part
        self._parts = []
        if text.strip():
            label = block.note or (self._label if block.kind is BlockKind.LIST_ITEM else "")
            self._label = ""
            self._add(Piece(block.kind, text.rstrip(), label, block.level, marks))

    def _break(self, block: _Block) -> None:
        """End a line; two line ends with nothing between end a paragraph, as pages without paragraphs have it."""
        written = next((part for part, _ in reversed(self._parts) if part.strip(_BLANK)), _LINE_END)
        if self._parts and written == _LINE_END:
            self._flush(block)
        else:
            self._parts.append((_LINE_END, False))

    def _item_label(self, item: LexborNode) -> str:
        """An item's number as a browser shows it, '' for a bullet."""
        own = self._lists[-1] if self._lists else None
        if own is None:
            return ""
        value = item.attributes.get("value") or ""
        own.count = int(value) if value.isdecimal() and len(value) < 9 else own.count + own.step
        return f"{formatted(own.count, own.number_format)}."


def _list_of(node: LexborNode) -> _List:
    start = node.attributes.get("start") or ""
    step = -1 if "reversed" in node.attributes else 1
    first = int(start) if start.lstrip("-").isdecimal() and len(start) < 9 else None
    if first is None:
        first = sum(each.tag == "li" for each in _backwards(node)) if step < 0 else 1
    return _List(first - step, step, _FORMATS.get(node.attributes.get("type") or "", "decimal"))


def _columns(table: LexborNode) -> int:
    """How many cells the longest row of a table has, other tables in it not looked at."""
    bodies = [table, *(each for each in _backwards(table) if each.tag in ("thead", "tbody", "tfoot"))]
    rows = (row for body in bodies for row in _backwards(body) if row.tag == "tr")
    return max((sum(cell.tag in ("td", "th") for cell in _backwards(row)) for row in rows), default=0)


def _backwards(node: LexborNode) -> Iterator[LexborNode]:
    child = node.last_child
    while child is not None:
        yield child
        child = child.prev
