"""The register: which sources there are, what they are, and where they may be fetched from."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from ingest.errors import RegisterError
from ingest.records import ROLES, Source
from ingest.settings import Rules, from_table, wrong_type
from ingest.toml_file import TomlFile, read_toml

SOURCE = "source"
NAMES = "names"
FETCHED_FROM = ("candidate_urls", "publication_page", "url")
_ID = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*")
_SHA256 = re.compile(r"[0-9A-Fa-f]{64}|")
_IN_DIGITS = re.compile(r"[\d\s./-]+")


@dataclass(frozen=True, slots=True)
class Names:
    """What the page calls this pair and those who speak in it; '' for what the messages have a neutral word for.

    ``adviser`` and ``cabinet`` stand in a sentence ('de raad', 'het kabinet'); the names of the roles stand above a
    quote; ``examples`` are questions that the page proposes when the sources answer them.
    """

    adviser: str = ""
    cabinet: str = ""
    advies: str = ""
    kabinetsreactie: str = ""
    nieuws: str = ""
    overig: str = ""
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Register:
    """The sources in the order of the file; source files are looked for in ``folder``, then in the home folder.

    ``own`` is the register of the home, in which what is added or found is written; None where nothing is.
    """

    path: Path
    folder: Path
    sources: tuple[Source, ...]
    own: Path | None = None
    names: Names = Names()

    @property
    def hosts(self) -> frozenset[str]:
        """The hosts named for sources without a file of their own: nothing is fetched from anywhere else."""
        addresses = [address for source in self.sources if not source.file for address in _addresses(source)]
        return frozenset(host for address in addresses if (host := urlsplit(address).hostname))


def read_register(path: Path, own: Path | None = None) -> Register:
    """The register in ``path``, completed by the one in ``own`` when that is another file and there.

    An entry of ``own`` changes the keys that it names of the entry with the same id, or is a source more. Raises
    RegisterError that names the file, the line and the key that is wrong.
    """
    file = read_toml(path)
    entries, names = _entries(file), _names(file)
    if own is not None and own != path and own.is_file():
        own_file = read_toml(own)
        entries, names = _completed(entries, _entries(own_file)), names | _names(own_file)
    sources: dict[str, Source] = {}
    for entry in entries:
        source = from_table(Source, entry.values, entry.place, RULES)
        if source.id in sources:
            raise _wrong_id(entry.place("id"), source.id)
        _check_fetched(source, entry)
        sources[source.id] = source
    return Register(path, path.parent, tuple(sources.values()), own, Names(**names))


@dataclass(frozen=True, slots=True)
class _Entry:
    """One ``[[source]]``: its values, and where each of its keys stands."""

    values: dict[str, Any]
    file: TomlFile
    number: int
    below: _Entry | None = None

    def place(self, key: str) -> str:
        """The file and the line of a key: of ``below``, which this entry completes, for a key that only that has."""
        if self.below is not None and key not in self.file.values[SOURCE][self.number - 1]:
            return self.below.place(key)
        return self.file.place(key, SOURCE, self.number)


def _names(file: TomlFile) -> dict[str, Any]:
    """The names that are given."""
    found = file.values.get(NAMES, {})
    if not isinstance(found, dict):
        raise wrong_type(file.place(NAMES), NAMES, "a table", found)
    names = from_table(Names, found, lambda key: file.place(key, NAMES))
    return {field.name: getattr(names, field.name) for field in fields(Names) if field.name in found}


def _entries(file: TomlFile) -> list[_Entry]:
    unknown = sorted(set(file.values) - {SOURCE, NAMES})
    if unknown:
        where = file.place(unknown[0])
        text = f"{where}: unknown key '{unknown[0]}'; expected [[source]] and [names]"
        raise RegisterError(text, code="unknown_key", where=where, key=unknown[0], known=f"{NAMES}, {SOURCE}")
    found = file.values.get(SOURCE, [])
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise wrong_type(file.place(SOURCE), SOURCE, "[[source]] tables", found)
    return [_Entry(_dated(entry), file, number) for number, entry in enumerate(found, 1)]


def _dated(entry: dict[str, Any]) -> dict[str, Any]:
    """The entry with a date of TOML's own (without quotes) as the text that it stands for."""
    return {key: value.isoformat() if type(value) is date else value for key, value in entry.items()}


