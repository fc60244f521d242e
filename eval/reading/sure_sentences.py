"""The sentences of a reference, poppler's text of a page, that surely begin and end where they seem to."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from eval.reading.references import squashed
from ingest.lexicon import alternatives

FULL = 0.85
# Put at the end of a line of the reference that a block may end with.
_ON_ITS_OWN = "\ue000"
# poppler sets a note's mark after a sentence, stuck to it or between spaces.
_SENTENCE = re.compile(
    r"(?<=[.?!])[’”\"')\]]*(?:\s?\d{1,3}(?:, ?\d{1,3})*\)?)?\s+(?=[‘“\"'(•\uf000-\uf0ff]?\s?[A-ZÀ-Ý])"
)
_ENDED = re.compile(r"[.?!][’”\"')\]]*(?:\d{1,3}(?:,\d{1,3})*)?$")
_BEGUN = re.compile(r"^\W*(?:\(?[a-z0-9]{1,3}[.)]\s+)?[‘“\"'(]?[A-ZÀ-Ý]")
_ABBREVIATION = re.compile(
    rf"(?:\b[A-Za-z]|\b(?:{alternatives('abbreviations.never_last', 'abbreviations.often_inside')}))\.\d*$",
    re.IGNORECASE,
)
_SMALL = re.compile(r"\s*[a-zà-ÿ]")


def reference_sentences(shown: str, drawn: str) -> list[str]:
    """The sentences of a page of poppler's text, ``shown``, that surely begin and end where they seem to.

    Blocks lie between empty lines and before list marks; a short first line before a capital is a heading. Left out
    is what ends in an initial or an abbreviation and what comes after that, what holds a line that ends on its own
    (a heading or an item without a mark, glued to what follows it), and what begins a block where the line before it
    in the order of content, ``drawn``, goes on (columns that poppler parted line by line).
    """
    found = []
    broken = _goes_on(drawn)
    for part in re.split(r"\n\s*\n|\n(?=\s*(?:[•▪◦○●■\uf000-\uf0ffo–-]|\(?[a-z0-9]{1,3}[.)])\s)", shown):
        lines = _without_heading([line for line in part.splitlines() if line.strip()])
        longest = max((len(line) for line in lines), default=0)
        joined = re.sub(r"(?<=\w)[-\u00ad]\n(?=[a-zà-ÿ])", "", "\n".join(_marked(lines, longest)))
        pieces = _SENTENCE.split(" ".join(joined.split()))
        unsure = [bool(_ABBREVIATION.search(piece)) for piece in pieces]
        begun = [bool(lines) and squashed(lines[0]) in broken, *unsure]
        for piece, inside, ended in zip(pieces, begun, unsure, strict=False):
            if _ENDED.search(piece) and not (inside or ended or _ON_ITS_OWN in piece) and _BEGUN.match(piece):
                found.append(piece)
    return found


def _goes_on(drawn: str) -> frozenset[str]:
    """The lines in the order of content that come after a long line in the middle of a sentence, squashed."""
    lines = [line.strip() for line in drawn.splitlines() if line.strip()]
    usual = sorted(map(len, lines))[int(0.7 * len(lines))] if lines else 0
    return frozenset(
        squashed(below)
        for above, below in itertools.pairwise(lines)
        if len(above) >= FULL * usual and not re.search(r"[.?!:;]\W*\d{0,3}$", above)
    )


def _marked(lines: Sequence[str], longest: int) -> list[str]:
    """The lines of a block, each that the next line's first word would have fitted on marked, where a capital follows
    or it introduces a list."""
    return [
        above + _ON_ITS_OWN
        if len(above) + len(below.split()[0]) + 1 < FULL * longest
        and not re.search(r"[.?!]\W*\d{0,3}$", above)
        and (_BEGUN.match(below) or re.search(r"[:;]$", above.strip()))
        else above
        for above, below in itertools.pairwise([*lines, "."])
    ]


def _without_heading(lines: list[str]) -> list[str]:
    """The lines of a block from the first that is as long as a line of text, or goes on in small letters, on."""
    longest = max((len(line) for line in lines), default=0)
    while len(lines) > 1 and len(lines[0].strip()) < 0.75 * longest and not _SMALL.match(lines[1]):
        lines = lines[1:]
    return lines
