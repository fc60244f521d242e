"""The footnotes of a web page: which numbers are marks, and which blocks are the notes."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.formats.visible import UNSEEN

NOTE = "data-aanzet-note"
MARK = "data-aanzet-mark"
INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i"),
        *("ins", "kbd", "label", "mark", "nobr", "q", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub"),
        *("sup", "time", "tt", "u", "var", "wbr", "math", "img", "picture", "output", "slot", "-text", "-comment"),
    )
)  # fmt: skip
_MARK = re.compile(r"[\[(]?(\d{1,3}|\*{1,3}|[ivx]{1,5})[\])]?")
_NOTE_CLASS = re.compile(r"noot|note|f[t_-]?n|[ev]oet|edn", re.IGNORECASE)
_BACK = re.compile(
    r"[\s\ufe0e\ufe0f\[\]()]*(?:↩|↑|⏎|\^|terug(?: naar (?:de )?tekst)?|back)[\s\ufe0e\ufe0f\[\]()]*", re.IGNORECASE
)
_UNIT = re.compile(r"\b(?:[kdcm]?m|[NC]O)$")
DEPTH = 8


def find_notes(tree: LexborHTMLParser) -> None:
    """Set ``NOTE`` (its label) on every footnote and ``MARK`` on every number in the text that refers to one."""
    targets = {node.attributes.get("id") or node.attributes.get("name"): node for node in tree.css("a[name]")}
    targets |= {node.attributes.get("id"): node for node in tree.css("[id]")}
    links = tree.css("a[href^='#']")
    for link in links:
        found = _MARK.fullmatch(_text(link))
        target = targets.get((link.attributes.get("href") or "")[1:])
        if found is None or target is None or not _looks_like_mark(link) or note_label(link) is not None:
            continue
        note = _block_of(target)
        if note is not None and not _holds(note, link):
            note.attrs[NOTE] = found[1]
            link.attrs[MARK] = found[1]
    _find_unlinked(tree)
    for link in links:
        if _BACK.fullmatch(_text(link)) and note_label(link) is not None:
            link.attrs[UNSEEN] = ""


def note_label(node: LexborNode) -> str | None:
    """The label of the note that ``node`` stands in, None when it stands in none."""
    above: LexborNode | None = node
    for _ in range(DEPTH):
        if above is None:
            return None
        if NOTE in above.attributes:
            return above.attributes[NOTE] or ""
        above = above.parent
    return None


def _looks_like_mark(link: LexborNode) -> bool:
    raised = link.css_first("sup") is not None or (link.parent is not None and link.parent.tag == "sup")
    named = " ".join(link.attributes.get(name) or "" for name in ("class", "id", "name", "role", "href"))
    return raised or _NOTE_CLASS.search(named) is not None


def _find_unlinked(tree: LexborHTMLParser) -> None:
    """Raised numbers without links: one that begins a paragraph is a note's, the same one elsewhere is its mark."""
    raised = [
        (node, _MARK.fullmatch(_text(node))) for node in tree.css("sup") if node.css_first(f"a, [{MARK}]") is None
    ]
    numbers = [(node, found[1]) for node, found in raised if found is not None and not _linked(node)]
    first: dict[str, LexborNode] = {}
    for node, label in numbers:
        block = _block_of(node)
        if block is not None and not _before(node, block).strip() and label not in first:
            first[label] = node
            block.attrs[NOTE] = label
    for node, label in numbers:
        block = _block_of(node)
        if label in first and first[label].mem_id != node.mem_id and block is not None and note_label(node) is None:
            before = _before(node, block)
            if before.strip() and not _UNIT.search(before):
                node.attrs[MARK] = label


def _linked(node: LexborNode) -> bool:
    above = node.parent
    return above is not None and above.tag == "a"


def _before(node: LexborNode, block: LexborNode) -> str:
    """The text in ``block`` that stands right before ``node``."""
    text = ""
    each: LexborNode | None = node
    while each is not None and each.mem_id != block.mem_id and not text.strip():
        earlier = each.prev
        while earlier is not None and not text.strip():
            text = (earlier.text() or "") + text if earlier.is_element_node or earlier.is_text_node else text
            earlier = earlier.prev
        each = each.parent
    return text


def _block_of(node: LexborNode) -> LexborNode | None:
    above: LexborNode | None = node
    while above is not None and above.tag in INLINE:
        above = above.parent
    return above if above is not None and above.tag not in ("body", "html", "main", "article") else None


def _holds(block: LexborNode, node: LexborNode) -> bool:
    above: LexborNode | None = node
    while above is not None:
        if above.mem_id == block.mem_id:
            return True
        above = above.parent
    return False


def _text(node: LexborNode) -> str:
    return (node.text() or "").strip()
