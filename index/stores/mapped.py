"""What an open index reads only when it is asked for: passages, the rows of sentences, documents."""

from __future__ import annotations

import dataclasses
import functools
import json
import mmap
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from index.manifest import damaged
from index.records import Scope
from ingest.arrays import mapped_array
from ingest.document import Document
from ingest.records import BlockKind, Passage, Sentence
from ingest.saved import load_document

KEPT_PASSAGES = 16_384
KEPT_DOCUMENTS = 256
READ_AT_ONCE = 20


class MappedPassages(Sequence[Passage]):
    """The passages of an index in the order of their rows: a mapped file, read line by line as they are asked for."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "passages.jsonl"
        self._starts: NDArray[np.int64] = mapped_array(folder / "passages.npy")
        with self._path.open("rb") as file:
            self._lines = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if len(self) else b""
        if len(self._lines) != int(self._starts[-1]):
            raise ValueError(f"{self._path}: {len(self._lines)} bytes, expected {int(self._starts[-1])}")
        self._passage = functools.lru_cache(KEPT_PASSAGES)(self._read)

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, row: int) -> Passage: ...
    @overload
    def __getitem__(self, row: slice) -> tuple[Passage, ...]: ...
    def __getitem__(self, row: int | slice) -> Passage | tuple[Passage, ...]:
        if isinstance(row, slice):
            return tuple(self._passage(each) for each in range(*row.indices(len(self))))
        if not -len(self) <= row < len(self):
            raise IndexError(f"passage {row} of {len(self)}")
        return self._passage(row % len(self))

    def _read(self, row: int) -> Passage:
        line = self._lines[int(self._starts[row]) : int(self._starts[row + 1])]
        try:
            return _passage(json.loads(line.decode("utf-8", "surrogatepass")))
        except (ValueError, TypeError, KeyError) as cause:
            raise damaged(self._path, f"line {row + 1} cannot be read") from cause


class PassageWriter:
    """Writes ``passages.jsonl``, a line each, and what finds a line and its source again: ``passages.npy``, int64
    ``(n + 1,)``, where each begins and the last ends, and ``sources.npy``, int32 ``(n,)``, the number of its source.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._starts = array("q", [0])
        self.source_numbers = array("i")
        self._file = (folder / "passages.jsonl").open("wb")

    def add(self, passages: Iterable[Passage], number: int) -> None:
        """Write passages of source ``number``; sources come in order."""
        for passage in passages:
            line = json.dumps(dataclasses.asdict(passage), ensure_ascii=False).encode("utf-8", "surrogatepass")
            self._starts.append(self._starts[-1] + self._file.write(line + b"\n"))
            self.source_numbers.append(number)

    def close(self) -> None:
        """Close the file of lines."""
        self._file.close()

    def save(self) -> None:
        """Write what is left, and the arrays."""
        self.close()
        np.save(self._folder / "passages.npy", np.array(self._starts, np.int64))
        np.save(self._folder / "sources.npy", np.array(self.source_numbers, np.int32))


class PassageSources:
    """The source of each passage and its role, in the order of rows: a mapped array of the numbers of sources."""

    def __init__(self, folder: Path, source_ids: Sequence[str], roles: Sequence[str]) -> None:
        self._numbers: NDArray[np.int32] = mapped_array(folder / "sources.npy")
        self._sources = tuple(zip(source_ids, roles, strict=True))

    def rows_of(self, number: int) -> range:
        """The rows of the passages of source ``number``, in document order."""
        sought = np.int32(number)
        return range(int(self._numbers.searchsorted(sought)), int(self._numbers.searchsorted(sought, "right")))

    def within(self, scope: Scope | None) -> NDArray[np.bool_] | None:
        """Which rows are in ``scope``: bool ``(n,)``, or None for all of them."""
        if scope is None or not (scope.roles or scope.source_ids):
            return None
        allowed = [
            (not scope.roles or role in scope.roles) and (not scope.source_ids or source_id in scope.source_ids)
            for source_id, role in self._sources
        ]
        return np.asarray(np.array(allowed, np.bool_)[self._numbers])


