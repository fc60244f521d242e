"""The embedded model: vectors that depend on nothing but their text, sentences in context, and the reader over both."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from index.embedded.engine import Engine
from index.embedded.model import WINDOW_PIECES, EmbeddedModel
from index.embedded.passage_vectors import KeptStates, PassageText, PassageVectors
from index.encoder import EmbeddedEncoder, Encoder
from ingest.errors import ModelError

ABOVE = "De haven van Zoutzee > De brug"
BRIDGE = PassageText(
    ABOVE, ("De brug ging open op 3 mei 2031.", "Zij kostte 12 miljoen euro.", "Er varen veel schepen.")
)
COWS = PassageText("Landbouw", ("De koeien staan in de wei.", "Een boer melkt ze twee keer per dag."))


@pytest.fixture(scope="module")
def embedded(model: Encoder) -> EmbeddedModel:
    assert isinstance(model, EmbeddedEncoder)
    return model.model


def test_a_passage_has_the_same_vectors_alone_and_in_company(embedded: EmbeddedModel) -> None:
    alone, (together, _) = embedded.passage(BRIDGE), embedded.passages([BRIDGE, COWS])
    assert np.array_equal(alone.passage, together.passage)
    assert np.array_equal(alone.sentences, together.sentences)


def test_vectors_have_unit_length(embedded: EmbeddedModel) -> None:
    made = embedded.passage(BRIDGE)
    assert made.sentences.shape == (3, 384)
    assert np.allclose(np.linalg.norm([made.passage, *made.sentences], axis=1), 1, atol=1e-5)


def test_a_sentence_knows_what_stands_around_it(embedded: EmbeddedModel) -> None:
    asked = embedded.ask("Hoeveel kostte de brug in Zoutzee?").vector
    alone = embedded.passage(PassageText("", (BRIDGE.sentences[1],)))
    assert embedded.passage(BRIDGE).sentences[1] @ asked > alone.sentences[0] @ asked


def test_questions_at_once_are_answered_as_one_by_one(embedded: EmbeddedModel) -> None:
    questions = [f"Wat kostte brug {number}?" for number in range(8)]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda question: embedded.ask(question).vector, questions))
    assert all(
        np.array_equal(EmbeddedModel().ask(q).vector, vector)
        for q, vector in zip(questions[:2], together, strict=False)
    )


def test_the_reader_prefers_the_sentence_that_answers(embedded: EmbeddedModel) -> None:
    (cost, *_) = embedded.read("Hoeveel geld was er nodig voor de brug?", [BRIDGE, COWS], [None, None])
    (date, *_) = embedded.read("Wanneer werd de brug geopend?", [BRIDGE, COWS], [None, None])
    assert (int(cost.argmax()), int(date.argmax())) == (1, 0)


def test_kept_states_read_as_fresh_ones(embedded: EmbeddedModel) -> None:
    kept = PassageVectors.from_bytes(embedded.passage(BRIDGE).to_bytes())
    question = "Wanneer werd de brug geopend?"
    (first,), (second,) = embedded.read(question, [BRIDGE], [kept]), embedded.read(question, [BRIDGE], [None])
    assert np.array_equal(first, second)


def test_a_long_passage_is_read_to_its_end(embedded: EmbeddedModel) -> None:
    long = PassageText(ABOVE, tuple(f"Schip nummer {number} lag aan kade {number}." for number in range(90)))
    made = embedded.passage(long)
    assert made.states is not None
    assert len(made.states.tokens) > 1
    assert made.states.tokens.max() <= WINDOW_PIECES + 1
    assert made.sentences.shape == (90, 384)
    assert len(embedded.read("Waar lag schip 89?", [long], [made])[0]) == 90


@pytest.mark.parametrize("sentence", ["", " ", "\u4ec0\u4e48", "😀" * 400, "a" * 5000])
def test_any_sentence_has_a_vector(embedded: EmbeddedModel, sentence: str) -> None:
    made = embedded.passage(PassageText("", (sentence, "En de brug.")))
    assert np.isfinite(made.sentences).all()
    assert np.isfinite(embedded.read("Welke brug?", [PassageText("", (sentence,))], [None])[0]).all()


def test_states_in_eight_bits_come_back_within_half_a_step() -> None:
    states = np.random.default_rng(0).normal(size=(7, 384)).astype(np.float32)
    kept = KeptStates.from_bytes(KeptStates.of([states[:4], states[4:]], [(0, 1, 3), (1, 0, 2)]).to_bytes())
    first, second = kept.windows()
    assert np.abs(np.concatenate([first, second]) - states).max() <= np.abs(states).max() / 127 / 2 + 1e-6
    assert kept.spans.tolist() == [[0, 1, 3], [1, 0, 2]]


def test_a_folder_without_weights_is_refused(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ModelError, match="cannot be loaded"):
        Engine(tmp_path)


def test_weights_in_eight_bits_give_the_states_of_those_in_float32(embedded: EmbeddedModel) -> None:
    engine = embedded.engine
    rows = [0, *engine.pieces("passage: De raad wil dat er meer regionale teams komen."), 2]
    lower = engine.lower(rows)
    assert np.abs(lower - engine.lower(rows, whole=True)).max() < 1e-5
    assert np.abs(engine.upper(lower) - engine.upper(lower, whole=True)).max() < 1e-5
