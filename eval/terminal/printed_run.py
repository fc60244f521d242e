"""What a run gave, as lines in the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.messages import say
from app.terminal.console import console
from eval.figures import groups, means, whole
from eval.records import QuestionRecord, RunRecord
from eval.run_differences import Change, Difference
from eval.statistics import Mean


def print_run(record: RunRecord) -> None:
    """Print every measure by style with its 95% interval, and the figures of the whole run."""
    console.print(f"{record.set_name}: {record.condition}", style="bold", highlight=False)
    for name, questions in groups(record):
        if name != questions[0].style:
            continue
        print_means(f"{name} ({len(questions)})", means(questions))
    for measure, value in whole(record).items():
        console.print(f"{measure:30} {value:.3f}", highlight=False)


def print_means(heading: str, found: Mapping[str, Mean]) -> None:
    """Print measures under a heading, each with its 95% interval."""
    console.print(heading, style="bold", highlight=False)
    for measure, mean in found.items():
        line = f"  {measure:28} {mean.value:.3f}  [{mean.low:.3f}, {mean.high:.3f}]  n={mean.count}"
        console.print(line, highlight=False)


def print_differences(differences: Sequence[Difference]) -> None:
    """Print each measure of two runs with p of the difference."""
    for one in differences:
        move = one.after - one.before
        line = f"{one.style:14}{one.measure:14}{one.before:.3f}  {one.after:.3f}  {move:+.3f}  p={one.p:.4f}"
        console.print(f"{line}  n={one.count}", highlight=False)


def print_changes(changes: Sequence[Change]) -> None:
    """Print the questions that changed, worst first."""
    for change in changes:
        text = f"{change.moved:+.2f} {change.question.id}: {change.question.question}"
        console.print(f"{text} ({', '.join(change.measures)})", highlight=False)


def print_fallen(questions: Sequence[QuestionRecord]) -> None:
    """Print questions that are answered badly, with what was shown."""
    for question in questions:
        console.print(say("eval.gate.fallen", id=question.id, question=question.question), highlight=False)
        shown = question.quotes[0] if question.quotes else None
        text = say("eval.gate.shown", **shown) if shown else say("eval.gate.nothing", status=question.status)
        console.print(text, highlight=False)
