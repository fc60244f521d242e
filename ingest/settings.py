"""Settings of ingestion, and the strict TOML reading that every settings table shares."""

from __future__ import annotations

import dataclasses
import math
from contextlib import suppress
from dataclasses import dataclass
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from ingest.errors import RegisterError

Table = TypeVar("Table")
Number = TypeVar("Number", int, float)


def number(default: Number, least: Number, most: Number) -> Number:
    """A dataclass field that is ``default``; ``from_table`` takes a value from ``least`` to ``most``, both included."""
    return dataclasses.field(default=default, metadata={"least": least, "most": most})


@dataclass(frozen=True, slots=True)
class IngestSettings:
    """``[ingest]``: passage length and overlap, and the limits for one file."""

    passage_words: int = number(120, 1, 100_000)
    overlap_sentences: int = number(1, 0, 1000)
    max_pages: int = number(2000, 1, 1_000_000)
    max_file_bytes: int = number(100_000_000, 1, 10**12)
    max_text_bytes: int = number(50_000_000, 1, 10**12)
    max_seconds: int = number(60, 1, 86_400)
    max_memory_bytes: int = number(2_000_000_000, 1, 10**15)
    ocr: bool = False


def from_table(kind: type[Table], values: dict[str, Any], where: str) -> Table:
    """``values`` as the dataclass ``kind``.

    Raises RegisterError that names an unknown or missing key, a wrong type or a number out of its range. Lists become
    tuples; a whole number is accepted where a float is expected; NaN and infinity are no numbers.
    """
    fields = {field.name: field for field in dataclasses.fields(kind)}  # type: ignore[arg-type]
    unknown = sorted(set(values) - set(fields))
    if unknown:
        known = ", ".join(sorted(fields))
        text = f"{where}: unknown key '{unknown[0]}'; expected one of: {known}"
        raise RegisterError(text, code="unknown_key", where=where, key=unknown[0], known=known)
    types = get_type_hints(kind)
    made = {key: _value(fields[key], types[key], value, where) for key, value in values.items()}
    missing = [
        name
        for name, field in fields.items()
        if name not in made and field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    ]
    if missing:
        raise RegisterError(f"{where}: key '{missing[0]}' is missing", code="missing_key", where=where, key=missing[0])
    return kind(**made)


def wrong_type(where: str, key: str, expected: str, found: object) -> RegisterError:
    """The error that names a key whose value is of another type than ``expected``."""
    text = f"{where}: key '{key}' should be {expected}, found {found!r}"
    return RegisterError(text, code="wrong_type", where=where, key=key, found=repr(found))


def _value(field: dataclasses.Field[Any], kind: Any, found: Any, where: str) -> Any:
    value = tuple(found) if isinstance(found, list) else found
    if kind is float and type(value) is int:
        with suppress(OverflowError):
            value = float(value)
    if not _fits(value, kind):
        raise wrong_type(where, field.name, str(field.type), found)
    if field.metadata and not field.metadata["least"] <= value <= field.metadata["most"]:
        least, most = field.metadata["least"], field.metadata["most"]
        text = f"{where}: key '{field.name}' should be from {least} to {most}, found {found}"
        raise RegisterError(text, code="out_of_range", where=where, key=field.name, found=found, least=least, most=most)
    return value


def _fits(value: Any, kind: Any) -> bool:
    """Whether ``value`` is of the type ``kind`` and no other; what a dict holds is not looked at."""
    outer = get_origin(kind) or kind
    if outer is UnionType:
        return any(_fits(value, one) for one in get_args(kind))
    if outer is tuple:
        return type(value) is tuple and all(_fits(one, get_args(kind)[0]) for one in value)
    return type(value) is outer and (outer is not float or math.isfinite(value))
