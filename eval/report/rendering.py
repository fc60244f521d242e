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
from eval.figures import VERDICTS
from eval.report.charts import area_bars, bars, confusion_squares, latency_bars, reliability_curve, risk_curve
from eval.report.summary import Summary
from eval.statistics import Mean
from ingest.errors import SetError

MARKDOWN, HTML = "README.md", "report.html"
TYPED = (("citizen", "hit@1"), ("citizen", "hit@5"), ("citizen", "RR@10"), ("citizen", "first quote"),
         ("citizen", "any quote"), ("citizen", "first block"), ("citizen", "precision of what is shown"),
         ("citizen", "words until the answer"), ("citizen", "speaker"), ("citizen", "refused"),
         ("followup", "hit@1"), ("followup", "first quote"),
         ("unanswerable", "refused"), ("offtopic", "refused"))  # fmt: skip
DRAWN = {
    "drawn_block": ("citizen", "first block"),
    "drawn_shown": ("citizen", "precision of what is shown"),
    "drawn_passage": ("citizen", "hit@1"),
    "drawn_refused": ("unanswerable", "refused"),
}
AREAS = {"AUROC answerable": "area_in_sources", "AUROC right among answered": "area_first_right"}
"""Two different things that a confidence may tell: whether the sources answer, and whether what stands first does."""
BY_GROUP = ("hit@1", "RR@10", "first quote", "first block", "any quote", "exact page", "refused")
FOLLOWUP = ("hit@1", "RR@10", "first quote")
FACTS = ("command", "commit", "clean", "model", "revision", "libraries", "machine", "date")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of texts; the first column names the row."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One set: its tables, its pictures (title, what to read in it, SVG), and what it was made with."""

    name: str
    questions: int
    tables: tuple[Table, ...]
    pictures: tuple[tuple[str, str, str], ...]
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
        tables=(_conditions(runs), _whole(runs), *_verdicts(main), _groups(main), *_followups(main)),
        pictures=tuple(_pictures(runs)),
        facts=tuple(_facts(main)),
    )


def _conditions(runs: Sequence[Summary]) -> Table:
    columns = [pair for pair in TYPED if any(run.mean(*pair) for run in runs)]
    rows = tuple((run.condition, *(_figure(run.mean(*pair)) for pair in columns)) for run in runs)
    return Table(say("eval.report.conditions"), (say("eval.report.condition"), *map(" ".join, columns)), rows)


def _whole(runs: Sequence[Summary]) -> Table:
    names = list(dict.fromkeys(name for run in runs for name in run.whole))
    rows = tuple((run.condition, *(f"{run.whole[n]:.3f}" if n in run.whole else "" for n in names)) for run in runs)
    return Table(say("eval.report.whole"), (say("eval.report.condition"), *names), rows)


def _verdict_names() -> dict[str, str]:
    return {verdict: say(f"eval.report.verdict_{verdict}") for verdict in VERDICTS}


def _verdicts(run: Summary) -> list[Table]:
    if not run.verdicts:
        return []
    names = _verdict_names()
    rows = tuple(
        (names[due], *(str(given.get(verdict, 0)) for verdict in VERDICTS)) for due, given in run.verdicts.items()
    )
    return [Table(say("eval.report.verdicts"), (say("eval.report.verdict_due"), *names.values()), rows)]


def _groups(run: Summary) -> Table:
    rows = []
    for group, table in run.figures.items():
        count = max(mean.count for mean in table.values())
        rows.append((group, str(count), *(_figure(table.get(name)) for name in BY_GROUP)))
    head = (say("eval.report.group"), "n", *BY_GROUP)
    return Table(say("eval.report.groups", condition=run.condition), head, tuple(rows))


def _followups(run: Summary) -> list[Table]:
    rows = []
    for name in FOLLOWUP:
        written = run.mean("followup", f"written out {name}")
        if written is not None:
            rows.append((name, _figure(run.mean("followup", name)), _figure(written)))
    head = ("", say("eval.report.as_followup"), say("eval.report.written_out"))
    return [Table(say("eval.report.followups"), head, tuple(rows))] if rows else []


def _figure(mean: Mean | None) -> str:
    if mean is None:
        return ""
    around = f"{mean.value:.3f} [{mean.low:.2f}–{mean.high:.2f}]"
    if mean.document_low is None or mean.document_high is None:
        return around
    return f"{around} [{mean.document_low:.2f}–{mean.document_high:.2f}]"


def _pictures(runs: Sequence[Summary]) -> list[tuple[str, str, str]]:
    """Title, what to read in it, and picture."""
    main = runs[0]
    drawn = []
    for name, (group, measure) in DRAWN.items():
        rows = [(run.condition, mean) for run in runs if (mean := run.mean(group, measure)) is not None]
        if rows:
            drawn.append(_picture(name, bars(say(f"eval.report.{name}_title"), rows)))
    if main.verdicts:
        title = say("eval.report.verdicts_title")
        drawn.append(_picture("verdicts", confusion_squares(title, main.verdicts, _verdict_names())))
    areas = [
        (f"{run.condition}: {say(f'eval.report.{word}')}", run.whole[name])
        for run in runs
        for name, word in AREAS.items()
        if name in run.whole
    ]
    if areas:
        drawn.append(_picture("areas", area_bars(say("eval.report.areas_title"), areas, say("eval.report.chance"))))
    axes = say("eval.report.coverage"), say("eval.report.risk")
    drawn.append(_picture("risk", risk_curve(say("eval.report.risk_title"), main.risk_coverage, axes)))
    axes = say("eval.report.confidence"), say("eval.report.right")
    drawn.append(
        _picture("reliability", reliability_curve(say("eval.report.reliability_title"), main.reliability, axes))
    )
    rows_ms = [(run.condition, run.whole["latency p50 ms"], run.whole["latency p95 ms"]) for run in runs]
    drawn.append(_picture("latency", latency_bars(say("eval.report.latency_title"), rows_ms)))
    return drawn


def _picture(name: str, svg: str) -> tuple[str, str, str]:
    return say(f"eval.report.{name}_title"), say(f"eval.report.{name}_about"), svg


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
