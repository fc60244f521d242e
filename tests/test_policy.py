"""Every number that steers something says what it counts and why, is used, and stands in a policy."""

from __future__ import annotations

import ast
import dataclasses
import functools
import importlib
import re
from pathlib import Path

import pytest

from benchmarks.mutation import TESTS

ROOT = Path(__file__).parent.parent
MODULES = (
    "ingest.policy",
    "index.policy",
    "app.policy",
    "app.comparison.policy",
    "app.answer.policy",
    "app.concordance.policy",
)
PARTS = {
    (module, name): part
    for module in MODULES
    for name, part in vars(importlib.import_module(module)).items()
    if name.isupper() and dataclasses.is_dataclass(part)
}
NUMBERS = [(module, name, field) for (module, name), part in PARTS.items() for field in dataclasses.fields(part)]
BY_NAME = {("TRACING", name) for name in ("within", "decides", "among", "paragraph", "loose", "item", "heading")}
"""Read by the name of what a sentence begins (``app.comparison.tracing``)."""


@functools.cache
def _source(package: str) -> str:
    """The code of a package but for its policies."""
    return "\n".join(path.read_text("utf-8") for path in (ROOT / package).rglob("*.py") if path.name != "policy.py")


@pytest.mark.parametrize(("module", "part", "field"), NUMBERS, ids=lambda one: getattr(one, "name", one))
def test_a_number_has_a_unit_and_a_reason_and_is_used(module: str, part: str, field: dataclasses.Field[float]) -> None:
    unit, reason = field.metadata.get("unit"), field.metadata.get("reason")
    assert unit
    assert len(str(reason).split()) > 3
    assert (part, field.name) in BY_NAME or re.search(rf"\b{part}\.{field.name}\b", _source(module.split(".")[0]))


@pytest.mark.parametrize(("module", "name"), PARTS)
def test_a_number_cannot_be_changed_at_run_time(module: str, name: str) -> None:
    part = PARTS[module, name]
    first = dataclasses.fields(part)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(part, first, 0)


def test_the_trial_of_mutants_knows_every_policy() -> None:
    assert {(module, name) for name, (module, _) in TESTS.items()} == set(PARTS)


@pytest.mark.parametrize("room", ["app/answer", "app/comparison", "app/concordance", "app/question"])
def test_a_room_with_a_policy_keeps_no_share_or_weight_of_its_own(room: str) -> None:
    """Fractions at the head of a module steer something: they stand in the policy, with their reason."""
    found = [
        f"{path.name}: {ast.unparse(node)}"
        for path in (ROOT / room).glob("*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if path.name != "policy.py" and isinstance(node, ast.Assign)
        for value in ast.walk(node.value)
        if isinstance(value, ast.Constant) and isinstance(value.value, float) and abs(value.value) < 1e6
    ]
    assert found == []
