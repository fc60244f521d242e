"""Several readers in processes of their own, so that two documents are read at once."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import TypeVar

from ingest.document import Document
from ingest.isolation.isolate import IsolatedReader
from ingest.records import Source
from ingest.settings import IngestSettings

Given = TypeVar("Given")
Made = TypeVar("Made")
AT_ONCE = 2
"""At most: each reader may take ``max_memory_bytes`` of memory."""


class IsolatedReaders:
    """Reads documents as ``IsolatedReader`` does, ``count`` at once: one for each core, and no more than two.

    Use it in a ``with`` statement, from any number of threads; leaving it ends the workers.
    """

    def __init__(self, settings: IngestSettings) -> None:
        self.count = min(AT_ONCE, os.cpu_count() or 1)
        self._all = [IsolatedReader(settings) for _ in range(self.count)]
        self._free: SimpleQueue[IsolatedReader] = SimpleQueue()
        self._stack = ExitStack()
        for reader in self._all:
            self._free.put(reader)

    def __enter__(self) -> IsolatedReaders:
        for reader in self._all:
            self._stack.enter_context(reader)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, value, trace)

    def read(self, source: Source, path: Path, folder: Path, xml: Path | None = None) -> Document:
        """As ``IsolatedReader.read``, by the first reader that is free."""
        reader = self._free.get()
        try:
            return reader.read(source, path, folder, xml)
        finally:
            self._free.put(reader)


def ahead(work: Callable[[Given], Made], given: Sequence[Given], count: int) -> Generator[Made]:
    """What ``work`` makes of each of ``given``, in their order, ``count`` at once; no more than that many wait to be
    taken. Closing it begins no more of them and waits for those that are under way.
    """
    pool = ThreadPoolExecutor(count)
    waiting: deque[Future[Made]] = deque()
    try:
        for one in given:
            waiting.append(pool.submit(work, one))
            if len(waiting) > count:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)
