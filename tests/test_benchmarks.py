"""The table of speeds says on what machine, how widely its figures spread, and which were taken while it was busy."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.busy import Load, watched
from benchmarks.large import measure_size
from benchmarks.publish import table

FREE = Load(0.2, 2, 0.99)
BUSY = Load(5.6, 2, 0.41)
PARTS = ("reports", "ask", "cold", "page", "encoder", "building", "1,000,000")


def figures(**busy: Load) -> dict[str, Any]:
    """A record; the parts in ``busy`` were measured while the machine did other work."""
    size = {
        "passages": 1_000_000, "open_s": 0.7, "own_memory_mb": 120.0, "memory_mb": 3000.0, "dense_p50_ms": 3.5,
        "dense_p95_ms": 3.8, "recall_at_10": 0.982, "search_p50_ms": 17.0, "search_p95_ms": 21.0,
        "vectors_built_s": 211.0, "faiss_alone_s": None, "bm25_built_s": 51.0, "bytes_per_vector": 1941.0,
        "bytes_per_passage": 10105.0,
    }  # fmt: skip
    return {
        "command": "python -m benchmarks.speed", "commit": "0123456789abcdef", "clean": True, "date": "2026-11-26",
        "machine": "x86_64, 2 cores, a processor", "threads": "1", "libraries": {"numpy": "2.4.6"},
        "loads": {part: asdict(busy.get(part, FREE)) for part in PARTS},
        "ask": {"answer_ms": [20.0, 16.0, 17.0], "embedding_ms": [13.0]},
        "cold": {"aanzet vraag": [0.6], "first vector of sentence-transformers": [5.0]},
        "page": {"ready_s": 2.5, "memory_mb": 271.0},
        "encoder": {
            "documents_per_second": {"Aan Zet": [50.0], "sentence-transformers, fp32": [11.0]},
            "question_ms": {"Aan Zet": [4.0], "sentence-transformers, fp32": [16.0]},
            "cosine_to_fp32": {"lowest": 0.9999},
        },
        "building": {"built": [100.0], "embedded": [110.0]},
        "reports": {
            "documents": 5, "pages": 500, "passages": 2000, "sentences": 9000, "first_start_processor_s": 200.0,
            "first_start_s": 110.0, "first_start_peak_mb": 700.0, "load_at_start": str(FREE),
            "second_start_processor_s": 1.0, "second_start_s": 1.1, "load_while_asking": str(FREE),
            "asking_peak_mb": 400.0, "questions": 40, "answer_ms": [[90.0, 95.0, 91.0]] * 4,
        },
        "sizes": [size],
    }  # fmt: skip


def test_machine_load_and_spread_are_stated() -> None:
    text = table(figures())
    assert "Machine: x86_64, 2 cores, a processor; threads: 1." in text
    assert "The machine was free before and after every part (7)." in text
    assert "| question to whole answer, warm, ms | 17 (16–20) |" in text
    assert "(busy)" not in text


@pytest.mark.parametrize(
    ("part", "row"),
    [
        ("ask", "| question to whole answer, warm, ms (busy) |"),
        ("encoder", "| one question, ms (busy) |"),
        ("page", "stands in 2.5 s by the clock (busy) "),
        ("1,000,000", "| 1,000,000 (busy) |"),
    ],
)
def test_a_figure_taken_while_the_machine_was_busy_says_so(part: str, row: str) -> None:
    text = table(figures(**{part: BUSY}))
    assert row in text
    assert "busy with other work during 1 of 7 parts" in text
    assert f"- {part}: busy with other work (load 5.6 on 2 cores; a lone loop got 41% of one)" in text


def test_the_load_that_is_kept_is_the_worse_of_before_and_after(monkeypatch: pytest.MonkeyPatch) -> None:
    loads = iter([FREE, BUSY])
    monkeypatch.setattr("benchmarks.busy.load", lambda: next(loads))
    assert watched(lambda: "made") == ("made", BUSY)


def test_an_index_of_any_size_is_made_opened_and_searched(tmp_path: Path) -> None:
    chance = np.random.default_rng(4)
    vectors = chance.standard_normal((60, 32)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    texts = ["De raad adviseert de minister over wonen en water.", "Het kabinet neemt elf aanbevelingen over."]
    found = measure_size(200, texts, vectors, vectors[:5], tmp_path / "huis")
    assert found["passages"] == 200
    assert found["recall_at_10"] == 1.0
    assert found["bytes_per_passage"] > found["bytes_per_vector"] == pytest.approx(4 * 32, abs=1)
