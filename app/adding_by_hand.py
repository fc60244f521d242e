"""A source added by hand, on the command line or on the page: the file that is meant, and facts that can be."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ingest.errors import FetchError, SettingsError
from ingest.fetch.order import is_offline
from ingest.records import ROLES

_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def check_facts(given: Mapping[str, str | None]) -> None:
    """Raises SettingsError for a role or a date that cannot be."""
    role, date = given.get("role"), given.get("date")
    if role is not None and role not in ROLES:
        raise SettingsError(f"role '{role}', expected one of {', '.join(ROLES)}", code="unknown_role", found=role)
    if date is not None and not _DATE.fullmatch(date):
        raise SettingsError(f"date '{date}', expected yyyy-mm-dd", code="unknown_date", found=date)


@contextmanager
def local_file(what: str) -> Iterator[tuple[Path, str]]:
    """The file that ``what`` names, and the address that it was fetched from ('' for a file).

    Raises FetchError, SettingsError for what is no address.
    """
    if not is_address(what):
        yield Path(what).expanduser(), ""
        return
    from ingest.fetch.kept import SUFFIXES, fetched_kind
    from ingest.fetch.official import internet

    try:
        parts = urlsplit(what)
    except ValueError as cause:
        raise SettingsError(f"'{what}' is no address: {cause}", code="no_address", found=what) from cause
    if is_offline():
        raise FetchError(f"{what}: the network is forbidden", code="fetch_offline", url=what)
    with internet(frozenset([parts.hostname or ""])) as fetcher, tempfile.TemporaryDirectory() as folder:
        content = fetcher.asker.get(what).content
        stem = Path(unquote(parts.path)).stem or "document"
        path = Path(folder) / f"{stem}{SUFFIXES.get(fetched_kind(content) or '', '.txt')}"
        path.write_bytes(content)
        yield path, what


def is_address(what: str) -> bool:
    """Whether ``what`` is an address of the web and not a path."""
    return what.startswith(("https://", "http://"))
