"""Which lines of a document's pages are furniture: running heads and feet, page numbers, margin codes."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from ingest.pdf.lines import Line

ZONE = 0.12
OPENING_ZONE = 0.3
APART = 1.5
_PAGE_NUMBER = re.compile(
    r"^[-–— ]*(?:(?:pagina|pag\.?|blz\.?|page|p\.)\s*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:van|/|of)\s*\d{1,4})?[-–— ]*$",
    re.IGNORECASE,
)
_PAGE_OF_PAGES = re.compile(r"^(?:pagina|pag\.?|blz\.?|page)?\s*\d{1,4}\s*(?:van|/|of)\s*\d{1,4}$", re.IGNORECASE)
_MARGIN_CODE = re.compile(
    r"^(?:(?:ah|kst|kv|stb|stcrt|trb|blg|h|ag)-[\w.-]+|(?:KST|AH|STB|STCRT)\d[\w-]*|ISSN\b.{0,16}|ISBN\b.{0,24}"
    r"|[’'‘]s-Gravenhage \d{4})$"
)
_MASTHEAD = re.compile(
    r"^(?:(?:Tweede|Eerste) Kamer der Staten-Generaal(?:\s+\d)?|(?:Vergader|Parlementair )jaar \d{4}[-–]\d{2,4}.*"
    r"|Aanhangsel van de Handelingen|Vragen gesteld door de leden der Kamer, met de daarop door de"
    r"|regering gegeven antwoorden)$"
)  # fmt: skip

_LETTER_MARGIN = re.compile(
    r"^(?:(?:Ons|Uw|Onze|Uw) (?:kenmerk|referentie)|Kenmerk|Datum|Bijlage(?:n|\(n\))?|Contactpersoon|Behandeld door)\b"
)


def furniture_kinds(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[list[str]]:
    """For every line of every page the kind of furniture that it is, '' for what people read.

    'masthead' on the first page, 'margin' for the marks beside a letter, 'margin_code', 'page_number', and 'running'
    for what comes back near the top or foot of other pages with only its numbers changed.
    """
    repeated = Counter(
        key
        for page, height in zip(pages, heights, strict=True)
        for key in {key for line in page for key in _keys(line, height)}
    )
    need = 2 if len(pages) > 1 else 10**9
    kinds: list[list[str]] = []
    for number, (page, height) in enumerate(zip(pages, heights, strict=True), 1):
        edge = _edges(page, height)
        again = [
            any(repeated[key] >= need for key in _keys(line, height)) or bool(_MARGIN_CODE.match(line.text.strip()))
            for line in page
        ]
        running = _running(page, again, height)
        found = [_kind(line, height, number, edge, runs) for line, runs in zip(page, running, strict=True)]
        if any(line.beside and _LETTER_MARGIN.match(line.text) for line in page):
            found = ["margin" if line.beside else kind for line, kind in zip(page, found, strict=True)]
        kinds.append(found)
    return kinds


def _kind(line: Line, height: float, number: int, edge: tuple[float, float], repeated: bool) -> str:
    text = line.text.strip()
    from_top, from_foot = 1 - line.baseline / height, line.baseline / height
    near = min(from_top, from_foot) < ZONE
    if number == 1 and from_top < OPENING_ZONE and _MASTHEAD.match(text):
        return "masthead"
    if number == 1 and line.bold and re.fullmatch(r"\d{1,5}", text):
        return "masthead"
    if _MARGIN_CODE.match(text) and (near or from_foot < OPENING_ZONE):
        return "margin_code"
    outermost = line.baseline >= edge[0] or line.baseline <= edge[1]
    if near and outermost and (_PAGE_NUMBER.match(text) or _numbered_at_an_end(line)):
        return "page_number"
    return "running" if near and repeated else ""


def _numbered_at_an_end(line: Line) -> bool:
    """Whether one end of a line with wide gaps says 'Pagina 3 van 4' or '3/4'."""
    if not line.tabs:
        return False
    ends = (line.text[: line.tabs[0]], line.text[line.tabs[-1] :])
    return any(_PAGE_OF_PAGES.match(end.strip()) for end in ends)


def _keys(line: Line, height: float) -> list[str]:
    """What a running line, or a part of it after a wide gap, has in common over pages: words, size, head or foot."""
    position = line.baseline / height
    if ZONE <= position <= 1 - ZONE:
        return []
    words = re.sub(r"\d+|\b[ivxlc]+\b", "#", line.text.casefold())
    place = f"{'head' if position > 0.5 else 'foot'} {round(line.size * 2)}"
    edges = [0, *line.tabs, len(line.text)]
    parts = [re.sub(r"\d+|\b[ivxlc]+\b", "#", line.text[a:b].casefold()) for a, b in itertools.pairwise(edges)]
    return [f"{place} {' '.join(part.split())}" for part in {words, *parts} if len(part.strip(" #")) >= 3]


def _running(page: Sequence[Line], again: Sequence[bool], height: float) -> list[bool]:
    """Which of the lines that come back are furniture: those with white space between them and the text of the page.

    Seen from the middle of the page outwards, so that a page that begins with the words of another one keeps them.
    """
    text = [line for line, back in zip(page, again, strict=True) if not back]
    running: set[int] = set()
    coming_back = [line for line, back in zip(page, again, strict=True) if back]
    for line in sorted(coming_back, key=lambda line: abs(line.baseline - height / 2)):
        if _apart(line, text):
            running.add(id(line))
        else:
            text.append(line)
    return [id(line) in running for line in page]


def _apart(line: Line, text: Sequence[Line]) -> bool:
    """Whether white space wider than a line's pitch lies between a line and the text of the page."""
    distances = [(abs(other.baseline - line.baseline), _over(other, line)) for other in text]
    nearest = min((distance for distance, over in distances if over), default=None)
    if nearest is None:
        nearest = min((distance for distance, _ in distances), default=float("inf"))
    return nearest > APART * line.size


def _over(one: Line, other: Line) -> bool:
    return min(one.right, other.right) > max(one.left, other.left)


def _edges(page: Sequence[Line], height: float) -> tuple[float, float]:
    """The baselines of the highest and the lowest line."""
    if not page:
        return height, 0.0
    baselines = [line.baseline for line in page]
    return max(baselines) - 1.0, min(baselines) + 1.0
