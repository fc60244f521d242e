"""All tests in groups, side by side: ``python -m tests.lanes [--lanes N] [OPTIONS OF PYTEST]``, as ``make test`` does.

Each group is a run of pytest of its own, which starts as soon as one before it is done. The tests of the browser are
apart: playwright keeps a loop running in its process, where no other may run then. So are those that start pages and
commands themselves; tests of one package share the sets that it reads and indexes.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

ROOT = Path(__file__).parent.parent
NOTHING_CHOSEN = 5
BROWSER = "tests/browser"
STATES = ("accessibility", "menu", "dutch", "hostile", "layout", "embedding", "feedback", "evaluation_pages")
GROUPS = {
    "eval and index": ("tests/eval", "tests/index"),
    "app": ("tests/app",),
    "browser, the tour": (f"{BROWSER}/test_tour.py",),
    "browser, states": tuple(f"{BROWSER}/test_{name}.py" for name in STATES),
    "browser": (BROWSER,),
    "processes": ("tests/test_harden.py", "tests/test_wheel.py"),
    "the rest": ("tests",),
}
"""Those that take longest first, so that the lanes end together; a file is in the first that names it or its folder."""
LANES = (os.cpu_count() or 1) + 1
"""One more than there are cores: a group often waits, for a page or for a process that it started."""
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def groups() -> dict[str, tuple[str, ...]]:
    """Files of tests, as paths from the root, by the name of their group; every file is in one."""
    found: dict[str, list[str]] = {name: [] for name in GROUPS}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        above = {one.relative_to(ROOT).as_posix() for one in (path, *path.parents) if one.is_relative_to(ROOT)}
        found[next(name for name, paths in GROUPS.items() if above.intersection(paths))].append(
            path.relative_to(ROOT).as_posix()
        )
    return {name: tuple(files) for name, files in found.items()}


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """What a group runs with: one thread where others share the cores, and code that is compiled once for all of the
    many processes that tests start, also where ``given`` asks Python to keep nothing.
    """
    return {name: value for name, value in given.items() if name != "PYTHONDONTWRITEBYTECODE"} | ONE_THREAD


def run(grouped: Mapping[str, Sequence[str]], options: Sequence[str], lanes: int) -> int:
    """Run every group and print what it says once it is done; 0 when all passed, 1 when one did not or nothing ran."""
    statuses, started = [], time.monotonic()
    pool = ThreadPoolExecutor(lanes)
    try:
        running = {pool.submit(_pytest, paths, options): name for name, paths in grouped.items()}
        for done in as_completed(running):
            status, printed = done.result()
            statuses.append(status)
            print(f"== {running[done]}, after {time.monotonic() - started:.0f} s\n{printed}", flush=True)
    finally:
        pool.shutdown(cancel_futures=True)  # whoever breaks off waits for what runs alone
    passed = {0, NOTHING_CHOSEN}.issuperset(statuses) and 0 in statuses
    return 0 if passed else 1


def _pytest(paths: Sequence[str], options: Sequence[str]) -> tuple[int, str]:
    command = [sys.executable, "-m", "pytest", *options, *paths]
    done = subprocess.run(
        command, env=environment(os.environ), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    return done.returncode, done.stdout


def main() -> int:
    """The status of ``run``."""
    words = argparse.ArgumentParser(prog="python -m tests.lanes", description=__doc__)
    words.add_argument("--lanes", type=int, default=LANES)
    chosen, options = words.parse_known_args()
    return run(groups(), options, chosen.lanes)


if __name__ == "__main__":
    sys.exit(main())
