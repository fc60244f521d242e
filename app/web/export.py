"""A conversation to take along: its parts in order, every quote with its citation, and those parts as Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from app.answer.register_facts import fact_line, facts_heading
from app.answer.wording import explained, verdict_words
from app.citation.reference import dutch_citation
from app.markdown import literal, stretch
from app.messages import say
from app.records import Answer, Citation, Quote
from app.web.shield.hosts import is_loopback
from app.web.views.answer import shown_citations
from app.web.views.citation_words import Cited, document_line, numbered, role_name, speakers

MARKDOWN = {"title": "# {}", "question": "## {}", "verdict": "**{}**", "more": "### {}", "speaker": "**{}**",
            "path": "_{}_", "context": "_{}_", "quote": "> {}", "fact": "- {}", "appendix": "## {}"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text of one ``kind``: 'title', 'question', 'verdict', 'note', 'fact', 'more', 'speaker', 'path',
    'context', 'quote', 'source', 'appendix', 'document' or 'made_with'.

    A 'quote' has the ``number`` of its citation, and the 'source' that follows it has the same. A source and a document
    have the official ``address`` where it is known, a document and 'made_with' a hash or an address.
    """

    kind: str
    text: str
    address: str = ""
    sha256: str = ""
    number: int = 0


def conversation_parts(answers: Sequence[Answer], address: str) -> tuple[Part, ...]:
    """The questions and answers in order, then an appendix: the documents, the versions and the permanent ``address``.

    Every quote stands once, with what stands around it marked as context; numbers are those of the page.
    """
    parts, cited = [Part("title", say("page.title")), Part("note", say("page.promise"))], 0
    documents: dict[str, Citation] = {}
    for answer in answers:
        numbers = numbered(shown_citations(answer), cited + 1)
        cited += len(numbers)
        parts += [Part("question", answer.question), *_answer(answer, numbers)]
        documents |= {one.citation.source_id: one.citation for one in numbers.values()}
    return (*parts, Part("appendix", say("page.appendix")), *_appendix(answers[-1], documents, address))


def _appendix(last: Answer, documents: dict[str, Citation], address: str) -> list[Part]:
    parts = [
        Part("document", document_line(one), one.url.partition("#")[0], one.file_sha256) for one in documents.values()
    ]
    parts += [
        Part("made_with", say("page.corpus_hash"), sha256=last.corpus_sha256),
        Part("made_with", say("page.index_version"), sha256=last.index_version),
        Part("made_with", say("page.permalink"), address),
    ]
    host = urlsplit(address).hostname or ""
    return [*parts, Part("note", say("page.local_link", host=host))] if is_loopback(host) else parts


def markdown(parts: Sequence[Part]) -> str:
    """The parts as Markdown, with every mark in a text escaped."""
    return "\n\n".join(_markdown(part) for part in parts) + "\n"


def _markdown(part: Part) -> str:
    shape = MARKDOWN.get(part.kind, "{}")
    begins = shape[0] in "{->"  # with the text: what begins a list does so nowhere else
    text = shape.format(literal(part.text) if begins else stretch(part.text).strip(" "))
    address, sha256 = part.address and f"<{part.address}>", part.sha256 and f"`{part.sha256}`"
    if part.kind == "made_with":
        return f"{text}: {address or sha256}"
    if part.kind == "quote":
        return f"{text} \\[{part.number}\\]"
    if part.kind == "source":
        text = f"\\[{part.number}\\] {text}"
    return "  \n".join(line for line in (text, address, sha256 and f"{say('page.file_hash')}: {sha256}") if line)


def _answer(answer: Answer, numbers: Mapping[str, Cited]) -> list[Part]:
    parts = [Part("verdict", verdict_words(answer))] if answer.verdict else []
    parts += [Part("note", line) for line in explained(answer)]
    read = (("answer.read_as", answer.read_as), ("answer.searched_for", answer.searched_for))
    parts += [Part("note", say(key, text=text)) for key, text in read if text]
    if answer.facts:
        parts += [Part("more", facts_heading(answer.facts)), *(Part("fact", fact_line(fact)) for fact in answer.facts)]
    if answer.topic:
        parts.append(Part("note", say("answer.topic", topic=answer.topic, count=len(answer.passages))))
        for found in answer.passages:
            parts += _quote(found.text, found.citation, (), numbers)
    for quote in answer.quotes:
        parts += _around(quote, numbers)
    folded = answer.folded
    if folded:
        parts.append(Part("more", say("page.more_found")))
    for quote in folded:
        parts += _around(quote, numbers)
    return parts


def _around(quote: Quote, numbers: Mapping[str, Cited]) -> list[Part]:
    """A quote between what stands before and after it in the source."""
    speaker, *rest = _quote(quote.text, quote.citation, quote.also_at, numbers, quote.lead)
    path = [part for part in rest if part.kind == "path"]
    before = [Part("context", say("page.before", text=quote.lead))] if quote.lead else []
    after = [Part("context", say("page.after", text=quote.tail))] if quote.tail else []
    return [speaker, *path, *before, rest[len(path)], *after, *rest[len(path) + 1 :]]


def _quote(
    text: str, citation: Citation, also_at: Sequence[Citation], numbers: Mapping[str, Cited], lead: str = ""
) -> list[Part]:
    """Who says it, under which headings, the quote, and every place where it stands."""
    spoke = ", ".join(part for part in (role_name(citation.role), speakers([citation])) if part)
    cited = numbers[citation.id]
    parts = [Part("speaker", spoke)]
    path = cited.path_without(lead)
    parts += [Part("path", path)] if path else []
    parts.append(Part("quote", f"“{text}”", number=cited.number))
    return parts + [
        Part("source", dutch_citation(place, ""), place.url, number=numbers[place.id].number)
        for place in (citation, *also_at)
    ]