def _completed(entries: list[_Entry], own: list[_Entry]) -> list[_Entry]:
    """``entries`` with what the ``own`` ones say of the same ids, then those that are new."""
    ids = [entry.values.get("id") for entry in own]
    twice = next((entry for place, entry in enumerate(own) if ids[place] in ids[:place]), None)
    if twice is not None:
        raise _wrong_id(twice.place("id"), twice.values.get("id"))
    known = {entry.values.get("id"): entry for entry in entries}
    for entry in own:
        source_id = entry.values.get("id")
        below = known.get(source_id) if isinstance(source_id, str) else None
        values = entry.values if below is None else below.values | entry.values
        known[str(source_id)] = _Entry(values, entry.file, entry.number, below)
    return list(known.values())


def _addresses(source: Source) -> tuple[str, ...]:
    return (source.url, source.publication_page, *source.candidate_urls)


def _check_fetched(source: Source, entry: _Entry) -> None:
    """Raises RegisterError for an address that would be fetched, and never is because it is not of https; one that a
    source with a file of its own only names may be of http."""
    keys = () if source.file else ("candidate_urls", "publication_page") if source.publication_page else FETCHED_FROM
    for key in keys:
        found = entry.values.get(key, "")
        for address in (found,) if isinstance(found, str) else found:
            if address and urlsplit(address).scheme != "https":
                where, text = entry.place(key), "only https is fetched"
                raise RegisterError(
                    f"{where}: {address}: {text}", code="http_address", where=where, key=key, found=address
                )


def _wrong_id(where: str, found: object) -> RegisterError:
    text = f"{where}: id '{found}' must be unique, of letters, digits, '_', '-' and '.', the first no '.'"
    return RegisterError(text, code="wrong_id", where=where, key="id", found=found)


def _rule(code: str, expected: str, fits: Callable[[str], object]) -> AfterValidator:
    """A validator for text: what does not fit, or makes ``fits`` raise ValueError, is the error ``code``."""

    def checked(value: str) -> str:
        try:
            if fits(value):
                return value
            cause = expected
        except (ValueError, re.error, OverflowError) as error:
            cause = f"{expected} ({error})"
        raise PydanticCustomError(f"register_{code}", "{cause}", {"cause": cause, "found": value})

    return AfterValidator(checked)


def _address(value: str) -> bool:
    parts = urlsplit(value)
    _ = parts.port  # what cannot be a port is found out only when it is asked for
    return not value or (parts.scheme in ("https", "http") and bool(parts.hostname))


def _is_date(value: str) -> bool:
    """Whether ``value`` is a day of the calendar as 'yyyy-mm-dd', a month or a year, or a date in words; '' too."""
    if not value or not _IN_DIGITS.fullmatch(value) or re.fullmatch(r"\d{4}", value):
        return True
    day = f"{value}-01" if re.fullmatch(r"\d{4}-\d\d", value) else value
    return date.fromisoformat(day).isoformat() == day


def _each(rule: AfterValidator) -> AfterValidator:
    return AfterValidator(lambda values: tuple(rule.func(value) for value in values))  # type: ignore[call-arg]


_ADDRESS = _rule("wrong_address", "should be an address of the web", _address)
RULES: Rules = (
    ("id", _rule("wrong_id", "letters, digits, '_', '-' and '.', the first no '.'", _ID.fullmatch)),
    ("role", _rule("wrong_role", f"one of {', '.join(ROLES)}", ROLES.__contains__)),
    ("date", _rule("wrong_date", "a day as 'yyyy-mm-dd'", _is_date)),
    ("retrieved", _rule("wrong_date", "a day as 'yyyy-mm-dd'", _is_date)),
    ("sha256", _rule("wrong_sha256", "64 hexadecimal digits", _SHA256.fullmatch)),
    ("url", _ADDRESS),
    ("publication_page", _ADDRESS),
    ("candidate_urls", _each(_ADDRESS)),
    ("link_pattern", _rule("wrong_pattern", "a regular expression", lambda value: re.compile(value) is not None)),
)
