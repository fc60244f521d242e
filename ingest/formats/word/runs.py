"""The text of one paragraph as Word shows it: changes accepted, fields shown by their result, hidden text left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ingest.formats.word.formulas import MATH, formula_text
from ingest.formats.word.notes import NoteNumbers
from ingest.formats.word.parts import W, child, number, switched_on, value
from ingest.formats.word.styles import ParagraphStyle, Styles

COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LEFT_OUT = frozenset(
    W + name
    for name in (
        *("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "delText", "delInstrText", "fldData", "rt"),
        *("rubyPr", "footnoteRef", "endnoteRef", "annotationRef", "separator", "continuationSeparator", "pgNum"),
        *("smartTagPr", "customXmlPr", "softHyphen", "commentReference", "lastRenderedPageBreak"),
    )
)  # fmt: skip
_SPACES = frozenset(W + name for name in ("tab", "ptab", "br", "cr"))
_FIELD = frozenset((W + "fldChar", W + "instrText"))
_DRAWN = frozenset(W + name for name in ("drawing", "pict", "object"))
# Signs that Word takes from a font of symbols, by the font's first letters and the sign's place in it.
_SYMBOLS = {
    ("wing", 0xFC): "✓", ("wing", 0xFB): "✗", ("wing", 0xFE): "☑", ("wing", 0xFD): "☒", ("wing", 0xA8): "☐",
    ("wing", 0x6F): "☐", ("wing", 0xE0): "→", ("wing", 0xE8): "➔", ("wing", 0xA7): "▪", ("wing", 0x9F): "•",
    ("symb", 0xB7): "•", ("symb", 0xB3): "≥", ("symb", 0xA3): "≤", ("symb", 0xB0): "°", ("symb", 0xB1): "±",
    ("symb", 0xB4): "×", ("symb", 0xB9): "≠", ("symb", 0xBB): "≈", ("symb", 0xAE): "→", ("symb", 0x6D): "μ",
    ("symb", 0x44): "Δ", ("symb", 0x53): "Σ", ("symb", 0x61): "α", ("symb", 0x62): "β", ("symb", 0x2D): "−",
}  # fmt: skip
LARGE_PICTURE = 360_000**2 * 60
_SIZE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"


@dataclass(slots=True)
class Inline:
    """A paragraph's text; ``marks`` says where in it a note's mark stands, with its label.

    ``boxes`` are the text boxes that hang on it, ``notes`` the notes it refers to (kind, id, label).
    """

    text: str = ""
    marks: dict[int, str] = field(default_factory=dict)
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str, str]] = field(default_factory=list)
    emphasised: bool = True

    def add(self, other: Inline) -> None:
        """Put ``other`` behind this."""
        self.marks |= {len(self.text) + place: label for place, label in other.marks.items()}
        self.text += other.text
        self.boxes += other.boxes
        self.notes += other.notes
        self.emphasised = self.emphasised and other.emphasised


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    result: bool = False


class RunReader:
    """Reads paragraphs in their order; fields that reach over paragraphs are followed. ``seen`` counts oddities."""

    def __init__(self, styles: Styles, notes: NoteNumbers, seen: Counter[str]) -> None:
        self._styles = styles
        self._notes = notes
        self._seen = seen
        self._fields: list[_Field] = []

    @property
    def in_contents(self) -> bool:
        """Whether a table of contents or an index, which Word makes, is under way."""
        return any(each.instruction.split(None, 1)[:1] in (["TOC"], ["INDEX"]) for each in self._fields)

    def read(self, paragraph: etree._Element, style: ParagraphStyle) -> Inline:
        """The text of ``paragraph``."""
        found = Inline()
        parts: list[str] = []
        length = 0
        for text, mark, plain in self._texts(paragraph, style, found):
            if mark:
                found.marks[length] = text
            found.emphasised = found.emphasised and (not plain or not text.strip())
            parts.append(text)
            length += len(text)
        found.text = "".join(parts)
        return found

    def _texts(
        self, paragraph: etree._Element, style: ParagraphStyle, found: Inline
    ) -> Iterator[tuple[str, bool, bool]]:
        """Pieces of text in order, each with whether it is a note's mark and whether it stands in plain letters."""
        stack: list[tuple[etree._Element, etree._Element | None]] = [(each, None) for each in reversed(paragraph)]
        custom = False
        while stack:
            node, run = stack.pop()
            tag = node.tag
            if tag in _LEFT_OUT:
                self._seen["docx_changes"] += tag in (W + "del", W + "moveFrom")
            elif tag == W + "fldChar":
                yield self._field_char(node), False, True
            elif tag == W + "r":
                if self._styles.shown("vanish", child(node, "rPr"), style) or self._styles.unseen(node, style):
                    self._seen["docx_hidden"] += any((t.text or "").strip() for t in node.iter(W + "t"))
                    stack += [(each, node) for each in reversed(node) if each.tag in _FIELD]
                    continue
                custom = False
                stack += [(each, node) for each in reversed(node)]
            elif tag == W + "instrText":
                if self._fields and not self._fields[-1].result:
                    self._fields[-1].instruction += node.text or ""
            elif not self._visible:
                stack += [(each, run) for each in reversed(node)]
            elif tag == W + "t":
                properties = child(run, "rPr")
                raised = custom or (self._note_reference and self._styles.superscript(properties))
                yield node.text or "", raised, not self._emphasised(properties, style)
            elif tag in _SPACES:
                yield " ", False, False
            elif tag == W + "noBreakHyphen":
                yield "-", False, False
            elif tag == W + "sym":
                yield self._symbol(node), False, False
            elif tag in (W + "footnoteReference", W + "endnoteReference"):
                custom = (value(node, "customMarkFollows") or "0").lower() not in ("0", "false", "off")
                label = self._refer(node, run, custom, found)
                if label:
                    yield label, not custom, False
            elif tag in _DRAWN:
                self._drawing(node, found)
            elif tag == MATH + "oMath":
                self._seen["docx_formulas"] += 1
                yield formula_text(node), False, False
            else:
                self._seen["docx_changes"] += tag in (W + "ins", W + "moveTo")
                stack += [(each, run) for each in reversed(shown_children(node))]

    def _emphasised(self, properties: etree._Element | None, style: ParagraphStyle) -> bool:
        return any(self._styles.shown(name, properties, style) for name in ("b", "i")) or (
            value(child(properties, "u")) not in (None, "none")
        )

    @property
    def _visible(self) -> bool:
        return all(each.result for each in self._fields)

    @property
    def _note_reference(self) -> bool:
        return bool(self._fields) and self._fields[-1].instruction.lstrip().startswith("NOTEREF")

    def _field_char(self, node: etree._Element) -> str:
        """Follow the begin, middle or end of a field; what a form's box or list shows."""
        kind = value(node, "fldCharType")
        if kind == "begin":
            shown = _form_shows(child(node, "ffData")) if self._visible else ""
            self._fields.append(_Field())
            return shown
        if kind == "separate" and self._fields:
            self._fields[-1].result = True
        elif kind == "end" and self._fields:
            self._fields.pop()
        return ""

    def _symbol(self, node: etree._Element) -> str:
        font, code = (value(node, "font") or "").casefold()[:4], value(node, "char") or ""
        try:
            place = int(code, 16)
        except ValueError:
            return ""
        known = _SYMBOLS.get((font, place & 0xFF))
        if known is None:
            self._seen["docx_symbols"] += 1
        return known or " "

    def _refer(self, node: etree._Element, run: etree._Element | None, custom: bool, found: Inline) -> str:
        kind = "footnote" if node.tag == W + "footnoteReference" else "endnote"
        note_id = value(node, "id") or ""
        following = "" if run is None else "".join(each.text or "" for each in run.findall(f"{W}t"))
        label = following.strip() if custom else self._notes.next(kind)
        found.notes.append((kind, note_id, label))
        return "" if custom else label

    def _drawing(self, node: etree._Element, found: Inline) -> None:
        """Take the text boxes of a drawing; count what it has that is no text."""
        stack = [node]
        while stack:
            each = stack.pop()
            name = etree.QName(each).localname if isinstance(each.tag, str) else ""
            if name == "txbxContent":
                found.boxes.append(each)
                continue
            self._seen["docx_charts"] += name == "chart"
            self._seen["docx_diagrams"] += name == "relIds"
            self._seen["docx_objects"] += name == "OLEObject"
            self._seen["docx_pictures"] += each.tag == _SIZE and _is_large(each) and _is_picture(node)
            stack += reversed(shown_children(each))


