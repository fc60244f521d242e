"""Conditions: named settings under which a set is run."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from importlib import resources
from pathlib import Path
from typing import Any

from app.settings import Settings, read_settings
from ingest.errors import SetError
from ingest.settings import from_table

DEFAULT = "full"
ALL = "all"


@dataclass(frozen=True, slots=True)
class Condition:
    """A name, why it is measured (Dutch), and the settings; ``peer`` names another program that answers ('' for ours)
    over the same index.
    """

    name: str
    about: str
    settings: Settings
    peer: str = ""


def read_conditions(base: Settings) -> tuple[Condition, ...]:
    """Every condition of ``conditions.toml``, each a change of ``base``."""
    tables = tomllib.loads(resources.files("eval").joinpath("conditions.toml").read_text("utf-8"))
    return tuple(
        Condition(name, values["about"], _changed(base, values, name), values.get("peer", ""))
        for name, values in tables.items()
    )


def choose_conditions(named: str, base: Settings, own: Path | None = None) -> Sequence[Condition]:
    """The conditions that a run asks for: 'all' (without peers), names with commas between, or the file ``own``.

    Raises SetError that lists the names when there is no such condition, or no such file.
    """
    if own is not None:
        if not own.is_file():
            raise SetError(f"{own}: no such settings file", code="set_no_file", where=str(own))
        return (Condition(own.stem, str(own.name), read_settings(own)),)
    conditions = read_conditions(base)
    if named == ALL:
        return [condition for condition in conditions if not condition.peer]
    names = [name.strip() for name in named.split(",")]
    chosen = [condition for condition in conditions if condition.name in names]
    if len(chosen) < len(set(names)):
        known = ", ".join((ALL, *(condition.name for condition in conditions)))
        raise SetError(f"no condition '{named}'; use one of {known}", code="set_condition", name=named, known=known)
    return chosen


def _changed(base: Settings, values: dict[str, Any], name: str) -> Settings:
    changed = base
    for part, table in values.items():
        if part in ("about", "peer"):
            continue
        before = getattr(base, part)
        whole = {field.name: getattr(before, field.name) for field in fields(before)} | table
        changed = replace(changed, **{part: from_table(type(before), whole, f"conditions.toml [{name}.{part}]")})
    return changed
