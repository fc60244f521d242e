"""The gate: figures against what is expected of them, the questions that fell, and JUnit XML."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.messages import say
from eval.gate.expectations import Expectation, gated_figures, is_steady, lower_is_better
from eval.records import QuestionRecord, RunRecord, went_wrong
from ingest.errors import SetError

PASSED, WORSE, MOVED, BELOW_FLOOR, MISSING = "passed", "worse", "moved", "below_floor", "missing"
FALLEN_SHOWN = 10
ROUNDING = 0.00006


@dataclass(frozen=True, slots=True)
class Row:
    """One figure against its expectation: ``status`` is one of the constants above, ``value`` None when missing."""

    name: str
    expectation: Expectation
    value: float | None
    status: str


def judge(record: RunRecord, expectations: Mapping[str, Expectation]) -> list[Row]:
    """A row for every expectation of a set. A figure that the run lacks fails."""
    found = gated_figures(record)
    rows = []
    for name, expectation in expectations.items():
        value = found[name][0] if name in found else None
        rows.append(Row(name, expectation, value, _status(name, expectation, value)))
    return rows


def _status(name: str, expectation: Expectation, value: float | None) -> str:
    if value is None:
        return MISSING
    sign = -1 if lower_is_better(name) else 1
    if sign * (expectation.floor - value) > ROUNDING:
        return BELOW_FLOOR
    allowed = expectation.tolerance + ROUNDING
    if is_steady(name) and abs(value - expectation.expected) > allowed:
        return MOVED
    return WORSE if sign * (expectation.expected - value) > allowed else PASSED


def row_text(row: Row) -> str:
    """One row in Dutch: the figure, what was expected, and what is wrong."""
    value = "-" if row.value is None else f"{row.value:.4f}"
    wanted = row.expectation
    return say(
        "eval.gate.row",
        verdict=say(f"eval.gate.{row.status}"),
        name=row.name,
        value=value,
        expected=f"{wanted.expected:.4f}",
        tolerance=f"{wanted.tolerance:.4f}",
        floor=f"{wanted.floor:.2f}",
    )


def fallen(record: RunRecord, wrong_before: Sequence[str] | None) -> list[QuestionRecord]:
    """At most ten questions that are wrong now and were not when the run was accepted, the surest first.

    ``wrong_before`` has the ids that were wrong then; None, when that is not known, gives the wrong ones of now.
    """
    wrong = [question for question in record.questions if went_wrong(question)]
    chosen = [question for question in wrong if question.id not in (wrong_before or ())]
    return sorted(chosen, key=lambda question: (-question.confidence, question.id))[:FALLEN_SHOWN]


def write_junit(path: Path, judged: Mapping[str, Sequence[Row]]) -> None:
    """Write a test suite for each set and a test case for each figure. Raises SetError when it cannot be written."""
    root = ET.Element("testsuites", name="aanzet eval gate")
    for set_name, rows in judged.items():
        failures = sum(row.status != PASSED for row in rows)
        suite = ET.SubElement(root, "testsuite", name=set_name, tests=str(len(rows)), failures=str(failures))
        for row in rows:
            case = ET.SubElement(suite, "testcase", classname=set_name, name=row.name)
            if row.status != PASSED:
                ET.SubElement(case, "failure", message=row_text(row), type=row.status)
    ET.indent(root)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        ET.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)
    except OSError as cause:
        raise SetError(f"{path}: cannot be written: {cause}", code="set_unwritable", where=str(path)) from cause
