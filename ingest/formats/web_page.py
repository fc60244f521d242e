"""HTML to a document, by selectolax."""

from __future__ import annotations

import re
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.assemble import Draft
from ingest.document import Document
from ingest.formats.unpaged import draft_of, unpaged_document
from ingest.records import BlockKind, Source
from ingest.settings import IngestSettings

_LEFT_OUT = ("script", "style", "noscript", "template", "nav", "header", "footer", "form", "iframe", "svg", "button")
_KINDS = {
    "p": BlockKind.PARAGRAPH, "li": BlockKind.LIST_ITEM, "blockquote": BlockKind.QUOTATION,
    "figcaption": BlockKind.CAPTION, "caption": BlockKind.CAPTION, "tr": BlockKind.TABLE_ROW, "dt": BlockKind.PARAGRAPH,
    "dd": BlockKind.PARAGRAPH, "pre": BlockKind.PARAGRAPH,
} | {f"h{level}": BlockKind.HEADING for level in range(1, 7)}  # fmt: skip
_BLOCKS = frozenset(_KINDS) - {"tr"} | {"div", "section", "ul", "ol", "table"}
_INLINE = frozenset(
    (
        *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "i", "kbd", "mark", "q", "s", "samp"),
        *("small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr", "-text"),
    )
)

NOTE_DEPTH = 6
_MARK = re.compile(r"\[?(\d{1,3}|\*{1,3})\]?")
_NOTE_CLASS = re.compile(r"noot|note", re.IGNORECASE)
_NOTE = "data-note-label"
_MARKED = re.compile("\ue000(.*?)\ue001")


def read_html(source: Source, path: Path, file_sha256: str, markup: str, settings: IngestSettings) -> Document:
    """The document on a web page: its main part's headings, paragraphs, list items, quotations and table rows.

    The raw text is the text of those pieces, a line each.
    """
    tree = LexborHTMLParser(re.sub("[\ue000\ue001]", "", markup))
    title = tree.css_first("title")
    root = tree.css_first("main") or tree.css_first("article") or tree.body
    pieces: list[tuple[BlockKind, str, int]] = []
    if root is not None:
        for node in root.css(",".join(_LEFT_OUT)):
            node.decompose()
        for node in root.css("br"):
            node.replace_with(" ")
        _find_notes(root)
        heads = root.css("h1")
        title = heads[0] if len(heads) == 1 else title
        _walk(root, pieces)
    raw = ""
    drafts: list[Draft] = []
    for kind, marked, level in pieces:
        label = marked.split(" ", 1)[0] if kind is BlockKind.FOOTNOTE else ""
        text = _MARKED.sub(lambda match: match[1], marked)
        drafts.append(draft_of(kind, text, len(raw), label, level, _marks(marked)))
        raw += text + "\n"
    name = " ".join(_MARKED.sub("", title.text()).split()) if title is not None else ""
    return unpaged_document(source, path, file_sha256, "text/html", raw, drafts, settings, name)


def _find_notes(root: LexborNode) -> None:
    """Name the footnotes that raised numbers link to, and set those numbers apart from the words before them."""
    targets = {node.attributes.get("id"): node for node in root.css("[id]")}
    for link in root.css("a[href^='#']"):
        found = _MARK.fullmatch(link.text().strip())
        target = targets.get((link.attributes.get("href") or "")[1:])
        raised = link.css_first("sup") is not None or (link.parent is not None and link.parent.tag == "sup")
        if found is None or target is None or not (raised or _NOTE_CLASS.search(link.attributes.get("class") or "")):
            continue
        if _inside_note(link):
            continue
        note: LexborNode | None = target
        while note is not None and note.tag in _INLINE:
            note = note.parent
        if note is not None:
            note.attrs[_NOTE] = found[1]
            link.replace_with(f"\ue000{found[1]}\ue001")


def _inside_note(node: LexborNode) -> bool:
    above: LexborNode | None = node
    for _ in range(NOTE_DEPTH):
        if above is None or _NOTE in above.attributes:
            break
        above = above.parent
    return above is not None and _NOTE in above.attributes


def _marks(marked: str) -> dict[int, str]:
    """Where, in the text without signs, a footnote's mark begins, and its label."""
    marks: dict[int, str] = {}
    signs = 0
    for match in _MARKED.finditer(marked):
        marks[match.start() - signs] = match[1]
        signs += 2
    return marks


def _walk(root: LexborNode, pieces: list[tuple[BlockKind, str, int]]) -> None:
    """Collect the blocks below ``root`` in document order, without recursion (pages may nest thousands deep)."""
    stack = [root]
    loose = ""
    while stack:
        node = stack.pop()
        tag = node.tag or ""
        if tag in _KINDS and not _has_blocks(node):
            loose = _flush(loose, pieces)
            separator = " " if tag == "tr" else ""
            text = " ".join(node.text(separator=separator).split())
            if text:
                level = int(tag[1]) if _KINDS[tag] is BlockKind.HEADING else 0
                pieces.append((_kind(node), text, level))
            continue
        if tag in _INLINE:
            loose += node.text()
            continue
        loose = _flush(loose, pieces)
        child = node.last_child
        while child is not None:
            stack.append(child)
            child = child.prev
    _flush(loose, pieces)


def _kind(node: LexborNode) -> BlockKind:
    if _inside_note(node):
        return BlockKind.FOOTNOTE
    in_item = node.tag == "p" and node.parent is not None and node.parent.tag == "li"
    return BlockKind.LIST_ITEM if in_item else _KINDS[node.tag or ""]


def _has_blocks(node: LexborNode) -> bool:
    """Whether a block stands inside ``node``; looks no further than the first, for pages nest thousands deep."""
    below: list[LexborNode | None] = [node.child] if node.tag != "tr" else []
    while below:
        found = below.pop()
        if found is not None:
            if found.tag in _BLOCKS:
                return True
            below += [found.next, found.child]
    return False


def _flush(loose: str, pieces: list[tuple[BlockKind, str, int]]) -> str:
    text = " ".join(loose.split())
    if text:
        pieces.append((BlockKind.PARAGRAPH, text, 0))
    return ""
