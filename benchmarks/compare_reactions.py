"""How well paragraphs without any mention are matched: questions as recommendations, their answers as reactions.

Run: ``python benchmarks/compare_reactions.py FOLDER``. FOLDER holds question-and-answer documents (parliamentary
papers). Of every document with at least four questions, every answer paragraph is set beside the questions as
``app.comparison.matching`` does for a letter that names no recommendation. Printed for several thresholds: the share
of matches that are right, the share of questions whose first match is right, and how often a question gets a match when
its own answer is taken out.
"""

from __future__ import annotations

import argparse
import functools
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from app.comparison.matching import MIN_WORDS, STANDS_OUT, Likeness, likeness_of, outstanding
from index.encoder import SentenceEncoder
from index.settings import IndexSettings
from index.stores.faiss_vectors import Vectors
from ingest.any_file import read_document
from ingest.document import Document
from ingest.records import BlockKind, Source
from ingest.settings import IngestSettings

ACQUAINTED = ("bent u bekend", "heeft u kennis", "hebt u kennis", "kent u")


def main() -> None:
    """Read, match, and print a line for each threshold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    encoder = SentenceEncoder(IndexSettings())
    runs = []
    for path in sorted(parser.parse_args().folder.iterdir()):
        source = Source(id=path.stem, title=path.stem, role="overig", speaker="", file=path.name)
        questions, texts, gold = pairs(read_document(source, path, IngestSettings()))
        if len(questions) < 4:
            continue
        asked = dict(zip(questions, encoder.encode_query(questions), strict=True))
        told = dict(zip(texts, encoder.encode_document(texts), strict=True))
        rank = functools.partial(cosines, asked, told)
        for left_out in (-1, *range(len(questions))):
            kept = [column for column in range(len(texts)) if left_out < 0 or gold[column] != left_out]
            likeness = likeness_of(questions, [texts[column] for column in kept], rank)
            runs.append((left_out, outstanding(likeness), np.array([gold[column] for column in kept])))
    for threshold in sorted({STANDS_OUT, *(step / 1000 for step in range(10, 75, 10))}):
        print(line(threshold, runs))


def cosines(asked: dict[str, Vectors], told: dict[str, Vectors], question: str, texts: Sequence[str]) -> list[float]:
    """What ``compare`` calls ``rank``, from vectors that were made before."""
    return [float(told[text] @ asked[question]) for text in texts]


def pairs(document: Document) -> tuple[list[str], list[str], list[int]]:
    """Questions, answer paragraphs, and for every paragraph the place of its question (-1: a mere 'Bent u bekend')."""
    blocks = [
        block
        for block in document.blocks
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
        and block.question
        and len(document.text[block.char_start : block.char_end].split()) >= MIN_WORDS
    ]
    asked = list(dict.fromkeys(block.question for block in blocks))
    questions = [question for question in asked if not question.lower().startswith(ACQUAINTED)]
    gold = [questions.index(block.question) if block.question in questions else -1 for block in blocks]
    return questions, [document.text[block.char_start : block.char_end] for block in blocks], gold


def line(threshold: float, runs: list[tuple[int, Likeness, np.ndarray]]) -> str:
    """The three shares at one threshold."""
    matches = right = first = questions = false = removed = 0
    for left_out, scores, gold in runs:
        likest = scores.argmax(axis=0)
        matched = np.where(scores.max(axis=0) >= threshold, likest, -1)
        if left_out >= 0:
            removed += 1
            false += bool((matched == left_out).any())
            continue
        matches += int((matched >= 0).sum())
        right += int(((matched == gold) & (matched >= 0)).sum())
        for row in set(gold.tolist()) - {-1}:
            questions += 1
            own = np.flatnonzero(matched == row)
            first += bool(len(own)) and gold[own[int(np.argmax(scores[row, own]))]] == row
    shares = (right / max(1, matches), first / questions, false / removed)
    return "threshold {:.3f}: right {:.2f}, first right {:.2f}, matched without answer {:.2f}".format(
        threshold, *shares
    )


if __name__ == "__main__":
    main()
