"""A stand-in for the model that reads an advice: each sentence recommends as much as a test says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from app.comparison.advice import Advice
from index.embedded.model import EmbeddedModel
from index.embedded.passage_vectors import PassageText
from ingest.document import Document
from tests.fakes import WordEncoder


class Told:
    """A model by which sentences recommend with the ``shares`` given (0 for others) and mean their words; ``read`` are
    those that it was asked for.
    """

    def __init__(self, shares: Mapping[str, float]) -> None:
        self._shares, self.read = shares, list[str]()

    def passages(self, texts: Sequence[PassageText]) -> list[SimpleNamespace]:
        """What the code reads of passages."""
        self.read += [sentence for one in texts for sentence in one.sentences]
        return [
            SimpleNamespace(
                shares=np.array([self._shares.get(sentence, 0.0) for sentence in one.sentences]),
                sentences=WordEncoder().encode_document(list(one.sentences)),
            )
            for one in texts
        ]

    def as_model(self) -> EmbeddedModel:
        """Itself, as the code takes it."""
        return cast("EmbeddedModel", self)

    def reads(self, document: Document) -> Advice:
        """An advice that it reads."""
        return Advice(document, self.as_model())


@pytest.fixture
def shares_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sentences recommend with the shares of ``Told``."""
    monkeypatch.setattr("app.comparison.advice.recommends", lambda made: [one.shares for one in made])
