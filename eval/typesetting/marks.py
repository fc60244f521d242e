"""The marks that typst reads back (see ``source/truth.typ`` of a set) to blocks of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

Mark = Sequence[Any]
_BLOCKS = ("title", "box title", "caption", "quotation", "pull quote", "side note", "contents", "heading", "note")
_NAMED = {"title": "title", "caption": "caption", "quotation": "quotation", "pull quote": "pull_quote"}


@dataclass(slots=True)
class DraftBlock:
    """A block in the making; ``glued`` are the places of words without a space before them."""

    kind: str
    level: int = 0
    label: str = ""
    words: list[str] = field(default_factory=list)
    glued: set[int] = field(default_factory=set)
    notes: list[tuple[str, int]] = field(default_factory=list)
    page: int = 0


@dataclass(slots=True)
class _Reader:
    """Follows the marks in their order."""

    blocks: list[DraftBlock] = field(default_factory=list)
    furniture: list[tuple[int, list[str]]] = field(default_factory=list)
    inside: list[tuple[str, DraftBlock | None]] = field(default_factory=list)
    current: DraftBlock | None = None
    recommendation: str = ""
    open_word: bool = False
    item_label: bool = False
    row: int = -1

    def begin(self, kind: str, level: int = 0, label: str = "") -> DraftBlock:
        self.current = DraftBlock(kind, level, label)
        self.blocks.append(self.current)
        return self.current

    def names(self) -> list[str]:
        return [name for name, _ in self.inside]


def draft_blocks(marks: Sequence[Mark]) -> tuple[list[DraftBlock], list[tuple[int, list[str]]]]:
    """The blocks in reading order, and the running heads and feet as (page, words).

    ``marks`` are (label, value, page) in the order of the document.
    """
    reader = _Reader()
    for label, value, page in marks:
        if label == "w":
            _word(reader, _plain(value), page)
        elif label == "e":
            reader.open_word = False
        elif value[0].startswith("/"):
            _end(reader, value[0][1:])
        else:
            _begin(reader, value, page)
    return [block for block in reader.blocks if block.words], reader.furniture


def _plain(word: str) -> str:
    return word.replace("\u2060", "").replace("\u200b", "")


def _word(reader: _Reader, word: str, page: int) -> None:
    names = reader.names()
    reader.open_word = True
    if "furniture" in names:
        reader.furniture[-1][1].append(word)
    elif "note mark" in names:
        if reader.current is not None:
            reader.current.notes.append((word, len(reader.current.words)))
    elif reader.item_label and reader.current is not None:
        reader.current.label, reader.item_label = word, False
    elif "note" in names and "glue" in names and reader.current is not None and not reader.current.words:
        reader.current.label = word
    else:
        block = reader.current or reader.begin("contents" if "contents" in names else "paragraph")
        block.page = block.page or page
        if "glue" in names:
            block.glued.add(len(block.words))
        block.words.append(word)


def _begin(reader: _Reader, value: Sequence[Any], page: int) -> None:
    name = value[0]
    if name == "paragraph":
        _paragraph(reader)
        return
    if name == "item":
        reader.begin("list_item")
        reader.item_label = True
        return
    if name == "cell":
        if value[2] != reader.row or reader.current is None:
            reader.row = value[2]
            reader.begin("table_row")
        return
    if name == "recommendation":
        reader.recommendation = str(value[1])
        return
    reader.inside.append((name, reader.current))
    if name == "furniture":
        reader.furniture.append((page, []))
    elif name == "heading":
        reader.begin("heading", value[1], reader.recommendation)
        reader.recommendation = ""
    elif name in _BLOCKS:
        reader.begin("footnote" if name == "note" else name.replace(" ", "_"))
    elif name in ("table", "list", "box"):
        reader.current = None


def _paragraph(reader: _Reader) -> None:
    """A paragraph begins; where a word is open, typst placed its mark before that of the paragraph."""
    names = reader.names()
    if any(name in names for name in ("furniture", "note", "contents", "heading", "table", "list", "caption")):
        return
    kind = next((_NAMED.get(name, name.replace(" ", "_")) for name in reversed(names) if name in _BLOCKS), "paragraph")
    taken = None
    if reader.open_word and reader.current is not None and reader.current.words:
        if len(reader.current.words) == 1 and reader.current.kind == kind:
            return
        taken = reader.current.words.pop()
    reader.begin(kind)
    if taken is not None and reader.current is not None:
        reader.current.words.append(taken)


def _end(reader: _Reader, name: str) -> None:
    if name not in reader.names():
        return
    before: DraftBlock | None = None
    while reader.inside:
        left, before = reader.inside.pop()
        if left == name:
            break
    if name in ("furniture", "note"):
        reader.current = before
    elif name not in ("glue", "note mark"):
        reader.current = None
        reader.row = -1
