"""What makes a sentence of a letter the deciding one: each number of ``app.comparison.policy`` at its boundary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

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
        ("Van een boot zie ik af.", 3.6),
        ("Het kabinet ziet daarvan in deze jaren af.", 3.6),
        ("Ik zie van een boot af.", 3.6),
        ("Daar sluit ik mij bij aan.", 3.8),
        ("Aan dat verzoek is gevolg gegeven.", 3.8),
    ],
)
def test_what_a_sentence_weighs_as_a_decision(text: str, weight: float) -> None:
    """More when it points at the recommendation as a whole, less when it says what the council wants."""
    assert said(text).weight == weight


def _decided(monkeypatch: pytest.MonkeyPatch, weights: Sequence[float], **given: Sequence[Any]) -> int | None:
    """Which of the sentences decides; ``decides``, ``likeness``, ``kinds`` and ``named`` (how many) are theirs."""
    zeros = [0.0] * len(weights)
    texts = [f"Zin {row}." for row in range(len(weights))]
    heard = dict(zip(texts, weights, strict=True))
    monkeypatch.setattr(app.comparison.deciding, "said", lambda text, own=False: Said(heard[text]))
    letter, found = _sentences(*zip(given.get("kinds", [BlockKind.PARAGRAPH] * len(weights)), texts, strict=True))
    sentences = [
        LetterSentence(one.char_start, one.char_end, one.block, (), one.kind, frozenset(range(count)), False)
        for one, count in zip(found, given.get("named", [0] * len(weights)), strict=True)
    ]
    decides, likeness = given.get("decides", zeros), given.get("likeness", zeros)
    chosen = deciding(letter, sentences, range(len(sentences)), decides, likeness)
    return None if chosen is None else chosen[0]


LISTED = [BlockKind.LIST_ITEM, BlockKind.PARAGRAPH]


@pytest.mark.parametrize(
    ("weights", "given", "decides"),
    [
        ([], {}, None),
        ([0.0], {}, 0),
        ([3.0, 3.29], {}, 0),
        ([3.0, 3.31], {}, 1),
        ([3.0, 3.0, 3.59], {}, 0),
        ([3.0, 3.0, 3.61], {}, 2),
        ([3.0, 2.98], {"decides": [0.0, 1.0]}, 0),
        ([3.0, 3.02], {"decides": [0.0, 1.0]}, 1),
        ([3.0, 2.98], {"decides": [-1.0, 0.0]}, 0),
        ([3.0, 3.02], {"decides": [-1.0, 0.0]}, 1),
        ([3.0, 2.78], {"likeness": [0.0, 1.0]}, 0),
        ([3.0, 2.82], {"likeness": [0.0, 1.0]}, 1),
        ([3.0, 2.78], {"likeness": [0.0, 1.5]}, 0),
        ([3.0, 2.78], {"likeness": [-1.0, 0.0]}, 0),
        ([3.0, 2.82], {"likeness": [-1.0, 0.0]}, 1),
        ([3.0, 2.78], {"likeness": [-1.5, 0.0]}, 0),
        ([5.0, 3.28], {"kinds": LISTED}, 0),
        ([5.0, 3.32], {"kinds": LISTED}, 1),
        ([5.0, 5.28], {"kinds": LISTED, "named": [1, 0]}, 0),
    ],
)
def test_which_sentence_decides(
    weights: list[float], given: dict[str, Sequence[Any]], decides: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The heaviest by its words and by what is learned; less when it is later or sums up, more when it is alike."""
    assert _decided(monkeypatch, weights, **given) == decides
