"""What makes a sentence of a letter the deciding one: each number of ``app.comparison.policy`` at its boundary."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

import app.comparison.deciding
from app.comparison.deciding import deciding
from app.comparison.letter import LetterSentence, letter_sentences
from app.comparison.naming import NOUN
from app.comparison.stand import Said, said
from ingest.document import Document
from ingest.records import BlockKind
from tests.documents import make_document

LABELS = ("1", "2", "3", "4", "5")


def _sentences(*blocks: str | tuple[BlockKind, str]) -> tuple[Document, list[LetterSentence]]:
    letter = make_document(*blocks)
    return letter, letter_sentences(letter, LABELS, NOUN)


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("Het kabinet neemt het werk over.", 5.0),
        ("Het kabinet neemt deze aanbeveling over.", 6.5),
        ("De raad wil dat men dit werk afwijst en dat is het.", 0.5),
        ("De raad wil dat het kabinet plannen afwijst en zo is het.", 2.0),
        ("Met de gemeenten sprak ik erover.", 1.0),
        ("Met de gemeenten sprak ik niet.", 1.5),
        ("Een boot mag blijven liggen.", 0.5),
        ("Een boot ligt daar.", 0.0),
        ("Ik begrijp de zorgen.", 0.0),
    ],
)
def test_what_a_sentence_weighs_as_a_decision(text: str, weight: float) -> None:
    """More when it points at the recommendation as a whole, less when it says what the council wants."""
    assert said(text).weight == weight


def _decided(monkeypatch: pytest.MonkeyPatch, weights: Sequence[float], **given: object) -> int | None:
    """Which of the sentences decides; ``named``, ``kinds`` and ``likeness`` are theirs, ``apart`` one a paragraph."""
    named = given.get("named", [0] * len(weights))
    kinds = given.get("kinds", [BlockKind.PARAGRAPH] * len(weights))
    likeness = given.get("likeness", [0.0] * len(weights))
    texts = [f"Zin {row}." for row in range(len(weights))]
    heard = dict(zip(texts, weights, strict=True))
    monkeypatch.setattr(app.comparison.deciding, "said", lambda text, own=False: Said(heard[text]))
    blocks = zip(kinds, texts, strict=True) if given.get("apart") else [" ".join(texts)]  # type: ignore[call-overload]
    letter, found = _sentences(*blocks)
    sentences = [
        LetterSentence(one.char_start, one.char_end, one.block, (), one.kind, frozenset(range(count)), False)
        for one, count in zip(found, named, strict=True)  # type: ignore[call-overload]
    ]
    chosen = deciding(letter, sentences, range(len(sentences)), 0, likeness)  # type: ignore[arg-type]
    return None if chosen is None else chosen[0]


LISTED = {"apart": True, "kinds": [BlockKind.LIST_ITEM, BlockKind.PARAGRAPH]}


@pytest.mark.parametrize(
    ("weights", "given", "decides"),
    [
        ([0.45], {}, None),
        ([0.5], {}, 0),
        ([1.95, 2.05], {"apart": True}, 1),
        ([2.05, 2.0], {"apart": True}, 0),
        ([3.0, 4.05], {"apart": True}, 0),
        ([3.0, 4.15], {"apart": True}, 1),
        ([3.0, 3.095], {}, 0),
        ([3.0, 3.105], {}, 1),
        ([2.5, *[2.0] * 8, 6.45], {"apart": True}, 0),
        ([2.5, *[2.0] * 8, 6.55], {"apart": True}, 9),
        ([3.0, 2.05], {"named": [0, 1]}, 0),
        ([3.0, 2.15], {"named": [0, 1]}, 1),
        ([3.0, 2.15], {"named": [0, 3]}, 1),
        ([3.0, 2.15], {"named": [0, 4]}, 0),
        ([3.0, 2.05], {"likeness": [0.0, 1.0]}, 0),
        ([3.0, 2.15], {"likeness": [0.0, 1.0]}, 1),
        ([5.0, 3.05], LISTED, 0),
        ([5.0, 3.15], LISTED, 1),
    ],
)
def test_which_sentence_decides(
    weights: list[float], given: dict[str, object], decides: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The heaviest; what comes later or sums up weighs less, what names the recommendation or is like it more."""
    assert _decided(monkeypatch, weights, **given) == decides
