"""HTML to a document, by selectolax."""

from __future__ import annotations

from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.assemble import Draft
from ingest.document import Document
from ingest.records import BlockKind, Source
from ingest.settings import IngestSettings
from ingest.unpaged import draft_of, unpaged_document

_LEFT_OUT = ("script", "style", "noscript", "template", "nav", "header", "footer", "form", "iframe", "svg", "button")
_KINDS = {
    "p": BlockKind.PARAGRAPH, "li": BlockKind.LIST_ITEM, "blockquote": BlockKind.QUOTATION,
    "figcaption": BlockKind.CAPTION, "caption": BlockKind.CAPTION, "tr": BlockKind.TABLE_ROW, "dt": BlockKind.PARAGRAPH,
    "dd": BlockKind.PARAGRAPH, "pre": BlockKind.PARAGRAPH,
} | {f"h{level}": BlockKind.HEADING for level in range(1, 7)}  # fmt: skip
_INLINE = frozenset(
    (
        *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "i", "kbd", "mark", "q", "s", "samp"),
        *("small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr", "-text"),
    )
)


def read_html(source: Source, path: Path, file_sha256: str, markup: str, settings: IngestSettings) -> Document:
    """The document on a web page: its main part's headings, paragraphs, list items, quotations and table rows.

    The raw text is the text of those pieces, a line each.
    """
    tree = LexborHTMLParser(markup)
    title = tree.css_first("title")
    root = tree.css_first("main") or tree.css_first("article") or tree.body
    pieces: list[tuple[BlockKind, str, int]] = []
    if root is not None:
        for node in root.css(",".join(_LEFT_OUT)):
            node.decompose()
        _walk(root, pieces)
    raw = ""
    drafts: list[Draft] = []
    for kind, text, level in pieces:
        drafts.append(draft_of(kind, text, len(raw), "", level))
        raw += text + "\n"
    name = title.text().strip() if title is not None else ""
    return unpaged_document(source, path, file_sha256, "text/html", raw, drafts, settings, name)


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
                pieces.append((_KINDS[tag], text, level))
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


def _has_blocks(node: LexborNode) -> bool:
    inner = [tag for tag in _KINDS if tag not in ("tr",)] + ["div", "section", "ul", "ol", "table"]
    return node.tag != "tr" and any(found != node for found in node.css(",".join(inner)))


def _flush(loose: str, pieces: list[tuple[BlockKind, str, int]]) -> str:
    text = " ".join(loose.split())
    if text:
        pieces.append((BlockKind.PARAGRAPH, text, 0))
    return ""
