"""A TOML file with the lines that its keys stand on, so that an error can name the line."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.errors import RegisterError

_HEADER = re.compile(r"""\s*(\[\[?)\s*["']?([^\]"']+?)["']?\s*\]""")
_PLACE = re.compile(r"\(at line (\d+), column \d+\)")


@dataclass(frozen=True, slots=True)
class TomlFile:
    """The values of a TOML file and its text."""

    path: Path
    values: dict[str, Any]
    text: str = field(repr=False)

    def place(self, key: str, table: str = "", number: int = 0) -> str:
        """The file's name and the line of ``key`` in ``[table]``, or in the ``number``-th (from 1) ``[[table]]``.

        The line of the table's own header for a key that is not there, and no line when that is not there either.
        """
        line = self._line(key, table, number)
        parts = [*([f"bron {number}"] if number else []), *([f"regel {line}"] if line else [])]
        return f"{self.path.name} ({', '.join(parts)})" if parts else self.path.name

    def _line(self, key: str, table: str, number: int) -> int:
        wanted = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*[=.]""")
        inside, seen, at = not table, 0, 0
        for line_number, line in enumerate(self.text.splitlines(), 1):
            header = _HEADER.match(line)
            if header is not None:
                seen += header[2] == table
                inside = header[2] == table and seen == max(1, number)
                at = line_number if inside or (header[2] == key and not table) else at
            elif inside and wanted.match(line):
                return line_number
        return at


def read_toml(path: Path) -> TomlFile:
    """The TOML file at ``path``. Raises RegisterError that names the file, and the line where TOML ends."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as cause:
        line = cause.object.count(b"\n", 0, cause.start) + 1
        where = f"{path.name} (regel {line})"
        raise RegisterError(f"{path}: not UTF-8: {cause}", code="not_utf8", where=where) from cause
    except OSError as cause:
        raise RegisterError(f"{path} cannot be read: {cause}", code="register", where=str(path)) from cause
    try:
        return TomlFile(path, tomllib.loads(text), text)
    except ValueError as cause:
        found = _PLACE.search(str(cause))
        line = int(found[1]) if found else len(text.splitlines())
        where = f"{path.name} (regel {line})"
        raise RegisterError(f"{path}: not valid TOML: {cause}", code="broken_toml", where=where) from cause
