"""Texts to vectors, by the embedded model and by any sentence-transformers model."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from index.encoder import ROOM_FOR_PROMPT, Encoder, SentenceEncoder, _room, _windows
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


@pytest.fixture(scope="module")
def stored(model: Encoder) -> np.ndarray:
    return model.encode_document(TEXTS)


def test_a_text_has_one_vector_alone_and_in_company(model: Encoder, stored: np.ndarray) -> None:
    for text, vector in zip(TEXTS, stored, strict=True):
        assert np.array_equal(model.encode_document([text])[0], vector)


def test_vectors_are_of_unit_length_and_zero_without_words(model: Encoder) -> None:
    vectors = model.encode_document(["", " \n", "woord", "nul\0teken", "half \ud800 paar"])
    assert np.allclose(np.linalg.norm(vectors, axis=1), [0, 0, 1, 1, 1], atol=1e-5)
    assert vectors.dtype == np.float32
    questions = model.encode_query(["", "woord", "nul\0teken", "half \ud800 paar"])
    assert np.allclose(np.linalg.norm(questions, axis=1), [0, 1, 1, 1], atol=1e-5)


def test_a_text_that_is_too_long_for_the_model_is_read_to_its_end(model: Encoder) -> None:
    first, last = "De gemeenten bouwen woningen in de stad. " * 80, "De boeren melken hun koeien in de stal. " * 80
    both, other, cows = model.encode_document([first + last, last + first, last])
    assert both @ cows > model.encode_document([first])[0] @ cows + 0.01
    assert both @ other > 0.99
    assert np.allclose(np.linalg.norm(both), 1, atol=1e-5)


def test_no_text_gives_no_rows(model: Encoder) -> None:
    assert model.encode_document([]).shape == model.encode_query([]).shape == (0, 384)


def test_another_model_in_the_same_folder_is_another_revision(tmp_path: Path) -> None:
    (tmp_path / "1_Pooling").mkdir()
    (tmp_path / "1_Pooling" / "config.json").write_text("{}", "utf-8")
    weights = tmp_path / "model.safetensors"
    weights.write_bytes(b"een")
    revisions = [SentenceEncoder(IndexSettings(model=str(tmp_path))).revision for _ in range(2)]
    weights.write_bytes(b"twee")
    revisions.append(SentenceEncoder(IndexSettings(model=str(tmp_path))).revision)
    assert revisions[0] == revisions[1] != revisions[2]
    assert all(revision.startswith("sha256 ") for revision in revisions)


def _model(positions: int | None) -> SimpleNamespace:
    """A model whose tokens are words."""

    def tokens(text: str, add_special_tokens: bool, return_offsets_mapping: bool = False) -> dict[str, list[object]]:
        starts = [at for at, letter in enumerate(text) if letter != " " and (at == 0 or text[at - 1] == " ")]
        return {"input_ids": list(starts), "offset_mapping": [(start, start + 1) for start in starts]}

    return SimpleNamespace(max_seq_length=positions, tokenizer=tokens)


def test_a_model_without_a_limit_reads_a_text_whole() -> None:
    room = _room(_model(None), "")
    assert _windows(_model(None), "Wie zegt dit", room) == ["Wie zegt dit"]


@pytest.mark.parametrize("prompt", ["", "query: ", "een lange opdracht " * 10])
def test_a_window_leaves_room_for_the_prompt(prompt: str) -> None:
    model = _model(100)
    text = " ".join(f"woord{number}" for number in range(250))
    room = _room(model, prompt)
    assert room is not None
    windows = _windows(model, text, room)
    assert "".join(windows) == text
    assert max(len(window.split()) + len(prompt.split()) for window in windows) <= 100
    assert room == 100 - ROOM_FOR_PROMPT or len(prompt.split()) > 8
