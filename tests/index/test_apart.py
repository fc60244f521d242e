"""Documents embedded in a process of its own get the vectors that they get here."""

from __future__ import annotations

import numpy as np
import pytest

from index.apart import ApartEncoder
from index.encoder import SentenceEncoder
from index.settings import IndexSettings
from ingest.errors import ModelError

TEXTS = ["Het kabinet bouwt woningen.", "", "De raad adviseert eerst te luisteren. " * 40, "half \ud800 paar"]


def test_a_process_of_its_own_gives_the_same_vectors_and_loads_no_model_here(model: SentenceEncoder) -> None:
    encoder = ApartEncoder(IndexSettings())
    told: list[tuple[int, int]] = []
    apart = encoder.encode_document(TEXTS, lambda done, total: told.append((done, total)))
    assert apart.dtype == np.float32
    assert np.array_equal(apart, model.encode_document(TEXTS))
    assert told == [(4, 4)]
    assert encoder._model is None


def test_a_model_that_cannot_be_loaded_there_is_told() -> None:
    with pytest.raises(ModelError, match="process of its own"):
        ApartEncoder(IndexSettings(model="/er/is/geen/model")).encode_document(["tekst"])
