"""What a run is asked to fetch. Imports nothing of the network, so that a run that fetches nothing loads nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.fetch.kept import read_fetched
from ingest.records import Source
from ingest.register import Register

if TYPE_CHECKING:
    from ingest.fetch.official import Fetcher

OFFLINE = "AANZET_OFFLINE"


def is_offline() -> bool:
    """Whether ``AANZET_OFFLINE`` forbids every request to the network."""
    return os.environ.get(OFFLINE, "") not in ("", "0")


class Fetching(StrEnum):
    """What is fetched: nothing, what is not there yet, or everything once more (a document only when it changed)."""

    NOTHING = "nothing"
    MISSING = "missing"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class FetchOrder:
    """What to fetch, in how many seconds all together, over which fetcher (None: the internet)."""

    fetching: Fetching = Fetching.NOTHING
    seconds: float = float("inf")
    fetcher: Fetcher | None = None
    progress: Callable[[int, int], None] | None = None

    def wanted(self, register: Register, folder: Path) -> tuple[Source, ...]:
        """The sources without a file of their own that are to be fetched into ``folder``."""
        if self.fetching is Fetching.NOTHING:
            return ()
        official = [source for source in register.sources if not source.file]
        if self.fetching is Fetching.ALL:
            return tuple(official)
        return tuple(source for source in official if read_fetched(folder, source.id) is None)
