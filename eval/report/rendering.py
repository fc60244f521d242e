"""The report: Markdown and a self-contained HTML page, both generated from summaries and never edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import groupby
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from app.messages import messages, say
from eval.conditions import DEFAULT
from eval.report.pictures import Picture, pictures
from eval.report.summary import Summary
from eval.report.tables import Table, tables
from ingest.errors import SetError

MARKDOWN, HTML = "README.md", "report.html"
FACTS = ("command", "commit", "clean", "model", "revision", "libraries", "machine", "date")


@dataclass(frozen=True, slots=True)
class Chapter:
    """One set: its conditions (name, why it is measured), its tables, its pictures, and what it was made with."""

    name: str
    questions: int
    conditions: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    pictures: tuple[Picture, ...]
    facts: tuple[tuple[str, str], ...]


def chapters(summaries: Sequence[Summary]) -> list[Chapter]:
    """A chapter for each set. Raises SetError when there is nothing to report."""
    if not summaries:
        raise SetError("no summaries; run 'aanzet eval gate --accept'", code="set_no_results")
    ordered = sorted(summaries, key=lambda one: (one.set_name, one.condition != DEFAULT, one.condition))
    return [_chapter(name, list(group)) for name, group in groupby(ordered, key=lambda one: one.set_name)]


def _chapter(name: str, runs: list[Summary]) -> Chapter:
    main = runs[0]
    return Chapter(
        name=name,
        questions=main.questions,
        conditions=tuple((run.condition, str(run.made_with.get("about", ""))) for run in runs),
        tables=tables(runs),
        pictures=tuple(pictures(runs)),
        facts=tuple(_facts(main)),
    )


def _facts(run: Summary) -> list[tuple[str, str]]:
    made = dict(run.made_with)
    made["libraries"] = ", ".join(f"{name} {version}" for name, version in sorted(made["libraries"].items()))
    rows = [(name, _fact(made.get(name))) for name in FACTS]
    return [*rows, ("set", run.set_sha256[:16]), ("corpus", run.corpus_sha256[:16])]


def _fact(value: Any) -> str:
    return {True: "ja", False: "nee", None: ""}.get(value, str(value)) if isinstance(value, bool | None) else str(value)


def markdown(summaries: Sequence[Summary]) -> str:
    """The report as Markdown."""
    lines = [f"# {say('eval.report.title')}", "", say("eval.report.intro"), ""]
    for chapter in chapters(summaries):
        lines += [f"## {chapter.name} ({chapter.questions})", ""]
        for table in chapter.tables:
            lines += [f"### {table.title}", "", _row(table.head), _row(("---",) * len(table.head))]
            lines += [*map(_row, table.rows), ""]
        lines += [f"### {say('eval.report.facts')}", ""]
        lines += [f"- {name}: `{value}`" for name, value in chapter.facts if value]
        lines.append("")
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def html(summaries: Sequence[Summary]) -> str:
    """The report as one page that needs nothing else."""
    text = resources.files("eval").joinpath("report.html.jinja").read_text("utf-8")
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    words = {key.rpartition(".")[2]: text for key, text in messages().items() if key.startswith("eval.report.")}
    page = environment.from_string(text).render(words=words, chapters=chapters(summaries), safe=Markup)
    return page + "\n"


def write_report(summaries: Sequence[Summary], folder: Path) -> None:
    """Write both pages in ``folder``. Raises SetError when they cannot be written."""
    for name, text in ((MARKDOWN, markdown(summaries)), (HTML, html(summaries))):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")
        except OSError as cause:
            where = str(folder / name)
            raise SetError(f"{where}: cannot be written: {cause}", code="set_unwritable", where=where) from cause


def stale_pages(summaries: Sequence[Summary], folder: Path) -> list[str]:
    """The pages in ``folder`` that are not what the summaries give."""
    pages = {MARKDOWN: markdown(summaries), HTML: html(summaries)}
    return [
        name
        for name, text in pages.items()
        if not (folder / name).is_file() or (folder / name).read_text("utf-8") != text
    ]
