"""The targets beside what is reached: ``python -m eval.targets DEV_SET [SET ...] [--unseen SET ...] [--to FILE]``.

Each figure has two 95% intervals: over questions, and over documents drawn whole (cluster bootstrap). The confidence is
fitted without the set that it is judged on, and on nothing of an unseen set; the shares of ranking are chosen by hand
in the middle of a plateau (``eval/NOTES.md``). No text of a set comes into the table.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import numpy as np

from eval.abstention import auroc, refused_at
from eval.calibrate import Sample, ask_set, cross_validated, fit, samples_of
from eval.measures import measured
from eval.provenance import CODE, commit_of, published
from eval.run import Asked
from eval.statistics import RESAMPLES, SEED, Mean, mean_of
from index.manifest import library_versions

OWN_SET = "uitvoering-aan-zet"
MEANS = (
    ("citizen", "hit@1", 0.76, False), ("citizen", "hit@5", 0.95, False), ("citizen", "RR@10", 0.84, False),
    ("citizen", "first quote", 0.62, False), ("citizen", "any quote", 0.80, False), ("original", "hit@5", 0.85, False),
    ("followup", "hit@1", 0.65, False), ("offtopic", "refused", 1.0, False), ("citizen", "refused", 0.03, True),
)  # fmt: skip
OWN_FIRST_QUOTE = 0.85
AREA, AT_TEN = 0.85, 0.55
SURE, ANSWERED = "confidence, unanswerable: AUROC", "unanswerable refused where 10% is wrongly refused"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of one set; ``target`` None where none is set for that set."""

    set_name: str
    name: str
    found: Mean
    target: float | None
    most: bool = False

    @property
    def verdict(self) -> str:
        """'reached', or how far the figure falls short; '' without a target."""
        if self.target is None:
            return ""
        short = self.found.value - self.target if self.most else self.target - self.found.value
        return "reached" if short <= 0 else f"short by {short:.3f}"


def rows_of_means(set_name: str, asked: Sequence[Asked], *, dev: bool) -> list[Row]:
    """The means over questions; the targets hold for the development set, and one for the shipped document."""
    values = [(one.question, measured(one)) for one in asked]
    rows = []
    for style, measure, target, most in MEANS:
        having = [(question, found) for question, found in values if question.style == style and measure in found]
        if not having:
            continue
        documents = [question.documents[0] if question.documents else "" for question, _ in having]
        mean = mean_of([found[measure] for _, found in having], documents)
        own = OWN_FIRST_QUOTE if (set_name, style, measure) == (OWN_SET, "citizen", "first quote") else None
        rows.append(Row(set_name, f"{style}: {measure}", mean, target if dev else own, most))
    return rows


def rows_of_confidence(set_name: str, samples: Sequence[Sample], sure: Sequence[float], *, dev: bool) -> list[Row]:
    """What the cross-validated confidence tells apart in one set, off-topic questions left out."""
    kept = [(sample, value) for sample, value in zip(samples, sure, strict=True) if sample.style != "offtopic"]
    documents = [sample.document for sample, _ in kept]
    marked = [(sample.style == "citizen", value) for sample, value in kept]
    return [
        Row(set_name, name, around(figure, marked, documents), target if dev else None)
        for name, figure, target in ((SURE, area, AREA), (ANSWERED, refused_at_ten, AT_TEN))
    ]


def area(marked: Sequence[tuple[bool, float]]) -> float | None:
    """The area under the curve of (answerable, confidence); None without both kinds."""
    return auroc([value for yes, value in marked if yes], [value for yes, value in marked if not yes])


def refused_at_ten(marked: Sequence[tuple[bool, float]]) -> float | None:
    """The share of unanswerable questions below the confidence that a tenth of the answerable lie below."""
    return refused_at([value for yes, value in marked if yes], [value for yes, value in marked if not yes], 0.10)


def around(
    figure: Callable[[Sequence[tuple[bool, float]]], float | None],
    marked: Sequence[tuple[bool, float]],
    documents: Sequence[str],
) -> Mean:
    """A figure of the whole with its intervals; resamples that lack a kind of question are left out."""
    names = sorted(set(documents))
    of_document = [[one for one, name in zip(marked, documents, strict=True) if name == wanted] for wanted in names]
    intervals: list[float | None] = []
    for groups in ([[one] for one in marked], of_document):
        draws = np.random.default_rng(SEED).integers(0, len(groups), (RESAMPLES, len(groups)))
        drawn = (figure([one for row in draw for one in groups[row]]) for draw in draws.tolist())
        found = [value for value in drawn if value is not None]
        intervals += np.percentile(found, (2.5, 97.5)).tolist() if len(groups) > 1 else [None, None]
    low, high, document_low, document_high = intervals
    return Mean(figure(marked) or 0.0, low or 0.0, high or 0.0, len(marked), document_low, document_high)


