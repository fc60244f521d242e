"""Which sentence answers: the sentences of the nearest passages, read with the question and ranked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.answer.asked_value import values_conflict
from app.answer.policy import POLICY
from app.question.parsing import Question
from index.context import passage_text
from index.embedded.model import EmbeddedModel
from index.opened import Index
from index.records import Hit
from index.vectors import Vectors
from ingest.document import Document
from ingest.lexicon import alternatives
from ingest.records import BlockKind, Passage, Sentence

ANSWERING = frozenset(
    (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTATION, BlockKind.FOOTNOTE, BlockKind.TABLE_ROW)
)
_NAMED = r"(?:(?:van|de|der|den|te|ten|ter|el|al|’t)\s)*[A-ZÀ-Ý][\w.’'-]*"
_SAID_BY = re.compile(rf"[—–―]\s*{_NAMED}(?:\s{_NAMED})+(?:,[^.?!]*)?\.?")
_MADE_BY = re.compile(rf"(?:(?:{alternatives('credits')})(?:\s(?:boven|onder|links|rechts))?:|©)\s*\S.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A sentence that may answer: its best passage, its text, and what it scored.

    ``read`` is the reader's logit (above 0 it answers sooner than not), ``cosine`` question to sentence, ``score`` the
    logit with the passage's own score; ``conflicts`` whether it speaks of another time or numbered thing than is
    asked, for which the score is set back.
    """

    passage: Passage
    sentence: Sentence
    text: str
    score: float
    read: float
    cosine: float
    conflicts: bool = False


def rank_sentences(
    index: Index, reader: EmbeddedModel, question: Question, vector: Vectors, hits: Sequence[Hit]
) -> tuple[ScoredSentence, ...]:
    """The sentences of the first ``POLICY.read_passages`` of ``hits``, best first; ties by source and place."""
    taken = hits[: POLICY.read_passages]
    texts = [passage_text(index.documents[hit.passage.source_id], hit.passage) for hit in taken]
    cosines = [_cosines(index, hit.passage, vector) for hit in taken]
    read = reader.read(question.whole, texts, [index.states[hit.row] for hit in taken])
    found: dict[tuple[str, int, int], ScoredSentence] = {}
    for hit, text, own, logits in zip(taken, texts, cosines, read, strict=True):
        document = index.documents[hit.passage.source_id]
        rows = zip(hit.passage.sentences, text.sentences, own.tolist(), logits.tolist(), strict=True)
        for sentence, words, cosine, logit in rows:
            silent = _breaks_off(sentence, words) or is_credit(sentence, words) or heads_table(document, sentence)
            if sentence.kind not in ANSWERING or silent:
                continue
            place = (hit.passage.source_id, sentence.char_start, sentence.char_end)
            conflicts = values_conflict(question.text, words, hit.passage.heading_path)
            score = round(logit + POLICY.passage_logit * hit.score - POLICY.conflict_logit * conflicts, 4)
            if place not in found or score > found[place].score:
                numbers = (score, round(logit, 4), round(cosine, 4), conflicts)
                found[place] = ScoredSentence(hit.passage, sentence, words, *numbers)
    return tuple(found[place] for place in sorted(found, key=lambda place: (-found[place].score, place)))


def anything_answers(ranked: Sequence[ScoredSentence]) -> float:
    """The logit that any of the sentences answers, by what the reader makes of them: the sum over all against 'none'.

    Nearness, which counts for which one it is, is taken off: a question beside the subject lies near it too.
    """
    if not ranked:
        return -20.0
    return float(np.logaddexp.reduce([one.read - POLICY.nearness_logit * one.cosine for one in ranked]))


def _cosines(index: Index, passage: Passage, vector: Vectors) -> Vectors:
    """The cosine of the question to each sentence of ``passage``: ``(sentences,)``."""
    return index.sentence_vectors.rows(index.sentence_row.of(passage)) @ vector


def _breaks_off(sentence: Sentence, text: str) -> bool:
    """Whether a paragraph ends in a comma, as a salutation and the name under a letter do."""
    return sentence.kind is BlockKind.PARAGRAPH and text.rstrip().endswith(",")


def is_credit(sentence: Sentence, text: str) -> bool:
    """Whether a sentence only says whose words or picture stand beside it ('— Naam, functie', 'Foto: Naam')."""
    quoted = sentence.kind in (BlockKind.QUOTATION, BlockKind.PARAGRAPH) and _SAID_BY.fullmatch(text)
    return bool(quoted or _MADE_BY.fullmatch(text)) and len(text.split()) <= POLICY.most_credited


def heads_table(document: Document, sentence: Sentence) -> bool:
    """Whether a row of a table stands above its other rows as their heading: alone it says nothing."""
    if sentence.kind is not BlockKind.TABLE_ROW:
        return False
    below = next((block for block in document.blocks if block.char_start >= sentence.char_end), None)
    text = document.text[sentence.char_start : sentence.char_end]
    return below is not None and below.kind is BlockKind.TABLE_ROW and text in below.heading_path
