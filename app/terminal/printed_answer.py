"""An answer as the command line prints it: how it was read, facts, quotes with citations, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.text import Text

from app.answer.register_facts import fact_line, facts_heading
from app.answer.wording import explained, verdict_words
from app.citation.reference import dutch_date, place_in_words
from app.messages import messages, say
from app.question.kind import refusal, tidy
from app.records import ABSTAINED, Answer, Citation, FoundPassage, Quote
from app.terminal.console import console
from ingest.records import Source

NEAREST = 3
PATH_MARK = " › "


def source_line(citation: Citation) -> str:
    """One line on a source: title, speaker, date, number and place."""
    date, place = dutch_date(citation.date), place_in_words(citation)
    return ", ".join(part for part in (citation.title, citation.speaker, date, citation.document_number, place) if part)


def print_answer(answer: Answer, sources: Sequence[Source]) -> None:
    """The verdict, then an answer's quotes under who says them; ``sources`` are the registered ones."""
    if answer.verdict:
        _print(verdict_words(answer), "bold")
    for line in explained(answer):
        _print(line, "yellow" if answer.verdict else "bold")
    for line in reading_lines(answer):
        _print(line, "dim")
    if answer.facts:
        _print(facts_heading(answer.facts), "bold")
    for fact in answer.facts:
        _print(f"  {fact_line(fact)}")
    if answer.topic:
        _print(say("answer.topic", topic=answer.topic, count=len(answer.passages)), "bold")
        _print_passages(answer.passages)
    for role, of_role in groupby((*answer.quotes, *answer.folded), key=lambda quote: quote.citation.role):
        _print(f"\n{say(f'role.{role}')}", "bold")
        for quote in of_role:
            _print_quote(quote)
    if answer.status == ABSTAINED:
        _print_suggestions(answer)
    for source in sources:
        if source.id in answer.missing_source_ids:
            _print(say("answer.missing", title=source.title, url=source.url or say("info.unknown")), "dim")


def reading_lines(answer: Answer) -> list[str]:
    """How the question was read, where that is not as it was typed, and how to undo it."""
    lines = [
        say(key, text=value)
        for key, value in (("answer.read_as", answer.read_as), ("answer.searched_for", answer.searched_for))
        if value
    ]
    return [*lines, say("answer.as_typed")] if lines else []


def print_found(question: str, found: Sequence[FoundPassage]) -> None:
    """Passages with their scores, best first; without any, why."""
    if not found:
        reason = refusal(tidy(question))
        _print(say(f"abstain.{reason}" if reason else "zoek.nothing"))
    for number, passage in enumerate(found, 1):
        _print(f"{number}. {source_line(passage.citation)}", "bold")
        _print(say("zoek.score", score=passage.score, dense=passage.dense, lexical=passage.lexical), "dim")
        _print(f"{passage.text}\n")


def _print_suggestions(answer: Answer) -> None:
    if answer.verdict and answer.passages and not answer.quotes:
        _print(f"{say('answer.near')}:", "dim")
        _print_passages(answer.passages[:NEAREST])
    if answer.verdict and answer.suggestions:
        _print(f"{say('answer.suggestions')}:", "dim")
    for suggestion in answer.suggestions if answer.verdict else ():
        _print(f"  {suggestion}")


def _print_passages(passages: Sequence[FoundPassage]) -> None:
    for found in passages:
        _print(f"  {found.text}")
        _print(f"    {source_line(found.citation)}", "dim")


def _print_quote(quote: Quote) -> None:
    number = quote.citation.number
    if quote.citation.section:
        _print(f"  {PATH_MARK.join(quote.citation.section)}", "dim")
    if quote.lead:
        _print(f"  {quote.lead}", "dim")
    line = Text("  “")
    start = 0
    for mark_start, mark_end in quote.marks:
        line.append(quote.text[start:mark_start])
        line.append(quote.text[mark_start:mark_end], "bold")
        start = mark_end
    line.append(quote.text[start:] + f"” [{number}]")
    console.print(line, highlight=False)
    if quote.tail:
        _print(f"  {quote.tail}", "dim")
    kind = say(f"page.kind_{quote.kind}") if f"page.kind_{quote.kind}" in messages() else ""
    recognised = f"{say('page.ocr')}. " if quote.citation.ocr else ""
    _print(f"    [{number}] {f'{kind}. ' if kind else ''}{recognised}{source_line(quote.citation)}", "dim")
    if quote.citation.url:
        _print(f"        {quote.citation.url}", "dim")
    for other in quote.also_at:
        _print(f"    {say('answer.also_at', place=source_line(other))}", "dim")


def _print(text: str, style: str = "") -> None:
    console.print(Text(text, style), highlight=False)
