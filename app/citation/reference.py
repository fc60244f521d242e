"""A citation in the forms that people take along: a Dutch reference with the quote, BibTeX and RIS.

What the register does not know is left out. Parliamentary papers follow Aanwijzing 3.43 of the Aanwijzingen voor de
regelgeving: 'Kamerstukken II 2009/10, 27858, nr. 88, p. 3'.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from app.messages import say
from app.records import Citation
from ingest.lexicon import alternatives, month_names

# 'Kamerstuk 29 362, nr. 354', '31 700 VI, nr. 2', 'kst-29362-354' (as in official addresses), '35 000, D'
_PAPER = re.compile(
    r"(?:^|[^\d])(?P<dossier>\d{2}[ .\u00a0]?\d{3})(?:[ -](?P<chapter>[IVXLC]+))?"
    r"(?:(?:,\s*|\s+|-)nr\.?\s*(?P<number>\d+)|-(?P<dashed>\d+)\b|,\s*(?:nr\.?\s*)?(?P<letter>[A-Z]{1,2})\b)"
)
_ANSWERS = re.compile(r"Aanhangsel.*?nr\.?\s*(?P<number>\d+)", re.IGNORECASE)
_SENATE = re.compile(r"Kamerstuk(?:ken)? I\b|Eerste Kamer")
_SHORT = re.compile(
    rf".*\..*\.|(?:{alternatives('abbreviations.never_last', 'abbreviations.often_inside')})\.", re.IGNORECASE
)
_INNER = str.maketrans("()", "[]")
_BIBTEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def dutch_citation(citation: Citation, quote_text: str) -> str:
    """One line: who, the title, date, number, place, and the exact quote between ‘ and ’; what is unknown is left out.

    A parliamentary paper gets its reference: 'Kamerstukken II 2023/24, 29362, nr. 354, p. 3'.
    """
    reference = ", ".join(part for part in (document_reference(citation), place_in_words(citation)) if part)
    return f"{reference}: {quoted(quote_text)}" if quote_text.strip() else reference


def document_reference(citation: Citation) -> str:
    """Who, the title, date and number of a citation's source in one line, without the place."""
    number = parliamentary_reference(citation) or citation.document_number
    parts = (_author(citation), _title(citation), dutch_date(citation.date), number)
    return ", ".join(part for part in parts if part)


def quoted(text: str) -> str:
    """``text`` on one line between ‘ and ’; the words and marks inside stay as they are."""
    return f"‘{' '.join(text.split())}’"


def in_brackets(words: str) -> str:
    """``words`` between round brackets; those inside become square: '(p. 18 [gedrukt: 13])'."""
    return f"({words.translate(_INNER)})"


def place_in_words(citation: Citation) -> str:
    """'p. 3', 'p. 3-4', 'p. 7 (gedrukt: iv)', 'alinea 2', or '' when neither page nor paragraph is known."""
    if citation.page_numbers:
        pages = _range([str(number) for number in citation.page_numbers])
        labels = _range([label for label in citation.page_labels if label])
        if labels and labels != pages:
            return say("place.page_label", pages=pages, labels=labels)
        return say("place.page", pages=pages)
    return say("place.paragraph", number=citation.paragraph_number) if citation.paragraph_number else ""


def dutch_date(iso: str) -> str:
    """'2024-03-25' as '25 maart 2024', '2024-03' as 'maart 2024'; other text as it is."""
    parts = iso.split("-")
    if not 2 <= len(parts) <= 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return iso
    if not 1 <= int(parts[1]) <= 12:
        return iso
    month = month_names()[int(parts[1]) - 1]
    return " ".join([*(str(int(day)) for day in parts[2:]), month, parts[0]])


def parliamentary_year(iso: str) -> str:
    """The parliamentary year of a date, '2023/24' for 2024-03-25; '' when ``iso`` is not a whole date.

    A year runs from Prinsjesdag, the third Tuesday of September, until the next. Source of the day: article 65 of the
    Grondwet; of the form '2023/24': Aanwijzing 3.43 of the Aanwijzingen voor de regelgeving.
    """
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return ""
    first = day.year if day >= _third_tuesday_of_september(day.year) else day.year - 1
    return f"{first}/{(first + 1) % 100:02d}"


def parliamentary_reference(citation: Citation) -> str:
    """'Kamerstukken II 2023/24, 29362, nr. 354' from the register's document number and date; '' for other documents.

    Written answers give 'Aanhangsel Handelingen II 2023/24, nr. 1314'.
    """
    number = citation.document_number
    house = "I" if _SENATE.search(number) else "II"
    year = parliamentary_year(citation.date)
    answers = _ANSWERS.search(number)
    if answers:
        return f"Aanhangsel Handelingen {house} {year}".rstrip() + f", nr. {answers['number']}"
    paper = _PAPER.search(number)
    if paper is None or not re.search(r"kamerstuk|kst|^\s*\d{2}[ .\u00a0]?\d{3}\b", number, re.IGNORECASE):
        return ""
    dossier = re.sub(r"\D", "", paper["dossier"]) + (f" {paper['chapter']}" if paper["chapter"] else "")
    under = paper["number"] or paper["dashed"]
    last = f"nr. {under}" if under else paper["letter"]
    return f"Kamerstukken {house} {year}".rstrip() + f", {dossier}, {last}"


