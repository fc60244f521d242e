"""Figures to a record and a table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.busy import Load

AT_MOST, AT_LEAST = "<=", ">="
MILLION = 1_000_000


def publish(figures: dict[str, Any], root: Path) -> None:
    """Write ``benchmarks/results/speed.json`` and ``docs/benchmarks.md`` under ``root``."""
    record = root / "benchmarks" / "results" / "speed.json"
    record.parent.mkdir(exist_ok=True)
    record.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    (root / "docs" / "benchmarks.md").write_text(table(figures), "utf-8")


def table(figures: dict[str, Any]) -> str:
    """``docs/benchmarks.md`` for one record."""
    encoder, ask, cold = figures["encoder"], figures["ask"], figures["cold"]
    documents, question = encoder["documents_per_second"], encoder["question_ms"]
    reference = "sentence-transformers, fp32"
    libraries = ", ".join(f"{name} {version}" for name, version in sorted(figures["libraries"].items()))
    busy = {name for name, state in figures["loads"].items() if Load(**state).busy}

    def named(what: str, part: str) -> str:
        return f"{what} (busy)" if part in busy else what

    changed = "" if figures["clean"] else " with changes that were not committed"
    lines = [
        "# How fast it is",
        "",
        f"Made by `{figures['command']}` (`make bench`) on {figures['date']} at {figures['commit'][:10]}{changed}.",
        f"Machine: {figures['machine']}; threads: {figures['threads']}. {libraries}.",
        "Times are processor time, measured in turns in one run: the median turn, between brackets the lowest and the "
        "highest; opening is by the clock.",
        *_loads(figures["loads"]),
        "",
        "## Encoder, question and answer",
        "",
        "| what | measured | against | ratio | wanted |",
        "|---|---|---|---|---|",
        _row(named("documents a second", "encoder"), documents["Aan Zet"], f"{reference}, batches of 32",
             documents[reference], AT_LEAST, 2.5),
        _row(named("one question, ms", "encoder"), question["Aan Zet"], "the same", question[reference], AT_MOST, 0.3),
        _row(named("question to whole answer, warm, ms", "ask"), ask["answer_ms"], "its embedding alone",
             ask["embedding_ms"], AT_MOST, 1.5),
        _row(named("`aanzet vraag` from nothing, s", "cold"), cold["aanzet vraag"],
             "first vector of sentence-transformers", cold["first vector of sentence-transformers"]),
        _row(named("texts a second, read, embedded and indexed", "building"), figures["building"]["built"],
             "embedding alone", figures["building"]["embedded"], AT_LEAST, 0.85),
        "",
        *_in_use(figures),
        "",
        *_reports(figures["reports"]),
        "## At size",
        "",
        "Vectors are mixed from the sentence vectors of the set proefadvies and asked its questions; texts are",
        "mixed from real sentences: figures of cost, and of what the coarse index loses, not of quality. The documents",
        "are one and the same on disk, and the inverted file of words is left out (`python -m benchmarks.concordance`",
        "measures it).",
        "",
        "| passages | open, s | memory: own, with mapped files, MB | vectors p50 / p95, ms | recall@10 "
        "| whole search p50 / p95, ms | vectors built (FAISS alone), s | BM25 built, s | bytes a vector "
        "| bytes a passage |",
        "|---|---|---|---|---|---|---|---|---|---|",
        *(_size(one, named(f"{one['passages']:,}", f"{one['passages']:,}")) for one in figures["sizes"]),
        "",
        *_growth(figures["sizes"]),
        *(_of_a_million(one, figures["sizes"]) for one in figures["sizes"] if one["passages"] == MILLION),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _loads(loads: dict[str, dict[str, Any]]) -> list[str]:
    """Whether the machine did other work, and during which parts."""
    states = {name: Load(**state) for name, state in loads.items()}
    busy = [f"{name}: {state}" for name, state in states.items() if state.busy]
    if not busy:
        return [f"The machine was free before and after every part ({len(states)})."]
    return [
        f"The machine was busy with other work during {len(busy)} of {len(states)} parts; their figures say '(busy)', "
        "and what is by the clock there says nothing of this program.",
        "",
        *(f"- {one}" for one in busy),
    ]


def _in_use(figures: dict[str, Any]) -> list[str]:
    encoder, page = figures["encoder"], figures["page"]
    vraag = float(np.median(figures["cold"]["aanzet vraag"]))
    busy = " (busy)" if Load(**figures["loads"]["page"]).busy else ""
    return [
        f"Lowest cosine to fp32: {encoder['cosine_to_fp32']['lowest']:.5f}.",
        f"`aanzet vraag` answers from nothing in {vraag:.2f} s ({_held(vraag, AT_MOST, 2.5)}).",
        f"The page is up over an index that stands in {page['ready_s']:.1f} s by the clock{busy} "
        f"({_held(page['ready_s'], AT_MOST, 6)}) and takes {page['memory_mb']:.0f} MB after a question "
        f"({_held(page['memory_mb'], AT_MOST, 700)}).",
    ]


def _reports(found: dict[str, Any]) -> list[str]:
    """Five reports: each figure with the machine's load when it was taken, and its spread over the turns."""
    used, used_p95, clock, clock_p95 = (_spread(turns) for turns in found["answer_ms"])
    return [
        "## Five reports",
        "",
        f"{found['documents']} reports of together {found['pages']} pages, {found['passages']:,} passages and "
        f"{found['sentences']:,} sentences (`benchmarks/reports.py`: one fictional advice, the others mixed from its "
        "sentences).",
        "",
        "| what | processor | by the clock | memory at most, MB | the machine was |",
        "|---|---|---|---|---|",
        f"| first start from zero: read, embedded, indexed, s | {found['first_start_processor_s']:.0f} "
        f"| {found['first_start_s']:.0f} | {found['first_start_peak_mb']:.0f} | {found['load_at_start']} |",
        f"| next start, with one answer, s | {found['second_start_processor_s']:.1f} | {found['second_start_s']:.1f} "
        f"| | {found['load_while_asking']} |",
        f"| question to answer, median, ms | {used} | {clock} | {found['asking_peak_mb']:.0f} "
        f"| {found['load_while_asking']} |",
        f"| question to answer, 95th percentile, ms | {used_p95} | {clock_p95} | | {found['load_while_asking']} |",
        "",
        f"Of {found['questions']} questions, in {len(found['answer_ms'][0])} turns: the median turn, between brackets "
        "the lowest and the highest. A time by the clock of a busy machine says nothing of this program.",
        "",
    ]


