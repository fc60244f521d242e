"""Write a trained encoder and reader as the files that the product ships: graphs for ONNX Runtime, weights in eight
bits, and a tokenizer with the pieces that Dutch and English use.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import save_file
from tokenizers import Tokenizer
from wordfreq import top_n_list

from eval.training.base import write_facts
from eval.training.network import EPSILON, HEADS, Network, hugging_name
from eval.training.reader import Reader
from index.embedded.model import PASSAGE, QUESTION
from index.embedded.weight_file import Weights, weights_folder

WORDS = {"nl": 250_000, "en": 60_000}
LATIN = 0x0250
OPSET = 20


def kept_pieces(tokenizer: Path, texts: Iterable[str]) -> list[int]:
    """The rows of the pieces that common Dutch and English words and ``texts`` are cut into, with every single Latin
    letter, digit and mark; ascending.
    """
    pieces = Tokenizer.from_file(str(tokenizer))
    words = [word for language, count in WORDS.items() for word in top_n_list(language, count)]
    forms = [
        form
        for word in words
        for form in (word, word.capitalize(), f"({word}", word.upper() if len(word) < 7 else word)
    ]
    rows = {0, 1, 2, 3}
    for batch in (forms, [QUESTION, PASSAGE, *texts]):
        for start in range(0, len(batch), 50_000):
            for made in pieces.encode_batch(batch[start : start + 50_000], add_special_tokens=False):
                rows.update(made.ids)
    for piece, row in pieces.get_vocab().items():
        bare = piece.removeprefix("\u2581")
        if len(bare) <= 1 and all(ord(letter) < LATIN or 0x2000 <= ord(letter) < 0x2C00 for letter in bare):
            rows.add(row)
    return sorted(rows)


def write_tokenizer(tokenizer: Path, rows: list[int], target: Path) -> None:
    """The tokenizer with only the pieces in ``rows``, in that order."""
    values = json.loads(tokenizer.read_text("utf-8"))
    vocabulary = values["model"]["vocab"]
    values["model"]["vocab"] = [vocabulary[row] for row in rows]
    new_row = {row: number for number, row in enumerate(rows)}
    values["model"]["unk_id"] = new_row[values["model"]["unk_id"]]
    values["added_tokens"] = [{**one, "id": new_row[one["id"]]} for one in values["added_tokens"]]
    for special in values["post_processor"]["special_tokens"].values():
        special["ids"] = [new_row[row] for row in special["ids"]]
    target.write_text(json.dumps(values, ensure_ascii=False, separators=(",", ":")), "utf-8")
    Tokenizer.from_file(str(target))


def write_weights(network: Network, reader: Reader, rows: list[int], target: Path) -> None:
    """All weights in one file: a matrix as int8 with a scale for each row, anything else as float16."""
    tensors = {f"encoder.{name}": tensor for name, tensor in network.state_dict().items()}
    tensors["encoder.words.weight"] = network.words.weight[torch.tensor(rows)]
    tensors |= {f"reader.{name}": tensor for name, tensor in reader.state_dict().items()}
    made: dict[str, NDArray[Any]] = {}
    for name, tensor in tensors.items():
        values = tensor.detach().float().numpy()
        if values.ndim == 2 and min(values.shape) > HEADS:
            scale = np.maximum(np.abs(values).max(axis=1), 1e-8) / 127
            made[name] = np.rint(values / scale[:, None]).astype(np.int8)
            made[f"{name}.scale"] = scale.astype(np.float32)
        else:
            made[name] = np.ascontiguousarray(values.reshape(-1) if not values.ndim else values, np.float32)
    save_file(made, target)


def graph_of(layers: Sequence[str], width: int, inner: int) -> bytes:
    """The layers named as a graph: states ``(1, tokens, width)`` to states."""
    made, states = _Graph(width, inner), "states"
    for layer in layers:
        states = made.layer(layer, states)
    return made.model(states)


class _Graph:
    """Nodes of a graph whose weights come from outside, by name; matrices are turned for a product."""

    def __init__(self, width: int, inner: int) -> None:
        self.width, self.inner = width, inner
        self.nodes: list[onnx.NodeProto] = []
        self.weights: dict[str, tuple[int, ...]] = {}
        self.matrices: set[str] = set()
        heads, whole = np.array([0, 0, HEADS, width // HEADS]), np.array([0, 0, width])
        self.constants = {"heads": heads, "whole": whole}

    def add(self, kind: str, inputs: list[str], **options: Any) -> str:
        """One node; the name of its output."""
        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], **options))
        return name

    def weight(self, name: str, *shape: int) -> str:
        """The name of a weight from outside."""
        self.weights[name] = shape
        return name

    def dense(self, states: str, name: str, taken: int, given: int) -> str:
        """``states`` through a dense layer from ``taken`` to ``given`` columns, of eight bits a weight."""
        self.matrices.add(f"{name}.weight")
        matrix = self.add("Cast", [self.weight(f"{name}.weight", taken, given)], to=TensorProto.FLOAT)
        product = self.add("MatMul", [states, matrix])
        scaled = self.add("Mul", [product, self.weight(f"{name}.weight.scale", given)])
        return self.add("Add", [scaled, self.weight(f"{name}.bias", given)])

    def norm(self, states: str, name: str) -> str:
        """``states`` through a layer norm."""
        weights = [self.weight(f"{name}.{kind}", self.width) for kind in ("weight", "bias")]
        return self.add("LayerNormalization", [states, *weights], axis=-1, epsilon=EPSILON)

    def layer(self, prefix: str, states: str) -> str:
        """One layer of BERT."""
        parts = []
        for part in ("query", "key", "value"):
            split = self.add("Reshape", [self.dense(states, f"{prefix}.{part}", self.width, self.width), "heads"])
            parts.append(self.add("Transpose", [split], perm=[0, 2, 1, 3]))
        query, key, value = parts
        turned = self.add("Transpose", [key], perm=[0, 1, 3, 2])
        weights = self.add("Softmax", [self.add("MatMul", [query, turned])], axis=-1)
        mixed = self.add("Transpose", [self.add("MatMul", [weights, value])], perm=[0, 2, 1, 3])
        mixed = self.dense(self.add("Reshape", [mixed, "whole"]), f"{prefix}.attended", self.width, self.width)
        states = self.norm(self.add("Add", [states, mixed]), f"{prefix}.attended_norm")
        wide = self.add("Gelu", [self.dense(states, f"{prefix}.widen", self.width, self.inner)])
        narrow = self.dense(wide, f"{prefix}.narrow", self.inner, self.width)
        return self.norm(self.add("Add", [states, narrow]), f"{prefix}.norm")

    def model(self, output: str) -> bytes:
        """The graph as a file; each weight is declared to lie outside it."""
        shape = [1, "tokens", self.width]
        self.nodes.append(helper.make_node("Identity", [output], ["made"]))
        constants = [numpy_helper.from_array(values, name) for name, values in self.constants.items()]
        graph = helper.make_graph(
            self.nodes, "aanzet",
            [helper.make_tensor_value_info("states", TensorProto.FLOAT, shape)],
            [helper.make_tensor_value_info("made", TensorProto.FLOAT, shape)],
            [*constants, *(_outside(name, shape, name in self.matrices) for name, shape in self.weights.items())],
        )  # fmt: skip
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)])
        model.ir_version = 10
        return bytes(model.SerializeToString())


def _outside(name: str, shape: tuple[int, ...], eight_bits: bool) -> onnx.TensorProto:
    made = onnx.TensorProto(name=name, data_type=TensorProto.INT8 if eight_bits else TensorProto.FLOAT, dims=shape)
    made.data_location = onnx.TensorProto.EXTERNAL
    place = made.external_data.add()
    place.key, place.value = "location", "weights.safetensors"
    return made


def export(network: Network, reader: Reader, tokenizer: Path, texts: Iterable[str], folder: Path) -> None:
    """Write everything that ``index.embedded`` reads into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = kept_pieces(tokenizer, texts)
    write_tokenizer(tokenizer, rows, folder / "tokenizer.json")
    write_weights(network, reader, rows, folder / "weights.safetensors")
    width, inner = network.kind.shape[0], network.layers[0].widen.out_features
    lower = len(network.layers) - len(reader.layers)
    names = [f"encoder.layers.{number}" for number in range(len(network.layers))]
    own = [f"reader.layers.{number}" for number in range(len(reader.layers))]
    parts = {"lower": names[:lower], "upper": names[lower:], "reader": own}
    graphs = {name: graph_of(layers, width, inner) for name, layers in parts.items()}
    wanted = {}
    for name, graph in graphs.items():
        (folder / f"{name}.onnx").write_bytes(graph)
        wanted[name] = [one.name for one in onnx.load_from_string(graph).graph.initializer if one.external_data]
    (folder / "model.json").write_text(json.dumps({"weights_of": wanted}, indent=1) + "\n", "utf-8")


def write_shipped(folder: Path) -> Path:
    """Write the weights that come with the product as an ordinary sentence-transformers folder; it comes back."""
    weights = Weights(weights_folder() / "weights.safetensors")
    names = [name for name in weights.names if name.startswith("encoder.") and not name.endswith(".scale")]
    tensors = {hugging_name(name.removeprefix("encoder.")): weights.full(name) for name in names}
    kind = hugging_name("kind")
    tensors[kind] = np.stack([tensors[kind], tensors[kind]])
    rows, width = tensors[hugging_name("words.weight")].shape
    layers = 1 + max(int(name.split(".")[2]) for name in names if name.startswith("encoder.layers."))
    inner = tensors[hugging_name("layers.0.widen.weight")].shape[0]
    vocabulary = Tokenizer.from_file(str(weights_folder() / "tokenizer.json")).get_vocab()
    special = {name: vocabulary[name] for name in ("<s>", "<pad>", "</s>", "<unk>")}
    write_facts(folder, width, layers, inner, rows, special)
    shutil.copy(weights_folder() / "tokenizer.json", folder / "tokenizer.json")
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    return folder