class SentenceRows(Mapping[tuple[str, int, int], int]):
    """The row of every sentence's vector by its source id and span, found by bisection in a mapped array."""

    def __init__(self, folder: Path, source_ids: Sequence[str]) -> None:
        self._spans = mapped_array(folder / "sentences.npy")
        self._source_ids = tuple(source_ids)
        self._numbers = {source_id: number for number, source_id in enumerate(source_ids)}

    @staticmethod
    def save(spans: NDArray[np.int64], folder: Path) -> None:
        """Write ``sentences.npy``: int64 ``(3, n)``, of ``spans`` ``(n, 3)``: source number, start and end."""
        np.save(folder / "sentences.npy", np.ascontiguousarray(spans.T))

    def __len__(self) -> int:
        return int(self._spans.shape[1])

    def __iter__(self) -> Iterator[tuple[str, int, int]]:
        for number, start, end in self._spans.T.tolist():
            yield self._source_ids[number], start, end

    def of(self, passage: Passage) -> list[int]:
        """The rows of the sentences of ``passage``, in their order."""
        numbers, starts, ends = self._spans
        number = np.int64(self._numbers[passage.source_id])
        low, high = int(numbers.searchsorted(number)), int(numbers.searchsorted(number, "right"))
        found = low + starts[low:high].searchsorted([one.char_start for one in passage.sentences])
        return [
            row if row < high and starts[row] == one.char_start and ends[row] == one.char_end
            else self[passage.source_id, one.char_start, one.char_end]
            for row, one in zip(found.tolist(), passage.sentences, strict=True)
        ]  # fmt: skip

    def __getitem__(self, key: tuple[str, int, int]) -> int:
        low, high = 0, len(self)
        for values, wanted in zip(self._spans, (self._numbers[key[0]], key[1], key[2]), strict=True):
            within = values[low:high]
            sought = np.int64(wanted)
            low, high = low + int(within.searchsorted(sought)), low + int(within.searchsorted(sought, "right"))
        if low == high:
            raise KeyError(key)
        return low


class StoredDocuments(Mapping[str, Document]):
    """The documents of an index by source id, each read when it is asked for; the last few hundred stay in memory.

    A few documents are read ``at_once``, so that they answer whatever becomes of the folder.
    """

    def __init__(self, folder: Path, source_ids: Sequence[str], *, at_once: bool = False) -> None:
        self._folder = folder
        self._source_ids = dict.fromkeys(source_ids)
        self._document = functools.lru_cache(KEPT_DOCUMENTS)(self._read)
        if at_once and len(self._source_ids) <= READ_AT_ONCE:
            for source_id in self._source_ids:
                self._document(source_id)

    def __len__(self) -> int:
        return len(self._source_ids)

    def __iter__(self) -> Iterator[str]:
        return iter(self._source_ids)

    def __contains__(self, source_id: object) -> bool:
        return source_id in self._source_ids

    def __getitem__(self, source_id: str) -> Document:
        if source_id not in self._source_ids:
            raise KeyError(source_id)
        return self._document(source_id)

    def _read(self, source_id: str) -> Document:
        folder = self._folder / source_id
        try:
            return load_document(folder)
        except (OSError, ValueError, KeyError, TypeError) as cause:
            raise damaged(folder / "document.json", "it cannot be read") from cause


def _passage(values: dict[str, Any]) -> Passage:
    return Passage(
        **{
            **values,
            "kind": BlockKind(values["kind"]),
            "heading_path": tuple(values["heading_path"]),
            "page_numbers": tuple(values["page_numbers"]),
            "sentences": tuple(
                Sentence(s["char_start"], s["char_end"], BlockKind(s["kind"])) for s in values["sentences"]
            ),
        }
    )
