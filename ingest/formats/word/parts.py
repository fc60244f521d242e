"""The parts of a Word file: which file of the archive holds what, as XML."""

from __future__ import annotations

import lzma
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from ingest.errors import LimitError, ReadError
from ingest.settings import IngestSettings

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_OFF = frozenset(("0", "false", "off", "none"))
_WHOLE_NUMBER = re.compile(r"-?\d{1,9}")
_LOCKED = 1
_DAMAGES = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, etree.LxmlError),
    *(KeyError, ValueError, OSError, EOFError, NotImplementedError),
)


@dataclass(frozen=True, slots=True)
class Parts:
    """The XML of a Word file: ``document`` is its text, ``others`` the parts that it names, by kind ('styles', ...)."""

    document: etree._Element
    others: Mapping[str, tuple[etree._Element, ...]]
    title: str

    def first(self, kind: str) -> etree._Element | None:
        """The part of this kind, or None."""
        return self.others[kind][0] if self.others.get(kind) else None


def open_parts(path: Path, settings: IngestSettings) -> Parts:
    """The parts of the Word file in ``path``.

    Raises LimitError when it unpacks to too much, ReadError when it is damaged or locked with a password.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            if unpacked > 4 * settings.max_text_bytes:
                text = f"{path.name}: unpacks to {unpacked} bytes"
                raise LimitError(text, code="too_much_text", name=path.name)
            if any(entry.flag_bits & _LOCKED for entry in archive.infolist()):
                raise ReadError(f"{path.name}: locked with a password", code="encrypted", name=path.name)
            return _parts(archive)
    except _DAMAGES as cause:
        text = f"{path.name}: not a readable DOCX ({type(cause).__name__}: {cause})"
        raise ReadError(text, code="damaged", name=path.name) from cause


def child(node: etree._Element | None, *names: str) -> etree._Element | None:
    """The first element of the document's own kind at the path ``names`` below ``node``, or None."""
    for name in names:
        if node is None:
            return None
        node = node.find(W + name)
    return node


def value(node: etree._Element | None, name: str = "val") -> str | None:
    """An attribute of ``node``, None where there is no node or no attribute."""
    return None if node is None else node.get(W + name)


def number(node: etree._Element | None, name: str = "val") -> int | None:
    """An attribute that is a whole number, None where it is not."""
    found = value(node, name)
    return int(found) if found is not None and _WHOLE_NUMBER.fullmatch(found) else None


def switched_on(node: etree._Element | None) -> bool | None:
    """Whether a property that is on or off is on; None where it is not given."""
    return None if node is None else (value(node) or "").lower() not in _OFF


def _parts(archive: zipfile.ZipFile) -> Parts:
    names = set(archive.namelist())
    own = dict(_relations(archive, names, ""))
    main = own.get("officeDocument", "word/document.xml")
    others: dict[str, tuple[etree._Element, ...]] = {}
    for kind, target in _relations(archive, names, main):
        if kind in _READ and target in names:
            others[kind] = (*others.get(kind, ()), _xml(archive, target))
    core = own.get("core-properties", "")
    title = _xml(archive, core).findtext(_TITLE) if core in names else ""
    return Parts(_xml(archive, main), others, " ".join((title or "").split()))


_READ = frozenset(("styles", "numbering", "settings", "footnotes", "endnotes", "comments", "header", "footer"))


def _relations(archive: zipfile.ZipFile, names: set[str], part: str) -> Iterator[tuple[str, str]]:
    """The (kind, file) of what ``part`` ('' for the archive itself) names, in its order."""
    folder, file = posixpath.split(part)
    name = posixpath.join(folder, "_rels", f"{file}.rels")
    if name not in names:
        return
    for relation in _xml(archive, name).iter(_RELATION):
        if relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or ""))
            yield (relation.get("Type") or "").rsplit("/", 1)[-1], target.lstrip("/")


def _xml(archive: zipfile.ZipFile, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(archive.read(name).replace(_STRICT, W[1:-1].encode()), parser)
