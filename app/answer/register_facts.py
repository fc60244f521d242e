"""Questions about the sources themselves: who wrote them, when, which number, how many pages, what is loaded."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from app.citation.reference import dutch_date
from app.messages import say
from app.question.speakers import NO_NAMES, AdviserNames
from app.records import SourceFact
from index.analysis import fold, stop_words, terms, words
from ingest.document import Document
from ingest.lexicon import listed
from ingest.records import Source

_GENERAL = r"(?:bronn?(?:en)?|documente?n?|stuk(?:ken)?|bestande?n?|tekste?n?|pdf'?s?)"
_NOUNS = (
    (
        "kabinetsreactie",
        r"\b(?:kabinetsreactie|reactie van het kabinet|brief van de minister|kamerbrief|kamerstuk|de brief)\b",
    ),
    ("advies", r"\b(?:advies|adviesrapport|rapport)\b"),
    ("nieuws", r"\b(?:nieuwsbericht|nieuwsitem|persbericht|nieuws|bericht)\b"),
)
_ASKED = (
    (("loaded",), rf"\bgeladen\b|\bdoorzoek\w*|\bbeschikbaar\b|\b(?:welke|hoeveel|wat voor) {_GENERAL}\b"),
    (("pages",), r"\bpagina['’]?s?\b|\bbladzijde[ns]?\b|\bblz\b|\bhoe (?:lang|dik|groot)\b"),
    (("document_number",), r"\b\w*nummers?\b|\bkamerstuk\b"),
    (("licence",), r"\blicenties?\b|\bauteursrecht\b"),
    (("url",), r"\b\w*adres\b|\burl\b|\blink\b|\bvindplaats\b|\bwaar\b.*\b(?:vinden|downloaden|ophalen)\b"),
    (("date",), r"\bwanneer\b|\b\w*datum\b|\bwelke dag\b|\bwelk jaar\b|\bhoe oud\b"),
    (("speaker", "publisher"), r"(?:^|\b(?:door|van) )wie\b|\bauteurs?\b|\bschrijvers?\b|\bafzender\b|\buitgever\b"
                               r"|\bopstellers?\b|\b(?:organisatie|instantie)\b"),
)  # fmt: skip


def source_facts(
    question: str, sources: Sequence[Source], documents: Mapping[str, Document], names: AdviserNames = NO_NAMES
) -> tuple[SourceFact, ...]:
    """What the register says in answer to a question about sources, source by source; () for any other question.

    That a fact is unknown is said only of a source that is not loaded, for a loaded text might give it. ``names`` are
    the adviser's.
    """
    plain = names.general(fold(question))
    asked = next((facts for facts, pattern in _ASKED if re.search(pattern, plain)), ())
    about = _sources_asked(plain, sources) if asked else ()
    titles = {term for source in about for term in terms(source.title)}
    if not about or set(_content(plain)) - titles - set(_content(" ".join(listed("asks_for_register")))):
        return ()
    found = (_fact(name, source, documents.get(source.id)) for source in about for name in asked)
    return tuple(fact for fact in dict.fromkeys(found) if fact.value or not fact.loaded)


def confirms(facts: Sequence[SourceFact], text: str) -> bool:
    """Whether ``text`` says what one of the ``facts`` says, so that it may stand beside them."""
    plain = fold(text)
    return any(fact.name != "loaded" and fact.value and fold(dutch_date(fact.value)) in plain for fact in facts)


def facts_heading(facts: Sequence[SourceFact]) -> str:
    """The line above ``facts``: whether the register says them or they were counted in the text."""
    counted = all(fact.name == "recommendations" for fact in facts)
    return say("fact.counted") if counted else say("fact.heading")


def fact_line(fact: SourceFact) -> str:
    """A fact in words: 'Zorg dichtbij. Datum: 19 december 2023.'"""
    value = fact.value or say("info.unknown")
    if fact.name == "loaded":
        value = say(f"fact.{fact.value}")
    elif fact.name == "date":
        value = dutch_date(value)
    key = "fact.line" if fact.loaded or fact.name == "loaded" else "fact.line_not_loaded"
    return say(key, title=fact.title, name=say(f"fact.{fact.name}"), value=value)


def _content(text: str) -> list[str]:
    return [term for word in words(text) if word not in stop_words() for term in terms(word)]


def _sources_asked(plain: str, sources: Sequence[Source]) -> tuple[Source, ...]:
    """The sources that a folded question names: by what they are, by title, or all of them."""
    named = sorted((match.start(), role) for role, pattern in _NOUNS if (match := re.search(pattern, plain)))
    for role in (role for _, role in named):
        of_role = tuple(source for source in sources if source.role == role)
        if of_role:
            return of_role
    titled = tuple(source for source in sources if source.title and fold(source.title) in plain)
    if titled:
        return titled
    return tuple(sources) if re.search(rf"\b{_GENERAL}\b|\bgeladen\b", plain) else ()


def _fact(name: str, source: Source, document: Document | None) -> SourceFact:
    value = str(getattr(source, name, ""))
    if name == "loaded":
        value = "yes" if document is not None else "no"
    elif name == "pages":
        value = str(len(document.pages)) if document is not None and document.paged else ""
    elif name == "publisher" and value.startswith(source.speaker):
        name, value = "speaker", source.speaker
    title = document.title if document is not None else source.title
    return SourceFact(source.id, title, source.role, document is not None, name, value)
