"""Settings of ingestion, and the strict TOML reading that every settings table shares."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, TypeVar

from ingest.errors import RegisterError

Table = TypeVar("Table")


@dataclass(frozen=True, slots=True)
class IngestSettings:
    """``[ingest]``: passage length and overlap, and the limits for one file."""

    passage_words: int = 120
    overlap_sentences: int = 1
    max_pages: int = 2000
    max_file_bytes: int = 100_000_000
    max_text_bytes: int = 50_000_000
    max_seconds: int = 60
    max_memory_bytes: int = 2_000_000_000
    ocr: bool = False


def from_table(kind: type[Table], values: dict[str, Any], where: str) -> Table:
    """``values`` as the dataclass ``kind``. Raises RegisterError that names an unknown key or a wrong type.

    Lists become tuples; a whole number is accepted where a float is expected.
    """
    fields = {field.name: field for field in dataclasses.fields(kind)}  # type: ignore[arg-type]
    unknown = sorted(set(values) - set(fields))
    if unknown:
        known = ", ".join(sorted(fields))
        text = f"{where}: unknown key '{unknown[0]}'; expected one of: {known}"
        raise RegisterError(text, code="unknown_key", where=where, key=unknown[0], known=known)
    made = {key: _value(fields[key], value, where) for key, value in values.items()}
    missing = [
        name
        for name, field in fields.items()
        if name not in made and field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    ]
    if missing:
        raise RegisterError(f"{where}: key '{missing[0]}' is missing", code="missing_key", where=where, key=missing[0])
    return kind(**made)


def _value(field: dataclasses.Field[Any], value: Any, where: str) -> Any:
    if isinstance(value, list):
        value = tuple(value)
    expected = {"str": str, "int": int, "float": float, "bool": bool}.get(str(field.type).split("[")[0])
    expected = tuple if str(field.type).startswith("tuple") else expected
    if expected is float and type(value) is int:
        value = float(value)
    if expected is not None and type(value) is not expected:
        text = f"{where}: key '{field.name}' should be {field.type}, found {value!r}"
        raise RegisterError(text, code="wrong_type", where=where, key=field.name, found=repr(value))
    return value
