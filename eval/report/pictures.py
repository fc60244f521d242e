"""The pictures of the report, each with what to read in it and the same figures as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.messages import say
from eval.figures import VERDICTS
from eval.report.charts import (
    area_bars,
    bars,
    confusion_squares,
    decimal,
    latency_bars,
    reliability_curve,
    risk_curve,
)
from eval.report.summary import Summary
from eval.report.tables import Table, verdict_names

DRAWN = {
    "drawn_block": ("citizen", "first block"),
    "drawn_shown": ("citizen", "precision of what is shown"),
    "drawn_passage": ("citizen", "hit@1"),
    "drawn_refused": ("unanswerable", "refused"),
}
AREAS = {"AUROC answerable": "area_in_sources", "AUROC right among answered": "area_first_right"}
"""Two different things that a confidence may tell: whether the sources answer, and whether what stands first does."""
COVERAGES = (0.1, 0.25, 0.5, 0.75, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture (SVG), what to read in it, and its figures for who does not see it."""

    title: str
    about: str
    svg: str
    table: Table


def pictures(runs: Sequence[Summary]) -> Iterator[Picture]:
    """The pictures of one set's runs; those of one run alone are of the first."""
    for name, (group, measure) in DRAWN.items():
        if any(run.mean(group, measure) for run in runs):
            yield _shares(name, group, measure, runs)
    main = runs[0]
    if main.verdicts:
        yield _verdicts(main)
    yield from _areas(runs)
    yield _risk(main)
    yield _reliability(main)
    yield _latency(runs)


def _shares(name: str, group: str, measure: str, runs: Sequence[Summary]) -> Picture:
    means = [(run.condition, mean) for run in runs if (mean := run.mean(group, measure)) is not None]
    rows = [(run, f"{mean.value:.0%}", f"{mean.low:.0%} – {mean.high:.0%}", str(mean.count)) for run, mean in means]
    return _picture(name, bars(_title(name), means), ("condition", "share", "interval", "questions"), rows)


def _verdicts(run: Summary) -> Picture:
    names = verdict_names()
    rows = [
        (names[due], *(f"{given.get(verdict, 0)} ({given.get(verdict, 0) / sum(given.values()):.0%})"
                       for verdict in VERDICTS))
        for due, given in run.verdicts.items()
    ]  # fmt: skip
    head = ("verdict_due", *(f"verdict_{verdict}" for verdict in VERDICTS))
    return _picture("verdicts", confusion_squares(_title("verdicts"), run.verdicts, names), head, rows)


def _areas(runs: Sequence[Summary]) -> Iterator[Picture]:
    found = [
        (f"{run.condition}: {say(f'eval.report.{word}')}", run.whole[name])
        for run in runs
        for name, word in AREAS.items()
        if name in run.whole
    ]
    if found:
        drawn = area_bars(_title("areas"), found, say("eval.report.chance"))
        yield _picture("areas", drawn, ("condition", "area"), [(name, decimal(area)) for name, area in found])


def _risk(run: Summary) -> Picture:
    axes = say("eval.report.coverage"), say("eval.report.risk")
    rows = [
        (f"{wanted:.0%}", f"{next(risk for coverage, risk in run.risk_coverage if coverage >= wanted):.0%}")
        for wanted in COVERAGES
        if run.risk_coverage
    ]
    return _picture("risk", risk_curve(_title("risk"), run.risk_coverage, axes), ("coverage", "risk"), rows)


def _reliability(run: Summary) -> Picture:
    axes = say("eval.report.confidence"), say("eval.report.right")
    drawn = reliability_curve(_title("reliability"), run.reliability, axes)
    rows = [(f"{one.confidence:.0%}", f"{one.right:.0%}", str(one.count)) for one in run.reliability]
    return _picture("reliability", drawn, ("confidence", "right", "questions"), rows)


def _latency(runs: Sequence[Summary]) -> Picture:
    found = [(run.condition, run.whole["latency p50 ms"], run.whole["latency p95 ms"]) for run in runs]
    rows = [(name, f"{p50:.0f}", f"{p95:.0f}") for name, p50, p95 in found]
    return _picture("latency", latency_bars(_title("latency"), found), ("condition", "median_ms", "p95_ms"), rows)


def _picture(name: str, svg: str, head: Sequence[str], rows: Sequence[tuple[str, ...]]) -> Picture:
    words = tuple(say(f"eval.report.{word}") for word in head)
    title = _title(name)
    return Picture(title, say(f"eval.report.{name}_about"), svg, Table(title, words, tuple(rows)))


def _title(name: str) -> str:
    return say(f"eval.report.{name}_title")
