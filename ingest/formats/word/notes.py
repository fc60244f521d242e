"""The numbers of footnotes and endnotes."""

from __future__ import annotations

from lxml import etree

from ingest.formats.numerals import formatted
from ingest.formats.word.parts import child, number, value


class NoteNumbers:
    """Counts notes as they are referred to; ``anew_by_page`` says that Word begins again on every page."""

    def __init__(self, settings: etree._Element | None) -> None:
        self._counts: dict[str, int] = {}
        self._starts: dict[str, int] = {}
        self._formats: dict[str, str] = {}
        self._by_section: set[str] = set()
        self.anew_by_page = False
        for kind, usual in (("footnote", "decimal"), ("endnote", "lowerRoman")):
            own = child(settings, f"{kind}Pr")
            start = number(child(own, "numStart"))
            self._starts[kind] = self._counts[kind] = 1 if start is None else start
            self._formats[kind] = value(child(own, "numFmt")) or usual
            restart = value(child(own, "numRestart"))
            self.anew_by_page = self.anew_by_page or restart == "eachPage"
            if restart == "eachSect":
                self._by_section.add(kind)

    def next(self, kind: str) -> str:
        """The label of the next note of this kind."""
        count = self._counts[kind]
        self._counts[kind] += 1
        return formatted(count, self._formats[kind])

    def end_section(self) -> None:
        """Begin again where the document asks for that after each section."""
        for kind in self._by_section:
            self._counts[kind] = self._starts[kind]
