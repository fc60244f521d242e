"""Vectors that were computed before, by the hash of what was embedded: unchanged text is never embedded twice."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from index.embedded.passage_vectors import PassageText, PassageVectors
from ingest.errors import StorageError

BATCH = 32
CHECK_BYTES = 4


def passage_key(model: str, revision: str, text: PassageText) -> bytes:
    """The key of a passage under one model: a SHA-256 digest."""
    parts = (model, revision, text.above, *text.sentences)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()


class VectorCache:
    """A file of vectors. Every batch is kept at once, so an interrupted build goes on where it was.

    A file that is damaged is thrown away, and so is a vector whose checksum differs: both are computed again.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        if not self._is_sound():
            path.unlink(missing_ok=True)
        with self._opened() as store:
            store.execute("CREATE TABLE IF NOT EXISTS vector (key BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID")

    def passages(
        self, keys: Sequence[bytes], texts: Sequence[PassageText],
        make: Callable[[list[PassageText]], list[PassageVectors]],
    ) -> list[PassageVectors]:  # fmt: skip
        """The vectors of the passages ``texts``: from the file by ``keys``, else by ``make``, which are then kept.

        Raises StorageError when the file cannot be written.
        """
        with self._opened() as store:
            found = self._read(store, list(keys))
            todo = list({key: row for row, key in enumerate(keys) if key not in found}.values())
            for start in range(0, len(todo), BATCH):
                rows = todo[start : start + BATCH]
                made = make([texts[row] for row in rows])
                with store:
                    store.executemany(
                        "INSERT OR REPLACE INTO vector VALUES (?, ?)",
                        [(keys[row], _checked(one.to_bytes())) for row, one in zip(rows, made, strict=True)],
                    )
                found.update((keys[row], one) for row, one in zip(rows, made, strict=True))
        return [found[key] for key in keys]

    def missing(self, keys: Collection[bytes]) -> int:
        """How many of ``keys``, all different, the file does not hold. Raises StorageError."""
        with self._opened() as store:
            _keep_in_mind(store, keys)
            (found,) = store.execute("SELECT count(*) FROM vector WHERE key IN (SELECT key FROM used)").fetchone()
        return len(keys) - int(found)

    def take_from(self, path: Path) -> None:
        """Add the vectors of another file that this one does not hold; each carries its checksum along.

        Raises StorageError.
        """
        with self._opened() as store:
            store.commit()
            store.execute("ATTACH DATABASE ? AS other", (f"file:{quote(str(path.resolve()))}?mode=ro",))
            store.execute("INSERT OR IGNORE INTO vector SELECT key, value FROM other.vector")

    def keep_only(self, keys: Iterable[bytes]) -> None:
        """Forget every vector whose key is not among ``keys``. Raises StorageError."""
        with self._opened() as store:
            _keep_in_mind(store, keys)
            store.execute("DELETE FROM vector WHERE key NOT IN (SELECT key FROM used)")

    def _is_sound(self) -> bool:
        if not self._path.is_file():
            return True
        try:
            with closing(sqlite3.connect(self._path, timeout=30)) as store:
                return bool(store.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
        except sqlite3.OperationalError:
            return True  # locked, or no right to read: whoever opens it next says so
        except sqlite3.DatabaseError:
            return False

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=30, uri=True)) as store, store:
                yield store
        except sqlite3.Error as cause:
            text = f"vector cache {self._path} cannot be used: {cause}; free space, or delete the file"
            raise StorageError(text, path=str(self._path)) from cause

    @staticmethod
    def _read(store: sqlite3.Connection, keys: list[bytes]) -> dict[bytes, PassageVectors]:
        found = {}
        for start in range(0, len(keys), 500):
            part = keys[start : start + 500]
            marks = ",".join("?" * len(part))
            for key, value in store.execute(f"SELECT key, value FROM vector WHERE key IN ({marks})", part):
                kept = value[CHECK_BYTES:]
                if _checked(kept) == value:
                    found[key] = PassageVectors.from_bytes(kept)
        return found


def _keep_in_mind(store: sqlite3.Connection, keys: Iterable[bytes]) -> None:
    """A table ``used`` of ``keys``, for as long as the file is open."""
    store.execute("CREATE TEMP TABLE used (key BLOB PRIMARY KEY) WITHOUT ROWID")
    store.executemany("INSERT OR IGNORE INTO used VALUES (?)", ((key,) for key in keys))


def _checked(vector: bytes) -> bytes:
    return zlib.crc32(vector).to_bytes(CHECK_BYTES, "little") + vector
