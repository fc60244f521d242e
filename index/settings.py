"""Settings of the index and of search."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.settings import number


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """``[index]``.

    ``model`` is 'embedded', a local folder, or a name on a model hub. ``kept_states`` is the greatest number of
    passages for which the reader's states are kept with the index (about 60 kB each); beyond it they are worked out at
    each question.
    ``query_prompt`` and ``document_prompt`` are what the model wants before a text ('' leaves the model's own prompts
    in place). A passage's score is its cosine with ``sentence_weight`` of the cosine of its best sentence, times
    ``dense_weight`` (0 leaves BM25 alone), and ``lexical_weight`` of its BM25, the best passage having 1 (0 switches it
    off).
    ``context`` embeds title, headings and question with the passage. ``length_weight`` is added to a passage of
    ``full_length_words`` words and less to a shorter one: under its title and question a snippet looks nearer to a
    question than it is. A footnote loses ``footnote_penalty``.
    ``store`` says where the vectors of passages are: 'faiss' (files) or 'milvus' (a server at ``uri``, or a file beside
    the settings whose name ends in '.db'; ``collection`` is the alias of the version that answers).
    """

    model: str = "embedded"
    store: str = "faiss"
    uri: str = ""
    collection: str = "aanzet"
    query_prompt: str = ""
    document_prompt: str = ""
    context: bool = True
    dense_weight: float = number(1.0, 0.0, 1000.0)
    lexical_weight: float = number(0.14, 0.0, 1000.0)
    sentence_weight: float = number(0.6, 0.0, 1000.0)
    length_weight: float = number(0.03, 0.0, 1000.0)
    full_length_words: int = number(120, 1, 100_000)
    footnote_penalty: float = number(0.02, 0.0, 1000.0)
    candidates: int = number(200, 1, 100_000)
    kept_states: int = number(20_000, 0, 10_000_000)
    bm25_k1: float = number(1.2, 0.0, 1000.0)
    bm25_b: float = number(0.75, 0.0, 1.0)
