"""Which parts of a web page a reader sees: the ``hidden`` attribute, inline styles, the page's own style rules.

Source: HTML standard, 15.3.1 (hidden elements); CSS cascade level 4 for which rule wins. Style sheets in other files
are not at hand; the class names by which they commonly hide text are known by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

UNSEEN = "data-aanzet-unseen"
BLOCK = "data-aanzet-block"
_NEVER = (
    *("script", "style", "noscript", "template", "iframe", "svg", "canvas", "video", "audio", "object", "noframes"),
    *("select", "datalist", "textarea", "input", "button", "rp", "rt", "annotation", "annotation-xml", "head", "title"),
    *("dialog:not([open])", "details > script", "[popover]", "del", "area", "map", "progress", "meter"),
)
_HIDING = (
    *("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "element-invisible", "u-visually-hidden"),
    *("visually-hidden-focusable", "d-none", "is-hidden", "hidden", "hide", "u-hidden", "print-only", "assistive-text"),
)
_COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
_DECLARATION = re.compile(r"(?:^|;)\s*(display|visibility)\s*:\s*([\w-]+)\s*(!\s*important)?", re.IGNORECASE)
_SHOWS_ELSEWHERE = re.compile(r"(?:^|\s)\S*(?::|-)(?:block|flex|grid|inline)\b")
_SCREEN = re.compile(r"^@media\s*(?:(?:only\s+)?(?:screen|all)\s*)?(?:,.*)?$", re.IGNORECASE)
_BLOCKS = frozenset(("block", "flex", "grid", "list-item", "table", "flow-root"))
_PSEUDO_ELEMENT = re.compile(r"::|:(?:before|after|first-line|first-letter|hover|focus|active|visited|target)\b")
_NOUGHT = r"\s*:\s*[+-]?0*\.?0+(?:px|em|rem|pt|%)?\s*(?:!important\s*)?(?:;|$)"
_OUT_OF_SIGHT = re.compile(
    rf"(?:^|[;\s])(?:(?:font-size|opacity){_NOUGHT}|(?:left|top|right|text-indent)\s*:\s*-\d{{3,}}(?:\.\d+)?(?:px|em|rem)"
    r"|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?\s*\)"
    r"|clip-path\s*:\s*(?:inset\((?:50|100)%|circle\(0)|content-visibility\s*:\s*hidden|transform\s*:\s*scale\(0\))",
    re.IGNORECASE,
)
_FLAT = re.compile(rf"(?:^|[;\s])(?:max-)?(?:height|width){_NOUGHT}", re.IGNORECASE)
_CUT_OFF = re.compile(r"(?:^|[;\s])overflow(?:-[xy])?\s*:\s*(?:hidden|clip)", re.IGNORECASE)
_COLOUR = re.compile(r"(?:^|[;\s])(color|background(?:-color)?)\s*:\s*([#\w]+(?:\([^)]*\))?)", re.IGNORECASE)
MOST_RULES = 2000
MOST_STYLE = 500_000


def mark_unseen(tree: LexborHTMLParser) -> None:
    """Set the attribute ``UNSEEN`` on what is not shown, and ``BLOCK`` on what a style sets as a block."""
    for node in tree.css(",".join(_NEVER)):
        node.attrs[UNSEEN] = ""
    displays: dict[int, tuple[tuple[int, ...], str, LexborNode]] = {}
    for name in _HIDING:
        for node in tree.css(f".{name}"):
            if not _SHOWS_ELSEWHERE.search(node.attributes.get("class") or ""):
                _decide(displays, node, (0, 0, 0, 0, 0), "none")
    for node in tree.css("[hidden]"):
        _decide(displays, node, (0, 0, 0, 0, 1), "none")
    style = "\n".join(node.text() for node in tree.css("style"))[:MOST_STYLE]
    for order, (selector, display, important) in enumerate(_rules(style)):
        for node in _matching(tree, selector):
            _decide(displays, node, (important, *_specificity(selector), order + 2), display)
    for node in tree.css("[style]"):
        if is_out_of_sight(node.attributes.get("style") or ""):
            node.attrs[UNSEEN] = ""
        for match in _DECLARATION.finditer(node.attributes.get("style") or ""):
            _decide(displays, node, (int(bool(match[3])), 1000, 0, 0, 0), _display(match[1], match[2]))
    for _, display, node in displays.values():
        if display == "none":
            node.attrs[UNSEEN] = ""
        elif display in _BLOCKS:
            node.attrs[BLOCK] = ""


def is_out_of_sight(style: str) -> bool:
    """Whether an inline style shows nothing of what it is for: no size, no colour of its own, off the page, cut off."""
    if _OUT_OF_SIGHT.search(style) or (_FLAT.search(style) and _CUT_OFF.search(style)):
        return True
    colours = {name.lower().removesuffix("-color"): _plain(value) for name, value in _COLOUR.findall(style)}
    return "color" in colours and colours["color"] == colours.get("background")


def _plain(colour: str) -> str:
    """A colour in one way of writing: white in its three ways alike."""
    small = "".join(colour.lower().split())
    return "white" if small in ("#fff", "#ffffff", "rgb(255,255,255)") else small


def _decide(
    displays: dict[int, tuple[tuple[int, ...], str, LexborNode]],
    node: LexborNode,
    weight: tuple[int, ...],
    display: str,
) -> None:
    if node.mem_id not in displays or displays[node.mem_id][0] <= weight:
        displays[node.mem_id] = (weight, display, node)


def _matching(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    try:
        return tree.css(selector)
    except SelectolaxError:
        return []


def _rules(style: str) -> Iterator[tuple[str, str, int]]:
    """(selector, display, 1 where it is important) of the rules that hold on a screen and say what is shown."""
    found = 0
    stack = [_COMMENT.sub("", style)]
    while stack:
        for prelude, body in _parts(stack.pop()):
            if prelude.startswith("@"):
                stack += [body] if _SCREEN.match(prelude) else []
                continue
            for match in _DECLARATION.finditer(body):
                for selector in _selectors(prelude):
                    found += 1
                    if found > MOST_RULES:
                        return
                    yield selector, _display(match[1], match[2]), int(bool(match[3]))


def _parts(style: str) -> Iterator[tuple[str, str]]:
    """(what stands before the braces, what stands in them) of each rule, outermost."""
    depth, start, prelude = 0, 0, ""
    for match in re.finditer(r"[{};]", style):
        place, sign = match.start(), match.group()
        if sign == "{":
            depth += 1
            if depth == 1:
                prelude, start = style[start:place].strip(), place + 1
        elif sign == "}" and depth:
            depth -= 1
            if not depth:
                yield prelude, style[start:place]
                start = place + 1
        elif sign == ";" and not depth:
            start = place + 1


def _selectors(prelude: str) -> list[str]:
    parts = (part.strip() for part in re.split(r",(?![^(\[]*[)\]])", prelude))
    return [part for part in parts if part and not _PSEUDO_ELEMENT.search(part)]


def _display(name: str, value: str) -> str:
    hidden = name.lower() == "visibility" and value.lower() in ("hidden", "collapse")
    return "none" if hidden else "" if name.lower() == "visibility" else value.lower()


def _specificity(selector: str) -> tuple[int, int, int]:
    ids = len(re.findall(r"#[\w-]", selector))
    classes = len(re.findall(r"\.[\w-]|\[|:(?!:|not\b|is\b|where\b)[\w-]", selector))
    tags = len(re.findall(r"(?:^|[\s>+~(])[a-zA-Z]", selector))
    return ids, classes, tags
