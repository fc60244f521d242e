"""The tables of the report, as texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.messages import say
from eval.figures import VERDICTS
from eval.report.summary import Summary
from eval.statistics import Mean

TYPED = (("citizen", "hit@1"), ("citizen", "hit@5"), ("citizen", "RR@10"), ("citizen", "first quote"),
         ("citizen", "any quote"), ("citizen", "first block"), ("citizen", "precision of what is shown"),
         ("citizen", "words until the answer"), ("citizen", "speaker"), ("citizen", "refused"),
         ("followup", "hit@1"), ("followup", "first quote"),
         ("unanswerable", "refused"), ("offtopic", "refused"))  # fmt: skip
BY_GROUP = ("hit@1", "RR@10", "first quote", "first block", "any quote", "exact page", "refused")
FOLLOWUP = ("hit@1", "RR@10", "first quote")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of texts; the first column names the row."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tables(runs: Sequence[Summary]) -> tuple[Table, ...]:
    """The tables of one set's runs; those of one run alone are of the first."""
    main = runs[0]
    return (_conditions(runs), _whole(runs), *_verdicts(main), _groups(main), *_followups(main))


def verdict_names() -> dict[str, str]:
    """The words for each verdict, in their order."""
    return {verdict: say(f"eval.report.verdict_{verdict}") for verdict in VERDICTS}


def _conditions(runs: Sequence[Summary]) -> Table:
    columns = [pair for pair in TYPED if any(run.mean(*pair) for run in runs)]
    rows = tuple((run.condition, *(_figure(run.mean(*pair)) for pair in columns)) for run in runs)
    return Table(say("eval.report.conditions"), (say("eval.report.condition"), *map(" ".join, columns)), rows)


def _whole(runs: Sequence[Summary]) -> Table:
    names = list(dict.fromkeys(name for run in runs for name in run.whole))
    rows = tuple((run.condition, *(f"{run.whole[n]:.3f}" if n in run.whole else "" for n in names)) for run in runs)
    return Table(say("eval.report.whole"), (say("eval.report.condition"), *names), rows)


def _verdicts(run: Summary) -> list[Table]:
    if not run.verdicts:
        return []
    names = verdict_names()
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
