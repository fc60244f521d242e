"""What checking a quotation gives: a verdict for every sentence, with its place and the difference word by word."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from app.records import Citation


class Verdict(StrEnum):
    """Of one sentence, or (``MIXED`` too) of a whole pasted text."""

    VERBATIM = "verbatim"
    ALTERED = "altered"
    NOT_FOUND = "not_found"
    NOT_CHECKED = "not_checked"
    MIXED = "mixed"


class Operation(StrEnum):
    """What happened to a word: it stands in both texts, only in the pasted one, or only in the source.

    ``EDITORIAL`` is a bracket of the one who quotes ('[de raad]', '[sic]'), ``REPLACED`` the words of the source that
    such a bracket stands for, ``OMISSION`` an omission mark. ``HIDDEN`` is a number of the source behind an
    omission mark, ``REWRITTEN`` how the source writes a date or number that the pasted text writes otherwise.
    """

    KEPT = "kept"
    INSERTED = "inserted"
    DELETED = "deleted"
    EDITORIAL = "editorial"
    REPLACED = "replaced"
    OMISSION = "omission"
    HIDDEN = "hidden"
    REWRITTEN = "rewritten"


@dataclass(frozen=True, slots=True)
class DifferenceWord:
    """A word or mark in the order of the pasted text; ``space`` tells whether white space stands before it."""

    operation: Operation
    text: str
    space: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quotation stands. ``spans`` are the stretches of the document's text, ``texts`` what stands there.

    There is more than one span when words were left out or a footnote or pull quote interrupts the text; the citation
    reaches from the first to the last.
    """

    citation: Citation
    spans: tuple[tuple[int, int], ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckedSegment:
    """A sentence of the pasted text, ``pasted[char_start:char_end] == text``.

    ``reason`` says why it is not verbatim: 'words', 'order', 'capitals', 'punctuation', 'cut_off' (the sentence goes on
    in the source, with a condition, exception or denial where the paste does not end as a sentence), 'negation' (a
    'niet' stands right beside it in the source); 'too_short' or 'too_long' when it was not checked, 'beside' for a
    reference or attribution next to a quotation; '' when verbatim or not found. ``similarity`` is the share (0 to 1) of
    equal words. ``part`` is True when it is a part of a sentence, ``editorial`` when a bracket of the one who quotes
    stands in it, ``rewritten`` when a date or number is written otherwise than in the source, ``hides_number`` when
    dots stand for one. ``follows`` tells how it joins the sentence before: '' (it is the first, or one of the two was
    not found), 'adjacent', 'gap' (text in between was left out without a mark) or 'elsewhere'.
    """

    text: str
    char_start: int
    char_end: int
    verdict: Verdict
    reason: str = ""
    similarity: float = 0.0
    place: Place | None = None
    also_at: tuple[Place, ...] = ()
    difference: tuple[DifferenceWord, ...] = ()
    part: bool = False
    editorial: bool = False
    rewritten: bool = False
    hides_number: bool = False
    follows: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Segments ``[first, last]`` (from 0) that stand one right after another in a source: one place."""

    first: int
    last: int
    place: Place


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The whole result. ``reason`` is 'empty', 'too_short', 'no_words' or 'no_sources' when nothing could be checked.

    It is 'cut_off' when all of an altered text is parts of sentences that go on in the source.

    ``checked_chars`` is how much of the pasted text was looked at. ``verdict`` is the one that all checked sentences
    share, else MIXED; so are verbatim sentences with a reason: text silently left out in between ('gap'), another order
    or source ('elsewhere'), or a part that could not be checked ('not_checked').
    """

    verdict: Verdict
    reason: str
    checked_chars: int
    total_chars: int
    segments: tuple[CheckedSegment, ...] = ()
    stretches: tuple[Stretch, ...] = ()

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The sources in which something was found, each once."""
        found = [one.place.citation.source_id for one in self.segments if one.place is not None]
        return tuple(dict.fromkeys(found))

    def to_json(self) -> dict[str, Any]:
        """The result as plain JSON values."""
        return asdict(self)
