"""From a run record to figures: a mean with intervals for every group and measure, and figures of the whole run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from app.records import ABSENT, ANSWERED, FOUND, NEAR
from eval.abstention import area_under_risk, auroc, calibration_error, refused_at, reliability, risk_coverage
from eval.records import QuestionRecord, RunRecord, on_topic
from eval.sets import STYLES
from eval.statistics import Mean, mean_of

AS_TYPED = ("citizen", "followup")
WRONGLY_REFUSED = (0.02, 0.05, 0.10)
VERDICTS = (FOUND, NEAR, ABSENT)
HAVING_AN_ANSWER = frozenset(("citizen", "followup", "original"))


def groups(record: RunRecord) -> Iterator[tuple[str, list[QuestionRecord]]]:
    """Each group of questions with its name: by style; then what people type, by type, tag and document."""
    styles = dict.fromkeys((*STYLES, *(question.style for question in record.questions)))
    for style in styles:
        members = [question for question in record.questions if question.style == style]
        if members:
            yield style, members
    typed = [question for question in record.questions if question.style in AS_TYPED]
    for kind, named in (
        ("type", lambda question: (question.qtype,)),
        ("tag", lambda question: question.tags),
        ("document", lambda question: question.documents),
    ):
        names = sorted({name for question in typed for name in named(question) if name})
        for name in names:
            yield f"{kind} {name}", [question for question in typed if name in named(question)]


def means(questions: Sequence[QuestionRecord]) -> dict[str, Mean]:
    """Every measure that applies to one of ``questions``, with intervals over questions and over documents."""
    found: dict[str, Mean] = {}
    for name in dict.fromkeys(name for question in questions for name in question.values):
        having = [question for question in questions if name in question.values]
        documents = [question.documents[0] if question.documents else "" for question in having]
        found[name] = mean_of([question.values[name] for question in having], documents)
    return found


def whole(record: RunRecord) -> dict[str, float]:
    """Figures that are no mean over questions: abstention, calibration and latency."""
    found: dict[str, float] = {}
    by_style = {style: [q.confidence for q in record.questions if q.style == style] for style in STYLES}
    typed = by_style["citizen"] + by_style["followup"]
    for name, area in (
        ("AUROC answerable", auroc(typed, by_style["unanswerable"])),
        ("AUROC off-topic", auroc(typed, by_style["offtopic"])),
        ("AUROC right", auroc(*_right_and_wrong(on_topic(record)))),
        ("AUROC right among answered", auroc(*_right_and_wrong(_answered(record)))),
    ):
        if area is not None:
            found[name] = area
    for share in WRONGLY_REFUSED:
        refused = refused_at(typed, by_style["unanswerable"], share)
        if refused is not None:
            found[f"unanswerable refused at {share:.0%}"] = refused
    verdicts = confusion(record)
    total = sum(count for row in verdicts.values() for count in row.values())
    if total:
        found["verdict right"] = round(sum(row.get(truth, 0) for truth, row in verdicts.items()) / total, 6)
    told = [question for question in record.questions if question.verdict == FOUND]
    if told:
        found["wrong among found"] = round(1 - sum(_due(one) == FOUND for one in told) / len(told), 6)
    judged = on_topic(record)
    if judged:
        sure, right = [one.sure for one in judged], [one.right for one in judged]
        found["area under risk-coverage"] = area_under_risk(risk_coverage(sure, right))
        found["calibration error"] = calibration_error(reliability(sure, right))
    latencies = [question.latency_ms for question in record.questions]
    for share in (50, 95):
        found[f"latency p{share} ms"] = round(float(np.percentile(latencies, share)), 1)
    return found


def confusion(record: RunRecord) -> dict[str, dict[str, int]]:
    """How many questions got which verdict, by what it should have been; verdicts that nothing got are left out.

    'found' is due where what is shown first answers, 'near' for every other question on the subject, 'absent' off it.
    """
    table: dict[str, dict[str, int]] = {}
    for truth in VERDICTS:
        given = Counter(q.verdict for q in record.questions if q.verdict and _due(q) == truth)
        if given:
            table[truth] = {verdict: given[verdict] for verdict in VERDICTS if given[verdict]}
    return table


def _due(question: QuestionRecord) -> str:
    if question.style == "offtopic":
        return ABSENT
    return FOUND if question.answerable and question.values.get("first block") else NEAR


def _answered(record: RunRecord) -> list[QuestionRecord]:
    return [question for question in record.questions if question.answerable and question.status == ANSWERED]


def _right_and_wrong(judged: Sequence[QuestionRecord]) -> tuple[list[float], list[float]]:
    right = [question.sure for question in judged if question.right]
    return right, [question.sure for question in judged if not question.right]
