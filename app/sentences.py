"""Which sentence answers: the sentences of the found passages, ranked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.analysis import terms
from index.records import Hit
from index.store import Index
from index.vectors import Vectors
from ingest.records import BlockKind, Passage, Sentence

ANSWERING = frozenset(
    (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTATION, BlockKind.FOOTNOTE, BlockKind.TABLE_ROW)
)
PASSAGE_SHARE = 0.5
OVERLAP_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A sentence that may answer: its passage, its text, and what it scored.

    ``cosine`` is question to sentence, ``overlap`` the share (0 to 1) of the question's terms that it holds.
    """

    passage: Passage
    sentence: Sentence
    text: str
    score: float
    cosine: float
    overlap: float
    passage_score: float


def rank_sentences(index: Index, question: str, vector: Vectors, hits: Sequence[Hit]) -> tuple[ScoredSentence, ...]:
    """The sentences of ``hits`` that can be an answer, best first; ties by source and place."""
    asked = set(terms(question))
    best: dict[tuple[str, int, int], ScoredSentence] = {}
    for hit in hits:
        passage = hit.passage
        if passage.kind == BlockKind.QUESTION:
            continue
        document = index.documents[passage.source_id]
        for sentence in passage.sentences:
            key = (passage.source_id, sentence.char_start, sentence.char_end)
            if sentence.kind not in ANSWERING or key in best:
                continue
            text = document.text[sentence.char_start : sentence.char_end]
            row = index.sentence_vectors.rows([index.sentence_row[key]])[0]
            cosine = float(np.dot(row, vector))
            overlap = len(asked & set(terms(text))) / len(asked) if asked else 0.0
            score = (1 - PASSAGE_SHARE) * cosine + PASSAGE_SHARE * hit.score + OVERLAP_SHARE * overlap
            best[key] = ScoredSentence(passage, sentence, text, round(score, 6), cosine, overlap, hit.score)
    return tuple(scored for _, scored in sorted(best.items(), key=lambda entry: (-entry[1].score, entry[0])))
