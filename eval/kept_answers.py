"""Answers of an earlier run kept on disk, so that a run that was stopped goes on and one that changed nothing is quick.

Kept by everything that an answer is made of: the code of the product, the settings, the index and the question.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from app.assistant import Assistant
from app.records import Answer
from eval.sets import SetQuestion
from ingest.errors import SetError

PRODUCT = ("ingest", "index", "app")


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What was asked for one question: its answer with the time that took, and the two that are compared with it."""

    answer: Answer
    latency_ms: float
    unrefused: Answer
    written_out: Answer | None


class KeptAnswers:
    """The answers under one index, one set of settings and one state of the code; a line each, added as they come."""

    def __init__(self, home: Path, assistant: Assistant) -> None:
        """Read what is kept below ``home`` for ``assistant``; a line that was cut off is left out."""
        self._path = home / "eval" / "answers" / f"{_made_of(assistant)}.jsonl"
        self._lines: dict[str, dict[str, Any]] = {}
        if self._path.is_file():
            for line in self._path.read_text("utf-8", "replace").splitlines():
                try:
                    values = json.loads(line)
                    self._lines[values["key"]] = values
                except (ValueError, KeyError, TypeError):
                    continue

    def get(self, question: SetQuestion) -> KeptAnswer | None:
        """The kept answer to ``question``, None when it was not asked before."""
        values = self._lines.get(_key(question))
        if values is None:
            return None
        answer = Answer.from_json(values["answer"])
        return KeptAnswer(
            answer,
            values["latency_ms"],
            Answer.from_json(values["unrefused"]) if values["unrefused"] is not None else answer,
            Answer.from_json(values["written_out"]) if values["written_out"] is not None else None,
        )

    def add(self, question: SetQuestion, kept: KeptAnswer) -> None:
        """Keep an answer. Raises SetError when it cannot be written."""
        values = {
            "key": _key(question),
            "answer": kept.answer.to_json(),
            "latency_ms": kept.latency_ms,
            "unrefused": kept.unrefused.to_json() if kept.unrefused is not kept.answer else None,
            "written_out": kept.written_out.to_json() if kept.written_out is not None else None,
        }
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8", errors="backslashreplace") as file:
                file.write("\n" + json.dumps(values, ensure_ascii=False))
        except OSError as cause:
            where = str(self._path)
            raise SetError(f"{where}: cannot be written: {cause}", code="set_unwritable", where=where) from cause


def _key(question: SetQuestion) -> str:
    turns = [question.previous_question, question.question, question.full_question]
    return hashlib.sha256(json.dumps(turns).encode()).hexdigest()


def _made_of(assistant: Assistant) -> str:
    settings = asdict(assistant.settings)
    parts = [
        code_sha256(),
        assistant.index_version,
        assistant.corpus_sha256,
        *(settings[part] for part in ("ingest", "index", "answer")),
        [asdict(source) for source in assistant.register.sources],
    ]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode("utf-8", "backslashreplace")).hexdigest()[:16]


def code_sha256() -> str:
    """The hash of the product's code and data, weights too."""
    digest = hashlib.sha256()
    for package in PRODUCT:
        for name, file in sorted(_files(resources.files(package), package)):
            digest.update(hashlib.sha256(file.read_bytes()).digest() + name.encode())
    return digest.hexdigest()


def _files(folder: Traversable, name: str) -> list[tuple[str, Traversable]]:
    found = []
    for entry in folder.iterdir():
        path = f"{name}/{entry.name}"
        if entry.is_dir():
            found += [] if entry.name == "__pycache__" else _files(entry, path)
        else:
            found.append((path, entry))
    return found
