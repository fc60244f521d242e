"""What is read of sentences from the states that a model has of them: one value for each, whatever the model says."""

from __future__ import annotations

import math

import numpy as np
import pytest

from app.comparison import tells
from app.comparison.tells import OF_A_LETTER, REACTS, RECOMMENDS, TELLS, Linear, decides, features_of, log_odds, reacts
from index.embedded.model import EmbeddedModel
from index.embedded.passage_vectors import KeptStates, PassageText, PassageVectors

STATES = [[1.0, 0.0], [3.0, 0.0], [5.0, 6.0], [0.0, 2.0]]
VECTORS = [[0.6, 0.8], [1.0, 0.0]]


def passage(*vectors: list[float]) -> PassageVectors:
    """A passage of two sentences, the first of three pieces, with these vectors."""
    states = KeptStates.of([np.array(STATES, np.float32)], [(0, 0, 3), (0, 3, 4)])
    return PassageVectors(np.ones(2, np.float32), np.array(vectors, np.float32), states)


@pytest.fixture
def by_first_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """Models by which the first feature is the log-odds of the first class."""

    def of(classes: int) -> Linear:
        weights = np.zeros((6, classes), np.float32)
        weights[0, 0] = 1.0
        return Linear(*(np.full(6, one, np.float32) for one in (0.0, 1.0)), weights, np.zeros(classes, np.float32))

    models = {RECOMMENDS: of(2), REACTS: of(2), TELLS: of(len(OF_A_LETTER))}
    monkeypatch.setattr(tells, "_models", lambda: models)


def test_a_sentence_is_how_it_is_put_how_it_begins_and_what_it_is_about() -> None:
    found = features_of(passage(*VECTORS))
    assert found.dtype == np.float32
    assert found == pytest.approx(np.array([[3, 2, 2, 0, 0.6, 0.8], [0, 2, 0, 2, 1, 0]]), abs=0.05)


def test_vectors_without_states_tell_nothing() -> None:
    with pytest.raises(ValueError, match="states"):
        features_of(PassageVectors(np.ones(2, np.float32), np.array(VECTORS, np.float32)))


@pytest.mark.parametrize(("share", "odds"), [(0.5, 0.0), (0.75, math.log(3)), (0.0, -9.2102), (1.0, 9.2102)])
def test_log_odds_of_what_is_sure_are_finite(share: float, odds: float) -> None:
    assert log_odds(np.array([share])) == pytest.approx([odds], abs=1e-4)


@pytest.mark.usefixtures("by_first_number")
def test_each_sentence_of_each_passage_has_a_value() -> None:
    two = [passage(*VECTORS), passage(*VECTORS)]
    assert [one.tolist() for one in reacts(two)] == [pytest.approx([3.0, 0.0], abs=0.05)] * 2
    assert [one.tolist() for one in decides(two)] == [pytest.approx([3.0 - math.log(4), -math.log(4)], abs=0.05)] * 2


@pytest.mark.parametrize("told", [decides, reacts, tells.recommends])
def test_no_passages_tell_nothing(told: object) -> None:
    assert callable(told)
    assert told([]) == []


@pytest.mark.usefixtures("model")
def test_a_decision_decides_and_thanks_react_to_nothing() -> None:
    texts = (
        "Het kabinet neemt deze aanbeveling over en stelt hiervoor vijf miljoen euro beschikbaar.",
        "Ik dank de raad voor het gedegen advies dat hij heeft uitgebracht.",
    )
    made = EmbeddedModel().passages([PassageText("", texts)])
    for found in (decides(made), reacts(made)):
        ((decision, thanks),) = found
        assert decision > 0 > thanks
