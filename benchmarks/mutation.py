"""Which numbers of the policies the tests hold: ``python -m benchmarks.mutation [PART.NAME ...] [--far]``.

Each number is made a tenth smaller and a tenth larger (a whole number at least one off; with ``--far`` half and twice
as large), and the tests of its room run with it. Where no test notices, the mutant survives: the number may as well be
another, or a test is missing. Libraries are imported once; each mutant runs in a fork that imports this code afresh.
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib
import os
import sys
from collections.abc import Sequence

import pytest

TESTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "QUESTION": ("app.policy", ("tests/app/question",)),
    "QUOTATION": ("app.policy", ("tests/app/quotation",)),
    "POLICY": ("app.answer.policy", ("tests/app/answer",)),
    "LISTS": ("app.answer.policy", ("tests/app/answer",)),
    "QUOTES": ("app.answer.policy", ("tests/app/answer",)),
    "ALIKE": ("app.comparison.policy", ("tests/app/comparison",)),
    "TRACING": ("app.comparison.policy", ("tests/app/comparison",)),
    "DECIDING": ("app.comparison.policy", ("tests/app/comparison",)),
    "ASKING": ("app.comparison.policy", ("tests/app/comparison",)),
    "SEARCH": ("index.policy", ("tests/index/test_search_policy.py",)),
    "READING": ("ingest.policy", ("tests/ingest/test_reading_policy.py", "tests/ingest/pdf/test_layouts.py")),
    "IDENTITY": ("ingest.policy", ("tests/ingest/test_reading_policy.py",)),
}
BELOW = {"ingest": "ingest.ingest", "index": "index.opened", "app": "app.web.server"}
"""A module of each package that imports its libraries."""
OURS = ("ingest", "index", "app", "eval", "corpus", "tests")

OPTIONS = ("-x", "-q", "-p", "no:cacheprovider", "-m", "not model and not browser", "--hypothesis-profile=few",
           "-W", "ignore::pytest.PytestAssertRewriteWarning")  # fmt: skip
"""The last because a fork inherits libraries that pytest would have rewritten."""


def mutants(value: float, far: bool) -> tuple[float, float]:
    """A smaller and a larger number in place of ``value``; a whole number stays whole."""
    smaller, larger = (value / 2, value * 2) if far else (value * 0.9, value * 1.1)
    if isinstance(value, int):
        return min(value - 1, round(smaller)), max(value + 1, round(larger))
    return smaller, larger


def passes(part: str, name: str, value: float) -> bool:
    """Whether the tests of a part pass with this value of one of its numbers."""
    sys.stdout.flush()
    child = os.fork()
    if not child:
        status = 1
        try:
            status = _run(part, name, value)
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _run(part: str, name: str, value: float) -> int:
    """Run the tests of a part in this process, with what is ours imported again after the number was changed."""
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    for module in [module for module in sys.modules if module.split(".")[0] in OURS]:
        del sys.modules[module]
    home, tests = TESTS[part]
    mutated = getattr(importlib.import_module(home), part)
    object.__setattr__(mutated, name, type(getattr(mutated, name))(value))
    return int(pytest.main([*OPTIONS, *tests]))


def _survivors(part: str, chosen: Sequence[dataclasses.Field[float]], far: bool) -> list[bool]:
    lived = []
    for field in chosen:
        for value in mutants(field.default, far):  # type: ignore[arg-type]
            lived.append(passes(part, field.name, value))
            print(f"{'SURVIVED' if lived[-1] else 'held':8} {part}.{field.name} {value:g}", flush=True)
    return lived


def main() -> int:
    """Print every mutant with what became of it; the status is 1 when any survives, 2 when tests fail as they are."""
    words = argparse.ArgumentParser(prog="python -m benchmarks.mutation", description=__doc__)
    words.add_argument("names", nargs="*", help="QUOTATION, QUOTATION.altered_from, ...; all of them without")
    words.add_argument("--far", action="store_true", help="half and twice as large")
    asked = words.parse_args()

    lived: list[bool] = []
    for part, (home, _) in TESTS.items():
        fields = dataclasses.fields(getattr(importlib.import_module(home), part))
        chosen = [field for field in fields if not asked.names or {part, f"{part}.{field.name}"} & {*asked.names}]
        if chosen:
            importlib.import_module(BELOW[home.split(".")[0]])
        if chosen and not passes(part, chosen[0].name, chosen[0].default):  # type: ignore[arg-type]
            print(f"{part}: the tests fail as it is")
            return 2
        lived += _survivors(part, chosen, asked.far)
    print(f"{sum(lived)} of {len(lived)} mutants survive")
    return int(any(lived))


if __name__ == "__main__":
    sys.exit(main())
