"""Text to vectors. The one place that knows which model and which prompts."""

from __future__ import annotations

import functools
import threading
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any, Protocol, runtime_checkable

import numpy as np

from index.embedded.model import EmbeddedModel
from index.embedded.passage_vectors import PassageText, PassageVectors
from index.embedded.weight_file import weights_revision
from index.hub import load_from, revision_of
from index.settings import IndexSettings
from index.vectors import Vectors, unit

Progress = Callable[[int, int], None]
BATCH = 4
CHUNK = 64
ROOM_FOR_PROMPT = 12
SPECIAL = 4


class Encoder(Protocol):
    """What search and building need of a model: unit vectors, float32 ``(n, dim)``, zeros for a text without words."""

    name: str

    @property
    def revision(self) -> str:
        """What tells the model from another of the same name."""

    def encode_query(self, texts: list[str]) -> Vectors:
        """The vectors of questions."""

    def encode_document(self, texts: list[str], progress: Progress | None = None) -> Vectors:
        """The vectors of texts from documents; ``progress(done, total)`` is called after every batch."""


@runtime_checkable
class ContextEncoder(Protocol):
    """An encoder that reads a passage whole and gives its sentences their vectors in that context."""

    def encode_passages(self, texts: Sequence[PassageText]) -> list[PassageVectors]:
        """The vectors of passages and of their sentences."""


@runtime_checkable
class ReadingEncoder(Protocol):
    """An encoder that comes with a reader: it says how well each sentence of a passage answers a question."""

    def read_passages(
        self, question: str, texts: Sequence[PassageText], kept: Sequence[PassageVectors]
    ) -> list[Vectors]:
        """For each passage the logit of each of its sentences; ``kept`` are the vectors of the same passages."""


def load_encoder(settings: IndexSettings) -> Encoder:
    """The encoder that ``settings`` name; a model is loaded when it is first needed."""
    return EmbeddedEncoder(settings) if settings.model == "embedded" else SentenceEncoder(settings)


def embed_passages(encoder: Encoder, texts: Sequence[PassageText]) -> list[PassageVectors]:
    """The vectors of passages and of their sentences: in context where the encoder can, else each by itself."""
    if isinstance(encoder, ContextEncoder):
        return encoder.encode_passages(texts)
    whole = encoder.encode_document(["\n".join((text.above, *text.sentences)) for text in texts])
    sentences = encoder.encode_document([sentence for text in texts for sentence in text.sentences])
    ends = np.cumsum([len(text.sentences) for text in texts])[:-1]
    return [PassageVectors(*pair) for pair in zip(whole, np.split(sentences, ends), strict=True)] if len(texts) else []


class EmbeddedEncoder:
    """The model that comes with the product. It needs no torch; every text goes through it by itself."""

    def __init__(self, settings: IndexSettings) -> None:
        self.name = settings.model
        self.model = EmbeddedModel()

    @functools.cached_property
    def revision(self) -> str:
        """A hash of the weights."""
        return weights_revision()

    def encode_query(self, texts: list[str]) -> Vectors:
        """The vectors of questions, float32 ``(n, dim)``. Raises ModelError when the model cannot be loaded."""
        return self._rows([self.model.ask(clean(text)).vector if clean(text).strip() else None for text in texts])

    def encode_document(self, texts: list[str], progress: Progress | None = None) -> Vectors:
        """The vectors of document texts, float32 ``(n, dim)``. Raises ModelError when the model cannot be loaded."""
        made = []
        for done, text in enumerate(texts, 1):
            made.append(self.model.text(clean(text)) if clean(text).strip() else None)
            if progress is not None:
                progress(done, len(texts))
        return self._rows(made)

    def encode_passages(self, texts: Sequence[PassageText]) -> list[PassageVectors]:
        """The vectors of passages and of their sentences in context, with the reader's states."""
        cleaned = [PassageText(clean(text.above), tuple(map(clean, text.sentences))) for text in texts]
        return self.model.passages(cleaned)

    def read_passages(
        self, question: str, texts: Sequence[PassageText], kept: Sequence[PassageVectors]
    ) -> list[Vectors]:
        """For each passage the logit of each of its sentences: above 0 it answers sooner than not."""
        return self.model.read(clean(question), texts, kept)

    def _rows(self, vectors: list[Vectors | None]) -> Vectors:
        rows = np.zeros((len(vectors), self.model.engine.width), np.float32)
        for row, vector in enumerate(vectors):
            if vector is not None:
                rows[row] = vector
        return rows


