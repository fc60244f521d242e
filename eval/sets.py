"""Question sets: a folder with documents and ``questions.jsonl``, read strictly."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import SetError

STYLES = ("original", "citizen", "followup", "unanswerable", "offtopic")
_IGNORED = re.compile(r"[\s\-\u00ad\u2010\u2011\ufffe\x02]")


@dataclass(frozen=True, slots=True)
class Gold:
    """A verbatim quote that answers, in ``document`` (a file name) on ``page`` (from 1; None without pages)."""

    document: str
    page: int | None
    quote: str


@dataclass(frozen=True, slots=True)
class SetQuestion:
    """One question of a set; ``line`` is its line in the file, from 1."""

    id: str
    style: str
    question: str
    answerable: bool
    gold: tuple[Gold, ...]
    line: int
    lang: str = "nl"
    previous_question: str = ""
    gold_mode: str = "any"
    answer_sentences: tuple[str, ...] = ()
    qtype: str = ""
    tags: tuple[str, ...] = ()
    near_document: str = ""
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A set: its folder, its questions, and whether its documents are the shipped corpus."""

    folder: Path
    questions: tuple[SetQuestion, ...]
    uses_corpus: bool

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.resolve().name

    @property
    def documents_folder(self) -> Path:
        """Where the set's own documents are."""
        return self.folder / "documents"


def normalised(text: str) -> str:
    """``text`` without white space and hyphens: how quotes and passages are compared."""
    return _IGNORED.sub("", text)


def read_set(folder: Path) -> QuestionSet:
    """The set in ``folder``. Raises SetError that names the line, what was expected and how to mend it."""
    path = folder / "questions.jsonl"
    if not path.is_file():
        raise SetError(f"{folder}: no questions.jsonl; a set is a folder with documents/ and questions.jsonl",
                       code="set_missing", where=str(folder))  # fmt: skip
    uses_corpus = _uses_corpus(folder)
    if not uses_corpus and not (folder / "documents").is_dir():
        raise SetError(f"{folder}: no documents/; add the documents, or a set.toml with 'corpus = true'",
                       code="set_missing", where=str(folder))  # fmt: skip
    questions = []
    lines: dict[str, int] = {}
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        if not line.strip():
            continue
        question = _question(line, number, path.name)
        if question.id in lines:
            raise _wrong(
                path.name, number, f"id '{question.id}' stands on line {lines[question.id]} too; make it unique"
            )
        lines[question.id] = number
        questions.append(question)
    return QuestionSet(folder, tuple(questions), uses_corpus)


def _uses_corpus(folder: Path) -> bool:
    path = folder / "set.toml"
    if not path.is_file():
        return False
    try:
        return bool(tomllib.loads(path.read_text("utf-8")).get("corpus", False))
    except tomllib.TOMLDecodeError as cause:
        raise SetError(f"{path}: not valid TOML: {cause}", code="broken_toml", where=str(path)) from cause


def _question(line: str, number: int, name: str) -> SetQuestion:
    try:
        values: dict[str, Any] = json.loads(line)
    except json.JSONDecodeError as cause:
        raise _wrong(name, number, f"not JSON ({cause}); write one object a line") from cause
    if not isinstance(values, dict):
        raise _wrong(name, number, "not an object; write one object a line")
    for key in ("id", "style", "question", "answerable"):
        if key not in values:
            raise _wrong(name, number, f"key '{key}' is missing; add it")
    if values["style"] not in STYLES:
        raise _wrong(name, number, f"style '{values['style']}'; use one of {', '.join(STYLES)}")
    try:
        gold = tuple(Gold(entry["document"], entry.get("page"), entry["quote"]) for entry in values.get("gold") or ())
    except (KeyError, TypeError, AttributeError) as cause:
        raise _wrong(name, number, "gold needs a list of {document, page, quote}") from cause
    if bool(values["answerable"]) != bool(gold):
        raise _wrong(name, number, "an answerable question needs gold, an unanswerable one has none")
    return SetQuestion(
        id=str(values["id"]),
        style=values["style"],
        question=str(values["question"]),
        answerable=bool(values["answerable"]),
        gold=gold,
        line=number,
        lang=values.get("lang") or "nl",
        previous_question=values.get("previous_question") or "",
        gold_mode=values.get("gold_mode") or "any",
        answer_sentences=tuple(values.get("answer_sentences") or ()),
        qtype=values.get("qtype") or "",
        tags=tuple(values.get("tags") or ()),
        near_document=values.get("near_document") or "",
        absent=tuple(values.get("absent") or ()),
    )


def _wrong(name: str, number: int, what: str) -> SetError:
    return SetError(f"{name}, line {number}: {what}", code="set_line", where=name, line=number, what=what)
