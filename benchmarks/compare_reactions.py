"""How well paragraphs without any mention are matched: questions as recommendations, their answers as reactions.

Run: ``python benchmarks/compare_reactions.py FOLDER``. FOLDER holds question-and-answer documents (parliamentary
papers). Of every document with at least four questions, the answer paragraphs in their order are laid beside the
questions as ``app.comparison`` does for a letter that names no recommendation. Printed: the share of matched paragraphs
that are right, the share of paragraphs that are matched, and how often a question gets a match when its own answer is
taken out.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from app.comparison.likeness import likeness_of
from app.comparison.tracing import Step, trace
from index.encoder import load_encoder
from index.settings import IndexSettings
from index.vectors import Vectors
from ingest.any_file import read_document
from ingest.document import Document
from ingest.records import BlockKind, Source
from ingest.settings import IngestSettings

ACQUAINTED = ("bent u bekend", "heeft u kennis", "hebt u kennis", "kent u")
MIN_WORDS = 8


def main() -> None:
    """Read, match, and print the shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    encoder = load_encoder(IndexSettings())
    right = matched = paragraphs = false = removed = 0
    for path in sorted(parser.parse_args().folder.iterdir()):
        source = Source(id=path.stem, title=path.stem, role="overig", speaker="", file=path.name)
        questions, texts, gold = pairs(read_document(source, path, IngestSettings()))
        if len(questions) < 4:
            continue
        every = list(dict.fromkeys((*questions, *texts)))
        known = dict(zip(every, encoder.encode_document(every), strict=True))
        for left_out in (-1, *range(len(questions))):
            kept = [column for column in range(len(texts)) if left_out < 0 or gold[column] != left_out]
            found = matches(questions, [texts[column] for column in kept], known)
            if left_out >= 0:
                removed, false = removed + 1, false + (left_out in found)
                continue
            paragraphs += len(kept)
            matched += sum(row >= 0 for row in found)
            right += sum(row == gold[column] >= 0 for row, column in zip(found, kept, strict=True))
    print(f"right {right / max(1, matched):.2f} of {matched} matched")
    print(f"matched {matched / max(1, paragraphs):.2f} of {paragraphs} paragraphs")
    print(f"matched without answer {false / max(1, removed):.2f} of {removed}")


def matches(questions: Sequence[str], texts: Sequence[str], known: dict[str, Vectors]) -> list[int]:
    """For every text the question that it is matched with, -1 for none."""
    likeness = likeness_of(texts, [[question] for question in questions], lambda some: _stacked(known, some))
    way = trace([Step(boundary="loose") for _ in texts], likeness)
    return [min(rows, default=-1) for rows in way]


def _stacked(known: dict[str, Vectors], texts: Sequence[str]) -> Vectors:
    first = next(iter(known.values()))
    made = first[None].repeat(len(texts), axis=0)
    for row, text in enumerate(texts):
        made[row] = known[text]
    return made


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


if __name__ == "__main__":
    main()
