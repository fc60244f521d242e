"""Strict reading of tables: every value is of its type and in its range, or an error names it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from ingest.errors import RegisterError
from ingest.settings import from_table, number


@dataclass(frozen=True, slots=True)
class Table:
    """A key of every type that settings have."""

    share: float = number(0.5, 0.0, 1.0)
    count: int = number(3, 1, 10)
    free: float = 0.0
    page: int | None = None
    names: tuple[str, ...] = ()
    flag: bool = False


@pytest.mark.parametrize(
    "values",
    [
        {"share": 0},
        {"share": 1.0},
        {"count": 1},
        {"count": 10},
        {"page": None},
        {"page": 3},
        {"names": []},
        {"names": ["a", "b"]},
        {"free": -1e9},
    ],
)
def test_a_value_within_its_range_is_taken(values: dict[str, Any]) -> None:
    ((key, value),) = values.items()
    assert getattr(from_table(Table, values, "t"), key) == (tuple(value) if isinstance(value, list) else value)


@pytest.mark.parametrize(
    "values",
    [
        {"share": float("nan")},
        {"share": float("inf")},
        {"free": float("-inf")},
        {"free": 10**400},
        {"share": True},
        {"count": 2.0},
        {"count": False},
        {"page": "3"},
        {"names": "a"},
        {"names": [1]},
        {"names": ["a", ["b"]]},
        {"flag": 1},
    ],
)
def test_a_value_of_another_type_is_named(values: dict[str, Any]) -> None:
    with pytest.raises(RegisterError) as raised:
        from_table(Table, values, "t")
    assert (raised.value.code, raised.value.values["key"]) == ("wrong_type", *values)


@pytest.mark.parametrize("values", [{"share": -0.01}, {"share": 2}, {"count": 0}, {"count": 11}, {"count": -(10**30)}])
def test_a_number_out_of_its_range_is_named_with_the_range(values: dict[str, Any]) -> None:
    with pytest.raises(RegisterError) as raised:
        from_table(Table, values, "t")
    ((key, value),) = values.items()
    least, most = (0.0, 1.0) if key == "share" else (1, 10)
    assert raised.value.code == "out_of_range"
    assert raised.value.values == {"where": "t", "key": key, "found": value, "least": least, "most": most}
