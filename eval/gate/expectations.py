"""The expectations of the gate: a TOML file of figures, each with its tolerance and floor."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.figures import means, whole
from eval.records import RunRecord
from ingest.errors import RegisterError, SetError
from ingest.settings import from_table

GATED = {
    "citizen": (
        "hit@1", "hit@5", "RR@10", "nDCG@10", "first quote", "any quote", "exact page", "role", "list completeness",
        "first block", "precision of what is shown", "words until the answer", "speaker", "repeated",
        "refused", "said to be found", "right where found", "confidence", "first cosine", "first lexical share",
    ),
    "followup": ("hit@1", "hit@5", "first quote", "any quote", "first block", "refused"),
    "unanswerable": ("refused", "said to be found", "confidence"),
    "offtopic": ("refused", "said to be found"),
}  # fmt: skip
WHOLE = (
    "AUROC answerable", "AUROC off-topic", "AUROC right among answered", "calibration error", "verdict right",
    "unanswerable refused at 5%", "wrong among found",
)  # fmt: skip
INTACT = "citation intact"
WORDS = "words until the answer"
LOWER = frozenset((
    "citizen refused", "followup refused", "citizen repeated", f"citizen {WORDS}", "calibration error",
    "wrong among found", "unanswerable said to be found", "offtopic said to be found",
))  # fmt: skip
STEADY = frozenset(("confidence", "first cosine", "first lexical share"))
STEADY_TOLERANCE = 0.004
WHOLE_TOLERANCE = 0.01
RATE_TOLERANCE = 0.01
WORDS_TOLERANCE, WORDS_MARGIN = 5.0, 50.0
HEAD = """# What the gate expects, by set. Written by 'aanzet eval gate --accept'; edit tolerances and floors by hand.
#
# A figure fails when it is worse than 'expected' by more than 'tolerance', or worse than 'floor' whatever is expected.
# 'steady' figures (confidence, cosine, lexical share) may move neither way: they show a change of model, prefix, weight
# or threshold that happens to cost no question.
#
# Why a tolerance: another processor adds the same numbers in another order, so a cosine differs in its sixth or seventh
# digit and two passages that score almost alike may change places. A rate may lose one question (1 / count) or
# {rate}, a steady mean {steady}, an area or calibration error {whole}, a number of words {words:g}.
# A tolerance is no measure of significance: for that, see the intervals in the report.
"""


@dataclass(frozen=True, slots=True)
class Expectation:
    """One figure of one set: what is expected, how much worse is let pass, and the worst that ever passes."""

    expected: float
    tolerance: float
    floor: float


Expectations = dict[str, dict[str, Expectation]]


def gated_figures(record: RunRecord) -> dict[str, tuple[float, int]]:
    """The figures of a run that the gate holds, by name ('citizen hit@1'), each with its number of questions."""
    found: dict[str, tuple[float, int]] = {}
    for style, names in GATED.items():
        mean_by_name = means([question for question in record.questions if question.style == style])
        found |= {f"{style} {n}": (mean_by_name[n].value, mean_by_name[n].count) for n in names if n in mean_by_name}
    intact = means(record.questions).get(INTACT)
    if intact is not None:
        found[INTACT] = (intact.value, intact.count)
    figures = whole(record)
    return found | {name: (figures[name], len(record.questions)) for name in WHOLE if name in figures}


def lower_is_better(name: str) -> bool:
    """Whether a smaller figure is a better one."""
    return name in LOWER


def is_steady(name: str) -> bool:
    """Whether a figure may move neither way."""
    return any(name.endswith(steady) for steady in STEADY)


def accepted(record: RunRecord, before: Mapping[str, Expectation]) -> dict[str, Expectation]:
    """The expectations that ``record`` meets exactly; floors and hand-set tolerances of ``before`` are kept."""
    made = {}
    for name, (value, count) in gated_figures(record).items():
        old = before.get(name)
        made[name] = Expectation(
            expected=round(value, 4),
            tolerance=old.tolerance if old is not None else _tolerance(name, count),
            floor=old.floor if old is not None else _floor(name, value),
        )
    return made


def _tolerance(name: str, count: int) -> float:
    if name == INTACT:
        return 0.0
    if is_steady(name):
        return STEADY_TOLERANCE
    if name.endswith(WORDS):
        return WORDS_TOLERANCE
    return WHOLE_TOLERANCE if name in WHOLE else max(RATE_TOLERANCE, round(1 / count + 0.0001, 4))


def _floor(name: str, value: float) -> float:
    """Ten points below the first accepted figure; every citation is intact, always."""
    if name == INTACT:
        return 1.0
    if name.endswith(WORDS):
        return round(value + WORDS_MARGIN, 2)
    return round(min(value + 0.1, 1.0) if lower_is_better(name) else max(value - 0.1, 0.0), 2)


def read_expectations(path: Path) -> Expectations:
    """The expectations in ``path`` by set and figure. Raises SetError, which says how to fix it."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
        return {
            set_name: {name: from_table(Expectation, row, f"{set_name}, {name}") for name, row in rows.items()}
            for set_name, rows in tables.items()
        }
    except OSError as cause:
        raise SetError(f"{path}: cannot be read: {cause}", code="set_no_file", where=str(path)) from cause
    except (ValueError, RegisterError, AttributeError, TypeError) as cause:
        text = f"{path}: not a file of expectations: {cause}"
        raise SetError(text, code="set_expectations", where=str(path), cause=str(cause)) from cause


def write_expectations(path: Path, expectations: Expectations) -> None:
    """Write the file that ``read_expectations`` reads. Raises SetError when it cannot be written."""
    parts = [HEAD.format(steady=STEADY_TOLERANCE, whole=WHOLE_TOLERANCE, rate=RATE_TOLERANCE, words=WORDS_TOLERANCE)]
    for set_name, rows in sorted(expectations.items()):
        parts.append(f"\n[{json.dumps(set_name, ensure_ascii=False)}]\n")
        for name, row in rows.items():
            values = f"expected = {row.expected}, tolerance = {row.tolerance}, floor = {row.floor}"
            parts.append(f"{json.dumps(name)} = {{ {values} }}\n")
    try:
        path.write_text("".join(parts), "utf-8")
    except OSError as cause:
        raise SetError(f"{path}: cannot be written: {cause}", code="set_unwritable", where=str(path)) from cause
