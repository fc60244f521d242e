"""What a run gave, as lines in the terminal."""

from __future__ import annotations

from app.terminal import console
from eval.figures import groups, means, whole
from eval.records import RunRecord
from eval.sets import STYLES


def print_run(record: RunRecord) -> None:
    """Print every measure by style with its 95% interval, and the figures of the whole run."""
    console.print(f"{record.set_name}: {record.condition}", style="bold", highlight=False, markup=False)
    for name, questions in groups(record):
        if not questions or name not in (*STYLES, *(question.style for question in record.questions)):
            continue
        console.print(f"{name} ({len(questions)})", style="bold", highlight=False, markup=False)
        for measure, mean in means(questions).items():
            line = f"  {measure:28} {mean.value:.3f}  [{mean.low:.3f}, {mean.high:.3f}]  n={mean.count}"
            console.print(line, highlight=False, markup=False)
    for measure, value in whole(record).items():
        console.print(f"{measure:30} {value:.3f}", highlight=False, markup=False)
