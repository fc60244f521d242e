"""Two runs over the same questions: differences with a paired test, and the questions that changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.records import QuestionRecord, RunRecord, by_id
from eval.sets import STYLES
from eval.statistics import randomisation_p
from ingest.errors import SetError


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure in one style: both means over the ``count`` questions of the two runs, and p of the difference."""

    style: str
    measure: str
    before: float
    after: float
    p: float
    count: int


@dataclass(frozen=True, slots=True)
class Change:
    """A question that changed: by how much its measures moved together (negative is worse), and which ones did."""

    question: QuestionRecord
    moved: float
    measures: tuple[str, ...]


COMPARED = (
    "hit@1", "hit@5", "RR@10", "nDCG@10", "first quote", "first block", "any quote", "exact page", "role", "refused",
)  # fmt: skip


def differences(before: RunRecord, after: RunRecord) -> list[Difference]:
    """Each compared measure by style; a measure that one of the runs lacks for a question counts 0 there.

    Raises SetError when the runs are not about the same questions.
    """
    pairs = _pairs(before, after)
    found = []
    for style in dict.fromkeys((*STYLES, *(first.style for first, _ in pairs))):
        for measure in COMPARED:
            both = [(a.values, b.values) for a, b in pairs if a.style == style and measure in a.values | b.values]
            if not both:
                continue
            left = [values.get(measure, 0.0) for values, _ in both]
            right = [values.get(measure, 0.0) for _, values in both]
            means = sum(left) / len(both), sum(right) / len(both)
            found.append(Difference(style, measure, *means, randomisation_p(left, right), len(both)))
    return found


def changes(before: RunRecord, after: RunRecord) -> list[Change]:
    """The questions of which a compared measure changed, worst first."""
    found = []
    for first, second in _pairs(before, after):
        moves = {name: _gain(second, name) - _gain(first, name) for name in COMPARED}
        changed = tuple(name for name, move in moves.items() if abs(move) > 1e-9)
        if changed:
            found.append(Change(second, round(sum(moves.values()), 6), changed))
    return sorted(found, key=lambda change: (change.moved, change.question.id))


def _gain(question: QuestionRecord, name: str) -> float:
    value = question.values.get(name, 0.0)
    return -value if name == "refused" and question.answerable else value


def _pairs(before: RunRecord, after: RunRecord) -> Sequence[tuple[QuestionRecord, QuestionRecord]]:
    left, right = by_id(before), by_id(after)
    if left.keys() != right.keys():
        lacking = ", ".join(sorted(left.keys() ^ right.keys())[:5])
        text = f"runs of other questions: {lacking} ... only in one of them; run the same set twice"
        raise SetError(text, code="set_other_questions", first=before.set_name, second=after.set_name, ids=lacking)
    return [(left[name], right[name]) for name in left]
