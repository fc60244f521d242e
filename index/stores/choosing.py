"""Where the vectors of passages are: in a file beside the index, or on a Milvus server. The one place that chooses."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from index.manifest import Manifest
from index.records import Scope
from index.settings import IndexSettings
from index.stores.faiss_vectors import VectorIndex
from index.stores.mapped import PassageSources
from index.vectors import Vectors
from ingest.errors import SettingsError

STORES = ("faiss", "milvus")
FILE = "passages.faiss"


class PassageStore(Protocol):
    """The vectors of passages by row, and which of them are near a question."""

    @property
    def count(self) -> int:
        """How many vectors there are."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    def nearest(self, query: Vectors, k: int, scope: Scope | None = None) -> list[int]:
        """The rows of the ``k`` nearest vectors to ``query`` ``(dim,)`` that are in ``scope``, best first."""

    def rows(self, rows: list[int]) -> Vectors:
        """The vectors of ``rows`` as they were written, float32 ``(len(rows), dim)``."""


class FaissPassages:
    """The vectors of passages in a file of FAISS."""

    def __init__(self, vectors: VectorIndex, sources: PassageSources) -> None:
        self._vectors = vectors
        self._sources = sources
        self.count = vectors.count
        self.dimension = vectors.dimension
        self.rows = vectors.rows

    def nearest(self, query: Vectors, k: int, scope: Scope | None = None) -> list[int]:
        """The rows of the ``k`` nearest vectors to ``query`` ``(dim,)`` that are in ``scope``, best first."""
        return self._vectors.nearest(query, k, self._sources.within(scope))


def check_store(settings: IndexSettings) -> None:
    """Raises SettingsError when ``store`` is none that there is, or wants a ``uri`` that is not set."""
    if settings.store not in STORES:
        text = f"[index] store is '{settings.store}'; expected one of: {', '.join(STORES)}"
        raise SettingsError(text, code="store_unknown", found=settings.store, known=", ".join(STORES))
    if settings.store == "milvus" and not settings.uri:
        raise SettingsError("[index] store = 'milvus' needs uri; set it", code="store_no_uri")


def write_passages(
    vectors: Vectors, facts: list[tuple[str, str]], folder: Path, home: Path, version: str, settings: IndexSettings
) -> None:
    """Put the vectors of an index ``version`` where ``settings`` say; ``facts`` are each row's source id and role.

    Raises StoreError when the server does not take them.
    """
    if settings.store == "milvus":
        from index.stores.milvus import MilvusPassages, connect

        MilvusPassages.write(connect(settings, home), settings.collection, version, vectors, facts)
    else:
        VectorIndex.build(vectors).save(folder / FILE)


def holds_passages(manifest: Manifest, home: Path, settings: IndexSettings) -> bool:
    """Whether the store still holds the vectors of an index; those in a file are checked with the other files."""
    if manifest.index_settings.get("store") != "milvus":
        return True
    from index.stores.milvus import MilvusPassages, connect

    return MilvusPassages.holds(connect(settings, home), settings.collection, manifest.version, manifest.passages)


def switch_passages(version: str, home: Path, settings: IndexSettings) -> None:
    """Let a store that has an alias for the version that answers name ``version``; the one before it is kept."""
    if settings.store == "milvus":
        from index.stores.milvus import MilvusPassages, connect

        MilvusPassages.switch(connect(settings, home), settings.collection, version)


def open_passages(
    folder: Path, manifest: Manifest, home: Path, sources: PassageSources, settings: IndexSettings
) -> PassageStore:
    """The vectors of the passages of an open index.

    Raises StoreError when the server does not answer, IndexDamagedError when it does not hold this version.
    """
    if manifest.index_settings.get("store") != "milvus":
        return FaissPassages(VectorIndex.load(folder / FILE), sources)
    from index.stores.milvus import MilvusPassages, connect

    check_store(settings)
    return MilvusPassages.open(connect(settings, home), settings.collection, manifest)
