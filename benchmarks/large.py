"""A large index made of a small one, and how it opens and searches.

Its documents are one and the same on disk, and the inverted file holds the words of that one: no search looks at them,
and ``python -m benchmarks.concordance`` measures that file at size.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import time
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from app.assistant import Assistant
from index.lexical import LexicalIndex
from index.manifest import FORMAT, Manifest, file_facts
from index.opened import open_index
from index.policy import SEARCH
from index.search import search_vector
from index.settings import IndexSettings
from index.stores.faiss_vectors import VectorIndex
from index.stores.mapped import PassageWriter, SentenceRows
from index.vectors import Vectors
from index.words import WordWriter
from ingest.document import Document
from ingest.records import Block, BlockKind, Page, Passage, Sentence, Source
from ingest.saved import save_document

PER_DOCUMENT = 40
NOISE = 0.02
WORDS = 8
NEAREST = 10
ALONE_UP_TO = 100_000
"""Passages: above that FAISS is not measured alone, which would take as long again as our own building."""


def real_vectors(assistant: Assistant) -> Vectors:
    """The vectors of the sentences of a real index, float32 ``(n, dim)``."""
    index = assistant.index
    return index.sentence_vectors.rows(list(range(index.sentence_vectors.count)))


def mixed(vectors: Vectors, count: int, chance: np.random.Generator) -> Vectors:
    """``count`` unit vectors between three real ones each, with a little noise: float32 ``(count, dim)``."""
    made = np.zeros((count, vectors.shape[1]), np.float32)
    for start in range(0, count, 10_000):
        part = made[start : start + 10_000]
        shares = chance.dirichlet((1.0, 0.5, 0.25), len(part)).astype(np.float32)
        for column in range(3):
            part += shares[:, column, None] * vectors[chance.integers(0, len(vectors), len(part))]
        part += NOISE * chance.standard_normal(part.shape, np.float32)
        part /= np.linalg.norm(part, axis=1, keepdims=True)
    return made


def measure_size(count: int, texts: list[str], vectors: Vectors, questions: Vectors, home: Path) -> dict[str, Any]:
    """Figures of an index of ``count`` passages, whose texts are mixed from ``texts``, vectors from ``vectors``; it is
    asked ``questions``, the vectors of real ones.
    """
    chance = np.random.default_rng(count)
    large = mixed(vectors, count, chance)
    figures = _build(count, texts, large, home, chance)
    exact = faiss.IndexFlatIP(large.shape[1])
    exact.add(large)
    nearest = exact.search(questions, NEAREST)[1]
    del exact, large
    asked = [" ".join(chance.choice(text.split(), WORDS)) for text in chance.choice(texts, len(questions))]
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        figures |= pool.apply(_open_and_search, (home, questions, asked, nearest))
    shutil.rmtree(home)
    return figures


def _build(count: int, texts: list[str], large: Vectors, home: Path, chance: np.random.Generator) -> dict[str, Any]:
    folder = home / "index" / ("0" * 16)
    folder.mkdir(parents=True)
    start = time.process_time()
    index = VectorIndex.build(large)
    ours = time.process_time() - start
    index.save(folder / "passages.faiss")
    theirs = _library_alone(large, index) if count <= ALONE_UP_TO else None
    VectorIndex.build(large, searched=False).save(folder / "sentences.faiss")
    source_ids = [f"bron-{number:07}" for number in range(-(-count // PER_DOCUMENT))]
    words = np.array(sorted({word for text in texts for word in text.split()}), object)
    drawn = zip(chance.integers(0, len(texts), count), chance.integers(0, len(words), (count, WORDS)), strict=True)
    bodies = [f"{texts[row]} {' '.join(words[own])}" for row, own in drawn]
    writer, inverted, spans = PassageWriter(folder), WordWriter(), []
    for number, source_id in enumerate(source_ids):
        own = bodies[number * PER_DOCUMENT : (number + 1) * PER_DOCUMENT]
        document, passages = _document(source_id, own)
        if number == 0:
            save_document(document, folder / "documents" / source_id)
            inverted.add(document, number)
        else:
            _link(folder / "documents" / source_ids[0], folder / "documents" / source_id)
        writer.add(passages, number)
        spans += [(number, passage.char_start, passage.char_end) for passage in passages]
    writer.save()
    inverted.save(folder)
    del inverted
    SentenceRows.save(np.array(spans, np.int64), folder)
    start = time.process_time()
    LexicalIndex.build(bodies, 1.2, 0.75).save(folder / "bm25")
    lexical = time.process_time() - start
    files = {str(p.relative_to(folder)): file_facts(p) for p in sorted(folder.rglob("*")) if p.is_file()}
    made = ("0" * 16, FORMAT, "mixed", "1", large.shape[1], {}, {}, "", {})
    Manifest(*made, tuple(source_ids), ("overig",) * len(source_ids), count, count, files).write(folder)
    (home / "index" / "current").write_text("0" * 16, "utf-8")
    size = sum(path.stat().st_size for path in folder.glob("passages.*f*") if path.suffix in (".faiss", ".ivf"))
    whole = sum(size for size, _ in files.values())
    return {"passages": count, "vectors_built_s": ours, "faiss_alone_s": theirs, "bm25_built_s": lexical,
            "bytes_per_vector": size / count, "bytes_per_passage": whole / count}  # fmt: skip


def _link(one: Path, other: Path) -> None:
    """Let ``other`` be the same document as ``one``: a search reads none of them, and each counts with its size."""
    other.mkdir()
    for path in one.iterdir():
        os.link(path, other / path.name)


def _library_alone(vectors: Vectors, index: VectorIndex) -> float:
    """Processor seconds of FAISS for the same rows, and the same lists when ``index`` has them, without our code."""
    start = time.process_time()
    faiss.IndexFlatIP(vectors.shape[1]).add(vectors)
    if index.lists:
        coarse = faiss.index_factory(vectors.shape[1], f"IVF{index.lists},SQ8", faiss.METRIC_INNER_PRODUCT)
        coarse.train(vectors[:: max(1, len(vectors) // (SEARCH.training_a_list * index.lists))])
        coarse.add(vectors)
    return time.process_time() - start


def _document(source_id: str, bodies: list[str]) -> tuple[Document, list[Passage]]:
    text = "\n\n".join(bodies)
    source = Source(source_id, source_id, "overig", "", file=f"{source_id}.txt")
    blocks, passages, at = [], [], 0
    for number, body in enumerate(bodies):
        end = at + len(body)
        blocks.append(Block(BlockKind.PARAGRAPH, at, end))
        whole = (Sentence(at, end, BlockKind.PARAGRAPH),)
        passages.append(
            Passage(f"{source_id}-{number}", source_id, "overig", BlockKind.PARAGRAPH, (), "", at, end, body, (), whole)
        )
        at = end + 2
    ones, places = np.ones(len(text), np.int32), np.arange(len(text), dtype=np.int32)
    pages = (Page(1, None, text),)
    document = Document(source, source_id, "", "text/plain", False, text, tuple(blocks), pages, ones, places)
    return document, passages


def _open_and_search(home: Path, queries: Vectors, asked: list[str], nearest: NDArray[np.int64]) -> dict[str, float]:
    """In a process of its own: seconds to open, milliseconds of a search, recall of its vectors, memory in MB: own, and
    with what it looked at of the mapped files.
    """
    start = time.perf_counter()
    index = open_index(home)
    opened = time.perf_counter() - start
    settings = IndexSettings()
    whole, dense, found = [], [], 0
    search_vector(index, asked[0], queries[0], 10, settings)
    for query, words, expected in zip(queries, asked, nearest.tolist(), strict=True):
        start = time.process_time()
        search_vector(index, words, query, 10, settings)
        whole.append((time.process_time() - start) * 1000)
        start = time.process_time()
        rows = index.passage_vectors.nearest(query, settings.candidates)
        best = np.array(rows)[np.argsort(-(index.passage_vectors.rows(rows) @ query))[:NEAREST]]
        dense.append((time.process_time() - start) * 1000)
        found += len(set(best.tolist()) & set(expected))
    return {"open_s": opened, "dense_p50_ms": float(np.median(dense)), "dense_p95_ms": float(np.quantile(dense, 0.95)),
            "search_p50_ms": float(np.median(whole)), "search_p95_ms": float(np.quantile(whole, 0.95)),
            "recall_at_10": found / nearest.size, "own_memory_mb": _memory("RssAnon"),
            "memory_mb": _memory("VmRSS")}  # fmt: skip


def _memory(kind: str) -> float:
    """Memory of this process in MB: all of it ('VmRSS'), or what is no mapped file ('RssAnon')."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return int(next(line for line in lines if line.startswith(kind)).split()[1]) / 1024
