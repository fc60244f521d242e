"""One address asked, within limits: hosts of the register, checked redirects, nothing endless, everything noted."""

from __future__ import annotations

import threading
import zlib
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import httpx

from ingest.errors import FetchError
from ingest.fetch.kept import Fetched

MAX_SECONDS = 30.0
MAX_BYTES = 50_000_000
MAX_REDIRECTS = 5
GRACE_SECONDS = 2.0
ACCEPT = "application/pdf, application/xml;q=0.9, text/html;q=0.8"
AGAIN = frozenset(("fetch_no_network", "fetch_truncated", "fetch_busy"))


@dataclass(frozen=True, slots=True)
class Asked:
    """An address that was asked, and what came of it: 'ok' (taken), 'not_changed', 'redirected', 'followed' (a page
    whose links were asked) or the code of the error, also of the one for which a document was not taken.
    """

    url: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Arrived:
    """What an address gave: where the chain of redirects ended, the content, and what the server said of it."""

    url: str
    content: bytes
    etag: str = ""
    last_modified: str = ""
    not_changed: bool = False


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks over ``client`` from ``hosts`` only; ``seconds()`` is a clock, ``deadline`` the moment on it when all ends.

    ``scheme`` is 'https' for everyone but a test's own server. ``asked`` notes every address, also those that a
    redirect led to.
    """

    client: httpx.Client
    hosts: frozenset[str]
    seconds: Callable[[], float]
    max_seconds: float = MAX_SECONDS
    max_bytes: int = MAX_BYTES
    scheme: str = "https"
    deadline: float = float("inf")
    asked: list[Asked] = field(default_factory=list)
    _noting: threading.Lock = field(default_factory=threading.Lock)

    @property
    def out_of_time(self) -> bool:
        """Whether the moment has come at which all ends."""
        return self._patience() <= 0

    def get(self, address: str, earlier: Fetched | None = None) -> Arrived:
        """What ``address`` gives, asked once more after a failure that may pass. Raises FetchError."""
        if self.out_of_time:
            raise _too_slow(address, self.max_seconds)
        try:
            return self._noted(address, earlier)
        except FetchError as error:
            if error.code not in AGAIN or self.out_of_time:
                raise
        return self._noted(address, earlier)

    def note_instead(self, url: str, outcome: str) -> None:
        """Put ``outcome`` in the place of the last 'ok' of ``url``: it answered, and what it gave was not taken."""
        with self._noting:
            last = max(place for place, one in enumerate(self.asked) if one == Asked(url, "ok"))
            self.asked[last] = Asked(url, outcome)

    def _noted(self, address: str, earlier: Fetched | None) -> Arrived:
        chain = [address]
        try:
            arrived = self._within(chain, earlier)
        except FetchError as error:
            self._note(chain, error.code)
            raise
        self._note(chain, "not_changed" if arrived.not_changed else "ok")
        return arrived

    def _note(self, chain: list[str], outcome: str) -> None:
        *before, last = tuple(chain)
        with self._noting:
            self.asked.extend((*(Asked(one, "redirected") for one in before), Asked(last, outcome)))

    def _patience(self) -> float:
        return min(self.max_seconds, self.deadline - self.seconds())

    def _within(self, chain: list[str], earlier: Fetched | None) -> Arrived:
        """``_follow`` in a thread that is left behind when a server drips its answer past every other limit."""
        outcome: Future[Arrived] = Future()
        patience = max(0.01, self._patience())

        def run() -> None:
            try:
                outcome.set_result(self._follow(chain, earlier, patience))
            except Exception as error:  # noqa: BLE001 (raised again by outcome.result)
                outcome.set_exception(error)

        threading.Thread(target=run, daemon=True).start()
        try:
            return outcome.result(timeout=patience + (GRACE_SECONDS if patience == self.max_seconds else 0))
        except TimeoutError:
            raise _too_slow(chain[-1], patience) from None

    def _follow(self, chain: list[str], earlier: Fetched | None, patience: float) -> Arrived:
        """The last answer of a chain of checked redirects, and its content, within the limits. ``chain`` holds the
        address and is given those that follow."""
        address = url = chain[0]
        until = self.seconds() + patience
        headers = {"Accept": ACCEPT, "Accept-Encoding": "gzip"}
        if earlier is not None and earlier.url == address:
            headers |= {"If-None-Match": earlier.etag} if earlier.etag else {}
            headers |= {"If-Modified-Since": earlier.last_modified} if earlier.last_modified else {}
        for _ in range(MAX_REDIRECTS + 1):
            try:
                self._check(url)
                with self.client.stream("GET", url, headers=headers, timeout=patience) as answer:
                    if not answer.has_redirect_location:
                        return self._arrived(answer, url, until)
                    url = urljoin(url, answer.headers.get("location", ""))
                chain.append(url)
            except (httpx.TimeoutException, TimeoutError) as cause:
                raise _too_slow(url, patience) from cause
            except httpx.RemoteProtocolError as cause:
                raise FetchError(f"{url}: {cause}", code="fetch_truncated", url=url) from cause
            except (httpx.HTTPError, httpx.InvalidURL) as cause:
                host = urlsplit(url).hostname
                raise FetchError(f"{url}: {cause}", code="fetch_no_network", host=host) from cause
            except ValueError as cause:
                text = f"{url}: no address, or a redirect to what is none: {cause}"
                raise FetchError(text, code="fetch_address", url=url) from cause
            if self.seconds() > until:
                raise _too_slow(url, patience)
        raise FetchError(f"{address}: too many redirects", code="fetch_redirects", host=urlsplit(address).hostname)

    def _check(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme != self.scheme:
            raise FetchError(f"{url}: only {self.scheme} is fetched", code="fetch_scheme", url=url)
        if not is_host(parts.hostname, self.hosts) or parts.username is not None:
            raise FetchError(f"{url}: not a host of the register", code="fetch_host", url=url)

    def _arrived(self, answer: httpx.Response, url: str, until: float) -> Arrived:
        if answer.status_code == httpx.codes.NOT_MODIFIED:
            return Arrived(url, b"", not_changed=True)
        if answer.status_code != httpx.codes.OK:
            host, status = urlsplit(url).hostname, answer.status_code
            code = "fetch_busy" if status == httpx.codes.TOO_MANY_REQUESTS or status >= 500 else "fetch_status"
            raise FetchError(f"{url}: status {status}", code=code, host=host, status=status)
        content = self._content(answer, url, until)
        return Arrived(url, content, answer.headers.get("etag", ""), answer.headers.get("last-modified", ""))

    def _content(self, answer: httpx.Response, url: str, until: float) -> bytes:
        """The body, unpacked here so that a small answer cannot grow past the limit before anyone looks."""
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
            if self.seconds() > until:
                raise TimeoutError(f"{url}: the content kept coming")
        if unpack is not None and not unpack.eof:
            raise FetchError(f"{url}: gzip ends too soon", code="fetch_truncated", url=url)
        return bytes(content)


def _too_slow(url: str, seconds: float) -> FetchError:
    return FetchError(f"{url}: took too long", code="fetch_too_slow", url=url, seconds=max(1, round(seconds)))


def is_host(host: str | None, hosts: frozenset[str]) -> bool:
    """Whether ``host`` is one of ``hosts``, with or without 'www.' in front."""
    return host is not None and (host in hosts or host.removeprefix("www.") in hosts or f"www.{host}" in hosts)
