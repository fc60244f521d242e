"""Settings of ingestion, and the strict reading of tables (by pydantic) that every settings table shares."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, NotRequired, TypeVar, cast, get_type_hints

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from typing_extensions import TypedDict

from ingest.errors import RegisterError

Table = TypeVar("Table")
Number = TypeVar("Number", int, float)
Where = Callable[[str], str]
Rules = tuple[tuple[str, Any], ...]
STRICT = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)
OUT_OF_RANGE = ("greater_than_equal", "less_than_equal")


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


def from_table(kind: type[Table], values: Mapping[str, Any], where: str | Where, rules: Rules = ()) -> Table:
    """``values`` as the dataclass ``kind``; ``where`` names the table in an error, or is asked for the place of a key.

    Lists become tuples; a whole number is accepted where a float is expected; NaN and infinity are no numbers.
    ``rules`` are further validators of pydantic for keys, whose errors are of types 'register_<code>'.
    Raises RegisterError that names an unknown or missing key, a wrong type, a number out of its range, or what a rule
    refuses.
    """
    found = {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
    try:
        return kind(**_adapter(cast(Any, kind), rules).validate_python(found))
    except ValidationError as cause:
        raise _error(kind, values, cause, where if callable(where) else lambda _: where) from cause


def wrong_type(where: str, key: str, expected: str, found: object) -> RegisterError:
    """The error that names a key whose value is of another type than ``expected``."""
    text = f"{where}: key '{key}' should be {expected}, found {found!r}"
    return RegisterError(text, code="wrong_type", where=where, key=key, found=repr(found))


@functools.cache
def _adapter(kind: type[Any], rules: Rules) -> TypeAdapter[dict[str, Any]]:
    """What checks a table for ``kind``: a typed dict, which pydantic reads strictly where a dataclass must be one."""
    hints = get_type_hints(kind)
    fields: dict[str, Any] = {}
    for field in dataclasses.fields(kind):
        hint: Any = hints[field.name]
        if "least" in field.metadata:
            hint = Annotated[hint, Field(ge=field.metadata["least"], le=field.metadata["most"])]
        for _, rule in (one for one in rules if one[0] == field.name):
            hint = Annotated[hint, rule]
        required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        fields[field.name] = hint if required else NotRequired[hint]
    table = TypedDict(kind.__name__, fields)  # type: ignore[misc]
    setattr(table, "__pydantic_config__", STRICT)  # noqa: B010 (mypy knows a typed dict without it)
    return TypeAdapter(table)


def _error(kind: type[Any], values: Mapping[str, Any], cause: ValidationError, where: Where) -> RegisterError:
    """The first of an unknown key, a wrong value and a missing key."""
    order = {"extra_forbidden": 0, "missing": 2}
    faults = sorted(cause.errors(include_url=False), key=lambda fault: order.get(fault["type"], 1))
    code, key = faults[0]["type"], str(faults[0]["loc"][0])
    place, names = where(key), {field.name: field for field in dataclasses.fields(kind)}
    if code == "extra_forbidden":
        known = ", ".join(sorted(names))
        text = f"{place}: unknown key '{key}'; expected one of: {known}"
        return RegisterError(text, code="unknown_key", where=place, key=key, known=known)
    if code == "missing":
        return RegisterError(f"{place}: key '{key}' is missing", code="missing_key", where=place, key=key)
    found = values[key]
    if code in OUT_OF_RANGE:
        least, most = names[key].metadata["least"], names[key].metadata["most"]
        text = f"{place}: key '{key}' should be from {least} to {most}, found {found}"
        return RegisterError(text, code="out_of_range", where=place, key=key, found=found, least=least, most=most)
    if code.startswith("register_"):
        text = f"{place}: key '{key}': {faults[0]['msg']}"
        ctx = {"found": found, **faults[0].get("ctx", {})}
        return RegisterError(text, code=code.removeprefix("register_"), where=place, key=key, **ctx)
    return wrong_type(place, key, str(names[key].type), found)
