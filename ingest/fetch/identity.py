"""Whether what arrived is the document that the register means, by its text: title, kind, length and language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.document import Document
from ingest.errors import FetchError
from ingest.fetch.links import name_of, plain_words, unaccented
from ingest.lexicon import listed
from ingest.policy import IDENTITY
from ingest.records import Source

# Least and most words of a document of each role: an infographic, a summary or a page about an advice is none, and
# neither is a whole dossier a letter. Wide on purpose: they tell kinds apart, not documents of one kind.
WORDS = {
    "advies": (4_000, 400_000),
    "kabinetsreactie": (200, 60_000),
    "nieuws": (40, 10_000),
    "overig": (1, 10_000_000),
}
PAPER_KINDS = {"advies": ("application/pdf",)}
_LETTER = re.compile(
    r"\b(?:geachte (?:mevrouw de |heer )?(?:voorzitter|minister|staatssecretaris|leden)|brief van de)\b"
)
_DUTCH, _ENGLISH = frozenset(listed("function_words.nl")), frozenset(listed("function_words.en"))
_NUMBER = re.compile(r"(\d{2})[ .\u00a0]?(\d{3})\D{1,12}(\d+)$")


def check_identity(source: Source, document: Document, url: str) -> None:
    """Raises FetchError (code 'fetch_other_document', with the reason) when ``document`` is not ``source``."""
    reason = next(_reasons(source, document), "")
    if reason:
        text = f"{url}: not '{source.title}': {reason}"
        raise FetchError(text, code="fetch_other_document", url=url, title=source.title, reason=reason)


def _reasons(source: Source, document: Document) -> Iterator[str]:
    least, most = WORDS.get(source.role, WORDS["overig"])
    count = len(document.text.split())
    if not least <= count <= most:
        yield f"{count} words, expected {least} to {most}"
    kinds = PAPER_KINDS.get(source.role, ())
    if kinds and document.media_type not in kinds:
        yield f"{document.media_type}, expected {' or '.join(kinds)}"
    opening = "\n".join(page.raw for page in document.pages[: IDENTITY.first_pages])
    words = plain_words(opening)
    if source.role == "kabinetsreactie" and not _holds(words[: IDENTITY.letter_words], source.title):
        yield "the title of the advice is not on its first pages"
    if source.role != "kabinetsreactie" and not _titled(opening, source.title):
        yield "the title is not on its first pages"
    letter = bool(_LETTER.search(" ".join(words[: IDENTITY.first_words])))
    if source.role == "advies" and letter:
        yield "a letter"
    if source.role == "kabinetsreactie" and not letter:
        yield "no letter"
    if source.role == "kabinetsreactie" and not _has_number(words, source.document_number):
        yield f"without the number {source.document_number}"
    if sum(word in _ENGLISH for word in words) > sum(word in _DUTCH for word in words):
        yield "English"


def _titled(opening: str, title: str) -> bool:
    """Whether the name of ``title`` stands in ``opening`` as a name: not within a sentence, and not begun or continued
    by other words, as in the title of another document."""
    name = r"[\W_]+".join(map(re.escape, plain_words(name_of(title))))
    kind = r"(?:advies|adviesrapport|rapport|brief)\s+"
    before = rf"(?:^|\n|[^\w\s]|\d\s)[ \t]*(?:{kind})?"
    after = r"[ \t]*(?:$|\d|[^\w\s]|\n\s*(?-i:[^a-z\s]|$))"
    running_head = rf"\d[ \t]+{name}[ \t]*(?:\n|$)"
    return bool(re.search(f"{before}{name}{after}|{running_head}", unaccented(opening), re.IGNORECASE))


def _holds(words: list[str], title: str) -> bool:
    """Whether the name of ``title`` stands in ``words``."""
    name = plain_words(name_of(title))
    return any(words[place : place + len(name)] == name for place in range(len(words) - len(name) + 1))


def _has_number(words: list[str], number: str) -> bool:
    """Whether a paper's number ('Kamerstuk 29 362, nr. 354') stands in ``words``; True for no number of that form."""
    found = _NUMBER.search(number)
    if found is None:
        return True
    text = " ".join(words)
    return bool(re.search(rf"\b{found[1]} ?{found[2]}\b", text) and re.search(rf"\b(?:nr )?{found[3]}\b", text))
