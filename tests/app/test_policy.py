"""Every number that steers something says what it counts and why, and is used."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from app import policy

APP = Path(policy.__file__).parent
PARTS = {name: part for name, part in vars(policy).items() if name.isupper() and dataclasses.is_dataclass(part)}
NUMBERS = [(name, field) for name, part in PARTS.items() for field in dataclasses.fields(part)]


@pytest.mark.parametrize(("part", "field"), NUMBERS, ids=lambda one: getattr(one, "name", one))
def test_a_number_has_a_unit_and_a_reason_and_is_used(part: str, field: dataclasses.Field[float]) -> None:
    assert field.metadata["unit"]
    assert len(field.metadata["reason"].split()) > 3
    used = re.compile(rf"\b{part}\.{field.name}\b")
    assert any(used.search(path.read_text("utf-8")) for path in APP.rglob("*.py") if path.name != "policy.py")


def test_a_number_cannot_be_changed_at_run_time() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        policy.QUOTATION.altered_from = 0.1  # type: ignore[misc]
