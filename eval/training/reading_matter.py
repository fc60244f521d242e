"""What training reads: passages as pieces with the places of their sentences, and questions with what answers them."""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

START, END = 0, 2
PASSAGE_PIECES = 320
SENTENCE_PIECES = 160
HEADING_PIECES = 48
QUESTION_PIECES = 64


@dataclass(frozen=True, slots=True)
class TrainingPassage:
    """A passage: the pieces of its headings and of each sentence, with the sentences' ids within ``document``."""

    document: str
    text: str
    heading: tuple[int, ...]
    sentences: tuple[tuple[int, ...], ...]
    ids: tuple[int, ...]

    def pieces(self, prefix: list[int], *, headed: bool = True) -> tuple[list[int], list[tuple[int, int]]]:
        """The pieces of the whole passage, and where in them each sentence that fits stands."""
        made = [START, *prefix, *(self.heading if headed else ())]
        spans = []
        for sentence in self.sentences:
            if len(made) + len(sentence) >= PASSAGE_PIECES:
                break
            spans.append((len(made), len(made) + len(sentence)))
            made += sentence
        return [*made, END], spans


@dataclass(frozen=True, slots=True)
class TrainingQuestion:
    """A question over ``document``: the ids of the sentences that answer it, none when nothing does."""

    document: str
    text: str
    pieces: tuple[int, ...]
    answers: frozenset[int]
    near: frozenset[int]


@dataclass(frozen=True, slots=True)
class Matter:
    """All passages and questions; ``by_document`` and ``holding`` give rows of passages."""

    passages: list[TrainingPassage]
    questions: list[TrainingQuestion]
    by_document: dict[str, list[int]]
    holding: dict[tuple[str, int], list[int]]
    prefix: list[int]

    def gold(self, question: TrainingQuestion) -> list[int]:
        """The rows of the passages that hold a sentence that answers."""
        rows = (row for sentence in sorted(question.answers) for row in self.holding[question.document, sentence])
        return list(dict.fromkeys(rows))


def heading_text(title: str, headings: list[str]) -> str:
    """Title and headings, outermost first, as they stand before a passage that is embedded."""
    return " > ".join(part for part in (title, *headings) if part)


def read_matter(folder: Path, tokenizer: Path) -> Matter:
    """The passages in ``passages.jsonl.gz`` and the questions in ``questions.jsonl`` of a folder."""
    pieces = Tokenizer.from_file(str(tokenizer))

    def cut(texts: list[str]) -> list[list[int]]:
        return [list(one.ids) for one in pieces.encode_batch(texts, add_special_tokens=False)]

    with gzip.open(folder / "passages.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    headings = cut([heading_text(row["title"], row["headings"]) for row in rows])
    texts = [[_plain(row["text"][start:end]) for _, start, end in row["sentences"]] for row in rows]
    flat = iter(cut([text for part in texts for text in part]))
    passages = [
        TrainingPassage(
            row["doc"], row["text"], tuple(heading[-HEADING_PIECES:]),
            tuple(tuple(next(flat)[:SENTENCE_PIECES]) for _ in part), tuple(one[0] for one in row["sentences"]),
        )
        for row, heading, part in zip(rows, headings, texts, strict=True)
    ]  # fmt: skip
    by_document, holding = defaultdict(list), defaultdict(list)
    for row_number, passage in enumerate(passages):
        by_document[passage.document].append(row_number)
        for sentence in passage.ids:
            holding[passage.document, sentence].append(row_number)
    return Matter(passages, _questions(folder, cut), dict(by_document), dict(holding), cut(["passage:"])[0])


def _questions(folder: Path, cut: Any) -> list[TrainingQuestion]:
    rows = [json.loads(line) for line in (folder / "questions.jsonl").read_text("utf-8").splitlines()]
    return [
        TrainingQuestion(
            row["doc"], row["question"], (START, *made[:QUESTION_PIECES], END),
            frozenset(row["answers"]), frozenset(row.get("near", ())),
        )
        for row, made in zip(rows, cut(["query: " + row["question"] for row in rows]), strict=True)
    ]  # fmt: skip


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
