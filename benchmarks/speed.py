"""How fast one machine is: `python -m benchmarks.speed [--sizes 10000 100000 1000000]`, or `make bench`.

Writes ``benchmarks/results/speed.json`` (figures with the command, commit, versions, machine and day) and its table,
``docs/benchmarks.md``. Times are processor seconds (of all threads), measured in turns, so that ratios hold on a
machine that is busy with other work; the time to open an index, which waits for the disk, is by the clock.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any

from app.assistant import Assistant
from app.settings import Settings
from benchmarks.busy import watched
from benchmarks.harden.served import ask, served
from benchmarks.large import measure_size, real_vectors
from benchmarks.publish import publish
from eval.opening import set_register
from eval.provenance import CODE, commit_of, processor
from eval.sets import QuestionSet, read_set
from eval.training.export import write_shipped
from index.build import build_index
from index.encoder import embed_passages, load_encoder
from index.manifest import library_versions
from index.settings import IndexSettings
from index.texts import document_texts
from ingest.document import Document
from ingest.ingest import ingest_sources
from ingest.passages import block_sentences
from ingest.settings import IngestSettings

TURNS = 3
QUESTION_TURNS = 5
QUESTIONS = 24
"""More than the encoder remembers, so that none of them is embedded before it is asked again."""
BUILD_TURNS = 2
PARAGRAPHS = 24
SET = CODE / "eval" / "sets" / "proefadvies"
SHIPPED = CODE / "eval" / "sets" / "uitvoering-aan-zet"
REFERENCE = (
    "import sys; from sentence_transformers import SentenceTransformer as Model;"
    "Model(sys.argv[1], device='cpu').encode_query([sys.argv[2]])"
)


def processor_seconds() -> float:
    """What this process and its children that ended have used of the processor."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def in_turns(ways: dict[str, Callable[[], object]], turns: int) -> dict[str, list[float]]:
    """The processor seconds of each way in each turn, after one run of each that is not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(turns + 1):
        for name, way in ways.items():
            start = processor_seconds()
            way()
            if turn:
                seconds[name].append(processor_seconds() - start)
    return seconds


def paragraphs(assistant: Assistant) -> list[str]:
    """Paragraphs of the loaded documents, and the same with their sentences in other orders, until there are enough."""
    texts = []
    for document in assistant.documents.values():
        for block in document.blocks:
            spans = block_sentences(document, block)
            sentences = [document.text[span.char_start : span.char_end] for span in spans]
            texts += [" ".join(sentences[turn:] + sentences[:turn]) for turn in range(len(sentences))]
    return sorted(texts, key=len)[-PARAGRAPHS:]


def encoders(texts: list[str], questions: list[str]) -> dict[str, Any]:
    """Documents, and questions one by one, against sentence-transformers with the same weights (fp32, 32 at once)."""
    from sentence_transformers import SentenceTransformer

    with tempfile.TemporaryDirectory() as name:
        plain = SentenceTransformer(str(write_shipped(Path(name))), device="cpu")
    ours = load_encoder(IndexSettings())
    documents = in_turns(
        {
            "sentence-transformers, fp32": lambda: plain.encode_document(texts, show_progress_bar=False),
            "Aan Zet": lambda: ours.encode_document(texts),
        },
        TURNS,
    )
    ways: dict[str, Callable[[], Any]] = {
        "sentence-transformers, fp32": lambda: [
            plain.encode_query([question], show_progress_bar=False) for question in questions
        ],
        "Aan Zet": lambda: [ours.encode_query([question]) for question in questions],
    }
    asked = in_turns(ways, QUESTION_TURNS)
    expected = plain.encode_document(texts, normalize_embeddings=True, show_progress_bar=False)
    cosine = (ours.encode_document(texts) * expected).sum(axis=1).min()
    return {
        "documents_per_second": {name: _rates(len(texts), found) for name, found in documents.items()},
        "question_ms": {name: _milliseconds(found, len(questions)) for name, found in asked.items()},
        "cosine_to_fp32": {"lowest": float(cosine)},
    }


def reports() -> dict[str, Any]:
    """The figures of ``benchmarks.reports``, by itself: its processes would load torch with this module."""
    command = [sys.executable, "-m", "benchmarks.reports"]
    made: dict[str, Any] = json.loads(subprocess.run(command, cwd=CODE, capture_output=True, check=True).stdout)
    return made


def asking(assistant: Assistant, questions: list[str]) -> dict[str, list[float]]:
    """A question to its whole answer in a warm process, against embedding that question alone."""
    found = in_turns(
        {
            "embedding_ms": lambda: [assistant.encoder.encode_query([question]) for question in questions],
            "answer_ms": lambda: [assistant.ask(question) for question in questions],
        },
        QUESTION_TURNS,
    )
    return {name: _milliseconds(seconds, len(questions)) for name, seconds in found.items()}


def cold(question: str, home: Path) -> dict[str, list[float]]:
    """Processor seconds of `aanzet vraag`, and of sentence-transformers' first vector from a folder, in turns."""
    folder = write_shipped(home / "model")
    aanzet = "from app.terminal.commands import main; main()"
    commands = {
        "aanzet vraag": [sys.executable, "-c", aanzet, "vraag", question],
        "first vector of sentence-transformers": [sys.executable, "-c", REFERENCE, str(folder), question],
    }
    found: dict[str, list[float]] = {name: [] for name in commands}
    environment = {**os.environ, "AANZET_HOME": str(home), "HF_HUB_OFFLINE": "1"}
    for _ in range(TURNS):
        for name, command in commands.items():
            before = processor_seconds()
            done = subprocess.run(command, env=environment, cwd=CODE, capture_output=True, check=False)
            if done.returncode not in (0, 3):
                raise RuntimeError(done.stderr.decode())
            found[name].append(processor_seconds() - before)
    return found


