"""The XML of officielebekendmakingen.nl to a document.

The elements are those of the schema for parliamentary papers and official journals ('officiele-publicatie'); what the
schema does not name here is looked into, so that a paragraph in it is still read.
"""

from __future__ import annotations

import html.entities
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree

from ingest.document import Document
from ingest.errors import ReadError
from ingest.formats.tables import row_pieces
from ingest.formats.unpaged import Piece, document_of_pieces
from ingest.records import BlockKind, Source
from ingest.settings import IngestSettings

MEDIA_TYPE = "application/xml"
_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_OWN_ENTITIES = frozenset((b"amp", b"lt", b"gt", b"quot", b"apos"))
_LEFT_OUT = frozenset(("metadata", "meta", "noot.nr", "redactie", "colspec", "spanspec"))
_INLINE = frozenset(
    (
        *("nadruk", "extref", "intref", "sup", "inf", "sub", "br", "noot", "nootref", "abbr", "vet", "cur", "ondlijn"),
        *("unl", "ol", "ul", "i", "b", "strong", "em", "span", "a", "tab", "q", "term", "dfn", "datum", "plaats"),
        *("voornaam", "achternaam", "voorvoegsel", "li.nr", "lidnr", "nr", "label", "extref-groep", "streepje"),
    )
)
_JOINED = frozenset(("naam", "kop", "dossiernummer", "stuknr", "dagtekening", "tekstregel"))
_HEADS = frozenset(("kamerstukkop", "dossier", "dossiernummer", "stuknr"))
_NUMBERS = frozenset(("li.nr", "lidnr"))
_TUSSENKOP = {"vet": 2, "vet-cur": 3, "cur": 3, "ondlijn": 4, "rom": 4}
_BLOCKS = frozenset(
    (
        *("al", "al-groep", "lijst", "li", "lid", "table", "tabel", "tgroup", "thead", "tbody", "row", "tr", "entry"),
        *("tussenkop", "kop", "titel", "title", "citaat", "blokcitaat", "naam", "functie", "plaatje", "illustratie"),
    )
)
_DIVISIONS = frozenset(
    (
        *("hoofdstuk", "afdeling", "paragraaf", "sub-paragraaf", "divisie", "deel", "titeldeel", "bijlage", "artikel"),
        *("wijzig-artikel", "structuurtekst", "nota-toelichting"),
    )
)
_WORD = re.compile(r"[^\W_]")


def read_official_xml(
    source: Source, path: Path, file_sha256: str, content: bytes, settings: IngestSettings
) -> Document:
    """The document in an official publication: its headings, paragraphs, lists, tables, and notes as notes.

    Raises ReadError when the XML is damaged.
    """
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        root = etree.fromstring(_ENTITY.sub(_character, content), parser)
        reader = _Reader(root)
        pieces = list(reader.blocks(root, 0, False))
    except (etree.LxmlError, ValueError, RecursionError) as cause:
        text = f"{path.name}: not readable XML ({type(cause).__name__}: {cause})"
        raise ReadError(text, code="damaged", name=path.name) from cause
    warnings = tuple((code, {"count": count}) for code, count in sorted(reader.seen.items()) if count)
    return document_of_pieces(source, path, file_sha256, MEDIA_TYPE, pieces, settings, _title(root), warnings=warnings)


def _character(match: re.Match[bytes]) -> bytes:
    """A named character as its number: the list of names is not at hand."""
    known = html.entities.html5.get(match[1].decode() + ";")
    if match[1] in _OWN_ENTITIES or known is None:
        return match[0]
    return "".join(f"&#{ord(letter)};" for letter in known).encode()


def _name(node: etree._Element) -> str:
    return etree.QName(node).localname.lower() if isinstance(node.tag, str) else ""


def _title(root: etree._Element) -> str:
    """The title in the metadata, else that of the paper."""
    named = {
        (node.get("name") or "").lower(): node.get("content") or "" for node in root.iter(etree.Element)
        if _name(node) == "meta"
    }  # fmt: skip
    found = named.get("dc.title") or named.get("dcterms.title") or ""
    if not found:
        papers = (node for node in root.iter(etree.Element) if _name(node) == "titel" and _is_in(node, "stuk"))
        found = next(("".join(node.itertext()) for node in papers), "")
    return " ".join(found.split())


def _is_in(node: etree._Element, name: str) -> bool:
    above = node.getparent()
    return above is not None and _name(above) == name


