"""Which sentence answers: the sentences of the found passages, ranked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.answer.asked_value import values_conflict
from app.answer.evidence import holds_what_is_asked
from app.question.parsing import Question
from index.analysis import terms
from index.opened import Index
from index.records import Hit
from index.stores.faiss_vectors import Vectors
from ingest.records import BlockKind, Passage, Sentence

ANSWERING = frozenset(
    (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTATION, BlockKind.FOOTNOTE, BlockKind.TABLE_ROW)
)
SENTENCE_SHARE = 0.5
OVERLAP_WEIGHT = 0.02
FITTING_WEIGHT = 0.01
CONFLICT_PENALTY = 0.03  # the same figure of the asked year scores about as well, and must come first


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A sentence that may answer: its best passage, its text, and what it scored.

    ``base`` is the score from meaning alone, ``cosine`` is question to sentence (with a share of the sentence before
    it), ``overlap`` the share (0 to 1) of the question's terms that it holds, ``fitting`` whether it holds what this
    type of question asks for; ``conflicts`` whether it speaks of another time or numbered thing than is asked.
    """

    passage: Passage
    sentence: Sentence
    text: str
    score: float
    base: float
    cosine: float
    overlap: float
    fitting: bool
    conflicts: bool = False


def rank_sentences(
    index: Index, question: Question, vector: Vectors, hits: Sequence[Hit]
) -> tuple[ScoredSentence, ...]:
    """The sentences of ``hits`` that can be an answer, best first; ties by source and place.

    The score is half the sentence's cosine and half its best passage's score, plus a little for shared words and for
    holding what is asked, and less for speaking of another time or numbered thing.
    """
    asked = frozenset(question.terms)
    places: dict[tuple[str, int, int], tuple[Hit, Sentence]] = {}
    for hit in hits:
        for sentence in hit.passage.sentences:
            if sentence.kind in ANSWERING:
                places.setdefault((hit.passage.source_id, sentence.char_start, sentence.char_end), (hit, sentence))
    texts = {place: index.documents[place[0]].text[place[1] : place[2]] for place in places}
    keys = sorted(place for place in places if not _breaks_off(places[place][1], texts[place]))
    cosines = (index.sentence_vectors.rows([index.sentence_row[key] for key in keys]) @ vector).tolist()
    scored = []
    for key, cosine in zip(keys, cosines, strict=True):
        hit, sentence = places[key]
        text = texts[key]
        overlap = len(asked & set(terms(text))) / len(asked) if asked else 0.0
        fitting = holds_what_is_asked(question.kind, text, question.text)
        base = SENTENCE_SHARE * cosine + (1 - SENTENCE_SHARE) * hit.score
        conflicts = values_conflict(question.text, text, hit.passage.heading_path)
        score = base + OVERLAP_WEIGHT * overlap + FITTING_WEIGHT * fitting - CONFLICT_PENALTY * conflicts
        rounded = (round(score, 6), round(base, 6), round(cosine, 6))
        scored.append(ScoredSentence(hit.passage, sentence, text, *rounded, overlap, fitting, conflicts))
    order = sorted(range(len(keys)), key=lambda row: (-scored[row].score, keys[row]))
    return tuple(scored[row] for row in order)


def _breaks_off(sentence: Sentence, text: str) -> bool:
    """Whether a paragraph ends in a comma, as a salutation and the name under a letter do."""
    return sentence.kind is BlockKind.PARAGRAPH and text.rstrip().endswith(",")
