"""All tests in groups, two at a time: ``python -m tests.lanes [--lanes N] [OPTIONS OF PYTEST]``, as ``make test`` does.

Each group is a run of pytest of its own, which starts as soon as one before it is done. The tests of the browser are
apart: playwright keeps a loop running in its process, where no other may run then. So are those that start pages and
commands themselves; tests of one package share the sets that it reads and indexes.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

ROOT = Path(__file__).parent.parent
NOTHING_CHOSEN = 5
GROUPS = {
    "browser": ("tests/browser",),
    "app": ("tests/app",),
    "eval and index": ("tests/eval", "tests/index"),
    "processes": ("tests/test_harden.py", "tests/test_wheel.py"),
}
"""Those that take longest first, so that the lanes end together."""


def groups() -> dict[str, tuple[str, ...]]:
    """Paths of tests by the name of their group; what no group names is the last, so that nothing is left out."""
    named = {path for paths in GROUPS.values() for path in paths}
    found = {path.relative_to(ROOT).parts for path in (ROOT / "tests").rglob("test_*.py")}
    rest = {"/".join(parts[:2]) for parts in found} - named
    return {**GROUPS, "the rest": tuple(sorted(rest))}


def run(grouped: Mapping[str, Sequence[str]], options: Sequence[str], lanes: int) -> int:
    """Run every group and print what it says once it is done; 0 when all passed, 1 when one did not or nothing ran."""
    statuses, started = [], time.monotonic()
    pool = ThreadPoolExecutor(lanes)
    try:
        running = {pool.submit(_pytest, paths, options): name for name, paths in grouped.items()}
        for done in as_completed(running):
            status, told = done.result()
            statuses.append(status)
            print(f"== {running[done]}, after {time.monotonic() - started:.0f} s\n{told}", flush=True)
    finally:
        pool.shutdown(cancel_futures=True)  # whoever breaks off waits for what runs alone
    passed = {0, NOTHING_CHOSEN}.issuperset(statuses) and 0 in statuses
    return 0 if passed else 1


def _pytest(paths: Sequence[str], options: Sequence[str]) -> tuple[int, str]:
    command = [sys.executable, "-m", "pytest", *options, *paths]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return done.returncode, done.stdout


def main() -> int:
    """The status of ``run``."""
    words = argparse.ArgumentParser(prog="python -m tests.lanes", description=__doc__)
    words.add_argument("--lanes", type=int, default=2)
    chosen, options = words.parse_known_args()
    return run(groups(), options, chosen.lanes)


if __name__ == "__main__":
    sys.exit(main())
