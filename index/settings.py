"""Settings of the index and of search."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """``[index]``.

    ``model`` is 'embedded', a local folder, or a name on a model hub. ``query_prompt`` and ``document_prompt`` are
    what the model wants before a text ('' leaves the model's own prompts in place). ``lexical_weight`` is the share of
    the normalised BM25 score that is added to the cosine; 0 switches the lexical part off. ``dense_weight`` 0 leaves
    BM25 alone. ``context`` embeds title, headings and question with the passage and averages that with the plain
    vector.
    """

    model: str = "embedded"
    query_prompt: str = ""
    document_prompt: str = ""
    context: bool = True
    dense_weight: float = 1.0
    lexical_weight: float = 0.04
    candidates: int = 200
    bm25_k1: float = 1.2
    bm25_b: float = 0.75
