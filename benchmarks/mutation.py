"""Which numbers of ``app.policy`` the tests hold: ``python -m benchmarks.mutation [PART.NAME ...] [--far]``.

Each number is made a tenth smaller and a tenth larger (a whole number at least one off; with ``--far`` half and twice
as large), and the tests of its room run with it. Where no test notices, the mutant survives: the number may as well be
another, or a test is missing.
"""

from __future__ import annotations

import argparse
import dataclasses
import subprocess
import sys

from app import policy

TESTS = {"QUESTION": ("tests/app/question",), "QUOTATION": ("tests/app/quotation",)}
MUTANT = """
import sys
import pytest

part, name, value, *tests = sys.argv[1:]


class Mutate:
    def pytest_configure(self):
        from app import policy

        mutated = getattr(policy, part)
        object.__setattr__(mutated, name, type(getattr(mutated, name))(float(value)))


sys.exit(pytest.main(["-x", "-p", "no:cacheprovider", *tests], plugins=[Mutate()]))
"""


def mutants(value: float, far: bool) -> tuple[float, float]:
    """A smaller and a larger number in place of ``value``; a whole number stays whole."""
    smaller, larger = (value / 2, value * 2) if far else (value * 0.9, value * 1.1)
    if isinstance(value, int):
        return min(value - 1, round(smaller)), max(value + 1, round(larger))
    return smaller, larger


def passes(part: str, name: str, value: float) -> bool:
    """Whether the tests of a part pass with this value of one of its numbers."""
    command = [sys.executable, "-c", MUTANT, part, name, str(value), *TESTS[part]]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def main() -> int:
    """Print every mutant with what became of it; the status is 1 when any survives."""
    words = argparse.ArgumentParser(prog="python -m benchmarks.mutation", description=__doc__)
    words.add_argument("names", nargs="*", help="QUOTATION.altered_from, ...; all of them without")
    words.add_argument("--far", action="store_true", help="half and twice as large")
    asked = words.parse_args()
    tried = survived = 0
    for part in TESTS:
        fields = dataclasses.fields(getattr(policy, part))
        chosen = [field for field in fields if not asked.names or f"{part}.{field.name}" in asked.names]
        if chosen and not passes(part, chosen[0].name, chosen[0].default):
            print(f"{part}: the tests fail as it is")
            return 2
        for field in chosen:
            for value in mutants(field.default, asked.far):
                lives = passes(part, field.name, value)
                tried += 1
                survived += lives
                print(f"{'SURVIVED' if lives else 'held':8} {part}.{field.name} {value:g}", flush=True)
    print(f"{survived} of {tried} mutants survive")
    return int(survived > 0)


if __name__ == "__main__":
    sys.exit(main())
