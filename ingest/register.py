"""The register: which sources there are, what they are, and where they may be fetched from."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from ingest.errors import RegisterError
from ingest.records import ROLES, Source
from ingest.settings import from_table, wrong_type

_ID = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")


@dataclass(frozen=True, slots=True)
class Register:
    """The sources in the order of the file; source files are looked for in ``folder``."""

    path: Path
    folder: Path
    sources: tuple[Source, ...]

    @property
    def hosts(self) -> frozenset[str]:
        """The hosts that the register names: nothing is fetched from anywhere else."""
        addresses = [address for source in self.sources for address in _addresses(source)]
        return frozenset(host for address in addresses if (host := urlsplit(address).hostname))


def read_register(path: Path) -> Register:
    """The register in ``path``. Raises RegisterError that names the file, the entry and the key that is wrong."""
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except OSError as cause:
        raise RegisterError(f"register {path} cannot be read: {cause}", code="register", where=str(path)) from cause
    except ValueError as cause:
        raise RegisterError(f"{path}: not valid TOML: {cause}", code="broken_toml", where=str(path)) from cause
    unknown = sorted(set(values) - {"source"})
    if unknown:
        text = f"{path.name}: unknown key '{unknown[0]}'; expected only [[source]] tables"
        raise RegisterError(text, code="unknown_key", where=path.name, key=unknown[0], known="source")
    entries = values.get("source", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise wrong_type(path.name, "source", "[[source]] tables", entries)
    sources = tuple(
        from_table(Source, entry, f"{path.name}, source {number}") for number, entry in enumerate(entries, 1)
    )
    _check(sources, path.name)
    return Register(path, path.parent, sources)


def _addresses(source: Source) -> tuple[str, ...]:
    return (source.url, source.publication_page, *source.candidate_urls)


def _check(sources: tuple[Source, ...], where: str) -> None:
    seen: set[str] = set()
    for source in sources:
        if not source.id or set(source.id) - _ID or source.id[0] == "." or source.id in seen:
            text = f"{where}: id '{source.id}' must be unique, of letters, digits, '_', '-' and '.', the first no '.'"
            raise RegisterError(text, code="wrong_id", where=where, found=source.id)
        seen.add(source.id)
        if source.role not in ROLES:
            text = f"{where}: role '{source.role}' of '{source.id}' must be one of {', '.join(ROLES)}"
            raise RegisterError(text, code="wrong_type", where=where, key="role", found=repr(source.role))
        for address in _addresses(source):
            try:
                _ = urlsplit(address).port  # what cannot be a port is found out only when it is asked for
            except ValueError as cause:
                text = f"{where}: address '{address}' of '{source.id}': {cause}"
                raise RegisterError(text, code="wrong_address", where=where, found=address) from cause
        try:
            re.compile(source.link_pattern)
        except (re.error, OverflowError) as cause:
            text = f"{where}: link_pattern '{source.link_pattern}' of '{source.id}': {cause}"
            raise RegisterError(text, code="wrong_pattern", where=where, found=source.link_pattern) from cause
