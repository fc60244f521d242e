"""What goes into the embedded model for a passage, and what comes out and is kept."""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.vectors import Vectors

HEADER = struct.Struct("<4I")
VECTORS = struct.Struct("<2I")


@dataclass(frozen=True, slots=True)
class PassageText:
    """A passage as it is read: what stands above it (title, headings, question) and its sentences in order."""

    above: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptStates:
    """The states of a passage after the lower layers, in eight bits.

    A long passage is read in several windows: ``tokens`` int32 ``(windows,)`` says how many tokens each has, ``spans``
    int32 ``(sentences, 3)`` in which window each sentence stands and from which token to which.
    """

    values: NDArray[np.int8]
    scales: NDArray[np.float32]
    tokens: NDArray[np.int32]
    spans: NDArray[np.int32]

    @classmethod
    def of(cls, windows: list[NDArray[np.float32]], spans: list[tuple[int, int, int]]) -> KeptStates:
        """The states of windows, each ``(tokens, width)``, made small."""
        states = np.concatenate(windows)
        scales = np.maximum(np.abs(states).max(axis=1), 1e-8) / 127
        values = np.rint(states / scales[:, None]).astype(np.int8)
        lengths = np.array([len(window) for window in windows], np.int32)
        return cls(values, scales.astype(np.float32), lengths, np.array(spans, np.int32).reshape(-1, 3))

    def windows(self) -> list[NDArray[np.float32]]:
        """The states of each window, float32 ``(tokens, width)``."""
        states = self.values.astype(np.float32) * self.scales[:, None]
        return np.split(states, np.cumsum(self.tokens)[:-1])

    def to_bytes(self) -> bytes:
        """As bytes that ``from_bytes`` reads."""
        head = HEADER.pack(len(self.values), self.values.shape[1], len(self.tokens), len(self.spans))
        return head + b"".join(part.tobytes() for part in (self.values, self.scales, self.tokens, self.spans))

    @classmethod
    def from_bytes(cls, kept: bytes | memoryview) -> KeptStates:
        """The states that ``to_bytes`` wrote."""
        count, width, windows, sentences = HEADER.unpack_from(kept)
        at = HEADER.size
        values = np.frombuffer(kept, np.int8, count * width, at).reshape(count, width)
        at += count * width
        scales = np.frombuffer(kept, np.float32, count, at)
        at += 4 * count
        tokens = np.frombuffer(kept, np.int32, windows, at)
        spans = np.frombuffer(kept, np.int32, 3 * sentences, at + 4 * windows).reshape(sentences, 3)
        return cls(values, scales, tokens, spans)


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """The unit vectors of a passage ``(dim,)`` and of its sentences ``(n, dim)``, and its kept states if there are."""

    passage: Vectors
    sentences: Vectors
    states: KeptStates | None = None

    def to_bytes(self) -> bytes:
        """As bytes that ``from_bytes`` reads."""
        rows = np.concatenate([self.passage[None], self.sentences.reshape(-1, len(self.passage))])
        states = self.states.to_bytes() if self.states is not None else b""
        return VECTORS.pack(*rows.shape) + rows.astype(np.float32).tobytes() + states

    @classmethod
    def from_bytes(cls, kept: bytes) -> PassageVectors:
        """The vectors that ``to_bytes`` wrote."""
        count, width = VECTORS.unpack_from(kept)
        rows = np.frombuffer(kept, np.float32, count * width, VECTORS.size).reshape(count, width)
        states = memoryview(kept)[VECTORS.size + rows.nbytes :]
        return cls(rows[0], rows[1:], KeptStates.from_bytes(states) if len(states) else None)
