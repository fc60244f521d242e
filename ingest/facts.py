"""What a document says of itself: role, date, number and speaker, to propose to whoever adds it as a source."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.document import Document
from ingest.lexicon import listed, month_names

FIRST_PAGES = 3
OPENING = 4000
_MONTHS = {name: number for number, name in enumerate(month_names(), 1)}
_MONTH = "|".join(_MONTHS)
_DAY = rf"(?P<day>\d{{1,2}}) (?P<month>{_MONTH}) (?P<year>\d{{4}})"
_DATED = re.compile(
    rf"(?:\bdatum\b|\bden haag\b|\bvastgesteld\b|\bontvangen\b|\bvoorgesteld\b)\s*[:,]?\s*{_DAY}", re.IGNORECASE
)
_PLACE = r"(?:(?:['\u2019]s[- ])?(?-i:[A-Z])[\w'\u2019-]+(?: [\w'\u2019-]+){0,2}, ?)?"
_ALONE = re.compile(
    rf"^[ \t]*(?:{_PLACE}{_DAY}|(?P<only_month>{_MONTH}) (?P<its_year>\d{{4}}))\.?[ \t]*\r?$", re.IGNORECASE | re.M
)
_PAPER = re.compile(
    r"^[ \t]*(\d{2})[ .\u00a0](\d{3})\b(?:(?!^[ \t]*\d{2}[ .\u00a0]\d{3}\b).){0,400}?\bNr\.?\s+(\d+)", re.M | re.S
)
_MARK = re.compile(r"(?: (?:\d{1,3}|[ivxl]+|[a-z]))+$")  # beside a name: the mark of a note, the number of a page
_ANSWERS = re.compile(r"\b(\d{3,4})\s+Vragen van (?:het lid|de leden)\b")
_OFFICE = r"(?:minister|staatssecretaris|minister-president)"
_NAMED = r"(?: (?:van|voor) [A-Z][^\n,.;:()]{3,90})"
_MINISTRY = (
    r" (?:van|voor) (?-i:[A-Z])[\w\u2019'-]+"
    r"(?:,? (?:(?:en|van|voor|de|der) )*(?!(?:De|Minister|Staatssecretaris)\b)(?-i:[A-Z])[\w\u2019'-]+)*"
)
_SIGNED = re.compile(rf"^[ \t]*(?:Namens )?(?:de )?({_OFFICE}{_MINISTRY})[,.]?[ \t]*\r?$", re.IGNORECASE | re.M)
_FROM = re.compile(rf"\bbrief van de ({_OFFICE}{_NAMED})", re.IGNORECASE)
_BODY = re.compile(
    r"^[ \t]*(?:\d{1,2}e )?"
    r"((?:(?:Advies)?(?:[Rr]aad|[Cc]ommissie|[Cc]ollege)|Planbureau|(?:Algemene )?Rekenkamer|Studiegroep)"
    r"(?: [^\n|.;:]{2,80})?(?:\r?\n(?:en|van|voor|in|op|der|het) [^\n|.;:]{2,60})?)[ \t]*\r?$", re.M,
)  # fmt: skip
_IMPRINT = re.compile(
    r"^[ \t]*(?:Eind)?(?:advies|rapport) van (?:de|het) "
    r"(?P<body>(?=\w*(?:raad|commissie|college|bureau|groep)\b)(?-i:[A-Z])(?:(?! over\b)[^\n|.,;:()]){0,80})"
    r"(?:\([^)\n]*\))?[^\n.,]{0,120}"
    rf"(?:[.,] (?:uitgebracht op |vastgesteld op )?{_DAY})?", re.IGNORECASE | re.M,
)  # fmt: skip
_DAY_BEHIND = re.compile(rf",? {_DAY}$", re.IGNORECASE)  # beside the name of a body: when it gave its advice
_SMALL = frozenset(listed("small_in_names"))
_LETTER = re.compile(r"\bgeachte (?:mevrouw de |heer )?voorzitter\b|\bbrief van de (?:minister|staatssecretaris)", re.I)
_REACTS = re.compile(r"\b(?:kabinets|beleids)?reactie\b|\bantwoord\b", re.IGNORECASE)
_ADVISES = re.compile(r"\badvies\w*|\brapport\b|\baanbeveling", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ProposedFacts:
    """What could be read; '' for what could not. ``date`` is 'yyyy-mm-dd' or 'yyyy-mm'."""

    title: str
    role: str
    speaker: str
    date: str
    document_number: str


def proposed_facts(document: Document, role: str = "") -> ProposedFacts:
    """The facts that the first pages of ``document`` tell, and of a letter its signature too; ``role`` when known."""
    pages = [page.raw for page in document.pages]
    opening = "\n".join(pages[:FIRST_PAGES]) if document.paged else document.text[:OPENING]
    role = role or _role(document, opening)
    return ProposedFacts(document.title, role, _speaker(document, opening, role), _date(opening), _number(opening))


def _role(document: Document, opening: str) -> str:
    if _LETTER.search(" ".join(opening.split())):
        return "kabinetsreactie" if _REACTS.search(f"{document.title} {opening}") else "overig"
    return "advies" if _ADVISES.search(f"{document.title} {opening}") else "overig"


def _speaker(document: Document, opening: str, role: str) -> str:
    if role == "advies":
        found = _BODY.search(opening)
        imprint = _IMPRINT.search(opening)
        return _DAY_BEHIND.sub("", _bare(found[1] if found else imprint["body"] if imprint else ""))
    signed = _SIGNED.findall("\n".join(page.raw for page in document.pages))
    found = _FROM.search(" ".join(opening.split()))
    name = _bare(signed[-1]) if signed else _to_minister(found[1]) if found else ""
    return name[:1].upper() + name[1:]


def _bare(name: str) -> str:
    return _MARK.sub("", " ".join(name.split()))


def _to_minister(text: str) -> str:
    """The office in a heading, without what follows it there and not in capitals."""
    office = _bare(re.split(r" (?:Aan|AAN) ", text)[0])
    words = office.title().split() if office.isupper() else office.split()
    small = [word.lower() if word.lower() in _SMALL else word for word in words]
    return " ".join(small[:12])


def _date(opening: str) -> str:
    imprint, body = _IMPRINT.search(opening), _BODY.search(opening)
    found = _DATED.search(opening) or _ALONE.search(opening) or (imprint if imprint and imprint["day"] else None)
    found = found or (_DAY_BEHIND.search(_bare(body[1])) if body else None)
    if found is None:
        return ""
    parts = found.groupdict()
    if parts.get("only_month"):
        return f"{parts['its_year']}-{_MONTHS[parts['only_month'].lower()]:02d}"
    return f"{parts['year']}-{_MONTHS[parts['month'].lower()]:02d}-{int(parts['day']):02d}"


def _number(opening: str) -> str:
    paper = _PAPER.search(opening)
    if paper is not None:
        return f"Kamerstuk {paper[1]} {paper[2]}, nr. {paper[paper.lastindex or 0]}"
    answers = _ANSWERS.search(opening) if "Aanhangsel" in opening else None
    return f"Aanhangsel van de Handelingen, nr. {answers[1]}" if answers else ""
