"""Fetching the registered official documents: a fetched address is data, and nothing outside the register is asked."""

from __future__ import annotations

import hashlib
import re
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies

import httpx

from ingest.errors import FetchError
from ingest.fetch.kept import SUFFIXES, Fetched, fetched_kind, read_fetched, save_fetched
from ingest.fetch.transport import PublicTransport
from ingest.records import Source

MAX_SECONDS = 30.0
MAX_BYTES = 50_000_000
MAX_REDIRECTS = 5
GRACE_SECONDS = 2.0
_HREF = re.compile(
    rb"""<a\s[^>]{0,500}?\bhref\s{0,9}=\s{0,9}(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\s>]{1,2000}))""", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches over ``client`` from ``hosts`` only; ``seconds()`` is a clock, ``today`` the date as 'yyyy-mm-dd'.

    ``scheme`` is 'https' for everyone but a test's own server.
    """

    client: httpx.Client
    hosts: frozenset[str]
    today: str
    seconds: Callable[[], float]
    max_seconds: float = MAX_SECONDS
    max_bytes: int = MAX_BYTES
    scheme: str = "https"

    def fetch(self, source: Source, folder: Path) -> Fetched:
        """The document of ``source``, saved in ``folder`` under its hash and noted in ``<id>.json``.

        The addresses are tried in this order: the registered candidates, the link that fits ``source.link_pattern`` on
        the publication page (or on ``source.url``), ``source.url`` itself when no pattern is given. The first that
        gives a PDF or a web page counts. Raises FetchError of the last address tried, StorageError when saving fails.
        """
        earlier = read_fetched(folder, source.id)
        if earlier is not None and source.sha256 and source.sha256.lower() != earlier.sha256:
            earlier = None
        failed: FetchError | None = None
        for address in self._addresses(source):
            try:
                if isinstance(address, FetchError):
                    raise address
                answer, content = self._get(address, earlier)
                if answer.status_code == httpx.codes.NOT_MODIFIED and earlier is not None:
                    return Fetched(**{**asdict(earlier), "not_changed": True})
                return self._keep(source, address, answer, content, folder)
            except FetchError as error:
                failed = error
                if error.code == "fetch_no_network":
                    break
        if failed is None:
            failed = FetchError(f"{source.id}: no address registered", code="fetch_no_address", name=source.title)
        raise failed

    def _addresses(self, source: Source) -> Iterator[str | FetchError]:
        yield from source.candidate_urls
        page = source.publication_page or source.url
        if not source.link_pattern:
            if page and page not in source.candidate_urls:
                yield page
            return
        if page:
            try:
                yield self._link_on(page, source.link_pattern)
            except FetchError as error:
                yield error

    def _link_on(self, page: str, pattern: str) -> str:
        """The first link on ``page`` whose full address fits ``pattern``."""
        answer, content = self._get(page, None)
        for match in _HREF.finditer(content):
            href = next(group for group in match.groups() if group is not None).decode("utf-8", "replace")
            try:
                address = urljoin(str(answer.url), href.replace("&amp;", "&").strip())
            except ValueError:
                continue
            if re.search(pattern, address, re.IGNORECASE):
                return str(address)
        raise FetchError(f"{page}: no link fits {pattern!r}", code="fetch_no_link", url=page)

    def _get(self, address: str, earlier: Fetched | None) -> tuple[httpx.Response, bytes]:
        """``_follow`` in a thread that is left behind when a server drips its answer past every other limit."""
        outcome: Future[tuple[httpx.Response, bytes]] = Future()

        def run() -> None:
            try:
                outcome.set_result(self._follow(address, earlier))
            except Exception as error:  # noqa: BLE001 (raised again by outcome.result)
                outcome.set_exception(error)

        threading.Thread(target=run, daemon=True).start()
        try:
            return outcome.result(timeout=self.max_seconds + GRACE_SECONDS)
        except TimeoutError:
            raise self._too_slow(address) from None

    def _follow(self, address: str, earlier: Fetched | None) -> tuple[httpx.Response, bytes]:
        """The last answer of a chain of checked redirects, and its content, within the limits."""
        deadline = self.seconds() + self.max_seconds
        headers = {"Accept": "application/pdf, text/html;q=0.9", "Accept-Encoding": "gzip"}
        if earlier is not None and earlier.url == address:
            headers |= {"If-None-Match": earlier.etag} if earlier.etag else {}
            headers |= {"If-Modified-Since": earlier.last_modified} if earlier.last_modified else {}
        url = address
        for _ in range(MAX_REDIRECTS + 1):
            try:
                self._check(url)
                with self.client.stream("GET", url, headers=headers, timeout=self.max_seconds) as answer:
                    if not answer.has_redirect_location:
                        return answer, self._content(answer, url, deadline)
                    url = urljoin(url, answer.headers.get("location", ""))
            except httpx.TimeoutException as cause:
                raise self._too_slow(url) from cause
            except httpx.RemoteProtocolError as cause:
                raise FetchError(f"{url}: {cause}", code="fetch_truncated", url=url) from cause
            except (httpx.HTTPError, httpx.InvalidURL) as cause:
                host = urlsplit(url).hostname
                raise FetchError(f"{url}: {cause}", code="fetch_no_network", host=host) from cause
            except ValueError as cause:
                text = f"{url}: no address, or a redirect to what is none: {cause}"
                raise FetchError(text, code="fetch_address", url=url) from cause
            if self.seconds() > deadline:
                raise self._too_slow(url)
        raise FetchError(f"{address}: too many redirects", code="fetch_redirects", host=urlsplit(address).hostname)

    def _check(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme != self.scheme:
            raise FetchError(f"{url}: only {self.scheme} is fetched", code="fetch_scheme", url=url)
        if parts.hostname not in self.hosts or parts.username is not None:
            raise FetchError(f"{url}: not a host of the register", code="fetch_host", url=url)

    def _content(self, answer: httpx.Response, url: str, deadline: float) -> bytes:
        """The body, unpacked here so that a small answer cannot grow past the limit before anyone looks."""
        if answer.status_code == httpx.codes.NOT_MODIFIED:
            return b""
        if answer.status_code != httpx.codes.OK:
            host, status = urlsplit(url).hostname, answer.status_code
            raise FetchError(f"{url}: status {status}", code="fetch_status", host=host, status=status)
        packed = answer.headers.get("content-encoding", "identity").lower()
        if packed not in ("identity", "gzip", "x-gzip", ""):
            raise FetchError(f"{url}: content encoding {packed}", code="fetch_kind", url=url)
        unpack = zlib.decompressobj(wbits=31) if "gzip" in packed else None
        content = bytearray()
        received = 0
        for chunk in answer.iter_raw():
            received += len(chunk)
            try:
                content += chunk if unpack is None else unpack.decompress(chunk, self.max_bytes + 1 - len(content))
            except zlib.error as cause:
                raise FetchError(f"{url}: damaged gzip: {cause}", code="fetch_truncated", url=url) from cause
            if max(len(content), received) > self.max_bytes:
                text = f"{url}: more than {self.max_bytes} bytes"
                raise FetchError(text, code="fetch_too_big", url=url, limit=self.max_bytes)
            if self.seconds() > deadline:
                raise self._too_slow(url)
        if unpack is not None and not unpack.eof:
            raise FetchError(f"{url}: gzip ends too soon", code="fetch_truncated", url=url)
        return bytes(content)

    def _too_slow(self, url: str) -> FetchError:
        text = f"{url}: took more than {self.max_seconds} seconds"
        return FetchError(text, code="fetch_too_slow", url=url, seconds=round(self.max_seconds))

    def _keep(self, source: Source, address: str, answer: httpx.Response, content: bytes, folder: Path) -> Fetched:
        kind = fetched_kind(content)
        if kind is None:
            raise FetchError(f"{address}: neither PDF nor HTML", code="fetch_kind", url=address)
        sha256 = hashlib.sha256(content).hexdigest()
        if source.sha256 and source.sha256.lower() != sha256:
            text = f"{address}: sha256 {sha256}, the register says {source.sha256}"
            raise FetchError(text, code="fetch_sha256", url=address)
        if kind == "application/pdf" and b"%%EOF" not in content[-2048:]:
            raise FetchError(f"{address}: the PDF ends too soon", code="fetch_truncated", url=address)
        found = Fetched(
            url=address,
            file=f"{sha256}{SUFFIXES[kind]}",
            sha256=sha256,
            retrieved=self.today,
            etag=answer.headers.get("etag", ""),
            last_modified=answer.headers.get("last-modified", ""),
        )
        save_fetched(folder, source.id, found, content)
        return found


@contextmanager
def internet(hosts: frozenset[str]) -> Iterator[Fetcher]:
    """A fetcher that asks ``hosts`` on the internet, at public addresses or through the proxy that is set for https."""
    headers = {"User-Agent": "aanzet (document retrieval for citation checking)"}
    proxy = getproxies().get("https")
    transport = httpx.HTTPTransport(proxy=proxy) if proxy else PublicTransport()
    with httpx.Client(headers=headers, timeout=MAX_SECONDS, follow_redirects=False, transport=transport) as client:
        yield Fetcher(client, hosts, datetime.now(UTC).date().isoformat(), time.monotonic)
