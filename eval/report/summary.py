"""What is kept of a run in the repository: its figures and curves, without the texts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from eval.abstention import Bin, reliability, risk_coverage
from eval.conditions import DEFAULT
from eval.figures import confusion, groups, means, whole
from eval.records import RunRecord, on_topic, went_wrong
from eval.statistics import Mean
from ingest.errors import SetError

CURVE_POINTS = 60


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of one condition over one set.

    ``figures`` maps group and measure to a mean with intervals (groups finer than styles for 'full' alone), ``whole``
    names figures of the whole run, ``verdicts`` counts the verdicts given by the verdict due,
    ``risk_coverage`` has points (coverage, risk), ``wrong_ids`` the questions that were answered badly.
    """

    set_name: str
    condition: str
    set_sha256: str
    corpus_sha256: str
    questions: int
    made_with: dict[str, Any]
    figures: dict[str, dict[str, Mean]]
    whole: dict[str, float]
    risk_coverage: tuple[tuple[float, float], ...]
    reliability: tuple[Bin, ...]
    wrong_ids: tuple[str, ...]
    verdicts: dict[str, dict[str, int]] = field(default_factory=dict)

    def mean(self, group: str, measure: str) -> Mean | None:
        """One figure; None where the measure does not apply."""
        return self.figures.get(group, {}).get(measure)

    def write(self, path: Path) -> None:
        """Write the summary as JSON. Raises SetError when the file cannot be written."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text + "\n", "utf-8")
        except OSError as cause:
            raise SetError(f"{path}: cannot be written: {cause}", code="set_unwritable", where=str(path)) from cause


def summarise(record: RunRecord) -> Summary:
    """The summary of a run."""
    judged = on_topic(record)
    sure, right = [question.sure for question in judged], [question.right for question in judged]
    return Summary(
        set_name=record.set_name,
        condition=record.condition,
        set_sha256=record.set_sha256,
        corpus_sha256=record.corpus_sha256,
        questions=len(record.questions),
        made_with=record.made_with,
        figures={
            name: means(questions)
            for name, questions in groups(record)
            if record.condition == DEFAULT or name == questions[0].style
        },
        whole=whole(record),
        risk_coverage=tuple(_thinned(risk_coverage(sure, right))),
        reliability=tuple(reliability(sure, right)),
        wrong_ids=tuple(question.id for question in record.questions if went_wrong(question)),
        verdicts=confusion(record),
    )


def read_summary(path: Path) -> Summary:
    """The summary in ``path``. Raises SetError, which says how to fix it, when it is not one."""
    try:
        values = json.loads(path.read_text("utf-8"))
        groups_read = {
            group: {name: Mean(**mean) for name, mean in table.items()} for group, table in values["figures"].items()
        }
        return Summary(
            **{
                **values,
                "figures": groups_read,
                "risk_coverage": tuple((float(x), float(y)) for x, y in values["risk_coverage"]),
                "reliability": tuple(Bin(**one) for one in values["reliability"]),
                "wrong_ids": tuple(values["wrong_ids"]),
            }
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as cause:
        raise SetError(f"{path}: not a summary of a run: {cause}", code="set_record", where=str(path)) from cause


def read_summaries(folder: Path) -> list[Summary]:
    """Every summary in ``folder``, by set, in the order of the conditions file for known conditions."""
    return sorted((read_summary(path) for path in folder.glob("*.json")), key=lambda one: (one.set_name, one.condition))


def _thinned(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """At most ``CURVE_POINTS`` points, the last among them."""
    step = max(1, -(-len(points) // CURVE_POINTS))
    return list(points[:-1:step]) + list(points[-1:])
