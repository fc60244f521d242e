"""What a campaign is: something that is tried many times within a bounded time, and counts what went wrong."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long a campaign may go on, the seed of its chances, and an empty folder for its files."""

    seconds: float
    seed: int
    folder: Path
    chance: random.Random = field(init=False)
    _end: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "chance", random.Random(self.seed))
        object.__setattr__(self, "_end", time.monotonic() + self.seconds)

    def left(self) -> float:
        """The seconds that are left, 0 when time is up."""
        return max(0.0, self._end - time.monotonic())


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
