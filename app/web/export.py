"""A conversation to take along: its parts in order, every quote with its citation, and those parts as Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from app.answer.register_facts import fact_line
from app.citation.reference import dutch_citation
from app.messages import say
from app.records import ABSTAINED, Answer, Citation
from app.web.views.answer import reason_text, role_name

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$<>&@:])")
MARKDOWN = {"title": "# {}", "question": "## {}", "role": "**{}**", "quote": "> {}", "fact": "- {}"}


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text of one ``kind``: 'title', 'subtitle', 'question', 'note', 'fact', 'refusal', 'role', 'quote',
    'source' or 'made_with'.

    A source has the official address and the file's hash where they are known, 'made_with' a hash or an address.
    """

    kind: str
    text: str
    address: str = ""
    sha256: str = ""


def conversation_parts(answers: Sequence[Answer], address: str) -> tuple[Part, ...]:
    """The questions and answers in order, then the promise, what they were made with and the permanent ``address``."""
    parts = [Part("title", say("page.title")), Part("subtitle", say("page.subtitle"))]
    for answer in answers:
        parts += [Part("question", answer.question), *_answer(answer)]
    last = answers[-1]
    return (
        *parts,
        Part("note", say("page.promise")),
        Part("made_with", say("page.corpus_hash"), sha256=last.corpus_sha256),
        Part("made_with", say("page.index_version"), sha256=last.index_version),
        Part("made_with", say("page.permalink"), address),
    )


def markdown(parts: Sequence[Part]) -> str:
    """The parts as Markdown, with every mark in a text escaped."""
    return "\n\n".join(_markdown(part) for part in parts) + "\n"


def literal(text: str) -> str:
    """``text`` in one line, with Markdown's marks escaped."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _markdown(part: Part) -> str:
    text = MARKDOWN.get(part.kind, "{}").format(literal(part.text))
    address, sha256 = part.address and f"<{part.address}>", part.sha256 and f"`{part.sha256}`"
    if part.kind == "made_with":
        return f"{text}: {address or sha256}"
    return "  \n".join(line for line in (text, address, sha256 and f"SHA-256 {sha256}") if line)


def _answer(answer: Answer) -> list[Part]:
    parts = []
    if answer.read_as:
        parts.append(Part("note", say("answer.read_as", text=answer.read_as)))
    if answer.searched_for:
        parts.append(Part("note", say("answer.searched_for", text=answer.searched_for)))
    if answer.facts:
        parts += [Part("role", say("fact.heading")), *(Part("fact", fact_line(fact)) for fact in answer.facts)]
    if answer.status == ABSTAINED:
        return [*parts, Part("refusal", reason_text(answer.reason))]
    if answer.topic:
        parts.append(Part("note", say("answer.topic", topic=answer.topic, count=len(answer.passages))))
        for found in answer.passages:
            parts += [Part("role", role_name(found.citation.role)), *_quote(found.text, [found.citation])]
    for role, quotes in groupby(answer.all_quotes, key=lambda quote: quote.citation.role):
        parts.append(Part("role", role_name(role)))
        for quote in quotes:
            parts += _quote(quote.text, [quote.citation, *quote.also_at])
    return parts


def _quote(text: str, citations: Sequence[Citation]) -> list[Part]:
    parts = [Part("quote", f"“{text}” [{citations[0].number}]")]
    for place in citations:
        reference = f"[{place.number}] {dutch_citation(place, text)}"
        parts.append(Part("source", reference, place.url, place.file_sha256))
    return parts
