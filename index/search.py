"""One function: a question in, ranked passages out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.opened import Index
from index.records import Hit, Scope
from index.settings import IndexSettings
from index.vectors import Vectors
from ingest.records import BlockKind, Passage


def search(
    index: Index, encoder: Encoder | None, query: str, top_k: int, settings: IndexSettings, scope: Scope | None = None
) -> tuple[Hit, ...]:
    """The ``top_k`` best passages for ``query``: fused score descending, then passage id ascending.

    Without an encoder only BM25 counts. The score is the cosine (-1 to 1) with a share of that of the passage's best
    sentence, plus a light share of BM25, which is scaled to 0..1 by its best passage, plus what speaks for a passage
    whatever the question: its length.
    """
    if not index.passages:
        return ()
    vector = encoder.encode_query([query])[0] if encoder is not None and settings.dense_weight > 0 else None
    return search_vector(index, query, vector, top_k, settings, scope)


def search_vector(
    index: Index, query: str, vector: Vectors | None, top_k: int, settings: IndexSettings, scope: Scope | None = None,
    only: Sequence[int] = (),
) -> tuple[Hit, ...]:  # fmt: skip
    """As ``search``, for a question whose vector ``(dim,)`` is known; None leaves the dense part out.

    ``only`` are the rows of the passages that may be found whatever ``scope`` says; empty for all.
    """
    if not index.passages:
        return ()
    lexical = index.lexical.scores(query)
    best = float(lexical.max())
    lexical = lexical / best if best > 0 else lexical
    within = index.sources.within(scope)
    if within is not None:
        lexical = np.where(within, lexical, np.float32(0))
    rows = sorted(only or _candidates(index, vector, lexical, settings, scope))
    dense = _cosines(index, rows, vector, settings.sentence_weight)
    weight = settings.lexical_weight if vector is not None else 1.0
    found = []
    for row, cosine in zip(rows, dense.tolist(), strict=True):
        passage = index.passages[row]
        share = weight * float(lexical[row])
        score = round(settings.dense_weight * cosine + share + _prior(passage, settings), 6)
        found.append((-score, passage.id, passage, round(cosine, 6), round(share, 6), row))
    found.sort(key=lambda entry: entry[:2])
    return tuple(
        Hit(passage, rank, -negative, cosine, share, row)
        for rank, (negative, _, passage, cosine, share, row) in enumerate(found[:top_k], 1)
    )


def _candidates(
    index: Index, vector: Vectors | None, lexical: NDArray[np.float32], settings: IndexSettings, scope: Scope | None
) -> set[int]:
    nearest = index.passage_vectors.nearest(vector, settings.candidates, scope) if vector is not None else []
    return {*nearest, *_sharing(lexical, settings.candidates)}


def _cosines(index: Index, rows: list[int], vector: Vectors | None, sentence_weight: float) -> Vectors:
    """The cosine of each passage, with its share of that of the passage's best sentence: float32 ``(rows,)``."""
    if vector is None or not rows:
        return np.zeros(len(rows), np.float32)
    whole = index.passage_vectors.rows(rows) @ vector
    owners = [at for at, row in enumerate(rows) for _ in index.passages[row].sentences]
    sentences = [sentence for row in rows for sentence in index.sentence_row.of(index.passages[row])]
    best = np.zeros(len(rows), np.float32)
    np.maximum.at(best, owners, index.sentence_vectors.rows(sentences) @ vector)
    return whole + np.float32(sentence_weight) * best


def _prior(passage: Passage, settings: IndexSettings) -> float:
    length = min(len(passage.text.split()) / settings.full_length_words, 1.0)
    return settings.length_weight * length - settings.footnote_penalty * (passage.kind is BlockKind.FOOTNOTE)


def _sharing(lexical: NDArray[np.float32], count: int) -> list[int]:
    """The rows of the ``count`` best scores above 0, of equal ones the first."""
    sharing = np.flatnonzero(lexical > 0)
    if len(sharing) > count:
        least = np.partition(lexical[sharing], -count)[-count]
        sharing = sharing[lexical[sharing] >= least]
    order = sharing[np.argsort(-lexical[sharing], kind="stable")[:count]]
    return [int(row) for row in order]