def _spread(turns: list[float]) -> str:
    return f"{np.median(turns):.3g} ({min(turns):.3g}–{max(turns):.3g})"


def _row(what: str, values: list[float], against: str, others: list[float], sign: str = "", wanted: float = 0.0) -> str:
    ratio = float(np.median(values) / np.median(others))
    held = _held(ratio, sign, wanted) if sign else ""
    return f"| {what} | {_spread(values)} | {against}: {_spread(others)} | {ratio:.2f} | {held} |"


def _held(value: float, sign: str, wanted: float) -> str:
    """What is wanted, and whether ``value`` reaches it."""
    reached = value <= wanted if sign == AT_MOST else value >= wanted
    return f"{sign} {wanted:g}: {'reached' if reached else 'missed'}"


def _of_a_million(one: dict[str, Any], sizes: list[dict[str, Any]]) -> str:
    alone = max((other for other in sizes if other["faiss_alone_s"]), key=lambda other: other["passages"], default=None)
    speed = alone["faiss_alone_s"] / alone["vectors_built_s"] if alone else 0.0
    held = (
        f"vectors p95 in ms {_held(one['dense_p95_ms'], AT_MOST, 5)}",
        f"recall@10 {_held(one['recall_at_10'], AT_LEAST, 0.98)}",
        f"opened in s {_held(one['open_s'], AT_MOST, 2)}",
        f"own memory in MB {_held(one['own_memory_mb'], AT_MOST, 600)}",
        f"share of FAISS's own speed of building, at the largest size where that is measured, "
        f"{_held(speed, AT_LEAST, 0.85)}",
    )
    return f"Wanted of a million: {'; '.join(held)}. Mapped files are page cache, which the system takes back."


def _size(one: dict[str, Any], name: str) -> str:
    alone = "" if one["faiss_alone_s"] is None else f" ({one['faiss_alone_s']:.1f})"
    return (
        f"| {name} | {one['open_s']:.2f} | {one['own_memory_mb']:.0f}, {one['memory_mb']:.0f} "
        f"| {one['dense_p50_ms']:.2f} / {one['dense_p95_ms']:.2f} | {one['recall_at_10']:.3f} "
        f"| {one['search_p50_ms']:.1f} / {one['search_p95_ms']:.1f} "
        f"| {one['vectors_built_s']:.1f}{alone} "
        f"| {one['bm25_built_s']:.1f} | {one['bytes_per_vector']:.0f} | {one['bytes_per_passage']:.0f} |"
    )


def _growth(sizes: list[dict[str, Any]]) -> list[str]:
    """How costs grow with the count: the exponents of fitted powers, 1 is in proportion."""
    if len(sizes) < 2:
        return []
    counts = np.log([one["passages"] for one in sizes])
    costs = {"whole search": "search_p50_ms", "BM25 built": "bm25_built_s", "own memory": "own_memory_mb"}
    fitted = [f"{what} {np.polyfit(counts, np.log([one[key] for one in sizes]), 1)[0]:.2f}"
              for what, key in costs.items()]  # fmt: skip
    return [f"Growth with the count as a power of it: {', '.join(fitted)} (1: in proportion)."]
