"""A conversation as Markdown, every quote with its citation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from app.about_sources import fact_line
from app.cite import dutch_citation
from app.messages import say
from app.records import ABSTAINED, Answer, Citation
from app.web.render import reason_text, role_name

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$<>&@:])")


def conversation_markdown(answers: Sequence[Answer], address: str) -> str:
    """The questions and answers in order, with the promise, the sources' hashes and the permanent address below."""
    parts = [f"# {say('page.title')}", say("page.subtitle")]
    for answer in answers:
        parts += [f"## {literal(answer.question)}", *_answer(answer)]
    last = answers[-1]
    parts += ["---", say("page.promise"), f"- {say('page.corpus_hash')}: `{last.corpus_sha256}`\n"
              f"- {say('page.index_version')}: `{last.index_version}`\n"
              f"- {say('page.permalink')}: <{address}>"]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def literal(text: str) -> str:
    """``text`` in one line, with Markdown's marks escaped."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _answer(answer: Answer) -> list[str]:
    parts = []
    if answer.read_as:
        parts.append(literal(say("answer.read_as", text=answer.read_as)))
    if answer.facts:
        lines = [say("fact.heading"), *(fact_line(fact) for fact in answer.facts)]
        parts.append("  \n".join(literal(line) for line in lines))
    if answer.status == ABSTAINED:
        return [*parts, reason_text(answer.reason)]
    if answer.topic:
        parts.append(literal(say("answer.topic", topic=answer.topic, count=len(answer.passages))))
        for found in answer.passages:
            parts += [f"> “{literal(found.text)}” [{found.citation.number}]", _source(found.citation, found.text)]
    for role, quotes in groupby(answer.quotes, key=lambda quote: quote.citation.role):
        parts.append(f"**{literal(role_name(role))}**")
        for quote in quotes:
            parts.append(f"> “{literal(quote.text)}” [{quote.citation.number}]")
            parts += [_source(citation, quote.text) for citation in (quote.citation, *quote.also_at)]
    return parts


def _source(citation: Citation, quote_text: str) -> str:
    lines = [f"[{citation.number}] {literal(dutch_citation(citation, quote_text))}"]
    if citation.url:
        lines.append(f"<{citation.url}>")
    lines.append(f"SHA-256 `{citation.file_sha256}`")
    return "  \n".join(lines)
