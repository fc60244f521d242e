"""The embedded model in ONNX Runtime: texts to states, one at a time, so that no vector depends on its neighbours."""

from __future__ import annotations

import json
import os
import re
import threading
from pathlib import Path
from typing import Any

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # before the import: else it tells its maker of every session, over https

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from scipy.special import erf
from tokenizers import Tokenizer

from index.embedded.given_back import give_back
from index.embedded.weight_file import EPSILON, Weights, weights_folder
from ingest.errors import ModelError

WEIGHTS, READER = "weights.safetensors", "reader"
States = NDArray[np.float32]


class Engine:
    """The encoder's lower and upper layers and the reader's, over the weights in ``folder``.

    Loaded in a fraction of a second, without torch. Raises ModelError when the files cannot be read.
    """

    def __init__(self, folder: Path | None = None, threads: int = 2) -> None:
        folder, self._threads, self._turn = folder or weights_folder(), threads, threading.Lock()
        try:
            weights = Weights(folder / WEIGHTS)
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._unknown = self._tokenizer.token_to_id("<unk>")
            self._words = weights.stored("encoder.words.weight")
            self._scales = weights.stored("encoder.words.weight.scale")
            self._places = weights.full("encoder.places.weight") + weights.full("encoder.kind")
            self._norm = [weights.full(f"encoder.embedded_norm.{kind}") for kind in ("weight", "bias")]
            self.width = int(self._words.shape[1])
            names = [f"{part}.{kind}" for part in ("widen", "narrow") for kind in ("weight", "bias")]
            self._head = {name: weights.full(f"reader.{name}") for name in names}
            self._scale = float(np.exp(weights.full("reader.scale")[0]))
            self._offset = float(weights.full("reader.offset")[0])
            self._side = weights.full("reader.side")
            self._folder = folder
            self._wanted = json.loads((folder / "model.json").read_text("utf-8"))["weights_of"]
            self._graphs = {(name, name == READER): self._graph(name, weights, name == READER) for name in self._wanted}
        except Exception as cause:  # the three libraries raise errors of their own kinds
            raise ModelError(f"the embedded model cannot be loaded from {folder}: {cause}", model="embedded") from cause
        give_back()

    def pieces(self, text: str) -> list[int]:
        """The pieces of ``text`` as rows of the vocabulary."""
        return list(self._tokenizer.encode(re.sub(r"\s+", " ", text).strip(), add_special_tokens=False).ids)

    def known_share(self, text: str) -> float:
        """The share (0 to 1) of the words of ``text`` that are cut into known pieces alone; 1 without words."""
        cut = [self.pieces(word) for word in text.split()]
        return sum(self._unknown not in own for own in cut) / len(cut) if cut else 1.0

    def lower(self, rows: list[int], *, whole: bool = False) -> States:
        """The states ``(tokens, width)`` of pieces after the lower layers.

        ``whole``: by weights that are kept in float32 from the first time on, as for passages by the thousand: a tenth
        sooner, and four times the memory. The states are the same up to the sixth digit.
        """
        at = np.array(rows)
        states = self._words[at].astype(np.float32) * self._scales[at][:, None] + self._places[: len(rows)]
        return self._run("lower", normed(states, *self._norm), whole=whole)

    def upper(self, lower: States, *, whole: bool = False) -> States:
        """The last states ``(tokens, width)`` from those after the lower layers; ``whole`` as in ``lower``."""
        return self._run("upper", lower, whole=whole)

    def together(self, question: States, passage: States) -> States:
        """The states of question and passage after the layers that read both: ``(their tokens, width)``."""
        return self._run(READER, np.concatenate([question + self._side, passage]), whole=True)  # many times a question

    def score(self, means: States, cosines: States) -> States:
        """The reader's logits ``(n,)`` of sentences, from the means of the question (first) and of each sentence over
        those states ``(1 + n, width)`` and the encoder's cosines ``(n,)``.
        """
        both = np.concatenate([means[1:], means[1:] * means[:1]], axis=1)
        wide = both @ self._head["widen.weight"].T + self._head["widen.bias"]
        wide = 0.5 * wide * (1 + erf(wide / np.sqrt(np.float32(2))))
        read = wide @ self._head["narrow.weight"][0] + self._head["narrow.bias"][0]
        return np.asarray(read + self._scale * (cosines - self._offset), np.float32)

    def _run(self, name: str, states: States, *, whole: bool = False) -> States:
        with self._turn:
            if (name, whole) not in self._graphs:
                self._graphs[name, whole] = self._graph(name, Weights(self._folder / WEIGHTS), whole)
            graph = self._graphs[name, whole]
        (made,) = graph.run(None, {"states": states[None]})
        return np.array(made[0], np.float32)

    def _graph(self, name: str, weights: Weights, whole: bool) -> Any:
        options = onnxruntime.SessionOptions()
        two_at_once = whole and name != READER  # passages, in threads of their own: a tenth sooner
        options.intra_op_num_threads = 1 if two_at_once else self._threads
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.enable_cpu_mem_arena = options.enable_mem_pattern = False  # each would keep what the longest text took
        names = self._wanted[name]
        values = [onnxruntime.OrtValue.ortvalue_from_numpy(weights.for_graph(one, self.width)) for one in names]
        options.add_external_initializers(names, values)
        return onnxruntime.InferenceSession(
            (self._folder / f"{name}.onnx").read_bytes(), options, providers=["CPUExecutionProvider"],
            disabled_optimizers=None if whole else ["ConstantFolding"],  # which would keep every matrix in float32
        )  # fmt: skip


def normed(states: States, weight: States, bias: States) -> States:
    """A layer norm over the last axis."""
    centred = states - states.mean(axis=-1, keepdims=True)
    made = centred / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + EPSILON) * weight + bias
    return np.asarray(made, np.float32)
