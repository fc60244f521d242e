"""Whether the machine is busy with other work, so that a figure can say so."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

Made = TypeVar("Made")

SPIN_S = 0.5
"""How much processor time the probe uses."""
FREE = 0.9
"""The share of a processor below which a machine is busy: a free one gives a lone loop nearly all of it."""


@dataclass(frozen=True, slots=True)
class Load:
    """The load average of a minute (processes; -1 where the system has none), the number of cores, and the share of a
    processor that a lone loop got (0 to 1).
    """

    average: float
    cores: int
    share: float

    @property
    def busy(self) -> bool:
        """Whether times by the clock say more about the other work than about what was measured."""
        return self.share < FREE

    def __str__(self) -> str:
        state = "busy with other work" if self.busy else "free"
        return f"{state} (load {self.average:.1f} on {self.cores} cores; a lone loop got {self.share:.0%} of one)"


def load() -> Load:
    """The load of this moment; takes half a second of the processor."""
    average = os.getloadavg()[0] if hasattr(os, "getloadavg") else -1.0
    start, used = time.perf_counter(), time.process_time()
    while time.process_time() - used < SPIN_S:
        sum(range(1000))
    share = (time.process_time() - used) / (time.perf_counter() - start)
    return Load(round(average, 2), os.cpu_count() or 1, round(min(share, 1.0), 3))


def watched(measure: Callable[[], Made]) -> tuple[Made, Load]:
    """What ``measure`` gives, and the load before or after it: of the two the one that left less of a processor."""
    before = load()
    made = measure()
    return made, min(before, load(), key=lambda one: one.share)
