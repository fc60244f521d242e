"""What the command line prints: answers, passages, the run of an ingestion, and what is loaded."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from importlib import metadata
from typing import Any

from rich.table import Table
from rich.text import Text

from app.assistant import Assistant
from app.cite import dutch_date
from app.messages import messages, say
from app.records import ABSTAINED, Answer, Citation, FoundPassage, Quote
from app.terminal import console
from app.workspace import Workspace
from index.build import current_version
from index.manifest import library_versions, read_manifest
from ingest.errors import AanZetError
from ingest.ingest import IngestRun
from ingest.records import Source


def place(citation: Citation) -> str:
    """Where a citation stands, in words: 'p. 3', 'p. 3-4', 'p. 7 (gedrukt: iv)' or 'alinea 2'."""
    if citation.page_numbers:
        pages = "-".join(dict.fromkeys(str(page) for page in (citation.page_numbers[0], citation.page_numbers[-1])))
        labels = "-".join(dict.fromkeys(label for label in citation.page_labels if label))
        plain = "-".join(str(page) for page in citation.page_numbers)
        return (
            say("place.page_label", pages=pages, labels=labels)
            if labels not in ("", pages, plain)
            else say("place.page", pages=pages)
        )
    return say("place.paragraph", number=citation.paragraph_number) if citation.paragraph_number else ""


def source_line(citation: Citation) -> str:
    """One line on a source: title, speaker, date and place."""
    parts = (citation.title, citation.speaker, dutch_date(citation.date), citation.document_number, place(citation))
    return ", ".join(part for part in parts if part)


def sure_word(confidence: float) -> str:
    """Confidence in words: 'zeker', 'waarschijnlijk' or 'onzeker'."""
    key = "certain" if confidence >= 0.8 else "probable" if confidence >= 0.5 else "uncertain"
    return say(f"sure.{key}")


def print_answer(answer: Answer, assistant: Assistant) -> None:
    """An answer with its quotes under who says them, or why there is none."""
    for key, value in (("answer.read_as", answer.read_as), ("answer.searched_for", answer.searched_for)):
        if value:
            _print(say(key, text=value), "dim")
    if answer.read_as or answer.searched_for:
        _print(say("answer.as_typed"), "dim")
    if answer.status == ABSTAINED:
        _print_abstention(answer)
    role = ""
    for quote in answer.quotes:
        if quote.citation.role != role:
            role = quote.citation.role
            _print(f"\n{say(f'role.{role}')}", "bold")
        _print_quote(quote)
    if answer.quotes:
        _print(say("answer.sure", word=sure_word(answer.confidence)), "dim")
    _print_missing([source for source in assistant.register.sources if source.id in answer.missing_source_ids])


def _print_abstention(answer: Answer) -> None:
    _print(say(f"abstain.{answer.reason}"), "bold")
    for found in answer.passages[:3]:
        _print(say("answer.near"), "dim") if found is answer.passages[0] else None
        _print(f"  {found.text}")
        _print(f"    {source_line(found.citation)}", "dim")
    for number, suggestion in enumerate(answer.suggestions):
        _print(say("answer.suggestions"), "dim") if number == 0 else None
        _print(f"  {suggestion}")


def _print_quote(quote: Quote) -> None:
    number = quote.citation.number
    if quote.lead:
        _print(f"  ({quote.lead})", "dim")
    line = Text("  “")
    start = 0
    for mark_start, mark_end in quote.marks:
        line.append(quote.text[start:mark_start])
        line.append(quote.text[mark_start:mark_end], "bold")
        start = mark_end
    line.append(quote.text[start:] + f"” [{number}]")
    console.print(line, highlight=False)
    _print(f"    [{number}] {source_line(quote.citation)}", "dim")
    if quote.citation.url:
        _print(f"        {quote.citation.url}", "dim")
    for other in quote.also_at:
        _print(f"    {say('answer.also_at', place=source_line(other))}", "dim")


def _print_missing(missing: Sequence[Source]) -> None:
    for source in missing:
        _print(say("answer.missing", title=source.title, url=source.url or say("info.unknown")), "dim")


def print_found(found: Sequence[FoundPassage]) -> None:
    """Passages with their scores, best first."""
    if not found:
        _print(say("zoek.nothing"))
    for number, passage in enumerate(found, 1):
        _print(f"{number}. {source_line(passage.citation)}", "bold")
        _print(say("zoek.score", score=passage.score, dense=passage.dense, lexical=passage.lexical), "dim")
        _print(f"{passage.text}\n")


def run_as_json(run: IngestRun) -> dict[str, Any]:
    """An ingestion as plain JSON values: a report for each document, missing sources, skipped files."""
    return {
        "documents": [
            {"id": document.source.id, "title": document.title, "file_sha256": document.file_sha256}
            | dataclasses.asdict(document.report)
            for document in run.documents
        ],
        "missing": [{"id": source.id, "title": source.title, "url": source.url} for source in run.missing],
        "skipped": [{"id": source.id, "code": error.code, "text": str(error)} for source, error in run.skipped],
    }


def print_run(run: IngestRun) -> None:
    """What an ingestion did: a table of documents, a line for every missing source and every skipped file."""
    if run.documents:
        table = Table(*(say(f"ingest.column.{name}") for name in ("title", "pages", "words", "notes", "hyphens")))
        for document in run.documents:
            report = document.report
            counts = (report.pages, report.words, report.footnotes, report.joined_hyphens)
            table.add_row(document.title, *(str(count) for count in counts))
        console.print(table)
    for line in run_lines(run):
        _print(line, "yellow")


def run_lines(run: IngestRun) -> list[str]:
    """A line for every warning, every missing source and every skipped file of an ingestion."""
    lines = [
        f"{document.title}: {warning_text(code, values)}"
        for document in run.documents
        for code, values in document.report.warnings
    ]
    for source in run.missing:
        lines.append(say("ingest.missing", title=source.title, url=source.url or say("info.unknown")))
    for source, error in run.skipped:
        lines.append(say("ingest.skipped", name=source.file or source.id, reason=_reason(error)))
    return lines


def warning_text(code: str, values: dict[str, Any]) -> str:
    """A warning of ingestion in Dutch."""
    key = f"warning.{code}"
    return say(key, **values) if key in messages() else say("warning.other", code=code)


def _reason(error: AanZetError) -> str:
    key = f"error.{error.code}"
    return say(key, **error.values) if key in messages() else say("error.read", **error.values)


def overview(workspace: Workspace) -> dict[str, Any]:
    """What is loaded, what is missing, versions and hashes, as plain JSON values. Imports no model."""
    version = current_version(workspace.home)
    loaded: tuple[str, ...] = ()
    facts: dict[str, Any] = {"version": metadata.version("aanzet"), "home": str(workspace.home), "index": version}
    if version:
        manifest = read_manifest(workspace.home / "index" / version)
        loaded = manifest.source_ids
        facts |= {
            "model": manifest.model, "revision": manifest.revision, "passages": manifest.passages,
            "sentences": manifest.sentences, "corpus_sha256": manifest.corpus_sha256,
        }  # fmt: skip
    facts["sources"] = [
        {"id": source.id, "title": source.title, "role": source.role, "date": source.date, "url": source.url,
         "sha256": source.sha256, "loaded": source.id in loaded}
        for source in workspace.register.sources
    ]  # fmt: skip
    facts["libraries"] = library_versions()
    return facts


def print_overview(facts: dict[str, Any]) -> None:
    """``overview`` as a reader sees it."""
    for key in ("version", "home", "index", "model", "revision", "passages", "sentences", "corpus_sha256"):
        _print(f"{say(f'info.{key}')}: {facts.get(key) or say('info.none')}")
    for source in facts["sources"]:
        state = say("info.loaded") if source["loaded"] else say("info.not_loaded")
        _print(f"- {source['title']} ({dutch_date(source['date'])}): {state}", "" if source["loaded"] else "yellow")
        _print(f"  {source['url'] or say('info.unknown')}", "dim")
    _print(", ".join(f"{name} {version}" for name, version in facts["libraries"].items()), "dim")


def _print(text: str, style: str = "") -> None:
    console.print(Text(text, style), highlight=False)
