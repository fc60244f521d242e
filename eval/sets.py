"""Question sets: a folder with documents and ``questions.jsonl``, read strictly."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError

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


EXPECTED = {"answerable": "true, false", "gold_mode": '"any", "all"'} | dict.fromkeys(
    ("answer_sentences", "tags", "absent"), '["..."]'
)
"""What a key holds that is no text, as it is written."""


def normalised(text: str) -> str:
    """``text`` without white space and hyphens: how quotes and passages are compared."""
    return IGNORED.sub("", text)


def _not_empty(quote: str) -> str:
    if not normalised(quote):
        raise ValueError("a quote without letters")
    return quote


_Filled = Annotated[str, StringConstraints(min_length=1)]


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


class _GoldLine(BaseModel):
    """A gold quote as it stands in the file."""

    model_config = ConfigDict(strict=True)

    document: Annotated[str, StringConstraints(min_length=1)]
    page: int | None = None
    quote: Annotated[str, AfterValidator(_not_empty)]


class _Line(BaseModel):
    """A line of the file: what it must have, and what it may lack or have as null."""

    model_config = ConfigDict(strict=True)

    id: _Filled
    style: _Filled
    question: _Filled
    answerable: bool
    gold: list[_GoldLine] | None = None
    gold_mode: Literal["any", "all"] | None = None
    lang: str | None = None
    previous_question: str | None = None
    full_question: str | None = None
    answer_sentences: list[str] | None = None
    qtype: str | None = None
    tags: list[str] | None = None
    near_document: str | None = None
    absent: list[str] | None = None


def _question(values: dict[str, Any], number: int, names: dict[str, str]) -> SetQuestion:
    try:
        line = _Line.model_validate(values)
    except ValidationError as cause:
        raise _line_fault(values, number, cause) from cause
    gold = tuple(Gold(_spelt(one.document, names), one.page, one.quote) for one in line.gold or ())
    if line.answerable != bool(gold):
        raise _wrong(number, "gold_needed" if line.answerable else "gold_unwanted")
    return SetQuestion(
        id=line.id,
        style=line.style,
        question=line.question,
        answerable=line.answerable,
        gold=gold,
        line=number,
        lang=line.lang or "nl",
        previous_question=line.previous_question or "",
        full_question=line.full_question or "",
        gold_mode=line.gold_mode or "any",
        answer_sentences=tuple(line.answer_sentences or ()),
        qtype=line.qtype or "",
        tags=tuple(line.tags or ()),
        near_document=_spelt(line.near_document or "", names),
        absent=tuple(line.absent or ()),
    )


def _spelt(name: str, names: dict[str, str]) -> str:
    return names.get(unicodedata.normalize("NFC", name), name)


def _line_fault(values: dict[str, Any], number: int, cause: ValidationError) -> SetError:
    """The first fault that pydantic finds, with the key, what was expected and what was found."""
    key = str(cause.errors()[0]["loc"][0])
    found = values.get(key)
    if key in ("id", "style", "question") and not found and isinstance(found, str | None):
        return _wrong(number, "missing_key", key=key)
    if key == "gold":
        return _wrong(number, "gold_shape")
    expected = EXPECTED.get(key, '"..."')
    return _wrong(number, "wrong_type", key=key, expected=expected, found=json.dumps(found)[:80])


def _wrong(number: int, fault: str, **values: object) -> SetError:
    what = say(f"eval.fault.{fault}", **values)
    text = f"{QUESTIONS}, line {number}: {fault} {values}"
    return SetError(text, code="set_line", where=QUESTIONS, line=number, what=what)
