"""The index brought up to date while the page answers, and what the page says when that fails."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from app.messages import dutch_error
from ingest.errors import AanZetError

IndexAgain = Callable[[Path], str]
"""Brings the index of a home up to date, which takes its time: in Dutch why it failed, '' when the index stands."""
_log = logging.getLogger(__name__)


class Indexing:
    """Indexes ``home`` by ``index_again``, one time after another, each in the background."""

    def __init__(self, home: Path, index_again: IndexAgain) -> None:
        self.home = home
        self._index_again = index_again
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="indexing")
        self._fault = ""

    @property
    def fault(self) -> str:
        """Why the last time failed, in Dutch; '' when it did not, or has not ended yet."""
        return self._fault

    def begin(self) -> Future[None]:
        """Index once more, after what is being indexed now."""
        return self._pool.submit(self._index)

    def _index(self) -> None:
        self._fault = ""
        try:
            self._fault = self._index_again(self.home)
        except Exception as cause:  # noqa: BLE001 (whatever went wrong, the page shows that something did)
            _log.error("the sources are not indexed: %s: %s", type(cause).__name__, cause)
            self._fault = dutch_error(AanZetError(str(cause)))