def shown_children(node: etree._Element) -> list[etree._Element]:
    """The children of ``node`` that Word looks at: of alternatives the first, of a control what it holds."""
    if node.tag == COMPATIBLE + "AlternateContent":
        chosen = node.find(f"{COMPATIBLE}Choice")
        if chosen is None or not len(chosen):
            chosen = node.find(f"{COMPATIBLE}Fallback")
        return [] if chosen is None else list(chosen)
    if node.tag == W + "sdt":
        empty = switched_on(child(node, "sdtPr", "showingPlcHdr"))
        content = child(node, "sdtContent")
        return [] if empty or content is None else list(content)
    return [each for each in node if isinstance(each.tag, str)]


def _is_large(extent: etree._Element) -> bool:
    sides = [extent.get(name) or "" for name in ("cx", "cy")]
    return all(side.isdecimal() and len(side) < 12 for side in sides) and int(sides[0]) * int(sides[1]) > LARGE_PICTURE


def _is_picture(drawing: etree._Element) -> bool:
    return any(etree.QName(each).localname == "blip" for each in drawing.iter(etree.Element))


def _form_shows(form: etree._Element | None) -> str:
    """What a box to tick or a list to choose from shows, '' for other fields."""
    box, choice = child(form, "checkBox"), child(form, "ddList")
    if box is not None:
        ticked = switched_on(child(box, "checked"))
        ticked = switched_on(child(box, "default")) if ticked is None else ticked
        return "☒" if ticked else "☐"
    if choice is None:
        return ""
    entries = [value(each) or "" for each in choice.findall(f"{W}listEntry")]
    chosen = number(child(choice, "result"))
    chosen = number(child(choice, "default")) if chosen is None else chosen
    return entries[chosen or 0] if 0 <= (chosen or 0) < len(entries) else ""