def cross_validated_with_unseen(samples: Sequence[Sample], unseen: Collection[str]) -> list[float]:
    """The confidence of every sample from a fit without its set, of a set in ``unseen`` from a fit on the rest."""
    fitted = [sample for sample in samples if sample.set_name not in unseen]
    held_out = iter(cross_validated(fitted).tolist())
    intercept, weights = fit(fitted)
    logits = (float(intercept + weights @ np.array(sample.features)) for sample in samples)
    pairs = zip(samples, logits, strict=True)
    return [1 / (1 + np.exp(-logit)) if sample.set_name in unseen else next(held_out) for sample, logit in pairs]


def table(rows: Sequence[Row], command: str, made: str = "") -> str:
    """The rows as a Markdown page; ``made`` tells of what, when."""
    lines = ["# Targets, and what is reached", "", f"Made by `{command}`{made}; not to be edited.", ""]
    lines += [" ".join((__doc__ or "").split("\n\n", 1)[1].split()), ""]
    head = ("set", "figure", "n", "value", "95% over questions", "95% over documents", "target", "")
    lines += [_line(head), _line(("---",) * len(head))]
    for row in rows:
        mean, sign = row.found, "<=" if row.most else ">="
        target = "" if row.target is None else f"{sign} {row.target:.2f}"
        spans = (_span(mean.low, mean.high), _span(mean.document_low, mean.document_high))
        lines.append(_line((row.set_name, row.name, str(mean.count), f"{mean.value:.3f}", *spans, target, row.verdict)))
    return "\n".join(lines) + "\n"


def _span(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"{low:.2f}–{high:.2f}"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def made_of(sets: Mapping[str, Path]) -> str:
    """The day, the commit, the libraries, and the beginning of the hash of the questions of every set."""
    commit, clean = commit_of(CODE)
    hashes = {name: sha256((folder / "questions.jsonl").read_bytes()).hexdigest()[:12] for name, folder in sets.items()}
    libraries = library_versions()
    return (
        f" on {datetime.now(UTC):%Y-%m-%d} at {commit[:10]}{'' if clean else '+'} ({_listed(libraries)}; "
        f"questions: {_listed(hashes)})"
    )


def _listed(values: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {value}" for name, value in values.items())


def main() -> None:
    """Ask every set, and print the table or write it to a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="+", type=Path, help="the development set first: the targets are set for it")
    parser.add_argument("--unseen", nargs="+", type=Path, default=[], help="sets that the confidence is not fitted on")
    parser.add_argument("--to", type=Path)
    chosen = parser.parse_args()
    rows: list[Row] = []
    samples: list[Sample] = []
    folders = [*chosen.sets, *chosen.unseen]
    for folder in folders:
        assistant, asked = ask_set(folder)
        rows += rows_of_means(folder.name, asked, dev=folder == folders[0])
        samples += samples_of(assistant, folder.name, asked)
    sure = cross_validated_with_unseen(samples, {folder.name for folder in chosen.unseen})
    for folder in folders:
        own = [row for row, sample in enumerate(samples) if sample.set_name == folder.name]
        dev = folder == folders[0]
        rows += rows_of_confidence(folder.name, [samples[row] for row in own], [sure[row] for row in own], dev=dev)
    rows.sort(key=lambda row: [folder.name for folder in folders].index(row.set_name))
    named = [
        "python -m eval.targets",
        *(published(str(folder)) for folder in chosen.sets),
        *(["--unseen", *(published(str(folder)) for folder in chosen.unseen)] if chosen.unseen else []),
    ]
    command = " ".join([*named, *(["--to", published(str(chosen.to))] if chosen.to else [])])
    page = table(rows, command, made_of({folder.name: folder for folder in folders}))
    if chosen.to is None:
        print(page)
    else:
        chosen.to.write_text(page, "utf-8")


if __name__ == "__main__":
    main()
