"""The gate as a whole: every expected set run and judged, or a new run accepted with its results and report."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.messages import say
from app.settings import Settings
from eval.conditions import DEFAULT, Condition, read_conditions
from eval.gate.expectations import Expectations, accepted, read_expectations, write_expectations
from eval.gate.outcome import Row, judge
from eval.records import RunRecord
from eval.report.summary import Summary, read_summaries, summarise
from eval.report.writing import stale_pages, write_report
from eval.sets import QUESTIONS, QuestionSet, read_set
from ingest.errors import SetError

EVAL = Path(__file__).parents[1]
Run = Callable[[QuestionSet, Condition], RunRecord]


@dataclass(frozen=True, slots=True)
class Places:
    """Where the gate reads and writes: the sets, what is expected of them, and the results that were accepted."""

    sets: Path = EVAL / "sets"
    expectations: Path = EVAL / "expectations.toml"
    results: Path = EVAL / "results"


def hold(places: Places, settings: Settings, run: Run) -> list[tuple[RunRecord, list[Row]]]:
    """Every set with expectations, run as readers get it, and its rows. Raises SetError for a set that is not there."""
    expectations = read_expectations(places.expectations)
    if not expectations:
        text = f"{places.expectations}: no expectations; run 'aanzet eval gate --accept'"
        raise SetError(text, code="set_expectations", where=str(places.expectations), cause="leeg")
    full = next(condition for condition in read_conditions(settings) if condition.name == DEFAULT)
    found = []
    for set_name, rows in expectations.items():
        record = run(read_set(places.sets / set_name), full)
        found.append((record, judge(record, rows)))
    return found


def accept(places: Places, conditions: Sequence[Condition], run: Run) -> list[Summary]:
    """Run every set under ``conditions``, and replace the expectations, the results and the report with that."""
    folders = sorted(path.parent for path in places.sets.glob(f"*/{QUESTIONS}"))
    before = read_expectations(places.expectations) if places.expectations.is_file() else {}
    after: Expectations = {}
    summaries = []
    for folder in folders:
        questions = read_set(folder)
        for condition in conditions:
            record = run(questions, condition)
            summaries.append(summarise(record))
            if condition.name == DEFAULT:
                after[folder.name] = accepted(record, before.get(folder.name, {}))
    for path in places.results.glob("*.json"):
        path.unlink()
    for summary in summaries:
        summary.write(places.results / f"{summary.set_name}.{summary.condition}.json")
    write_expectations(places.expectations, after)
    write_report(summaries, places.results)
    return summaries


def staleness(places: Places) -> list[str]:
    """What of the committed results is out of date, in Dutch; nothing is run for it.

    The pages must be what the results give, the results must be of the questions as they stand, the expectations must
    be the figures of those results, and every set must have them.
    """
    summaries = read_summaries(places.results)
    found = [say("eval.report.stale_page", name=name) for name in stale_pages(summaries, places.results)]
    expectations = read_expectations(places.expectations)
    there = {path.parent.name for path in places.sets.glob(f"*/{QUESTIONS}")}
    found += [say("eval.report.stale_new", name=name) for name in sorted(there - expectations.keys())]
    for summary in summaries:
        path = places.sets / summary.set_name / QUESTIONS
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != summary.set_sha256:
            found.append(say("eval.report.stale_set", name=summary.set_name, condition=summary.condition))
        if summary.condition == DEFAULT and not _agrees(summary, expectations):
            found.append(say("eval.report.stale_expectations", name=summary.set_name))
    return found


def wrong_before(places: Places, set_name: str) -> Sequence[str] | None:
    """The questions that were answered badly in the accepted run; None when there is none."""
    named = [one for one in read_summaries(places.results) if (one.set_name, one.condition) == (set_name, DEFAULT)]
    return named[0].wrong_ids if named else None


def _agrees(summary: Summary, expectations: Expectations) -> bool:
    rows = expectations.get(summary.set_name, {})
    for name, row in rows.items():
        style, _, measure = name.partition(" ")
        mean = summary.mean(style, measure)
        value = mean.value if mean is not None else summary.whole.get(name)
        if value is not None and abs(value - row.expected) > 0.0001:
            return False
    return bool(rows)
