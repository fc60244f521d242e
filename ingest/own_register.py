"""The register of one home: entries that a maintainer, or a fetch, adds to the shipped ones; comments stay."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import AoT, Table

from ingest.errors import StorageError
from ingest.register import NAMES, SOURCE
from ingest.toml_file import read_toml

HEAD = (
    "De bronnen van deze werkmap. Wat hier staat, vervangt wat Aan Zet zelf meebrengt of vult dat aan.",
    "Elke bron begint met [[source]]. Een sleutel die ontbreekt, is niet vastgesteld.",
)
FOUND = "Gevonden op"


def put_source(path: Path, source_id: str, facts: Mapping[str, Any]) -> None:
    """Write ``facts`` into the entry ``source_id`` of the register at ``path``; both are made where they are not there.

    Raises RegisterError when the register is no TOML, StorageError when it cannot be written.
    """
    document = _opened(path)
    entry = _entry(document, source_id)
    if entry is None:
        entry = tomlkit.table()
        entry.add("id", source_id)
        _entries(document).append(entry)
    for key, value in facts.items():
        entry[key] = value
    _write(path, document)


def note_found(path: Path, source_id: str, url: str, sha256: str, day: str) -> None:
    """Write where and when a source was found; its hash as a comment, for the maintainer who wants to pin it.

    Raises RegisterError, StorageError.
    """
    put_source(path, source_id, {"url": url, "retrieved": day})
    document = _opened(path)
    entry = _entry(document, source_id)
    assert entry is not None
    body = entry.value.body
    body[:] = [(key, item) for key, item in body if key is not None or FOUND not in item.as_string()]
    text = f'{FOUND} {url} ({day}). Moet het altijd dit bestand zijn? Zet er dan bij: sha256 = "{sha256}"'
    entry.add(tomlkit.comment(text))
    _write(path, document)


def put_names(path: Path, names: Mapping[str, str]) -> None:
    """Write ``names`` into the table [names] of the register at ``path``. Raises RegisterError, StorageError."""
    document = _opened(path)
    table = document.get(NAMES)
    if table is None:
        table = tomlkit.table()
        document.append(NAMES, table)
    for key, value in names.items():
        table[key] = value
    _write(path, document)


def remove_source(path: Path, source_id: str) -> bool:
    """Take the entry ``source_id`` out of the register at ``path``; False when it is not there.

    Raises RegisterError, StorageError.
    """
    document = _opened(path)
    entries = _entries(document)
    place = next((place for place, entry in enumerate(entries) if entry.get("id") == source_id), None)
    if place is None:
        return False
    del entries[place]
    _write(path, document)
    return True


def _opened(path: Path) -> tomlkit.TOMLDocument:
    if path.is_file() and (text := read_toml(path).text).strip():
        return tomlkit.parse(text)
    document = tomlkit.document()
    for line in HEAD:
        document.add(tomlkit.comment(line))
    document.add(tomlkit.nl())
    return document


def _entries(document: tomlkit.TOMLDocument) -> AoT:
    if SOURCE not in document:
        document.append(SOURCE, tomlkit.aot())
    entries = document[SOURCE]
    assert isinstance(entries, AoT)
    return entries


def _entry(document: tomlkit.TOMLDocument, source_id: str) -> Table | None:
    return next((entry for entry in _entries(document) if entry.get("id") == source_id), None)


def _write(path: Path, document: tomlkit.TOMLDocument) -> None:
    building = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        building.write_text(tomlkit.dumps(document), "utf-8")
        os.replace(building, path)
    except OSError as cause:
        raise StorageError(f"{path}: cannot be written: {cause}", path=str(path)) from cause