class _Reader:
    """Walks an official publication; ``seen`` counts what is not read."""

    def __init__(self, root: etree._Element) -> None:
        self.seen: Counter[str] = Counter()
        self._labels = {
            node.get("id"): self._note_label(node) for node in root.iter(etree.Element) if _name(node) == "noot"
        }

    def blocks(self, parent: etree._Element, depth: int, in_item: bool) -> Iterator[Piece]:
        """The pieces in ``parent``: runs of text and inline elements are paragraphs, other elements by their name."""
        run: list[etree._Element | str] = [parent.text or ""]
        number = ""
        mixed = bool("".join((parent.text or "", *(node.tail or "" for node in parent))).strip())
        for node in parent:
            name = _name(node)
            if name in _NUMBERS:
                number = " ".join("".join(node.itertext()).split())
                run.append(node.tail or "")
                continue
            if name in _INLINE or not name or (mixed and _is_inline(node, name)):
                run += [node, node.tail or ""]
                continue
            yield from self._finish(run, number, parent, in_item)
            number = "" if any(_has_text(each) for each in run) else number
            run = [node.tail or ""]
            if name in _LEFT_OUT:
                continue
            for piece in self._block(node, name, depth, in_item or name == "li"):
                if number and piece.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
                    piece, number = _numbered(piece, number), ""
                yield piece
        yield from self._finish(run, number, parent, in_item)

    def _block(self, node: etree._Element, name: str, depth: int, in_item: bool) -> Iterator[Piece]:
        if name in ("row", "tr"):
            cells = [list(self.blocks(cell, depth, False)) for cell in node if _name(cell) in ("entry", "td", "th")]
            notes = [piece for cell in cells for piece in cell if piece.kind is BlockKind.FOOTNOTE]
            kept = [[piece for piece in cell if piece.kind is not BlockKind.FOOTNOTE] for cell in cells]
            yield from row_pieces(kept, alone=False)
            yield from notes
        elif name in _JOINED or (name == "titel" and _is_in(node, "stuk")):
            yield from self._joined(node, name, depth)
        elif name == "tussenkop":
            yield from self._run([node], BlockKind.HEADING, _TUSSENKOP.get(node.get("kopopmaak") or "", 2))
        elif name == "illustratie":
            self.seen["xml_pictures"] += 1
        else:
            yield from self.blocks(node, depth + (name in _DIVISIONS), in_item)

    def _joined(self, node: etree._Element, name: str, depth: int) -> Iterator[Piece]:
        """A heading or a name, whose elements make one line."""
        heads = name in _HEADS or name == "titel" or any(_is_in(node, each) for each in _HEADS)
        kind = BlockKind.TITLE if heads else BlockKind.HEADING if name == "kop" else BlockKind.PARAGRAPH
        yield from self._run([node], kind, max(depth, 1) if kind is BlockKind.HEADING else 0, between=" ")

    def _finish(
        self, run: Sequence[etree._Element | str], number: str, parent: etree._Element, in_item: bool
    ) -> Iterator[Piece]:
        if not any(_has_text(each) for each in run):
            return
        name = _name(parent)
        kind = BlockKind.LIST_ITEM if in_item else BlockKind.PARAGRAPH
        if name in ("citaat", "blokcitaat") or (name == "al" and _is_in(parent, "citaat")):
            kind = BlockKind.QUOTATION
        elif name in ("titel", "title", "caption", "bron", "onderschrift") and not _is_in(parent, "dossier"):
            kind = BlockKind.CAPTION
        elif name == "titel":
            kind = BlockKind.TITLE
        for piece in self._run(run, kind, 0):
            yield _numbered(piece, number) if number and piece.kind is kind else piece

    def _run(
        self, run: Sequence[etree._Element | str], kind: BlockKind, level: int, between: str = ""
    ) -> Iterator[Piece]:
        """One piece of running text, and after it its notes."""
        parts: list[str] = []
        marks: dict[int, str] = {}
        notes: list[etree._Element] = []
        length = 0
        for text, label in self._texts(run, notes, between):
            if label:
                marks[length] = text
            parts.append(text)
            length += len(text)
        whole = "".join(parts)
        if _WORD.search(whole):
            yield Piece(kind, whole, "", level, marks)
        for note in notes:
            yield from self._note(note)

    def _texts(
        self, run: Sequence[etree._Element | str], notes: list[etree._Element], between: str
    ) -> Iterator[tuple[str, bool]]:
        """Pieces of text in order, each with whether it is a note's mark."""
        stack = list(reversed(run))
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                yield node, False
                continue
            name = _name(node)
            if name == "noot":
                notes.append(node)
                yield self._note_label(node), True
            elif name == "nootref":
                yield self._labels.get(node.get("refid") or node.get("id")) or "".join(node.itertext()), True
            elif name == "br":
                yield " ", False
            elif name and name not in _LEFT_OUT:
                inner: list[etree._Element | str] = [between, node.text or ""]
                for each in node:
                    inner += [each, each.tail or ""]
                stack += reversed([*inner, between])

    def _note_label(self, note: etree._Element) -> str:
        written = next((node for node in note if _name(node) == "noot.nr"), None)
        label = "".join(written.itertext()) if written is not None else note.get("nr") or ""
        return label.strip().strip(".)")

    def _note(self, note: etree._Element) -> Iterator[Piece]:
        label = self._note_label(note)
        for place, piece in enumerate(self.blocks(note, 0, False)):
            before = f"{label} " if label and not place else ""
            marks = {len(before) + at: mark for at, mark in piece.marks.items()}
            yield Piece(BlockKind.FOOTNOTE, before + piece.text.strip(), label, 0, marks)


def _is_inline(node: etree._Element, name: str) -> bool:
    """Whether an element that stands among text is part of it: there is no block in it."""
    return name not in _LEFT_OUT and not any(_name(each) in _BLOCKS for each in node.iter(etree.Element))


def _has_text(each: etree._Element | str) -> bool:
    return bool(each.strip() if isinstance(each, str) else "".join(each.itertext()).strip())


def _numbered(piece: Piece, number: str) -> Piece:
    """A piece with its number before it; a bullet is only its label."""
    text = piece.text.lstrip()
    before = f"{number} " if _WORD.search(number) else ""
    shift = len(before) - (len(piece.text) - len(text))
    return Piece(piece.kind, before + text, number, piece.level, {at + shift: mark for at, mark in piece.marks.items()})
