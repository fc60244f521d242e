"""What the command line prints of the run of an ingestion, and of what is loaded."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from app.citation.reference import dutch_date
from app.messages import messages, say
from app.source_state import source_states
from app.terminal.console import console, printable
from app.workspace import Workspace
from index.build import current_version
from index.manifest import damaged, library_versions, read_manifest
from ingest.errors import AanZetError, FetchError
from ingest.fetch.order import is_offline
from ingest.ingest import LOOSE, IngestRun
from ingest.records import DocumentReport, Source
from ingest.saved import read_report


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


def print_run(run: IngestRun, home: Path) -> None:
    """What an ingestion did: a table of documents, a line for every missing source and every skipped file."""
    _print_reports([(document.title, document.report) for document in run.documents])
    for line in run_lines(run, home):
        _print(line, "yellow")


COLUMNS = ("pages", "words", "passages", "furniture", "footnotes", "joined_hyphens", "warnings")


def _print_reports(reports: Sequence[tuple[str, DocumentReport]]) -> None:
    """A table of what ingestion did, a row for each document (title, report)."""
    if not reports:
        return
    table = Table(say("ingest.column.title"), box=SIMPLE_HEAD, pad_edge=False)
    for name in COLUMNS:
        table.add_column(say(f"ingest.column.{name}"), justify="right")
    for title, report in reports:
        counts = [len(report.warnings) if name == "warnings" else getattr(report, name) for name in COLUMNS]
        table.add_row(printable(title), *(str(count) for count in counts))
    console.print(table)


def run_lines(run: IngestRun, home: Path) -> list[str]:
    """A line for every warning, every missing source and every skipped file of an ingestion into ``home``."""
    lines = _warnings([(document.title, document.report) for document in run.documents])
    for source in run.missing:
        lines.append(_missing(source, home))
    for source, error in run.skipped:
        if isinstance(error, FetchError):
            lines.append(say("ingest.not_fetched", reason=_reason(error), **_how_to_get(source, home)))
        else:
            lines.append(say("ingest.skipped", name=source.file or source.id, reason=_reason(error)))
    return lines


def _missing(source: Source, home: Path) -> str:
    """That a source is missing, and the ways to get it that there are now."""
    nowhere = not (source.url or source.publication_page or source.candidate_urls)
    key = "missing_offline" if is_offline() else "missing_nowhere" if nowhere else "missing"
    return say(f"ingest.{key}", **_how_to_get(source, home))


def _how_to_get(source: Source, home: Path) -> dict[str, str]:
    address = source.url or source.publication_page or next(iter(source.candidate_urls), say("info.unknown"))
    return {"title": source.title, "id": source.id, "url": address, "folder": str(home / LOOSE)}


def _warnings(reports: Sequence[tuple[str, DocumentReport]]) -> list[str]:
    return [f"{title}: {warning_text(code, values)}" for title, report in reports for code, values in report.warnings]


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
    folder = workspace.home / "index" / version / "documents"
    facts["sources"] = [
        {"id": source.id, "title": source.title, "role": source.role, "date": source.date, "url": source.url,
         "sha256": source.sha256, "loaded": source.id in loaded, "state": str(state),
         "report": _report_of(folder / source.id) if source.id in loaded else None}
        for source, state in source_states(workspace)
    ]  # fmt: skip
    facts["libraries"] = library_versions()
    return facts


def _report_of(folder: Path) -> dict[str, Any]:
    """What ingestion did with a loaded document, as plain JSON values. Raises IndexDamagedError."""
    try:
        return dataclasses.asdict(read_report(folder))
    except (OSError, ValueError, KeyError, TypeError) as cause:
        raise damaged(folder / "document.json", f"it cannot be read ({cause})") from cause


def print_overview(facts: dict[str, Any]) -> None:
    """``overview`` as a reader sees it."""
    for key in ("version", "home", "index", "model", "revision", "passages", "sentences", "corpus_sha256"):
        _print(f"{say(f'info.{key}')}: {facts.get(key) or say('info.none')}")
    for source in facts["sources"]:
        state = say(f"state.{source['state']}")
        _print(f"- {source['title']} ({dutch_date(source['date'])}): {state}", "" if source["loaded"] else "yellow")
        _print(f"  {source['url'] or say('info.unknown')}", "dim")
    reports = [(one["title"], DocumentReport(**one["report"])) for one in facts["sources"] if one["report"]]
    _print_reports(reports)
    for line in _warnings(reports):
        _print(line, "yellow")
    _print(", ".join(f"{name} {version}" for name, version in facts["libraries"].items()), "dim")


def _print(text: str, style: str = "") -> None:
    console.print(Text(text, style), highlight=False)
