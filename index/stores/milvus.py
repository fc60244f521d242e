"""Passage vectors on a Milvus server, through pymilvus: the one place that imports it.

Each index version is a collection of its own, ``<collection>_<version>``, which never changes after it was written; the
alias ``<collection>`` names the one that answers. A page asks for the version of the index that it has open, so rows
always belong to its passages. Source: Wang et al., Milvus (2021).
"""

from __future__ import annotations

import json
import logging
import os
import re
from pathlib import Path
from typing import Any

import numpy as np

from index.manifest import Manifest, damaged
from index.policy import SEARCH
from index.records import Scope
from index.settings import IndexSettings
from index.vectors import Vectors
from ingest.errors import StoreError

os.environ.setdefault("PYTHON_DOTENV_DISABLED", "1")  # else importing pymilvus takes settings from a stray .env

try:
    from pymilvus import DataType, MilvusClient
    from pymilvus.exceptions import MilvusException
except ImportError as cause:
    text = f"[index] store = 'milvus' needs pymilvus ({cause}); pip install 'aanzet[milvus]'"
    raise StoreError(text, code="store_not_installed") from cause

TOKEN = "AANZET_MILVUS_TOKEN"
TIMEOUT_SECONDS = 10.0
INSERTED_AT_ONCE = 1000
ASKED_AT_ONCE = 4000
TEXT_BYTES = 1024
HNSW = {"M": 32, "efConstruction": 200}
_VERSION = re.compile(r"[0-9a-f]{16}")

logging.getLogger("pymilvus").setLevel(logging.CRITICAL)  # it prints a traceback for an error that is raised as well


def connect(settings: IndexSettings, home: Path) -> MilvusClient:
    """A client of the server at ``settings.uri``; a name that ends in '.db' is a file in ``home``, by milvus-lite.

    The token comes from the environment (AANZET_MILVUS_TOKEN). Raises StoreError.
    """
    uri = settings.uri if "://" in settings.uri else str((home / settings.uri).resolve())
    try:
        return MilvusClient(uri, token=os.environ.get(TOKEN, ""), timeout=TIMEOUT_SECONDS)
    except (MilvusException, ValueError, OSError) as cause:
        raise _error("does not answer", cause) from cause


