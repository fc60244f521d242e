"""The fictional pairs: what is known of them stands in their documents, and what needs no model is found as it is."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

import pytest

from app.comparison.deciding import deciding
from app.comparison.letter import letter_sentences
from app.comparison.matching import compare
from app.comparison.naming import IN_A_LETTER
from eval.side_by_side import _sentences, find_span, measure, pair_of, read_truth, texts_of
from ingest.document import Document
from ingest.isolation.two_at_once import IsolatedReaders
from tests.fakes import WordEncoder
from tests.sets import SETS

PAIRS = sorted(file.parent for file in SETS.glob("*/comparison.toml"))
FEWEST_RIGHT = 0.9
ReadPair = Callable[[Path], tuple[Document, Document]]


@pytest.fixture(scope="module")
def read_pair(readers: IsolatedReaders) -> ReadPair:
    """The folder of a pair to its advice and letter, read once."""
    return functools.cache(lambda folder: pair_of(folder, readers))


@pytest.mark.parametrize("folder", PAIRS, ids=lambda folder: folder.name)
def test_every_recommendation_is_found_and_bounded(folder: Path, read_pair: ReadPair) -> None:
    advice, letter = read_pair(folder)
    side = measure(compare(advice, letter, WordEncoder()), read_truth(folder), advice, letter)
    assert (side.recommendations, side.bounded) == (1.0, 1.0), side.wrong


def test_of_the_true_reaction_the_deciding_sentence_is_chosen(read_pair: ReadPair) -> None:
    right, wrong = 0, []
    for folder in PAIRS:
        _, letter = read_pair(folder)
        truth = read_truth(folder)
        sentences = letter_sentences(letter, [str(known["label"]) for known in truth], IN_A_LETTER)
        for row, known in enumerate(truth):
            true = _sentences(letter, [find_span(letter, text) for text in texts_of(known, "reaction")])
            rows = [place for place, one in enumerate(sentences) if (one.char_start, one.char_end) in true]
            found = deciding(letter, sentences, rows, row, [0.0] * len(sentences))
            own = {(sentences[found[0]].char_start, sentences[found[0]].char_end)} if found else set()
            if own == (_sentences(letter, [find_span(letter, str(known["deciding"]))]) if known["deciding"] else set()):
                right += 1
            else:
                wrong.append(f"{folder.name} {known['label']}")
    assert right >= FEWEST_RIGHT * (right + len(wrong)), wrong
