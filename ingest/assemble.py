"""Drafts of blocks, in reading order, to a document: headings, questions and answers, notes, one text and one map."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ingest.composed import Composed
from ingest.records import Block, BlockKind, NoteMark

BETWEEN = "\n\n"
QUESTION_LEVEL = 7
_ASKING = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUESTION)
QA_LABEL = re.compile(
    r"^(?P<what>Vraag|Vragen|Antwoord|Antwoorden)(?: (?:op )?(?:vraag|vragen))?"
    r"(?: (?P<numbers>\d{1,3}(?:[ ,]|en|tot|t/m|met|[-–]|\d)*))?[:.]?$"
)  # fmt: skip


@dataclass(slots=True)
class Draft:
    """A block before it has a place in the document's text.

    ``boxed`` is True for what stands in a box of its own (its heading heads nothing outside), False for what stands in
    the column, None where that is unclear. ``heads`` are the words of its table that it stands under, ``size`` is that
    of its letters in points, 0 where it is not known.
    """

    kind: BlockKind
    composed: Composed
    label: str = ""
    level: int = 0
    boxed: bool | None = None
    heads: tuple[str, ...] = ()
    size: float = 0.0


@dataclass(slots=True)
class Assembled:
    """The text of a document, its blocks, and the map of every character."""

    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    page_numbers: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))
    raw_offsets: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))


def assemble(drafts: Sequence[Draft]) -> Assembled:
    """The document that ``drafts`` make, in their order; a draft without text is left out."""
    texts: list[str] = []
    pages: list[int] = []
    offsets: list[int] = []
    blocks: list[Block] = []
    length = 0
    outline = _Outline()
    for draft in _with_questions(drafts):
        text = draft.composed.text
        if not text.strip():
            continue
        if texts:
            texts.append(BETWEEN)
            pages += [draft.composed.page_numbers[0]] * len(BETWEEN)
            offsets += [-1] * len(BETWEEN)
            length += len(BETWEEN)
        heading_path, question = outline.placed(draft)
        blocks.append(
            Block(
                kind=draft.kind,
                char_start=length,
                char_end=length + len(text),
                level=draft.level,
                heading_path=(*heading_path, *draft.heads),
                question=question,
                label=draft.label,
                note_marks=tuple(NoteMark(length + place, label) for place, label in draft.composed.note_marks),
            )
        )
        texts.append(text)
        pages += draft.composed.page_numbers
        offsets += draft.composed.raw_offsets
        length += len(text)
    return Assembled("".join(texts), blocks, np.array(pages, np.int32), np.array(offsets, np.int32))


class _Outline:
    """The headings and questions that a draft stands below, draft after draft."""

    def __init__(self) -> None:
        self._path: list[tuple[int, str]] = []
        self._box_depth = 0
        self._questions: dict[int, str] = {}
        self._numbers: tuple[int, ...] = ()
        self._mode = ""

    def placed(self, draft: Draft) -> tuple[tuple[str, ...], str]:
        """The titles above ``draft`` and the question that it answers; its kind and level are settled."""
        if self._box_depth and draft.boxed is False:
            self._path, self._box_depth = self._path[: self._box_depth - 1], 0
        if draft.kind is BlockKind.HEADING:
            self._enter(draft)
        elif self._mode == "question" and draft.kind in _ASKING:
            draft.kind = BlockKind.QUESTION
            for number in self._numbers:
                self._questions[number] = f"{self._questions.get(number, '')} {draft.composed.text}".strip()
        titles = tuple(title for _, title in self._path)
        if draft.kind is BlockKind.HEADING:
            self._path.append((draft.level, draft.composed.text))
        return titles, self._answered() if self._mode == "answer" else ""

    def _enter(self, draft: Draft) -> None:
        if draft.boxed:
            inside = bool(self._path) and not self._box_depth
            draft.level = max(draft.level, self._path[-1][0] + 1 if inside else draft.level)
            self._box_depth = self._box_depth or len(self._path) + 1
        self._path = [entry for entry in self._path if entry[0] < draft.level]
        match = QA_LABEL.match(draft.composed.text)
        self._mode = "" if match is None else "question" if match["what"].startswith("Vra") else "answer"
        self._numbers = _numbers(match["numbers"] or "") if match else ()

    def _answered(self) -> str:
        return " ".join(dict.fromkeys(self._questions[n] for n in self._numbers if n in self._questions))


def _with_questions(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, with 'Vraag 3' and 'Antwoord 3' as headings of a level of their own."""
    for draft in drafts:
        if draft.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) and QA_LABEL.match(draft.composed.text):
            draft.kind, draft.level, draft.label = BlockKind.HEADING, QUESTION_LEVEL, draft.composed.text
    return list(drafts)


def _numbers(text: str) -> tuple[int, ...]:
    """The numbers in '3, 4 en 5' or '3 t/m 6'."""
    found = [int(number) for number in re.findall(r"\d{1,3}", text)]
    if len(found) == 2 and re.search(r"t/m|tot|[-–]", text) and 0 < found[1] - found[0] < 60:
        return tuple(range(found[0], found[1] + 1))
    return tuple(found)