class MilvusPassages:
    """The vectors of the passages of one index version on a server."""

    def __init__(self, client: MilvusClient, collection: str, count: int, dimension: int) -> None:
        self._client = client
        self._collection = collection
        self.count = count
        self.dimension = dimension

    @classmethod
    def open(cls, client: MilvusClient, name: str, manifest: Manifest) -> MilvusPassages:
        """The vectors of the index of ``manifest``. Raises StoreError, or IndexDamagedError when they are not there."""
        if not cls.holds(client, name, manifest.version, manifest.passages):
            raise damaged(Path(_collection(name, manifest.version)), "the Milvus server does not hold all of it")
        return cls(client, _collection(name, manifest.version), manifest.passages, manifest.dimension)

    @staticmethod
    def holds(client: MilvusClient, name: str, version: str, count: int) -> bool:
        """Whether the server holds ``count`` vectors of ``version``, ready to be searched. Raises StoreError."""
        collection = _collection(name, version)
        try:
            if not client.has_collection(collection):
                return False
            client.load_collection(collection)
            found = client.query(collection, output_fields=["count(*)"], consistency_level="Strong")
        except MilvusException as cause:
            raise _error(f"cannot tell about collection {collection}", cause) from cause
        return int(found[0]["count(*)"]) == count

    @classmethod
    def write(
        cls, client: MilvusClient, name: str, version: str, vectors: Vectors, facts: list[tuple[str, str]]
    ) -> None:
        """Write ``vectors`` ``(n, dim)`` as the collection of ``version``, with the source id and role of each row.

        A collection that is whole is left as it is, since it may be in use; one that was broken off is written
        again. Raises StoreError when the server does not take it.
        """
        if cls.holds(client, name, version, len(vectors)):
            return
        collection = _collection(name, version)
        try:
            client.drop_collection(collection)
            _create(client, collection, len(vectors), vectors.shape[1])
            for start in range(0, len(facts), INSERTED_AT_ONCE):
                batch = enumerate(facts[start : start + INSERTED_AT_ONCE], start)
                rows = [{"row": n, "source_id": one, "role": role, "vector": vectors[n]} for n, (one, role) in batch]
                client.insert(collection, rows)
            client.flush(collection)
        except MilvusException as cause:
            raise _error(f"does not take collection {collection}", cause) from cause
        if not cls.holds(client, name, version, len(vectors)):
            raise StoreError(f"the Milvus server lost part of {collection}; run 'aanzet index' again")

    @staticmethod
    def switch(client: MilvusClient, name: str, version: str) -> None:
        """Let the alias ``name`` name ``version``; collections older than the one it named before are dropped.

        Raises StoreError.
        """
        collection = _collection(name, version)
        try:
            before = _named(client, name)
            if before is None:
                client.create_alias(collection, name)
            elif before != collection:
                client.alter_alias(collection, name)
            for other in client.list_collections():
                ours = other.startswith(f"{name}_") and _VERSION.fullmatch(other.removeprefix(f"{name}_"))
                if ours and before != collection and other not in (collection, before):
                    client.drop_collection(other)
        except MilvusException as cause:
            raise _error(f"does not switch alias {name} to {collection}", cause) from cause

    def nearest(self, query: Vectors, k: int, scope: Scope | None = None) -> list[int]:
        """The rows of the ``k`` nearest vectors to ``query`` ``(dim,)`` that are in ``scope``, best first."""
        if self.count == 0 or k == 0:
            return []
        try:
            (found,) = self._client.search(
                self._collection,
                data=[query],
                limit=min(k, self.count),
                filter=_expression(scope),
                output_fields=["row"],
                search_params={"metric_type": "IP", "params": {"ef": 2 * k}},
            )
        except MilvusException as cause:
            raise _error("does not search", cause) from cause
        return [int(hit["row"]) for hit in found]

    def rows(self, rows: list[int]) -> Vectors:
        """The vectors of ``rows`` as they were written, float32 ``(len(rows), dim)``."""
        found: dict[int, Any] = {}
        try:
            for start in range(0, len(rows), ASKED_AT_ONCE):
                part = rows[start : start + ASKED_AT_ONCE]
                for entity in self._client.get(self._collection, ids=part, output_fields=["vector"]):
                    found[int(entity["row"])] = entity["vector"]
        except MilvusException as cause:
            raise _error("does not give vectors", cause) from cause
        return np.array([found[row] for row in rows], np.float32).reshape(len(rows), self.dimension)


def _collection(name: str, version: str) -> str:
    return f"{name}_{version}"


def _create(client: MilvusClient, collection: str, count: int, dimension: int) -> None:
    """A collection that is searched one by one up to as many vectors as FAISS is, else by a graph."""
    schema = client.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("row", DataType.INT64, is_primary=True)
    schema.add_field("source_id", DataType.VARCHAR, max_length=TEXT_BYTES)
    schema.add_field("role", DataType.VARCHAR, max_length=TEXT_BYTES)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimension)
    index = client.prepare_index_params()
    graph = count > SEARCH.exact_count
    index.add_index("vector", index_type="HNSW" if graph else "FLAT", metric_type="IP", params=HNSW if graph else {})
    client.create_collection(collection, schema=schema, index_params=index)


def _named(client: MilvusClient, name: str) -> str | None:
    """The collection that the alias ``name`` names now, None when there is no such alias."""
    for collection in client.list_collections():
        if name in client.list_aliases(collection)["aliases"]:
            return str(collection)
    return None


def _expression(scope: Scope | None) -> str:
    """``scope`` as a filter; JSON's quoting of a text is Milvus' own."""
    if scope is None:
        return ""
    wanted = {"role": scope.roles, "source_id": scope.source_ids}
    parts = [f"{field} in {json.dumps(sorted(names), ensure_ascii=False)}" for field, names in wanted.items() if names]
    return " and ".join(parts)


def _error(what: str, cause: Exception) -> StoreError:
    return StoreError(f"the Milvus server of [index] uri {what}: {cause}; start it, or set store = 'faiss'")
