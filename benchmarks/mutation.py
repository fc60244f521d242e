"""Which numbers of the policies the tests hold: ``python -m benchmarks.mutation [PART | PART.NAME ...] [--far]``.

Each number is made a tenth smaller and a tenth larger (a whole number at least one off; with ``--far`` half and twice
as large), and the tests of its room run with it. Where no test notices, the mutant survives: the number may as well be
another, or a test is missing. Tests are collected once; each mutant is a fork in which one number is another.
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib
import os
import sys
from pathlib import Path

import pytest

TESTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "QUESTION": ("app.policy", ("tests/app/question",)),
    "QUOTATION": ("app.policy", ("tests/app/quotation",)),
    "POLICY": ("app.answer.policy", ("tests/app/answer",)),
    "LISTS": ("app.answer.policy", ("tests/app/answer",)),
    "QUOTES": ("app.answer.policy", ("tests/app/answer",)),
    "EXAMPLES": ("app.answer.policy", ("tests/app/answer",)),
    "SUGGESTING": ("app.answer.policy", ("tests/app/answer",)),
    "CONCORDANCE": ("app.concordance.policy", ("tests/app/concordance",)),
    "ALIKE": ("app.comparison.policy", ("tests/app/comparison",)),
    "TRACING": ("app.comparison.policy", ("tests/app/comparison",)),
    "DECIDING": ("app.comparison.policy", ("tests/app/comparison",)),
    "FINDING": ("app.comparison.policy", ("tests/app/comparison",)),
    "REPEATING": ("app.comparison.policy", ("tests/app/comparison",)),
    "ASKING": ("app.comparison.policy", ("tests/app/comparison",)),
    "SEARCH": ("index.policy", ("tests/index/test_search_policy.py",)),
    "READING": (
        "ingest.policy",
        ("tests/ingest/test_reading_policy.py", "tests/ingest/pdf/test_layouts.py", "tests/ingest/pdf/test_damaged.py"),
    ),
    "IDENTITY": ("ingest.policy", ("tests/ingest/test_reading_policy.py",)),
    "ON_PAGES": ("ingest.policy", ("tests/ingest/formats/test_on_pages_policy.py",)),
}
OPTIONS = ("-s", "-qq", "--no-header", "--no-summary", "-p", "no:cacheprovider", "--hypothesis-profile=few",
           "-m", "not model and not browser", "-W", "ignore::pytest.PytestAssertRewriteWarning")  # fmt: skip


def mutants(value: float, far: bool) -> tuple[float, float]:
    """A smaller and a larger number in place of ``value``; a whole number stays whole."""
    smaller, larger = (value / 2, value * 2) if far else (value * 0.9, value * 1.1)
    if isinstance(value, int):
        return min(value - 1, round(smaller)), max(value + 1, round(larger))
    return smaller, larger


def numbers(part: str) -> dict[str, float]:
    """The numbers of a part of the policies by their names."""
    return dataclasses.asdict(getattr(importlib.import_module(TESTS[part][0]), part))


class Trial:
    """A plugin for pytest that runs the collected tests of a part once for every mutant of ``chosen``."""

    def __init__(self, chosen: dict[str, dict[str, float]], far: bool) -> None:
        self.chosen, self.far = chosen, far
        self.lived: list[bool] = []
        self.broken: list[str] = []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Print every mutant with what became of it."""
        for part, chosen in self.chosen.items():
            rooms = [Path(room).absolute() for room in TESTS[part][1]]
            tests = [test for test in session.items if {test.path, *test.path.parents} & {*rooms}]
            tests.sort(key=_likely_to_notice)
            if not tests or not _pass(tests, part, *next(iter(chosen.items()))):
                self.broken.append(part)
                continue
            for name, value in chosen.items():
                for mutant in mutants(value, self.far):
                    self.lived.append(_pass(tests, part, name, mutant))
                    print(f"{'SURVIVED' if self.lived[-1] else 'held':8} {part}.{name} {mutant:g}", flush=True)
        return True


def _likely_to_notice(test: pytest.Item) -> int:
    """The rank of a test: those of boundaries first, those that try many texts last."""
    return 0 if "policy" in test.path.stem or "limits" in test.path.stem else 1 + ("properties" in test.path.stem)


def _pass(tests: list[pytest.Item], part: str, name: str, value: float) -> bool:
    """Whether ``tests`` pass in a fork in which a number has this value."""
    sys.stdout.flush()
    child = os.fork()
    if not child:
        status = 1
        try:
            status = _failed(tests, part, name, value)
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _failed(tests: list[pytest.Item], part: str, name: str, value: float) -> int:
    """1 at the first test that fails with this value, else 0."""
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    object.__setattr__(getattr(importlib.import_module(TESTS[part][0]), part), name, value)
    for test, following in zip(tests, [*tests[1:], None], strict=True):
        test.ihook.pytest_runtest_protocol(item=test, nextitem=following)
        if test.session.testsfailed:
            return 1
    return 0


def main() -> int:
    """The status is 1 when a mutant survives, 2 when the tests of a part fail as they are."""
    words = argparse.ArgumentParser(prog="python -m benchmarks.mutation", description=__doc__)
    words.add_argument("names", nargs="*", help="QUOTATION, QUOTATION.altered_from, ...; all of them without")
    words.add_argument("--far", action="store_true", help="half and twice as large")
    asked = words.parse_args()

    wanted = set(asked.names)
    chosen: dict[str, dict[str, float]] = {}
    for part in TESTS:
        named = {
            name: value for name, value in numbers(part).items() if not wanted or {part, f"{part}.{name}"} & wanted
        }
        if named:
            chosen[part] = named
    trial = Trial(chosen, asked.far)
    rooms = dict.fromkeys(room for part in chosen for room in TESTS[part][1])
    pytest.main([*OPTIONS, *rooms], plugins=[trial])
    if trial.broken or not trial.lived:
        print(f"as it is, the tests fail of {', '.join(trial.broken or chosen)}")
        return 2
    print(f"{sum(trial.lived)} of {len(trial.lived)} mutants survive")
    return int(any(trial.lived))


if __name__ == "__main__":
    sys.exit(main())
