"""Which part of a web page is its own text, and which is the site around it."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.formats.visible import UNSEEN
from ingest.policy import READING

AROUND = "data-aanzet-around"
_AROUND = (
    *("nav", "[role=navigation]", "[role=search]", "[role=banner]", "[role=contentinfo]", "[role=dialog]"),
    *("[role=alertdialog]", "[role=menu]", ".breadcrumb", ".breadcrumbs", ".skip-link", ".skiplink", ".skiplinks"),
)
_SECTIONS = frozenset(("article", "aside", "nav", "section", "main"))
_COOKIES = re.compile(r"cookie-?(?:banner|bar|consent|melding|notice|wall|popup)", re.IGNORECASE)
_NO_CONTROLS = ("hidden", "submit", "button", "image", "reset")
_CONTROLS = "select, textarea, input" + "".join(f":not([type={kind}])" for kind in _NO_CONTROLS)


def content_roots(tree: LexborHTMLParser) -> list[LexborNode]:
    """The parts of a page that hold its text, in order; ``AROUND`` is set on what in them belongs to the site.

    ``<main>`` where it holds a fair share of the words, else the articles where they hold most, else the whole body.
    """
    body = tree.body
    if body is None:
        return []
    _mark_around(tree)
    words = words_in(body)
    mains = _outermost(tree.css("main, [role=main]"))
    if mains and sum(map(words_in, mains)) >= READING.main_share * words:
        return mains
    articles = _outermost(tree.css("article"))
    if articles and sum(map(words_in, articles)) >= READING.article_share * words:
        return articles
    return [body]


def words_in(node: LexborNode) -> int:
    """How many words of ``node`` are seen and are not of the site around it."""
    count = 0
    stack: list[LexborNode | None] = [node.child] if is_read(node) else []
    while stack:
        found = stack.pop()
        if found is None:
            continue
        stack.append(found.next)
        if found.tag == "-text":
            count += len((found.text_content or "").split())
        elif is_read(found):
            stack.append(found.child)
    return count


def is_read(node: LexborNode) -> bool:
    """Whether a node is seen and is not of the site around the text."""
    return UNSEEN not in node.attributes and AROUND not in node.attributes


def _mark_around(tree: LexborHTMLParser) -> None:
    for node in tree.css(",".join(_AROUND)):
        node.attrs[AROUND] = ""
    for node in tree.css("[id], [class]"):
        named = f"{node.attributes.get('id') or ''} {node.attributes.get('class') or ''}"
        if _COOKIES.search(named) and node.tag not in ("html", "body"):
            node.attrs[AROUND] = ""
    headed = len([node for node in tree.css("h1") if not _above(node, frozenset(("header",)))])
    for node in tree.css("header, footer"):
        if _above(node, _SECTIONS):
            continue
        if node.tag == "header" and not headed and node.css_first("h1") is not None:
            _mark_but_heading(node)
        else:
            node.attrs[AROUND] = ""
    body = tree.body
    total = words_in(body) if body is not None else 0
    for form in tree.css("form"):
        if form.css_first(_CONTROLS) is not None and words_in(form) < READING.form_share * total:
            form.attrs[AROUND] = ""
    controls = {control.attributes.get("id") or "" for control in tree.css(_CONTROLS)} - {""}
    for label in tree.css("label"):
        if label.attributes.get("for") in controls or label.css_first(_CONTROLS) is not None:
            label.attrs[AROUND] = ""


def _mark_but_heading(header: LexborNode) -> None:
    """Leave of a page's header only the heading of the page."""
    for heading in header.css("h1"):
        node: LexborNode | None = heading
        while node is not None and node.mem_id != header.mem_id:
            parent = node.parent
            for other in _children(parent):
                if other.mem_id != node.mem_id and other.tag not in ("-text", "h1") and other.css_first("h1") is None:
                    other.attrs[AROUND] = ""
            node = parent


def _children(node: LexborNode | None) -> list[LexborNode]:
    found, each = [], node.child if node is not None else None
    while each is not None:
        found += [each] if each.is_element_node or each.is_text_node else []
        each = each.next
    return found


def _above(node: LexborNode, tags: frozenset[str]) -> bool:
    above = node.parent
    while above is not None:
        if above.tag in tags:
            return True
        above = above.parent
    return False


def _outermost(nodes: list[LexborNode]) -> list[LexborNode]:
    """Those of ``nodes`` that are seen and stand in no other of them."""
    all_of_them = {node.mem_id for node in nodes}
    found = []
    for node in nodes:
        above: LexborNode | None = node.parent
        inside = not is_read(node)
        while above is not None and not inside:
            inside = above.mem_id in all_of_them or not is_read(above)
            above = above.parent
        found += [] if inside else [node]
    return found
