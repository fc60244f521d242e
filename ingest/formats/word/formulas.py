"""A formula on one line, as Word writes it in its 'linear' form."""

from __future__ import annotations

from lxml import etree

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
DEEPEST = 40
_BETWEEN = {"den": "/", "sup": "^", "sub": "_"}
_PROPERTIES = frozenset(
    MATH + name for name in ("rPr", "fPr", "sSupPr", "sSubPr", "ctrlPr", "naryPr", "dPr", "radPr", "degHide")
)


def formula_text(formula: etree._Element, depth: int = 0) -> str:
    """The letters of a formula in order, with '/' before a denominator, '^' before a power and '_' before an index."""
    text = ""
    for node in formula:
        if node.tag in _PROPERTIES or not isinstance(node.tag, str):
            continue
        inner = (node.text or "") if node.tag == MATH + "t" else ""
        if len(node) and depth < DEEPEST:
            inner += formula_text(node, depth + 1)
        between = _BETWEEN.get(etree.QName(node).localname, "") if inner else ""
        text += between + inner
    return text
