"""Five reports of a hundred pages: the first start from zero, memory, and a question to its answer.

One is the fictional advice of the set streekadvies; the others are typeset from sentences of the sets in other orders,
so that nothing read or embedded for one serves another: figures of cost, not of quality. Part of ``make bench``;
``python -m benchmarks.reports`` prints these figures alone.
"""

from __future__ import annotations

import json
import multiprocessing
import resource
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import typst

from app.assistant import Assistant
from app.settings import Settings
from benchmarks.busy import load
from eval.provenance import CODE
from eval.sets import read_set
from ingest.ingest import read_folder
from ingest.passages import block_sentences
from ingest.records import BlockKind
from ingest.settings import IngestSettings

SETS = CODE / "eval" / "sets"
LARGE = "streekadvies"
REPORTS, PAGES = 5, 100
PARAGRAPHS_A_PAGE, SENTENCES_A_PARAGRAPH = 6, 4
QUESTIONS, TURNS = 40, 3
HEAD = '#set page(width: 17cm, height: 24cm, margin: 2.5cm, numbering: "1")\n#set text(size: 10pt, lang: "nl")\n'


def measure_reports(home: Path) -> dict[str, Any]:
    """The figures; everything is written below ``home``. Each part runs in a process of its own."""
    folder = home / "documents"
    folder.mkdir(parents=True)
    shutil.copy(SETS / LARGE / "documents" / "advies.pdf", folder / "rapport-1.pdf")
    sentences = _sentences(home)
    for number in range(2, REPORTS + 1):
        (folder / f"rapport-{number}.pdf").write_bytes(_mixed_report(sentences, number))
    asked = [one.question for one in read_set(SETS / LARGE).questions if one.style == "citizen"]
    questions = asked[:: max(1, len(asked) // QUESTIONS)][:QUESTIONS]
    spawn = multiprocessing.get_context("spawn")
    with spawn.Pool(1) as pool:
        first = pool.apply(_first_start, (folder, home / "home"))
    with spawn.Pool(1) as pool:
        then = pool.apply(_asking, (folder, home / "home", questions))
    return first | then


def _sentences(home: Path) -> list[str]:
    """Every sentence of a paragraph of the fictional advices."""
    found = []
    for name in (LARGE, "proefadvies"):
        for document in read_folder(SETS / name / "documents", home / name, IngestSettings()).documents:
            for block in document.blocks:
                if block.kind is BlockKind.PARAGRAPH:
                    spans = block_sentences(document, block)
                    found += [document.text[span.char_start : span.char_end] for span in spans]
    return found


def _mixed_report(sentences: list[str], number: int) -> bytes:
    """A PDF of a hundred pages, of sentences drawn with ``number`` as the seed."""
    chance = np.random.default_rng(number)
    lines = [HEAD]
    for page in range(1, PAGES + 1):
        lines.append(f"= Hoofdstuk {page}")
        for _ in range(PARAGRAPHS_A_PAGE):
            text = " ".join(chance.choice(sentences, SENTENCES_A_PARAGRAPH).tolist())
            lines.append(f"#par[#{json.dumps(' '.join(text.split()), ensure_ascii=False)}]")
        lines.append("#pagebreak(weak: true)")
    return typst.compile("\n\n".join(lines).encode())


def _first_start(folder: Path, home: Path) -> dict[str, Any]:
    """Reading, embedding and indexing everything in an empty home, until the assistant stands."""
    before = load()
    start, used = time.perf_counter(), _processor_seconds()
    assistant = Assistant.for_folder(folder, home, Settings())
    return {
        "documents": len(assistant.documents),
        "pages": sum(len(document.pages) for document in assistant.documents.values()),
        "passages": assistant.index.manifest.passages,
        "sentences": assistant.index.manifest.sentences,
        "first_start_s": time.perf_counter() - start,
        "first_start_processor_s": _processor_seconds() - used,
        "first_start_peak_mb": _peak_mb(),
        "load_at_start": str(before),
    }


def _asking(folder: Path, home: Path, questions: list[str]) -> dict[str, Any]:
    """Opening what stands, and the questions in turns: the median and the 95th percentile of each turn."""
    before = load()
    start, used = time.perf_counter(), _processor_seconds()
    assistant = Assistant.for_folder(folder, home, Settings())
    assistant.ask(questions[0])
    opened = time.perf_counter() - start, _processor_seconds() - used
    turns = [_turn(assistant, questions) for _ in range(TURNS)]
    return {
        "second_start_s": opened[0],
        "second_start_processor_s": opened[1],
        "questions": len(questions),
        "answer_ms": [[float(np.percentile(turn[kind], share)) for turn in turns]
                      for kind in (0, 1) for share in (50, 95)],
        "asking_peak_mb": _peak_mb(),
        "load_while_asking": str(before),
    }  # fmt: skip


def _turn(assistant: Assistant, questions: list[str]) -> tuple[list[float], list[float]]:
    """Milliseconds of each question: of the processor, and by the clock."""
    used, clock = [], []
    for question in questions:
        start, before = time.perf_counter(), _processor_seconds()
        assistant.ask(question)
        used.append((_processor_seconds() - before) * 1000)
        clock.append((time.perf_counter() - start) * 1000)
    return used, clock


def _processor_seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        print(json.dumps(measure_reports(Path(name)), indent=1))
