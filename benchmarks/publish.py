"""Figures to a record and a table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

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
    encoder, ask, cold = figures["encoder"], figures["ask"], figures["cold"]["seconds"]
    documents, question = encoder["documents_per_second"], encoder["question_ms"]
    reference = "sentence-transformers, fp32"
    libraries = ", ".join(f"{name} {version}" for name, version in sorted(figures["libraries"].items()))
    changed = "" if figures["clean"] else " with changes that were not committed"
    lines = [
        "# How fast it is",
        "",
        f"Made by `{figures['command']}` (`make bench`) on {figures['date']} at {figures['commit'][:10]}{changed}.",
        f"Machine: {figures['machine']}; threads: {figures['threads']}. {libraries}.",
        "Times are processor time, measured in turns in one run; opening is by the clock.",
        f"The machine was {figures['load']}.",
        "",
        "## Encoder, question and answer",
        "",
        "| what | measured | against | ratio | wanted |",
        "|---|---|---|---|---|",
        _row("documents a second", documents["Aan Zet"], f"{reference}, batches of 32", documents[reference],
             AT_LEAST, 2.5),
        _row("one question, ms", question["Aan Zet"], "the same", question[reference], AT_MOST, 0.3),
        _row("question to whole answer, warm, ms", ask["answer_ms"], "its embedding alone", ask["embedding_ms"],
             AT_MOST, 1.5),
        _row("`aanzet vraag` from nothing, s", cold["aanzet vraag"], "first vector of sentence-transformers",
             cold["first vector of sentence-transformers"]),
        _row("texts a second, read, embedded and indexed", figures["building"]["built"], "embedding alone",
             figures["building"]["embedded"], AT_LEAST, 0.85),
        "",
        *_in_use(figures),
        "",
        *_reports(figures["reports"]),
        "## At size",
        "",
        "Vectors are mixed from the sentence vectors of the set proefadvies and asked its questions; texts are",
        "mixed from real sentences: figures of cost, and of what the coarse index loses, not of quality.",
        "",
        "| passages | open, s | memory: own, with mapped files, MB | vectors p50 / p95, ms | recall@10 "
        "| whole search p50 / p95, ms | vectors built (FAISS alone), s | BM25 built, s | bytes a vector "
        "| bytes a passage |",
        "|---|---|---|---|---|---|---|---|---|---|",
        *(_size(one) for one in figures["sizes"]),
        "",
        *_growth(figures["sizes"]),
        *(line for one in figures["sizes"] if one["passages"] == MILLION for line in _of_a_million(one)),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _in_use(figures: dict[str, Any]) -> list[str]:
    encoder, page, cold = figures["encoder"], figures["page"], figures["cold"]["seconds"]
    return [
        f"Lowest cosine to fp32: {encoder['cosine_to_fp32']['lowest']:.5f}.",
        f"`aanzet vraag` answers from nothing in {cold['aanzet vraag']:.2f} s "
        f"({_held(cold['aanzet vraag'], AT_MOST, 2.5)}).",
        f"The page is up over an index that stands in {page['ready_s']:.1f} s by the clock "
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
    return f"{np.median(turns):.0f} ({min(turns):.0f}–{max(turns):.0f})"


def _row(what: str, value: float, against: str, other: float, sign: str = "", wanted: float = 0.0) -> str:
    held = _held(value / other, sign, wanted) if sign else ""
    return f"| {what} | {value:.3g} | {against}: {other:.3g} | {value / other:.2f} | {held} |"


def _held(value: float, sign: str, wanted: float) -> str:
    """What is wanted, and whether ``value`` reaches it."""
    reached = value <= wanted if sign == AT_MOST else value >= wanted
    return f"{sign} {wanted:g}: {'reached' if reached else 'missed'}"


def _of_a_million(one: dict[str, Any]) -> list[str]:
    speed = one["faiss_alone_s"] / one["vectors_built_s"]
    held = (
        f"vectors p95 in ms {_held(one['dense_p95_ms'], AT_MOST, 5)}",
        f"recall@10 {_held(one['recall_at_10'], AT_LEAST, 0.98)}",
        f"opened in s {_held(one['open_s'], AT_MOST, 2)}",
        f"own memory in MB {_held(one['own_memory_mb'], AT_MOST, 600)}",
        f"share of FAISS's own speed of building {_held(speed, AT_LEAST, 0.85)}",
    )
    return [f"Wanted of a million: {'; '.join(held)}. Mapped files are page cache, which the system takes back."]


def _size(one: dict[str, Any]) -> str:
    return (
        f"| {one['passages']:,} | {one['open_s']:.2f} | {one['own_memory_mb']:.0f}, {one['memory_mb']:.0f} "
        f"| {one['dense_p50_ms']:.2f} / {one['dense_p95_ms']:.2f} | {one['recall_at_10']:.3f} "
        f"| {one['search_p50_ms']:.1f} / {one['search_p95_ms']:.1f} "
        f"| {one['vectors_built_s']:.1f} ({one['faiss_alone_s']:.1f}) "
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
