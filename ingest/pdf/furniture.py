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
PLACED = 3
_PAGE_NUMBER = re.compile(
    r"^[-–—| ]*(?:(?:pagina|pag\.?|blz\.?|page|p\.)\s*)?(?P<first>\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:van|/|of)\s*\d{1,4}|\s+(?P<second>\d{1,4}))?[-–—| ]*$",
    re.IGNORECASE,
)
_PAGE_OF_PAGES = re.compile(r"^(?:pagina|pag\.?|blz\.?|page)?\s*\d{1,4}\s*(?:van|/|of)\s*\d{1,4}$", re.IGNORECASE)
_MARGIN_CODE = re.compile(
    r"^(?:(?:ah|kst|kv|stb|stcrt|trb|blg|h|ag)-[\w.-]+|(?:KST|AH|STB|STCRT)\d[\w-]*|ISSN\b.{0,16}|ISBN\b.{0,24}"
    r"|[’'‘]s-Gravenhage \d{4})$"
)
# Where a consolidated act of the European Union says which act changed what follows.
# Browsers print when they print: the minute may change between two pages.
_CLOCK = re.compile(r"(?<=[\d/.-]\d\d)(?:,|,? om)? \d{1,2}:\d\d(?::\d\d)?\b")
_CHANGED_BY = re.compile(r"^▼\s?[A-Z]{1,3}\d{0,3}$")
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

    'masthead' on the first page, 'margin' for the marks beside a letter, 'line_number' for numbers beside lines,
    'margin_code', 'page_number', and 'running'
    for what comes back near the top or foot of other pages with only its numbers changed.
    """
    repeated = _Repeated(pages, heights)
    again = []
    for number, (page, height) in enumerate(zip(pages, heights, strict=True), 1):
        back = [repeated.comes_back(line, height, number) or _is_code(line) for line in page]
        again.append([found and not _heads_table(line, page) for line, found in zip(page, back, strict=True)])
    _keep_ruled_tables(pages, again)
    _add_placed(pages, again, heights)
    kinds: list[list[str]] = []
    for number, (page, height, back) in enumerate(zip(pages, heights, again, strict=True), 1):
        running = _running(page, back, height)
        edge = _edges([line for line, runs in zip(page, running, strict=True) if not runs and not line.beside], height)
        found = [_kind(line, height, number, edge, runs) for line, runs in zip(page, running, strict=True)]
        if any(line.beside and _LETTER_MARGIN.match(line.text) for line in page):
            found = ["margin" if line.beside else kind for line, kind in zip(page, found, strict=True)]
        counted = _line_numbers(page)
        kinds.append(["line_number" if id(line) in counted else k for line, k in zip(page, found, strict=True)])
    return kinds


def _is_code(line: Line) -> bool:
    text = line.text.strip()
    return bool(_MARGIN_CODE.match(text) or _CHANGED_BY.match(text))


def _keep_ruled_tables(pages: Sequence[Sequence[Line]], again: Sequence[list[bool]]) -> None:
    """Let no row of a ruled table come back unless all its rows do, or are page numbers: it is its head otherwise."""
    for page, back in zip(pages, again, strict=True):
        read = {
            line.cell[0]
            for line, found in zip(page, back, strict=True)
            if line.cell and not found and not _is_page_number(line.text.strip())
        }
        for place, line in enumerate(page):
            back[place] = back[place] and not (line.cell and line.cell[0] in read)


def _add_placed(pages: Sequence[Sequence[Line]], again: Sequence[list[bool]], heights: Sequence[float]) -> None:
    """Let what stands where the running lines of other pages do come back too: the head of a part of one page."""
    runs_there: Counter[tuple[int, int, int, int]] = Counter()
    read_there: Counter[tuple[int, int, int, int]] = Counter()
    for page, back, height in zip(pages, again, heights, strict=True):
        running = _running(page, back, height)
        places = [(key, runs) for line, runs in zip(page, running, strict=True) for key in _places(line, height)]
        runs_there.update({key for key, runs in places if runs})
        read_there.update({key for key, runs in places if not runs})
    for page, back, height in zip(pages, again, heights, strict=True):
        for place, line in enumerate(page):
            placed = [key for key in _places(line, height) if runs_there[key] >= max(PLACED, 2 * read_there[key])]
            back[place] = back[place] or bool(placed)


def _places(line: Line, height: float) -> list[tuple[int, int, int, int]]:
    """Where a line at a page's head or foot stands: its height and size, and its left or its right edge, in halves."""
    if ZONE <= line.baseline / height <= 1 - ZONE or line.cell or line.beside:
        return []
    size = round(2 * line.size)
    return [(side, round(edge), round(line.baseline), size) for side, edge in enumerate((line.left, line.right))]


