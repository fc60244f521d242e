"""The gate as a whole: every expected set run and judged, or a new run accepted with its results and report."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.messages import say
from app.settings import Settings
from eval.conditions import ALL, DEFAULT, Condition, read_conditions
from eval.gate.expectations import Expectations, accepted, read_expectations, write_expectations
from eval.gate.outcome import Row, judge
from eval.records import RunRecord
from eval.report.rendering import stale_pages, write_report
from eval.report.summary import Summary, read_summaries, summarise
from eval.sets import QUESTIONS, QuestionSet, read_set
from ingest.errors import SetError

EVAL = Path(__file__).parents[1]
Run = Callable[[QuestionSet, Condition], RunRecord]


@dataclass(frozen=True, slots=True)
class Places:
    """Where the gate reads and writes: the sets, what is expected of them, and the results that were accepted.

    ``elsewhere`` are folders of sets outside the repository that are held too, against ``expectations_elsewhere``; of
    those only figures are kept, and no results.
    """

    sets: Path = EVAL / "sets"
    expectations: Path = EVAL / "expectations.toml"
    results: Path = EVAL / "results"
    elsewhere: tuple[Path, ...] = ()

    @property
    def expectations_elsewhere(self) -> Path:
        """What is expected of the sets elsewhere."""
        return self.expectations.with_stem(f"{self.expectations.stem}-elsewhere")


def hold(
    places: Places, settings: Settings, run: Run, named: Collection[str] = ()
) -> list[tuple[RunRecord, list[Row]]]:
    """Every set with expectations (or those ``named``), run as readers get it, and its rows.

    A set elsewhere of which nothing is expected yet is passed over (see ``unexpected``). Raises SetError for a set of
    the repository that is not there, and when nothing at all is expected.
    """
    own = _expected(places.expectations)
    others = _expected(places.expectations_elsewhere) if places.elsewhere else {}
    if not own:
        raise _nothing_expected(places.expectations)
    full = next(condition for condition in read_conditions(settings) if condition.name == DEFAULT)
    wanted = [(places.sets / name, rows) for name, rows in own.items()]
    wanted += [(folder, others[name]) for folder in places.elsewhere if (name := folder.resolve().name) in others]
    found = []
    for folder, rows in wanted:
        if not named or folder.resolve().name in named:
            record = run(read_set(folder), full)
            found.append((record, judge(record, rows)))
    return found


def unexpected(places: Places) -> list[str]:
    """The sets elsewhere of which nothing is expected yet, by name."""
    others = _expected(places.expectations_elsewhere) if places.elsewhere else {}
    return [name for folder in places.elsewhere if (name := folder.resolve().name) not in others]


def accept(places: Places, conditions: Sequence[Condition], run: Run, named: Collection[str] = ()) -> None:
    """Run every set (or those ``named``) and replace their expectations and results with that, and the report.

    Each set of the repository is run under those of ``conditions`` that it asks for, one elsewhere under the default.
    """
    folders = sorted(path.parent for path in places.sets.glob(f"*/{QUESTIONS}"))
    before = _expected(places.expectations)
    kept = {name: rows for name, rows in before.items() if (places.sets / name / QUESTIONS).is_file()}
    for folder in folders:
        if named and folder.name not in named:
            continue
        questions = read_set(folder)
        _remove_results(places.results, folder.name)
        for condition in conditions:
            if questions.conditions in (ALL, condition.name):
                record = run(questions, condition)
                summarise(record).write(places.results / f"{folder.name}.{condition.name}.json")
                if condition.name == DEFAULT:
                    kept[folder.name] = accepted(record, before.get(folder.name, {}))
    for path in places.results.glob("*.json"):
        if path.stem.rpartition(".")[0] not in kept:
            path.unlink()
    write_expectations(places.expectations, kept)
    _accept_elsewhere(places, conditions, run, named)
    write_report(read_summaries(places.results), places.results)


def _accept_elsewhere(places: Places, conditions: Sequence[Condition], run: Run, named: Collection[str]) -> None:
    chosen = [folder for folder in places.elsewhere if not named or folder.resolve().name in named]
    if not chosen:
        return
    full = next(condition for condition in conditions if condition.name == DEFAULT)
    others = _expected(places.expectations_elsewhere)
    for folder in chosen:
        questions = read_set(folder)
        others[questions.name] = accepted(run(questions, full), others.get(questions.name, {}))
    write_expectations(places.expectations_elsewhere, others)


def _remove_results(folder: Path, set_name: str) -> None:
    for path in folder.glob("*.json"):
        if path.stem.rpartition(".")[0] == set_name:
            path.unlink()


def _expected(path: Path) -> Expectations:
    return read_expectations(path) if path.is_file() else {}


def _nothing_expected(path: Path) -> SetError:
    text = f"{path}: nothing is expected; run 'aanzet eval gate --accept'"
    return SetError(text, code="set_expectations", where=str(path), cause="leeg")


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
