"""A BEIR folder run like a set: its texts indexed as documents, ranked for every query, held against its qrels."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.assistant import Assistant
from app.records import FoundPassage
from app.settings import Settings
from app.workspace import Workspace
from eval.measures.retrieval import scores
from eval.opening import index_name
from eval.statistics import Mean, mean_of
from eval.trec import Qrels, Ranking, read_beir
from ingest.errors import SetError
from ingest.ingest import folder_register

DEPTH = 100
PASSAGES_PER_DOCUMENT = 5
MEASURES = {"hit@1": "Success@1", "RR@10": "RR@10", "nDCG@10": "nDCG@10", "R@10": "R@10", "R@100": "R@100"}
"""Our names, and those of ir_measures."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Collection:
    """The texts of a BEIR folder, its queries, and how relevant which text is for each of them."""

    texts: dict[str, str]
    queries: dict[str, str]
    qrels: Qrels


@dataclass(frozen=True, slots=True)
class Ranked:
    """One query with its texts, best first (each by its best passage); ``latency_ms`` is the time of the search."""

    query: str
    texts: tuple[tuple[str, FoundPassage], ...]
    latency_ms: float


def is_beir(folder: Path) -> bool:
    """Whether ``folder`` is laid out as BEIR's collections are."""
    return (folder / "corpus.jsonl").is_file()


def open_collection(
    folder: Path, home: Path, settings: Settings, progress: Progress | None = None
) -> tuple[Collection, Assistant]:
    """The collection in ``folder`` and an assistant over its texts, kept under ``home`` by what they are made of.

    Raises SetError when the folder is not right.
    """
    collection = Collection(*read_beir(folder))
    settings = replace(settings.in_files(), register="")
    content = hashlib.sha256(json.dumps(list(collection.texts.values())).encode()).hexdigest()
    place = home / "eval" / f"beir-{content[:12]}"
    if not place.is_dir():
        _write_texts(place, list(collection.texts.values()))
    register = folder_register(place)
    workspace = Workspace(home / "eval" / index_name(register, settings), settings, register)
    workspace.build(workspace.ingest(), progress)
    return collection, Assistant.open(workspace)


def rank_all(collection: Collection, assistant: Assistant, progress: Progress | None = None) -> list[Ranked]:
    """Up to 100 texts for every query of the qrels, in their order."""
    names = list(collection.texts)
    ranked = []
    for number, query in enumerate(collection.qrels, 1):
        start = time.perf_counter()
        found = assistant.find(collection.queries[query], DEPTH * PASSAGES_PER_DOCUMENT)
        latency_ms = round((time.perf_counter() - start) * 1000, 3)
        best: dict[str, FoundPassage] = {}
        for passage in found:
            best.setdefault(names[int(re.sub(r"\D", "", passage.file_name))], passage)
        ranked.append(Ranked(query, tuple(best.items())[:DEPTH], latency_ms))
        if progress is not None:
            progress(number, len(collection.qrels))
    return ranked


def ranking_of_texts(ranked: list[Ranked]) -> Ranking:
    """The score of each text for each query."""
    return {one.query: {name: passage.score for name, passage in one.texts} for one in ranked}


def measured_texts(ranked: list[Ranked], qrels: Qrels) -> dict[str, Mean]:
    """hit@1, RR@10, nDCG@10 (graded), R@10 and R@100 by ir_measures, with 95% intervals over queries.

    Queries for which no text is relevant are left out, as trec_eval does.
    """
    judged = [(one, {name: level for name, level in qrels[one.query].items() if level > 0}) for one in ranked]
    judged = [(one, relevant) for one, relevant in judged if relevant]
    if not judged:
        return {}
    rows = scores(
        list(MEASURES.values()),
        [relevant for _, relevant in judged],
        [[text for text, _ in one.texts] for one, _ in judged],
    )
    return {name: mean_of([row[theirs] for row in rows]) for name, theirs in MEASURES.items()}


def text_record(one: Ranked) -> dict[str, Any]:
    """One query as a JSON line: the best passage of each text with its score."""
    passages = [
        {"document": name, "page_number": None, "text": passage.text, "score": passage.score}
        for name, passage in one.texts
    ]
    return {"id": one.query, "passages": passages, "latency_ms": one.latency_ms}


def _write_texts(place: Path, texts: list[str]) -> None:
    """One file a text, named by its number: an id may hold what a file name may not. Moved into place whole."""
    building = place.with_name(f"{place.name}.building")
    try:
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir(parents=True)
        for number, text in enumerate(texts):
            if text:
                (building / f"{number:08}.txt").write_text(text, "utf-8")
        building.rename(place)
    except OSError as cause:
        raise SetError(f"{place}: cannot be written: {cause}", code="set_unwritable", where=str(place)) from cause
