"""The model that comes with the product: vectors of questions, texts and passages, and the reader over both.

A passage goes through once: its vector is the mean over its pieces, a sentence's vector the mean over its own pieces
there, so that it knows what stands around it (late chunking; Günther et al., 2024).
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from index.embedded.passage_vectors import KeptStates, PassageText, PassageVectors
from index.vectors import Vectors, unit

if TYPE_CHECKING:
    from index.embedded.engine import Engine

START, END = 0, 2
QUESTION, PASSAGE = "query:", "passage:"
QUESTION_PIECES = 64  # as in training
ABOVE_PIECES = 64
SENTENCE_PIECES = 200
WINDOW_PIECES = 320
REMEMBERED = 16


class AskedQuestion(NamedTuple):
    """A question as the model read it: its unit vector ``(dim,)`` and its states after the lower layers."""

    vector: Vectors
    lower: Vectors


_TURN = threading.Lock()


@functools.cache
def _engine() -> Engine:
    from index.embedded.engine import Engine  # onnxruntime: commands that ask nothing do without

    return Engine()


class EmbeddedModel:
    """Loaded when it is first needed; safe to use from several threads. Raises ModelError when it cannot be loaded."""

    def __init__(self) -> None:
        self._asked = functools.lru_cache(REMEMBERED)(self._ask)

    @property
    def engine(self) -> Engine:
        """The engine, loaded: one for the whole process."""
        with _TURN:
            return _engine()

    def ask(self, question: str) -> AskedQuestion:
        """A question as the model reads it."""
        return self._asked(question)

    def can_read(self, text: str) -> bool:
        """Whether most of the letters of ``text`` are among the pieces: another script is not."""
        return self.engine.known_share(text) > 0.5

    def text(self, text: str, prefix: str = PASSAGE) -> Vectors:
        """The unit vector ``(dim,)`` of a text; zeros for one without words."""
        pieces = self.engine.pieces(text)
        if not pieces:
            return np.zeros(self.engine.width, np.float32)
        head, room = self.engine.pieces(prefix), WINDOW_PIECES
        parts = [[START, *head, *pieces[at : at + room], END] for at in range(0, len(pieces), room)]
        total = sum(self._whole(part)[1].sum(axis=0) for part in parts)
        return np.array(unit(np.asarray(total)[None])[0], np.float32)

    def passage(self, text: PassageText) -> PassageVectors:
        """The vectors of a passage and of its sentences, and the states that the reader needs."""
        rows, spans = self._windows(text)
        states = [self._whole(window) for window in rows]
        lower, upper = [own for own, _ in states], [last for _, last in states]
        sentences = [upper[window][start:end].mean(axis=0) for window, start, end in spans]
        whole = np.sum([states.sum(axis=0) for states in upper], axis=0)
        width = self.engine.width
        vectors = unit(np.array([whole, *sentences], np.float32).reshape(-1, width))
        return PassageVectors(vectors[0], vectors[1:], KeptStates.of(lower, spans))

    def passages(self, texts: Sequence[PassageText]) -> list[PassageVectors]:
        """The vectors of passages, in order, two at a time."""
        self.engine.pieces("")
        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(self.passage, texts))

    def read(self, question: str, texts: Sequence[PassageText], kept: Sequence[PassageVectors | None]) -> list[Vectors]:
        """For each passage the score of each of its sentences ``(sentences,)``: above 0 it answers sooner than not.

        ``kept`` is what was kept of each passage; None has it worked out.
        """
        asked = self.ask(question)
        return [self._scores(asked, own or self.passage(text)) for text, own in zip(texts, kept, strict=True)]

    def _whole(self, pieces: list[int]) -> tuple[Vectors, Vectors]:
        """The states of pieces of a passage after the lower layers, and the last ones."""
        lower = self.engine.lower(pieces, whole=True)
        return lower, self.engine.upper(lower, whole=True)

    def _scores(self, asked: AskedQuestion, passage: PassageVectors) -> Vectors:
        states, engine, length = passage.states, self.engine, len(asked.lower)
        if states is None:
            raise ValueError("a passage is read from its states, and these vectors come without")
        cosines = passage.sentences @ asked.vector
        found = np.zeros(len(states.spans), np.float32)
        for number, window in enumerate(states.windows()):
            own = np.flatnonzero(states.spans[:, 0] == number)
            if not len(own):
                continue
            made = engine.together(asked.lower, window)
            places = states.spans[own, 1:] + length
            means = np.array([made[:length].mean(axis=0), *(made[start:end].mean(axis=0) for start, end in places)])
            found[own] = engine.score(means, cosines[own])
        return found

    def _ask(self, question: str) -> AskedQuestion:
        pieces = self.engine.pieces(f"{QUESTION} {question}")[:QUESTION_PIECES]
        lower = self.engine.lower([START, *pieces, END])
        return AskedQuestion(unit(self.engine.upper(lower).mean(axis=0)[None])[0], lower)

    def _windows(self, text: PassageText) -> tuple[list[list[int]], list[tuple[int, int, int]]]:
        """The pieces of a passage in windows, and the window and place of each sentence."""
        engine = self.engine
        head = [START, *engine.pieces(PASSAGE), *(engine.pieces(text.above)[-ABOVE_PIECES:] if text.above else [])]
        windows, spans = [list(head)], []
        for sentence in text.sentences:
            pieces = engine.pieces(sentence)[:SENTENCE_PIECES] or [END]
            if len(windows[-1]) > len(head) and len(windows[-1]) + len(pieces) >= WINDOW_PIECES:
                windows.append(list(head))
            own = windows[-1]
            spans.append((len(windows) - 1, len(own), len(own) + len(pieces)))
            own += pieces
        return [[*window, END] for window in windows], spans
