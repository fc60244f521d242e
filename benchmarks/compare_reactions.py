"""How well paragraphs without any mention are matched: questions as recommendations, their answers as reactions.

Run: ``python benchmarks/compare_reactions.py FOLDER``. FOLDER holds question-and-answer documents (parliamentary
papers). Of every document with at least four questions, the answer paragraphs in their order are laid beside the
questions as ``app.comparison`` does for a letter that names no recommendation. Printed: the share of matched paragraphs
that are right, the share of paragraphs that are matched, and how often a question gets a match when its own answer is
taken out.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from app.comparison.likeness import likeness_of
from app.comparison.tracing import Step, trace
from index.embedded.passage_vectors import PassageText
from index.encoder import Encoder, Progress, load_encoder
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
    encoder = Remembering(load_encoder(IndexSettings()))
    right = matched = paragraphs = false = removed = 0
    for path in sorted(parser.parse_args().folder.iterdir()):
        source = Source(id=path.stem, title=path.stem, role="overig", speaker="", file=path.name)
        questions, texts, gold = pairs(read_document(source, path, IngestSettings()))
        if len(questions) < 4:
            continue
        for left_out in (-1, *range(len(questions))):
            kept = [column for column in range(len(texts)) if left_out < 0 or gold[column] != left_out]
            found = matches(questions, [texts[column] for column in kept], encoder)
            if left_out >= 0:
                removed, false = removed + 1, false + (left_out in found)
                continue
            paragraphs += len(kept)
            matched += sum(row >= 0 for row in found)
            right += sum(row == gold[column] >= 0 for row, column in zip(found, kept, strict=True))
    print(f"right {right / max(1, matched):.2f} of {matched} matched")
    print(f"matched {matched / max(1, paragraphs):.2f} of {paragraphs} paragraphs")
    print(f"matched without answer {false / max(1, removed):.2f} of {removed}")


def matches(questions: Sequence[str], texts: Sequence[str], encoder: Encoder) -> list[int]:
    """For every text the question that it is matched with, -1 for none."""
    passages = [PassageText("", (text,)) for text in texts]
    way = trace([Step(boundary="loose") for _ in texts], likeness_of(passages, [[one] for one in questions], encoder))
    return [min(rows, default=-1) for rows in way]


class Remembering:
    """An encoder that embeds each text once."""

    def __init__(self, encoder: Encoder) -> None:
        self.name, self.revision, self._encoder = encoder.name, encoder.revision, encoder
        self._known: dict[tuple[str, str], Vectors] = {}

    def encode_query(self, texts: list[str]) -> Vectors:
        """The vectors of questions."""
        return self._each("query", texts, self._encoder.encode_query)

    def encode_document(self, texts: list[str], progress: Progress | None = None) -> Vectors:
        """The vectors of texts."""
        return self._each("document", texts, self._encoder.encode_document)

    def _each(self, side: str, texts: list[str], encode: Callable[[list[str]], Vectors]) -> Vectors:
        for text in texts:
            if (side, text) not in self._known:
                self._known[side, text] = encode([text])[0]
        return np.stack([self._known[side, text] for text in texts])


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
