"""Question sets: a folder with documents and ``questions.jsonl``, read strictly."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.messages import say
from ingest.errors import SetError

STYLES = ("original", "citizen", "followup", "unanswerable", "offtopic")
QUESTIONS = "questions.jsonl"
IGNORED = re.compile(r"[\s\-\u00ad\u2010\u2011\ufffe\x02]")


@dataclass(frozen=True, slots=True)
class Gold:
    """A verbatim quote that answers, in ``document`` (a file name) on ``page`` (from 1; None without pages)."""

    document: str
    page: int | None
    quote: str


@dataclass(frozen=True, slots=True)
class SetQuestion:
    """One question of a set; ``line`` is its line in the file, from 1.

    ``full_question`` is a follow-up written out so that it needs no first turn ('' when the set does not say).
    """

    id: str
    style: str
    question: str
    answerable: bool
    gold: tuple[Gold, ...]
    line: int
    lang: str = "nl"
    previous_question: str = ""
    full_question: str = ""
    gold_mode: str = "any"
    answer_sentences: tuple[str, ...] = ()
    qtype: str = ""
    tags: tuple[str, ...] = ()
    near_document: str = ""
    absent: tuple[str, ...] = ()

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents of its gold, or the one nearest to a question without an answer."""
        named = tuple(dict.fromkeys(gold.document for gold in self.gold))
        return named or ((self.near_document,) if self.near_document else ())


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A set: its folder, its questions, whether its documents are the shipped corpus, and the hash of its questions.

    ``conditions`` are those under which the gate accepts it: 'all', or the name of one (a large set).
    """

    folder: Path
    questions: tuple[SetQuestion, ...]
    uses_corpus: bool
    sha256: str = ""
    conditions: str = "all"

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
    return IGNORED.sub("", text)


def read_set(folder: Path) -> QuestionSet:
    """The set in ``folder``. Raises SetError that names the line, what was expected and how to fix it."""
    path = folder / QUESTIONS
    if not path.is_file():
        raise SetError(f"{folder}: no {QUESTIONS}; a set is a folder with documents/ and {QUESTIONS}",
                       code="set_missing", where=str(folder))  # fmt: skip
    options = _options(folder)
    uses_corpus = bool(options.get("corpus", False))
    if not uses_corpus and not (folder / "documents").is_dir():
        raise SetError(f"{folder}: no documents/; add the documents, or a set.toml with 'corpus = true'",
                       code="set_no_documents", where=str(folder))  # fmt: skip
    content = path.read_bytes()
    names = {} if uses_corpus else _spellings(folder / "documents")
    questions: list[SetQuestion] = []
    lines: dict[str, int] = {}
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        question = _question(_object(line, number), number, names)
        if question.id in lines:
            raise _wrong(number, "duplicate", id=question.id, other=lines[question.id])
        lines[question.id] = number
        questions.append(question)
    if not questions:
        raise SetError(f"{path}: no questions; write one JSON object a line", code="set_empty", where=str(path))
    conditions = str(options.get("conditions", "all"))
    return QuestionSet(folder, tuple(questions), uses_corpus, hashlib.sha256(content).hexdigest(), conditions)


def _spellings(folder: Path) -> dict[str, str]:
    """The names in ``folder`` by their NFC form: an accented name may be spelt otherwise on disk than in the set."""
    return {unicodedata.normalize("NFC", path.name): path.name for path in folder.iterdir()}


def _options(folder: Path) -> dict[str, Any]:
    path = folder / "set.toml"
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as cause:
        raise SetError(f"{path}: not valid TOML: {cause}", code="broken_toml", where=str(path)) from cause


def _object(line: bytes, number: int) -> dict[str, Any]:
    try:
        values = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as cause:
        raise _wrong(number, "not_utf8") from cause
    except (ValueError, RecursionError) as cause:
        raise _wrong(number, "not_json", cause=cause) from cause
    if not isinstance(values, dict):
        raise _wrong(number, "not_object")
    return values


def _question(values: dict[str, Any], number: int, names: dict[str, str]) -> SetQuestion:
    for key in ("id", "style", "question"):
        if not _text(values, key, number):
            raise _wrong(number, "missing_key", key=key)
    answerable = values.get("answerable")
    if not isinstance(answerable, bool):
        raise _wrong(number, "wrong_type", key="answerable", expected="true, false", found=json.dumps(answerable))
    gold = _gold(values.get("gold"), number, names)
    if answerable != bool(gold):
        raise _wrong(number, "gold_needed" if answerable else "gold_unwanted")
    gold_mode = _text(values, "gold_mode", number) or "any"
    if gold_mode not in ("any", "all"):
        raise _wrong(number, "wrong_type", key="gold_mode", expected='"any", "all"', found=json.dumps(gold_mode))
    near = _text(values, "near_document", number)
    return SetQuestion(
        id=values["id"],
        style=values["style"],
        question=values["question"],
        answerable=answerable,
        gold=gold,
        line=number,
        lang=_text(values, "lang", number) or "nl",
        previous_question=_text(values, "previous_question", number),
        full_question=_text(values, "full_question", number),
        gold_mode=gold_mode,
        answer_sentences=_texts(values, "answer_sentences", number),
        qtype=_text(values, "qtype", number),
        tags=_texts(values, "tags", number),
        near_document=names.get(unicodedata.normalize("NFC", near), near),
        absent=_texts(values, "absent", number),
    )


def _gold(entries: Any, number: int, names: dict[str, str]) -> tuple[Gold, ...]:
    if not isinstance(entries, list | None):
        raise _wrong(number, "gold_shape")
    found = []
    for entry in entries or ():
        if not isinstance(entry, dict) or not normalised(_text(entry, "quote", number)):
            raise _wrong(number, "gold_shape")
        document, page = _text(entry, "document", number), entry.get("page")
        if not document or type(page) not in (int, type(None)):
            raise _wrong(number, "gold_shape")
        found.append(Gold(names.get(unicodedata.normalize("NFC", document), document), page, entry["quote"]))
    return tuple(found)


def _text(values: dict[str, Any], key: str, number: int) -> str:
    value = values.get(key)
    if not isinstance(value, str | None):
        raise _wrong(number, "wrong_type", key=key, expected='"..."', found=json.dumps(value)[:80])
    return value or ""


def _texts(values: dict[str, Any], key: str, number: int) -> tuple[str, ...]:
    value = values.get(key)
    if not isinstance(value, list | None) or not all(isinstance(text, str) for text in value or ()):
        raise _wrong(number, "wrong_type", key=key, expected='["..."]', found=json.dumps(value)[:80])
    return tuple(value or ())


def _wrong(number: int, fault: str, **values: object) -> SetError:
    what = say(f"eval.fault.{fault}", **values)
    text = f"{QUESTIONS}, line {number}: {fault} {values}"
    return SetError(text, code="set_line", where=QUESTIONS, line=number, what=what)
