"""The layers of BERT in torch, so that any run of them can be computed alone, without dropout."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
import torch.nn.functional as functional
from safetensors.torch import load_file
from torch import Tensor, nn

HEADS = 12
EPSILON = 1e-12
PAD = 1


class Layer(nn.Module):
    """One encoder layer: attention, then two dense layers, each with a residual and a norm after it.

    Source: Devlin et al., BERT (2019). Parameters have the names of Hugging Face's ``BertLayer`` in short.
    """

    def __init__(self, width: int, inner: int) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.attended = nn.Linear(width, width)
        self.attended_norm = nn.LayerNorm(width, EPSILON)
        self.widen, self.narrow = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm = nn.LayerNorm(width, EPSILON)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """The next states ``(texts, tokens, width)``; ``bias`` ``(texts, 1, 1, tokens)`` is far below 0 at padding."""
        texts, tokens, width = states.shape
        heads = (texts, tokens, HEADS, width // HEADS)
        query = (self.query(states) * (width // HEADS) ** -0.5).view(heads).transpose(1, 2)
        key, value = (part(states).view(heads).transpose(1, 2) for part in (self.key, self.value))
        if torch.is_grad_enabled():  # its own backward pass is slower than this one in bf16 on a CPU
            weights = torch.softmax(query @ key.transpose(-1, -2) + bias, -1)
            mixed = weights @ value
        else:
            mixed = functional.scaled_dot_product_attention(query, key, value, bias, scale=1.0)
        mixed = mixed.transpose(1, 2).reshape(texts, tokens, width)
        states = self.attended_norm(states + self.attended(mixed))
        return self.norm(states + self.narrow(functional.gelu(self.widen(states))))


NAMES = {
    "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
    "attended": "attention.output.dense", "attended_norm": "attention.output.LayerNorm",
    "widen": "intermediate.dense", "narrow": "output.dense", "norm": "output.LayerNorm",
}  # fmt: skip


class Network(nn.Module):
    """BERT without its pooler: rows of pieces to states."""

    def __init__(self, vocabulary: int, width: int, inner: int, layers: int, positions: int) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, width)
        self.places = nn.Embedding(positions, width)
        self.kind = nn.Parameter(torch.zeros(width))
        self.embedded_norm = nn.LayerNorm(width, EPSILON)
        self.layers = nn.ModuleList(Layer(width, inner) for _ in range(layers))

    def embed(self, rows: Tensor) -> Tensor:
        """What goes into the first layer for pieces ``(texts, tokens)``."""
        return self.embedded_norm(self.words(rows) + self.places.weight[: rows.shape[1]] + self.kind)

    def forward(self, rows: Tensor) -> Tensor:
        """The last states ``(texts, tokens, width)`` for pieces; what stands at padding means nothing."""
        states, bias = self.embed(rows), bias_of(rows, self.kind.dtype)
        for layer in self.layers:
            states = layer(states, bias)
        return states


def bias_of(rows: Tensor, dtype: torch.dtype) -> Tensor:
    """0 where there is a piece and very negative at padding, ``(texts, 1, 1, tokens)``."""
    return ((rows == PAD).to(dtype) * -10_000)[:, None, None, :]


def padded(texts: Sequence[Sequence[int]]) -> Tensor:
    """Rows of pieces in one array, padded at the end."""
    made = torch.full((len(texts), max(map(len, texts))), PAD)
    for row, text in enumerate(texts):
        made[row, : len(text)] = torch.tensor(text)
    return made


def read_network(folder: Path) -> Network:
    """The network in a sentence-transformers folder of a BERT model, in float32."""
    tensors = load_file(folder / "model.safetensors")
    vocabulary, width = tensors["embeddings.word_embeddings.weight"].shape
    layers = 1 + max(int(name.split(".")[2]) for name in tensors if name.startswith("encoder.layer."))
    inner = tensors["encoder.layer.0.intermediate.dense.weight"].shape[0]
    positions = tensors["embeddings.position_embeddings.weight"].shape[0]
    network = Network(vocabulary, width, inner, layers, positions)
    network.load_state_dict(
        {ours: tensors[name].float().reshape(shape.shape) for ours, name, shape in _names(network, tensors)}
    )
    return network


def hugging_name(name: str) -> str:
    """'layers.0.query.weight' is 'encoder.layer.0.attention.self.query.weight'."""
    first = {
        "words.weight": "embeddings.word_embeddings.weight", "places.weight": "embeddings.position_embeddings.weight",
        "kind": "embeddings.token_type_embeddings.weight",
        "embedded_norm.weight": "embeddings.LayerNorm.weight", "embedded_norm.bias": "embeddings.LayerNorm.bias",
    }  # fmt: skip
    if name in first:
        return first[name]
    _, layer, part, kind = name.split(".")
    return f"encoder.layer.{layer}.{NAMES[part]}.{kind}"


def _names(network: Network, tensors: dict[str, Tensor]) -> list[tuple[str, str, Tensor]]:
    found = []
    for name, own in network.state_dict().items():
        theirs = hugging_name(name)
        if name == "kind":
            tensors[theirs] = tensors[theirs][0]
        found.append((name, theirs, own))
    return found