def bibtex(citation: Citation, quote_text: str) -> str:
    """A BibTeX entry (UTF-8) that ends with a line break; the same place always gets the same key.

    The quote stands in ``note``; unknown fields are left out.
    """
    fields = {
        "author": _braced(_author(citation)),
        "title": _braced(_title(citation)),
        "year": citation.date[:4] if citation.date[:4].isdigit() else "",
        "date": citation.date if _is_date(citation.date) else "",
        "number": _escaped(parliamentary_reference(citation) or citation.document_number),
        "institution": _braced(citation.publisher),
        "pages": _range([str(page) for page in citation.page_numbers]).replace("-", "--"),
        "url": _address(citation.url),
        "urldate": citation.retrieved[:10] if _is_date(citation.retrieved[:10]) else "",
        "note": _escaped(quoted(quote_text)) if quote_text.strip() else "",
        "addendum": _escaped(_beside_pages(citation)),
        "langid": "dutch",
    }
    kind = "online" if citation.role == "nieuws" else "report"
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{citation_key(citation)},", *lines, "}"]) + "\n"


def ris(citation: Citation, quote_text: str) -> str:
    """A RIS record, lines ended by CR LF as the format asks; unknown fields are left out.

    Source: Research Information Systems, RIS format specification (tag, two spaces, dash, space, value).
    """
    numbers = [str(page) for page in citation.page_numbers]
    fields = [
        ("TY", "ELEC" if citation.role == "nieuws" else "GOVDOC" if parliamentary_reference(citation) else "RPRT"),
        ("ID", citation_key(citation)),
        ("AU", _author(citation)),
        ("TI", _title(citation)),
        ("PY", citation.date[:4] if citation.date[:4].isdigit() else ""),
        ("DA", citation.date.replace("-", "/") if _is_date(citation.date) else ""),
        ("PB", citation.publisher),
        ("M1", parliamentary_reference(citation) or citation.document_number),
        ("SP", numbers[0] if numbers else ""),
        ("EP", numbers[-1] if numbers else ""),
        ("UR", citation.url),
        ("Y2", citation.retrieved[:10].replace("-", "/") if _is_date(citation.retrieved[:10]) else ""),
        ("LA", "nl"),
        ("N1", quoted(quote_text) if quote_text.strip() else ""),
        ("N1", _beside_pages(citation)),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def apa_citation(citation: Citation, quote_text: str) -> str:
    """One line in APA style (7th edition): ‘quote’ (author, year, p. 3). Author (date). Title.

    What is unknown is left out; a paper without a date has 'z.d.'.
    """
    author, place = _author(citation), place_in_words(citation)
    year = citation.date[:4] if citation.date[:4].isdigit() else say("apa.no_date")
    day = dutch_date(citation.date)
    day = day.removesuffix(f" {year}") if day != year else ""
    dated = ", ".join(part for part in (year, day) if part)
    number = parliamentary_reference(citation) or citation.document_number
    title = f"{_title(citation)} {in_brackets(number)}" if number else _title(citation)
    entry = [f"{author} ({dated})" if author else f"({dated})", title, _publisher_apart(citation, author)]
    where = ", ".join(part for part in (author, year, place) if part)
    quote = f"{quoted(quote_text)} {in_brackets(where)}. " if quote_text.strip() else ""
    address = f" {citation.url}" if citation.url else ""
    return f"{quote}{' '.join(_ended(part) for part in entry if part)}{address}"


def _publisher_apart(citation: Citation, author: str) -> str:
    """The publisher, unless it is the author (APA leaves it out then)."""
    return "" if not author or citation.publisher.startswith(author) else citation.publisher


def citation_key(citation: Citation) -> str:
    """A key of letters, digits and hyphens that names the place for good: source, year and span."""
    plain = unicodedata.normalize("NFKD", citation.source_id).encode("ascii", "ignore").decode()
    source = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-") or "bron"
    year = citation.date[:4] if citation.date[:4].isdigit() else ""
    return "-".join(part for part in (source, year, str(citation.char_start), str(citation.char_end)) if part)


def _title(citation: Citation) -> str:
    """The title without its own full stop, beside which other marks come; that of an abbreviation stays."""
    title = citation.title.strip()
    last = title.rpartition(" ")[2]
    return title if not last.endswith(".") or _SHORT.fullmatch(last) else title[:-1]


def _ended(part: str) -> str:
    """``part`` with a mark at its end: its own, or a full stop."""
    return part if part.endswith((".", "?", "!", "\u2026")) else f"{part}."


def _author(citation: Citation) -> str:
    return citation.speaker or citation.publisher


def _beside_pages(citation: Citation) -> str:
    """The place in words where page numbers alone do not say it."""
    plain = say("place.page", pages=_range([str(page) for page in citation.page_numbers]))
    place = place_in_words(citation)
    return "" if place == plain else place


def _third_tuesday_of_september(year: int) -> date:
    first = date(year, 9, 1)
    return first + timedelta(days=(1 - first.weekday()) % 7 + 14)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _range(names: list[str]) -> str:
    if not names:
        return ""
    return names[0] if names[0] == names[-1] else f"{names[0]}-{names[-1]}"


def _braced(text: str) -> str:
    """In double braces: an organisation is no first and last name, and a title keeps its capitals."""
    return f"{{{_escaped(text)}}}" if text else ""


def _escaped(text: str) -> str:
    return "".join(_BIBTEX.get(letter, letter) for letter in " ".join(text.split()))


def _address(url: str) -> str:
    """A web address for a field that BibTeX reads as it stands: only braces and backslashes would break it."""
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C").replace(" ", "%20")
