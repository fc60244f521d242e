"""The fictional pairs: what is known of them stands in their documents, and most of it is found."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from statistics import mean

import pytest

from app.comparison.deciding import deciding
from app.comparison.letter import letter_paragraphs, letter_sentences
from app.comparison.matching import compare
from app.comparison.naming import IN_A_LETTER
from app.comparison.tells import decides
from eval.side_by_side import Side, _sentences, find_span, measure, pair_of, read_truth, texts_of
from index.embedded.model import EmbeddedModel
from index.embedded.passage_vectors import PassageText
from index.encoder import Encoder
from ingest.document import Document
from ingest.isolation.two_at_once import IsolatedReaders
from tests.fakes import WordEncoder
from tests.sets import SETS

PAIRS = sorted(file.parent for file in SETS.glob("*/comparison.toml"))
READ = PAIRS[1::4]
"""Those that the model reads, a second each; ``python -m eval.side_by_side eval/sets/proef*`` reads all."""
FEWEST_RIGHT = 0.85
FLOORS = {"recommendations": 0.98, "labels": 0.9, "bounded": 0.9, "precision": 0.75, "recall": 0.7, "deciding": 0.7}
ReadPair = Callable[[Path], tuple[Document, Document]]


@pytest.fixture(scope="module")
def read_pair(readers: IsolatedReaders) -> ReadPair:
    """The folder of a pair to its advice and letter, read once."""
    return functools.cache(lambda folder: pair_of(folder, readers))


@pytest.fixture(scope="module")
def sides(read_pair: ReadPair, model: Encoder) -> list[Side]:
    """The measures of a fourth of the pairs; what a sentence is about is judged by words, without the encoder."""
    return [
        measure(compare(*read_pair(folder), WordEncoder()), read_truth(folder), *read_pair(folder)) for folder in READ
    ]


@pytest.mark.parametrize(("name", "floor"), FLOORS.items())
def test_in_the_mean_a_measure_is_no_less_than_it_was(name: str, floor: float, sides: list[Side]) -> None:
    assert mean(getattr(side, name) for side in sides) >= floor, [side.wrong for side in sides]


@pytest.mark.usefixtures("model")
def test_of_the_true_reaction_the_deciding_sentence_is_chosen(read_pair: ReadPair) -> None:
    right, wrong, model = 0, [], EmbeddedModel()
    for folder in READ:
        _, letter = read_pair(folder)
        truth = read_truth(folder)
        sentences = letter_sentences(letter, [str(known["label"]) for known in truth], IN_A_LETTER)
        texts = [PassageText("", one.sentences) for one in letter_paragraphs(letter, sentences)]
        odds = [float(value) for one in decides(model.passages(texts)) for value in one]
        for known in truth:
            true = _sentences(letter, [find_span(letter, text) for text in texts_of(known, "reaction")])
            rows = [place for place, one in enumerate(sentences) if (one.char_start, one.char_end) in true]
            found = deciding(letter, sentences, rows, odds, [0.0] * len(sentences))
            own = {(sentences[found[0]].char_start, sentences[found[0]].char_end)} if found else set()
            if own == (_sentences(letter, [find_span(letter, str(known["deciding"]))]) if known["deciding"] else set()):
                right += 1
            else:
                wrong.append(f"{folder.name} {known['label']}")
    assert right >= FEWEST_RIGHT * (right + len(wrong)), wrong
