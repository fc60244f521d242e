"""What a campaign is: something that is tried many times within a bounded time, and counts what went wrong."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


class Bounds:
    """How long a campaign may go on, the seed of its chances, and an empty folder for its files.

    The time begins when ``goes_on`` is asked first: what is made ready before does not count.
    """

    def __init__(self, seconds: float, seed: int, folder: Path) -> None:
        self.seconds = seconds
        self.seed = seed
        self.folder = folder
        self.chance = random.Random(seed)
        self._end: float | None = None

    def goes_on(self) -> bool:
        """Whether to try once more; always the first time."""
        if self._end is None:
            self._end = time.monotonic() + self.seconds
            return True
        return time.monotonic() < self._end


@dataclass(frozen=True, slots=True)
class Outcome:
    """How often something was tried, what was seen in words, and a line for every fault."""

    tried: int
    seen: str
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Campaign:
    """A name, what must hold, how many seconds it takes by default, and the function that runs it."""

    name: str
    holds: str
    seconds: int
    run: Callable[[Bounds], Outcome]
