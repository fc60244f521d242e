"""Words about a citation that every view uses: who says it, where it stands, and its number on the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.citation.reference import dutch_date, place_in_words
from app.messages import messages, say
from app.records import Citation

NO_BREAK = "\u00a0"
PATH_MARK = " › "


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as a card shows it: its ``number`` in the conversation, and its place in words."""

    citation: Citation
    number: int

    @property
    def label(self) -> str:
        """What a screen reader says of the link."""
        return say("page.citation_label", number=self.number, line=source_line(self.citation))

    @property
    def place(self) -> str:
        """'p. 20 (gedrukt: 15)', with spaces that do not break."""
        return place_in_words(self.citation).replace(" ", NO_BREAK)

    @property
    def path(self) -> str:
        """The headings above it: 'Aanbeveling 4 › Wie doet wat'."""
        return self.path_without("")

    def path_without(self, lead: str) -> str:
        """Its path, without a last heading with which ``lead`` ends: the head of a table is shown before its row."""
        headings = [" ".join(heading.split()) for heading in self.citation.section]
        shown = headings and " ".join(lead.split()).endswith(headings[-1])
        return PATH_MARK.join(headings[:-1] if shown else headings)


def numbered(citations: Iterable[Citation], first: int = 1) -> dict[str, Cited]:
    """The citations by id, numbered in their order from ``first``."""
    return {one.id: Cited(one, first + row) for row, one in enumerate(dict.fromkeys(citations))}


def source_line(citation: Citation) -> str:
    """Title, date, number and place of a citation in one line of plain text."""
    place = place_in_words(citation).replace(" ", NO_BREAK)
    parts = (citation.title, dutch_date(citation.date), citation.document_number, place)
    return ", ".join(part for part in parts if part)


def document_line(citation: Citation) -> str:
    """Title, date and number of a citation's source, without the place."""
    parts = (citation.title, dutch_date(citation.date), citation.document_number)
    return ", ".join(part for part in parts if part)


def role_name(role: str) -> str:
    """Whose text it is, in words."""
    return say(f"role.{role}") if f"role.{role}" in messages() else role


def role_class(role: str) -> str:
    """The role as part of a class name."""
    return re.sub(r"\W", "", role)


def speakers(citations: Sequence[Citation]) -> str:
    """Who spoke, where the register knows it and the role's name does not say it already."""
    return ", ".join(dict.fromkeys(c.speaker for c in citations if c.speaker and c.speaker != role_name(c.role)))


def kind_word(kind: str, lines: int = 1) -> str:
    """What a block of so many ``lines`` is when it is no running text ('Voetnoot', 'Rijen uit een tabel'), else ''."""
    keys = ((f"page.kind_{kind}s",) if lines > 1 else ()) + (f"page.kind_{kind}",)
    return next((say(key) for key in keys if key in messages()), "")