class SentenceEncoder:
    """Any sentence-transformers model: a local folder, or a name on a hub; loaded when it is first needed."""

    def __init__(self, settings: IndexSettings) -> None:
        self.name = settings.model
        self._settings = settings
        self._model: Any = None
        self._turn = threading.Lock()

    @functools.cached_property
    def revision(self) -> str:
        """A hash of a folder, or a commit of a hub, from which the model is fetched for it.

        Raises ModelError when that fails.
        """
        if not revision_of(self.name):
            self._loaded()
        return revision_of(self.name)

    def encode_query(self, texts: list[str]) -> Vectors:
        """The vectors of questions, float32 ``(n, dim)``. Raises ModelError when the model cannot be loaded."""
        return self._encode(texts, "query", self._settings.query_prompt, None)

    def encode_document(self, texts: list[str], progress: Progress | None = None) -> Vectors:
        """The vectors of document texts, float32 ``(n, dim)``. Raises ModelError when the model cannot be loaded."""
        return self._encode(texts, "document", self._settings.document_prompt, progress)

    def _encode(self, texts: list[str], side: str, prompt: str, progress: Progress | None) -> Vectors:
        model = self._loaded()
        encode = model.encode_query if side == "query" else model.encode_document
        options = {"prompt": prompt} if prompt else {}
        with self._turn:  # a tokenizer is not for two threads at once
            room = _room(model, prompt or (model.prompts or {}).get(side) or "")
        parts = [np.zeros((0, int(model.get_embedding_dimension())), np.float32)]
        for start in range(0, len(texts), CHUNK):
            chunk = [clean(text) for text in texts[start : start + CHUNK]]
            with self._turn:
                cut = [_windows(model, text, room) for text in chunk]
                windows = [window for own in cut for window in own]
                made = encode(windows, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False, **options)
            firsts = np.cumsum([0, *(len(own) for own in cut[:-1])])
            vectors = np.add.reduceat(np.asarray(made, np.float32), firsts, axis=0)
            empty = [row for row, text in enumerate(chunk) if not text.strip()]
            vectors = np.array(vectors, np.float32)
            vectors[empty] = 0.0
            parts.append(unit(vectors))
            if progress is not None:
                progress(min(start + CHUNK, len(texts)), len(texts))
        return np.nan_to_num(np.concatenate(parts))

    def _loaded(self) -> Any:
        with self._turn:
            if self._model is None:
                self._model = load_from(self.name, lambda local: _sentence_transformer(self.name, local))
        return self._model


def _sentence_transformer(name: str, local_files_only: bool) -> Any:
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(name, device="cpu", local_files_only=local_files_only)


def _room(model: Any, prompt: str) -> int | None:
    """How many tokens of a text the model reads after ``prompt``; None for all of them."""
    if not model.max_seq_length:
        return None
    taken = len(model.tokenizer(prompt, add_special_tokens=False)["input_ids"]) + SPECIAL if prompt else 0
    return max(1, int(model.max_seq_length) - max(ROOM_FOR_PROMPT, taken))


def _windows(model: Any, text: str, room: int | None) -> list[str]:
    """``text`` in parts that the model reads whole: it would leave out what comes after its last position."""
    if room is None or len(text) <= room:
        return [text]
    places = model.tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)["offset_mapping"]
    starts = [0, *(places[token][0] for token in range(room, len(places), room))]
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def clean(text: str) -> str:
    """``text`` as every model reads it alike: accents composed, no NUL, half of a surrogate pair replaced by '?'."""
    return unicodedata.normalize("NFC", text).replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
