"""What a concordance is made of."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.records import Citation, FoundPassage

WORD, COMPOUND, SPELLING, ABBREVIATION, WRITTEN_OUT = "word", "compound", "spelling", "abbreviation", "written_out"


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the subject in the forms that stand in the documents.

    ``kind`` says what it is to the subject: 'word' (itself and its inflections), 'compound' (a longer word that holds
    it), 'spelling' (written apart or with a hyphen), 'abbreviation' (as the documents explain it) or 'written_out'
    (what an abbreviation stands for). ``part`` is the word of the subject that it belongs to. A form of several words
    is written with spaces.
    """

    name: str
    kind: str
    part: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TermCount:
    """How often a term occurs in each source, by source id, in the order of the sources that have it."""

    term: Term
    counts: dict[str, int]
    used: bool = True

    @property
    def total(self) -> int:
        """How often it occurs in all sources."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Line:
    """One place: the sentence that holds it, with what is before and behind it there, and the paragraph around, which
    begins at ``paragraph_start`` in the document's text.
    """

    before: str
    word: str
    after: str
    paragraph: str
    paragraph_start: int
    citation: Citation


@dataclass(frozen=True, slots=True)
class NearWord:
    """A word that does occur and looks like one that does not; ``subject`` is what was asked with it in its place."""

    word: str
    count: int
    subject: str


@dataclass(frozen=True, slots=True)
class Concordance:
    """All places of a subject, in document order: ``lines`` from place ``first`` (0 for the first) of ``total``.

    A subject of several words is named where a paragraph holds all of them, once for each place of the rarest of them;
    a word of which every term was switched off need not be there. ``terms`` have exact counts over all sources, also of
    the terms that were switched off. ``missing`` are the words of the subject that occur nowhere, and ``nearest`` words
    that do. ``small`` says that the subject has none but small words ('de', 'van'), which are not looked for.
    ``related`` are passages near in meaning that hold none of the words.
    """

    subject: str
    terms: tuple[TermCount, ...]
    total: int
    lines: tuple[Line, ...] = ()
    first: int = 0
    missing: tuple[str, ...] = ()
    nearest: tuple[NearWord, ...] = ()
    related: tuple[FoundPassage, ...] = ()
    sources: dict[str, int] = field(default_factory=dict)
    small: bool = False