class _Repeated:
    """What comes back at the heads and feet of pages: the same words, or the same but for the page's own number."""

    def __init__(self, pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> None:
        self.keys: dict[str, dict[int, set[str]]] = {}
        self.exact: Counter[tuple[str, str]] = Counter()
        self.printed: dict[int, set[int]] = {}
        for number, (page, height) in enumerate(zip(pages, heights, strict=True), 1):
            found = {pair for line in page for pair in _keys(line, height)}
            self.exact.update(found)
            for key, words in found:
                self.keys.setdefault(key, {}).setdefault(number, set()).add(words)
            near = [line for line in page if min(line.baseline, height - line.baseline) < ZONE * height]
            matches = [_PAGE_NUMBER.match(line.text.strip()) for line in near]
            self.printed[number] = {int(match["first"]) for match in matches if match and match["first"].isdecimal()}
        # What counts with the pages is a page number; the cell of a table, or an axis, at a page's foot is none.
        offsets = Counter(value - number for number, values in self.printed.items() for value in values)
        self.printed = {n: {value for value in found if offsets[value - n] > 1} for n, found in self.printed.items()}

    def comes_back(self, line: Line, height: float, number: int) -> bool:
        """Whether a line of page ``number``, or a part of it, stands at other pages' heads or feet too.

        A number in it that differs from page to page must be the number of the page: 'Artikel 9' is an outline, and so
        is 'Bijlage II'.
        """
        for key, words in _keys(line, height):
            if len(self.keys[key]) < 2:
                continue
            if self.exact[key, words] >= 2 or "#" not in key or self._counts_pages(key, words, number):
                return True
        return False

    def _counts_pages(self, key: str, words: str, number: int) -> bool:
        """Whether a number in ``words`` is as far from the page's number as it is on most other pages."""
        offsets = Counter(
            offset
            for page, texts in self.keys[key].items()
            for offset in {(place, value - page) for text in texts for place, value in enumerate(_values(text))}
        )
        for place, value in enumerate(_values(words)):
            if offsets[place, value - number] >= max(2, 0.5 * len(self.keys[key])):
                return not self.printed[number] or value in self.printed[number]
        return False


def _values(words: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d{1,9}", words)]


def _heads_table(line: Line, page: Sequence[Line]) -> bool:
    """Whether the parts of a line stand right above, or under, those of the next line: a row or head of a table."""
    if len(line.cells) < 3:
        return False
    near = [other for other in page if other is not line and abs(other.baseline - line.baseline) < 3.5 * line.size]
    begins = [left for left, _ in line.cells]
    return any(
        len(other.cells) >= 3 and sum(any(abs(x - y) < 3.0 for y, _ in other.cells) for x in begins) >= len(begins) - 1
        for other in near
    )


def _line_numbers(page: Sequence[Line]) -> set[int]:
    """The ids of the numbers in the margin that count the lines of a page."""
    counted = [line for line in page if line.beside and line.text.strip().isdecimal()]
    counted.sort(key=lambda line: -line.baseline)
    values = [int(line.text) for line in counted]
    steps = [below - above for above, below in itertools.pairwise(values)]
    if len(steps) < 3 or sum(step in (1, 5) for step in steps) < 0.8 * len(steps):
        return set()
    return {id(line) for line in counted}


def _kind(line: Line, height: float, number: int, edge: tuple[float, float], repeated: bool) -> str:
    text = line.text.strip()
    from_top, from_foot = 1 - line.baseline / height, line.baseline / height
    near = min(from_top, from_foot) < ZONE
    if number == 1 and from_top < OPENING_ZONE and _MASTHEAD.match(text):
        return "masthead"
    if number == 1 and line.bold and re.fullmatch(r"\d{1,5}", text):
        return "masthead"
    if (_MARGIN_CODE.match(text) and (near or from_foot < OPENING_ZONE)) or _CHANGED_BY.match(text):
        return "margin_code"
    outermost = line.baseline >= edge[0] or line.baseline <= edge[1]
    numbered = _is_page_number(text) and (line.cell is None or not text.isalnum())
    if near and outermost and (numbered or _numbered_at_an_end(line)):
        return "page_number"
    return "running" if near and repeated else ""


def _is_page_number(text: str) -> bool:
    """Whether a line is '12', 'Pagina 12 van 40', '| 12', or '12 13' on two pages of one sheet."""
    match = _PAGE_NUMBER.match(text)
    return match is not None and (match["second"] is None or match["second"] == str(int(match["first"]) + 1))


def _numbered_at_an_end(line: Line) -> bool:
    """Whether one end of a line with wide gaps says 'Pagina 3 van 4' or '3/4'."""
    if not line.tabs:
        return False
    ends = (line.text[: line.tabs[0]], line.text[line.tabs[-1] :])
    return any(_PAGE_OF_PAGES.match(end.strip()) for end in ends)


def _keys(line: Line, height: float) -> list[tuple[str, str]]:
    """What a running line, or a part of it after a wide gap, has in common over pages (words, size, head or foot; every
    number the same sign), each with its own words, without the time of day after a date."""
    position = line.baseline / height
    if ZONE <= position <= 1 - ZONE:
        return []
    place = f"{'head' if position > 0.5 else 'foot'} {round(line.size * 2)}"
    edges = [0, *line.tabs, len(line.text)]
    parts = {" ".join(line.text[a:b].casefold().split()) for a, b in [(0, len(line.text)), *itertools.pairwise(edges)]}
    found = []
    for part in sorted(parts):
        words = re.sub(r"\d+|\b[ivxlc]+\b", "#", part)
        if len(words.strip(" #")) >= 3:
            found.append((f"{place} {words}", _CLOCK.sub("", part)))
    return found


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
