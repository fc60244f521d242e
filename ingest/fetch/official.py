"""Fetching the registered official documents: a fetched address is data, and nothing outside the register is asked."""

from __future__ import annotations

import hashlib
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import getproxies

import httpx

from ingest.errors import FetchError, ReadError
from ingest.fetch.asking import MAX_SECONDS, Arrived, Asked, Asker
from ingest.fetch.kept import SUFFIXES, Fetched, fetched_kind, read_fetched, save_fetched, save_xml, xml_of
from ingest.fetch.links import fitting_links
from ingest.fetch.transport import PublicTransport
from ingest.records import Source

MOST_ADDRESSES = 16
DEEPEST = 2

# Raises FetchError or ReadError when the file at the path, fetched from the address, is not the source.
Identify = Callable[[Source, Path, Fetched], None]


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches over ``asker``; ``today`` is the date as 'yyyy-mm-dd', ``identify`` says no to what is not the source."""

    asker: Asker
    today: str
    identify: Identify | None = None

    @property
    def asked(self) -> tuple[Asked, ...]:
        """Every address that was asked, in order."""
        return tuple(self.asker.asked)

    def fetch(self, source: Source, folder: Path) -> Fetched:
        """The document of ``source``, saved in ``folder`` under its hash and noted in ``<id>.json``.

        The addresses are tried in this order: where it was found before, the registered candidates, the publication
        page, ``source.url``. What is a page and not the document is followed to the links on it that fit, over at most
        one page in between. The first that gives the document counts; when that is a PDF whose XML is a candidate too,
        the XML is kept beside it. Raises FetchError, of a document that was another one if there was any, else of the
        last address tried, and StorageError when saving fails.
        """
        earlier = read_fetched(folder, source.id)
        if earlier is not None and source.sha256 and source.sha256.lower() != earlier.sha256:
            earlier = None
        found = _Search(self, source, folder, earlier).found()
        self._fetch_xml(source, found, folder)
        return found

    def _fetch_xml(self, source: Source, found: Fetched, folder: Path) -> None:
        """Keep the XML of the PDF that was found: it can be corrected under a PDF that stays the same. Without it the
        PDF is read alone; what went wrong stands with the addresses that were asked."""
        path, address = xml_of(folder, found), found.url.removesuffix(".pdf") + ".xml"
        if path is None or address not in source.candidate_urls:
            return
        try:
            arrived = self.asker.get(address)
        except FetchError:
            return
        if fetched_kind(arrived.content) == "application/xml":
            save_xml(path, arrived.content)
        else:
            self.asker.note_instead(arrived.url, "fetch_kind")

    def keep(self, source: Source, address: str, arrived: Arrived, folder: Path) -> Fetched:
        """``arrived``, saved when it is a whole document and ``source`` itself. Raises FetchError, ReadError."""
        content = arrived.content
        kind = fetched_kind(content)
        if kind is None:
            raise FetchError(f"{address}: neither PDF nor HTML nor XML", code="fetch_kind", url=address)
        sha256 = hashlib.sha256(content).hexdigest()
        if source.sha256 and source.sha256.lower() != sha256:
            text = f"{address}: sha256 {sha256}, the register says {source.sha256}"
            raise FetchError(text, code="fetch_sha256", url=address)
        if kind == "application/pdf" and b"%%EOF" not in content[-2048:]:
            raise FetchError(f"{address}: the PDF ends too soon", code="fetch_truncated", url=address)
        found = Fetched(address, f"{sha256}{SUFFIXES[kind]}", sha256, self.today, arrived.etag, arrived.last_modified)
        save_fetched(folder, source.id, found, content, self._checks(source, found))
        return found

    def _checks(self, source: Source, found: Fetched) -> Callable[[Path], None]:
        identify = self.identify
        return (lambda path: None) if identify is None else (lambda path: identify(source, path, found))


class _Search:
    """One source's search: the addresses still to try, and what was seen on the way."""

    def __init__(self, fetcher: Fetcher, source: Source, folder: Path, earlier: Fetched | None) -> None:
        self._fetcher, self._source, self._folder, self._earlier = fetcher, source, folder, earlier
        first = dict.fromkeys(url for url in (*source.candidate_urls, _page(source)) if url)
        again = [earlier.url] if earlier is not None else []
        self._todo = deque((url, 0) for url in dict.fromkeys([*again, *first]))
        self._tried: set[str] = set()
        self._down: set[str] = set()
        self._error = FetchError(f"{source.id}: no address registered", code="fetch_no_address", name=source.title)

    def found(self) -> Fetched:
        """The document. Raises FetchError."""
        while (
            self._todo and len(self._tried) < MOST_ADDRESSES and not (self._tried and self._fetcher.asker.out_of_time)
        ):
            address, depth = self._todo.popleft()
            if address in self._tried or _host(address) in self._down:
                continue
            self._tried.add(address)
            try:
                return self._at(address, depth)
            except FetchError as error:
                self._note(error)
                if error.code == "fetch_no_network":
                    self._down.add(_host(address))
            except ReadError as error:
                self._note(FetchError(str(error), code="fetch_unreadable", url=address))
        raise self._error

    def _at(self, address: str, depth: int) -> Fetched:
        arrived = self._fetcher.asker.get(address, self._earlier)
        if arrived.not_changed and self._earlier is not None:
            return replace(self._earlier, not_changed=True)
        page = fetched_kind(arrived.content) == "text/html"
        try:
            if page and self._source.link_pattern and address == _page(self._source):
                raise FetchError(f"{address}: no link fits", code="fetch_no_link", url=address)
            return self._fetcher.keep(self._source, address, arrived, self._folder)
        except (FetchError, ReadError) as error:
            links = fitting_links(arrived.content, arrived.url, self._source) if page and depth < DEEPEST else []
            self._todo.extendleft((link.url, depth + 1) for link in reversed(links) if link.document or depth == 0)
            code = "fetch_unreadable" if isinstance(error, ReadError) else error.code
            self._fetcher.asker.note_instead(arrived.url, "followed" if links else code)
            if not links:
                raise
            raise FetchError(f"{address}: a page, followed", code="fetch_no_link", url=address) from None

    def _note(self, error: FetchError) -> None:
        """Keep the error that tells most: a document that was another one outweighs an address that gave nothing."""
        if self._error.code != "fetch_other_document" or error.code == "fetch_other_document":
            self._error = error


def _page(source: Source) -> str:
    return source.publication_page or source.url


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


@contextmanager
def internet(hosts: frozenset[str], seconds: float = float("inf")) -> Iterator[Fetcher]:
    """A fetcher that asks ``hosts`` on the internet, at public addresses or through the proxy that is set for https.

    All that it does together ends after ``seconds``.
    """
    headers = {"User-Agent": "aanzet (document retrieval for citation checking)"}
    proxy = getproxies().get("https")
    transport = httpx.HTTPTransport(proxy=proxy) if proxy else PublicTransport()
    with httpx.Client(headers=headers, timeout=MAX_SECONDS, follow_redirects=False, transport=transport) as client:
        asker = Asker(client, hosts, time.monotonic, min(MAX_SECONDS, seconds), deadline=time.monotonic() + seconds)
        yield Fetcher(asker, datetime.now(UTC).date().isoformat())