def building(questions: QuestionSet, home: Path) -> dict[str, list[float]]:
    """Texts a second of reading, embedding and indexing the documents of a set, and of embedding their texts alone."""
    encoder, ingest, index = load_encoder(IndexSettings()), IngestSettings(), IndexSettings()
    register, homes = set_register(questions), itertools.count()

    def build() -> list[Document]:
        fresh = home / f"built{next(homes)}"
        documents = ingest_sources(register, fresh, ingest).documents
        build_index(documents, fresh, ingest, index, encoder)
        return documents

    texts = list({text: None for document in build() for text in document_texts(document, ingest, index).texts})
    found = in_turns({"built": build, "embedded": lambda: embed_passages(encoder, texts)}, BUILD_TURNS)
    return {name: _rates(len(texts), seconds) for name, seconds in found.items()}


def _rates(count: int, seconds: list[float]) -> list[float]:
    return [count / one for one in seconds]


def _milliseconds(seconds: list[float], count: int = 1) -> list[float]:
    return [one * 1000 / count for one in seconds]


def page(question: str, home: Path) -> dict[str, float]:
    """Seconds by the clock until `aanzet chat` is up over an index that stands; its memory in MB after a question."""
    start = time.perf_counter()
    with served(home) as running:
        ready = time.perf_counter() - start
        ask(running, question)
        return {"ready_s": ready, "memory_mb": running.rss() / 1e6}


def main() -> None:
    """Measure, keep and publish."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="*", type=int, default=[10_000, 100_000, 1_000_000])
    sizes = parser.parse_args().sizes
    commit, clean = commit_of(CODE)
    figures: dict[str, Any] = {
        "command": f"python -m benchmarks.speed --sizes {' '.join(map(str, sizes))}",
        "commit": commit,
        "clean": clean,
        "libraries": library_versions()
        | {name: metadata.version(name) for name in ("torch",)}
        | {"python": platform.python_version()},
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, {processor()}",
        "threads": os.environ.get("OMP_NUM_THREADS", "all"),
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
        "loads": {},
    }

    def part(name: str, measure: Callable[[], Any]) -> Any:
        """Measure one part, keep its load, and say how long it took."""
        start = time.perf_counter()
        made, state = watched(measure)
        figures["loads"][name] = asdict(state)
        print(f"{name}: {time.perf_counter() - start:.0f} s, the machine was {state}", flush=True)
        return made

    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        figures["reports"] = part("reports", reports)
        assistant = Assistant.load(home, Settings())
        question = assistant.examples()[0]
        asked_here = [one.question for one in read_set(SHIPPED).questions if one.style == "citizen"][:QUESTIONS]
        figures["ask"] = part("ask", lambda: asking(assistant, asked_here))
        figures["cold"] = part("cold", lambda: cold(question, home))
        figures["page"] = part("page", lambda: page(question, home))
        texts = paragraphs(assistant)
        figures["encoder"] = part("encoder", lambda: encoders(texts, asked_here))
        questions = read_set(SET)
        figures["building"] = part("building", lambda: building(questions, home))
        vectors = real_vectors(Assistant.for_folder(questions.documents_folder, home / "set", Settings()))
        asked = assistant.encoder.encode_query([question.question for question in questions.questions])
        figures["sizes"] = [
            part(f"{size:,}", partial(measure_size, size, texts, vectors, asked, home / str(size))) for size in sizes
        ]
    publish(figures, CODE)


if __name__ == "__main__":
    main()
