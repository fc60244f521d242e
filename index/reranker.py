"""How well texts answer a question, read together with it by a cross-encoder: optional, off by default."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from index.hub import load_from
from ingest.errors import ModelError

BATCH = 8
DIGITS = 4


class Reranker(Protocol):
    """What an answer needs of a reranker."""

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """How well each of ``texts`` answers ``question``, 0 to 1, in their order."""


class CrossEncoderReranker:
    """A sentence-transformers cross-encoder with one output, its logit made 0 to 1 by a sigmoid."""

    def __init__(self, model: Any) -> None:
        self._model = model

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """See ``Reranker``. Rounded to ``DIGITS``: the last digits of a sum differ between numbers of threads."""
        if not texts:
            return []
        from torch.nn import Sigmoid

        pairs = [(question, text) for text in texts]
        found = self._model.predict(pairs, batch_size=BATCH, show_progress_bar=False, activation_fn=Sigmoid())
        return [round(float(score), DIGITS) for score in np.nan_to_num(np.asarray(found, np.float64))]


@functools.cache
def load_reranker(name: str) -> Reranker:
    """The cross-encoder ``name`` (a local folder, or a name on a hub), loaded once in a process. Raises ModelError."""

    def make(local_files_only: bool) -> Any:
        from sentence_transformers import CrossEncoder

        return CrossEncoder(name, device="cpu", local_files_only=local_files_only)

    model = load_from(name, make)
    if model.num_labels != 1:
        raise ModelError(
            f"reranker '{name}' has {model.num_labels} outputs; one is needed", code="reranker", model=name
        )
    return CrossEncoderReranker(model)
