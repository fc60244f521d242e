"""Two runs are compared question by question."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.eval.conftest import Command

pytestmark = pytest.mark.usefixtures("model")


def test_a_run_without_threshold_differs_only_in_what_is_refused(
    aanzet: Command, mixed_set: Path, eval_home: Path
) -> None:
    aanzet("eval", "run", mixed_set)
    aanzet("eval", "run", mixed_set, "--conditions", "no-threshold")
    runs = eval_home / "eval" / "runs" / mixed_set.name
    done = aanzet("eval", "compare", runs / "full.json", runs / "no-threshold.json")
    assert done.status == 0
    lines = done.out.splitlines()
    assert any(line.startswith("citizen       hit@1") and "+0.000  p=1.0000" in line for line in lines)
    assert any(line.startswith("offtopic") and "-1.000" in line for line in lines)
    assert any(line.startswith("-1.00 8: Hoe bak ik een appeltaart?") for line in lines)


def test_runs_of_other_questions_and_files_that_are_no_runs_exit_2(
    aanzet: Command, mixed_set: Path, eval_home: Path, tmp_path: Path
) -> None:
    aanzet("eval", "run", mixed_set)
    record = eval_home / "eval" / "runs" / mixed_set.name / "full.json"
    other = tmp_path / "ander.json"
    other.write_text(record.read_text("utf-8").replace('"id": "8"', '"id": "9"'), "utf-8")
    done = aanzet("eval", "compare", record, other)
    assert (done.status, "verschil: 8, 9" in done.err) == (2, True)
    other.write_text("{}", "utf-8")
    done = aanzet("eval", "compare", record, other)
    assert (done.status, "geen record van een run" in done.err) == (2, True)
