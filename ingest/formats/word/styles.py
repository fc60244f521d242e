"""What styles say: heading levels, numbering, and whether text is hidden, bold or italic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from lxml import etree

from ingest.formats.word.parts import W, child, number, switched_on, value

Found = TypeVar("Found", int, bool)
BODY_LEVEL = 9
WHITE = "FFFFFF"
# The size of letters in half points.
TINY = 2
# What can lie behind white letters: a cell of a table, a box, a shade.
_BEHIND = (f"{W}tc", f"{W}txbxContent")
_NAMED_HEADING = re.compile(r"(?:heading|kop)\s*([1-9])")


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """A paragraph's style: ``ids`` are its own id and those it is based on, ``level`` that of a heading (0: none)."""

    ids: tuple[str, ...]
    name: str
    level: int
    num_id: int | None
    item_level: int | None


class Styles:
    """The styles of a document."""

    def __init__(self, root: etree._Element | None) -> None:
        found = [] if root is None else root.findall(f"{W}style")
        self._styles = {value(style, "styleId") or "": style for style in found}
        self._known: dict[str, ParagraphStyle] = {}
        self._switches: dict[tuple[str, str], bool] = {}
        self._default = next(
            (value(style, "styleId") or "" for style in found
             if value(style, "type") == "paragraph" and (value(style, "default") or "") in ("1", "true", "on")), "",
        )  # fmt: skip

    def paragraph(self, properties: etree._Element | None) -> ParagraphStyle:
        """The style that a paragraph with these properties has."""
        style_id = value(child(properties, "pStyle")) or self._default
        if style_id not in self._known:
            self._known[style_id] = self._paragraph(style_id)
        return self._known[style_id]

    def shown(self, name: str, run: etree._Element | None, style: ParagraphStyle) -> bool:
        """Whether the switch ``name`` ('vanish', 'b', 'i') is on for a run with these properties, in such a paragraph.

        Said by the run itself, else by its style and the paragraph's, which undo each other when both say so
        (ECMA-376, part 1, 17.7.3).
        """
        own = switched_on(child(run, name))
        if own is not None:
            return own
        run_style = value(child(run, "rStyle")) or ""
        return self._switch(run_style, name) != self._switch(style.ids[0] if style.ids else "", name)

    def superscript(self, run: etree._Element | None) -> bool:
        """Whether a run stands raised, by itself or by its style."""
        own = child(run, "vertAlign")
        if own is None:
            for style in self._chain(value(child(run, "rStyle")) or ""):
                own = child(style, "rPr", "vertAlign")
                if own is not None:
                    break
        return value(own) == "superscript"

    def unseen(self, run: etree._Element, style: ParagraphStyle) -> bool:
        """Whether the letters of a run are a point high at most, or white with nothing behind them."""
        properties = child(run, "rPr")
        size = self._said("sz", properties, style)
        if size is not None and size.isdecimal() and int(size) <= TINY:
            return True
        if (self._said("color", properties, style) or "").upper() != WHITE:
            return False
        paragraph = next(run.iterancestors(f"{W}p"), None)
        shades = (child(properties, "shd"), child(properties, "highlight"), child(paragraph, "pPr", "shd"))
        page = run.getroottree().getroot().find(f"{W}background")
        return page is None and shades == (None, None, None) and next(run.iterancestors(*_BEHIND), None) is None

    def _said(self, name: str, properties: etree._Element | None, style: ParagraphStyle) -> str | None:
        """The value of a property of a run, by itself, by its style or by its paragraph's."""
        own = value(child(properties, name))
        chains = [value(child(properties, "rStyle")) or "", style.ids[0] if style.ids else ""]
        said = (value(child(each, "rPr", name)) for start in chains for each in self._chain(start))
        return own if own is not None else next((found for found in said if found is not None), None)

    def _paragraph(self, style_id: str) -> ParagraphStyle:
        chain = list(self._chain(style_id))
        name = (value(child(chain[0], "name")) or "").casefold() if chain else ""
        outline = _first(number(child(style, "pPr", "outlineLvl")) for style in chain)
        named = _NAMED_HEADING.fullmatch(name)
        level = int(named[1]) if named and outline is None else (outline if outline is not None else BODY_LEVEL) + 1
        return ParagraphStyle(
            ids=tuple(value(style, "styleId") or "" for style in chain),
            name=name,
            level=level if level <= BODY_LEVEL else 0,
            num_id=_first(number(child(style, "pPr", "numPr", "numId")) for style in chain),
            item_level=_first(number(child(style, "pPr", "numPr", "ilvl")) for style in chain),
        )

    def _switch(self, style_id: str, name: str) -> bool:
        key = (style_id, name)
        if key not in self._switches:
            self._switches[key] = bool(
                _first(switched_on(child(style, "rPr", name)) for style in self._chain(style_id))
            )
        return self._switches[key]

    def _chain(self, style_id: str) -> Iterator[etree._Element]:
        """A style and those it is based on, nearest first."""
        seen = set()
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            yield self._styles[style_id]
            style_id = value(child(self._styles[style_id], "basedOn")) or ""


def _first(values: Iterator[Found | None]) -> Found | None:
    return next((found for found in values if found is not None), None)
