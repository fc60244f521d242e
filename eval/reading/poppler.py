"""The sentences of poppler's text that surely begin and end where they seem to."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"(?<=[.?!])[’”\"')\]]*(?:\d{1,3}(?:,\d{1,3})*)?\s+(?=[‘“\"'(•\uf000-\uf0ff]?\s?[A-ZÀ-Ý])")
_ENDED = re.compile(r"[.?!][’”\"')\]]*(?:\d{1,3}(?:,\d{1,3})*)?$")
_BEGUN = re.compile(r"^\W*(?:\(?[a-z0-9]{1,3}[.)]\s+)?[‘“\"'(]?[A-ZÀ-Ý]")
_ABBREVIATION = re.compile(
    r"(?:\b[A-Za-z]|\b(?:nr|nrs|art|jl|blz|pp|ca|vgl|cf|resp|mln|mld|incl|excl|et al|Ibid|par))\.\d*$"
)
_SMALL = re.compile(r"\s*[a-zà-ÿ]")


def reference_sentences(page: str) -> list[str]:
    """The sentences of a page of poppler's text that surely begin and end where they seem to.

    Blocks lie between empty lines and before list marks; a short first line before a capital is a heading; what ends in
    an initial or an abbreviation is left out.
    """
    found = []
    for part in re.split(r"\n\s*\n|\n(?=\s*(?:[•▪◦○●■\uf000-\uf0ffo–-]|\(?[a-z0-9]{1,3}[.)])\s)", page):
        lines = _without_heading([line for line in part.splitlines() if line.strip()])
        joined = re.sub(r"(?<=\w)[-\u00ad]\n(?=[a-zà-ÿ])", "", "\n".join(lines))
        for sentence in _SENTENCE.split(" ".join(joined.split())):
            if _ENDED.search(sentence) and not _ABBREVIATION.search(sentence) and _BEGUN.match(sentence):
                found.append(sentence)
    return found


def _without_heading(lines: list[str]) -> list[str]:
    """The lines of a block from the first that is as long as a line of text, or goes on in small letters, on."""
    longest = max((len(line) for line in lines), default=0)
    while len(lines) > 1 and len(lines[0].strip()) < 0.75 * longest and not _SMALL.match(lines[1]):
        lines = lines[1:]
    return lines
