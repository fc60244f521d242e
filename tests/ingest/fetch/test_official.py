"""Fetching from a server on this machine that misbehaves."""

from __future__ import annotations

import gzip
import hashlib
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import httpx
import pytest

from ingest.errors import FetchError, StorageError
from ingest.fetch.asking import Asker
from ingest.fetch.kept import fetched_kind, read_fetched
from ingest.fetch.official import Fetcher, internet
from ingest.records import Source
from tests.ingest.fetch.server import Server, send

PDF = b"%PDF-1.7\n" + b"1 0 obj\n" * 50 + b"%%EOF\n"
HTML = b"<!DOCTYPE html><html><body><p>Tekst</p></body></html>"


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    """A fetcher that may ask this machine, over http, with small limits."""
    with httpx.Client(trust_env=False) as client:
        hosts = frozenset(("127.0.0.1",))
        asker = Asker(client, hosts, time.monotonic, 1.0, max_bytes=100_000, scheme="http")
        yield Fetcher(asker, "2031-03-25")


def within(fetcher: Fetcher, seconds: float) -> Fetcher:
    """The fetcher, less patient."""
    return replace(fetcher, asker=replace(fetcher.asker, max_seconds=seconds))


def source(*urls: str, **facts: str) -> Source:
    """A source to fetch."""
    return Source("bron", "Een bron", "overig", "", candidate_urls=urls, **facts)  # type: ignore[arg-type]


def code(fetcher: Fetcher, wanted: Source, folder: Path) -> str:
    """The code of the error that fetching raises; nothing may be left behind."""
    with pytest.raises(FetchError) as raised:
        fetcher.fetch(wanted, folder)
    assert not list(folder.glob("*"))
    return raised.value.code


def test_a_document_is_saved_under_its_hash_with_the_day(server: Server, fetcher: Fetcher, tmp_path: Path) -> None:
    server.answers["/a"] = send(PDF, Content_Type="text/plain")
    found = fetcher.fetch(source(server.url("/a")), tmp_path)
    assert found.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (tmp_path / f"{found.sha256}.pdf").read_bytes() == PDF
    assert found.retrieved == "2031-03-25"
    assert read_fetched(tmp_path, "bron") == found


def test_a_link_that_is_no_address_is_passed_over(server: Server, fetcher: Fetcher, tmp_path: Path) -> None:
    server.answers["/p"] = send(b'<html><a href="http://[kapot/a.pdf">Kapot</a> <a href="/a.pdf">Advies</a></html>')
    server.answers["/a.pdf"] = send(PDF)
    wanted = source(publication_page=server.url("/p"), link_pattern=r"a\.pdf$")
    assert fetcher.fetch(wanted, tmp_path).url == server.url("/a.pdf")


@pytest.mark.parametrize("location", ["https://[x", "//[x/a"])
def test_a_redirect_to_what_is_no_address_is_an_error(
    server: Server, fetcher: Fetcher, tmp_path: Path, location: str
) -> None:
    server.answers["/a"] = send(b"", 302, Location=location)
    assert code(fetcher, source(server.url("/a")), tmp_path) == "fetch_address"
    assert code(fetcher, source(location), tmp_path) == "fetch_address"


def test_the_second_time_is_a_conditional_request(server: Server, fetcher: Fetcher, tmp_path: Path) -> None:
    server.answers["/a"] = send(PDF, ETag='"x1"', Last_Modified="Mon, 25 Mar 2031 10:00:00 GMT")
    first = fetcher.fetch(source(server.url("/a")), tmp_path)
    server.answers["/a"] = send(b"", 304)
    second = fetcher.fetch(source(server.url("/a")), tmp_path)
    assert server.seen[1][1]["if-none-match"] == '"x1"'
    assert server.seen[1][1]["if-modified-since"] == "Mon, 25 Mar 2031 10:00:00 GMT"
    assert second == replace(first, not_changed=True)


def test_a_copy_that_was_altered_on_disk_is_fetched_anew(server: Server, fetcher: Fetcher, tmp_path: Path) -> None:
    server.answers["/a"] = send(PDF, ETag='"x1"')
    found = fetcher.fetch(source(server.url("/a")), tmp_path)
    (tmp_path / found.file).write_bytes(b"%PDF-other")
    fetcher.fetch(source(server.url("/a")), tmp_path)
    assert "if-none-match" not in server.seen[1][1]
    assert (tmp_path / found.file).read_bytes() == PDF


def test_another_hash_than_the_register_says_is_refused(server: Server, fetcher: Fetcher, tmp_path: Path) -> None:
    server.answers["/a"] = send(PDF)
    assert code(fetcher, source(server.url("/a"), sha256="0" * 64), tmp_path) == "fetch_sha256"


def test_the_link_on_a_publication_page_is_found_by_its_pattern(
    server: Server, fetcher: Fetcher, tmp_path: Path
) -> None:
    page = b"""<html><a class="x" href="/over.pdf">Over</a> <A HREF='/stukken/de%20regio-aan-zet.pdf'>PDF</A></html>"""
    server.answers["/publicatie"] = send(page)
    server.answers["/stukken/de%20regio-aan-zet.pdf"] = send(PDF)
    wanted = source(publication_page=server.url("/publicatie"), link_pattern=r"regio.aan.zet\.pdf$")
    assert fetcher.fetch(wanted, tmp_path).url == server.url("/stukken/de%20regio-aan-zet.pdf")


def test_a_page_without_the_link_says_so(server: Server, fetcher: Fetcher, tmp_path: Path) -> None:
    server.answers["/publicatie"] = send(HTML)
    wanted = source(publication_page=server.url("/publicatie"), link_pattern="advies")
    assert code(fetcher, wanted, tmp_path) == "fetch_no_link"


def test_a_link_to_a_host_outside_the_register_is_not_followed(
    server: Server, fetcher: Fetcher, tmp_path: Path
) -> None:
    server.answers["/publicatie"] = send(b'<html><a href="http://elders.example/advies.pdf">x</a></html>')
    wanted = source(publication_page=server.url("/publicatie"), link_pattern="advies")
    assert code(fetcher, wanted, tmp_path) == "fetch_host"


def test_the_next_candidate_is_tried(server: Server, fetcher: Fetcher, tmp_path: Path) -> None:
    server.answers["/weg"] = send(b"weg", 404)
    server.answers["/b"] = send(HTML)
    found = fetcher.fetch(source(server.url("/weg"), server.url("/b")), tmp_path)
    assert found.file.endswith(".html")


def test_a_redirect_within_the_register_is_followed(server: Server, fetcher: Fetcher, tmp_path: Path) -> None:
    server.answers["/oud"] = send(b"", 301, Location="/nieuw")
    server.answers["/nieuw"] = send(PDF)
    assert fetcher.fetch(source(server.url("/oud")), tmp_path).sha256 == hashlib.sha256(PDF).hexdigest()


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("http://elders.example/x", "fetch_host"),
        ("http://127.0.0.1@elders.example/x", "fetch_host"),
        ("file:///etc/passwd", "fetch_scheme"),
        ("https://127.0.0.1/x", "fetch_scheme"),
        ("/rond", "fetch_redirects"),
    ],
)
def test_a_redirect_to_elsewhere_is_refused(
    server: Server, fetcher: Fetcher, tmp_path: Path, location: str, expected: str
) -> None:
    server.answers["/rond"] = send(b"", 302, Location=location)
    assert code(fetcher, source(server.url("/rond")), tmp_path) == expected
    assert {path for path, _ in server.seen} == {"/rond"}


def test_only_https_is_asked_by_default(tmp_path: Path) -> None:
    with internet(frozenset(("www.rli.nl",))) as fetcher:
        assert code(fetcher, source("http://www.rli.nl/advies.pdf"), tmp_path) == "fetch_scheme"


@pytest.mark.parametrize(
    ("content", "status", "headers", "expected"),
    [
        (b"weg", 404, {}, "fetch_status"),
        (b"GIF89a nothing", 200, {"Content_Type": "application/pdf"}, "fetch_kind"),
        (b"", 200, {}, "fetch_kind"),
        (PDF, 200, {"length": str(len(PDF) + 10)}, "fetch_truncated"),
        (PDF[:-20], 200, {}, "fetch_truncated"),
        (gzip.compress(PDF)[:-9], 200, {"Content_Encoding": "gzip"}, "fetch_truncated"),
        (gzip.compress(b"%PDF-" + bytes(50_000_000)), 200, {"Content_Encoding": "gzip"}, "fetch_too_big"),
        (PDF + bytes(200_000), 200, {}, "fetch_too_big"),
        (PDF, 200, {"Content_Encoding": "br"}, "fetch_kind"),
    ],
)
def test_what_is_not_a_whole_document_of_a_decent_size_is_refused(
    server: Server,
    fetcher: Fetcher,
    tmp_path: Path,
    content: bytes,
    status: int,
    headers: dict[str, str],
    expected: str,
) -> None:
    server.answers["/a"] = send(content, status, **headers)
    assert code(fetcher, source(server.url("/a")), tmp_path) == expected


def test_gzip_is_unpacked(server: Server, fetcher: Fetcher, tmp_path: Path) -> None:
    server.answers["/a"] = send(gzip.compress(PDF), Content_Encoding="gzip")
    assert fetcher.fetch(source(server.url("/a")), tmp_path).sha256 == hashlib.sha256(PDF).hexdigest()


def test_a_server_that_never_answers_is_given_up(server: Server, fetcher: Fetcher, tmp_path: Path) -> None:
    server.answers["/a"] = lambda handler: server.release.wait()  # type: ignore[assignment, return-value]
    assert code(within(fetcher, 0.2), source(server.url("/a")), tmp_path) == "fetch_too_slow"


def test_an_endless_answer_is_given_up(server: Server, fetcher: Fetcher, tmp_path: Path) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not server.release.wait(0.01):
            handler.wfile.write(b"%PDF-1.7 ")

    server.answers["/a"] = endless
    assert code(within(fetcher, 0.3), source(server.url("/a")), tmp_path) == "fetch_too_slow"


def test_headers_that_drip_without_end_are_given_up(
    server: Server, fetcher: Fetcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\nX-Slow: ")
        while not server.release.wait(0.05):
            handler.wfile.write(b"x")

    monkeypatch.setattr("ingest.fetch.asking.GRACE_SECONDS", 0.2)
    server.answers["/a"] = drip
    assert code(within(fetcher, 0.3), source(server.url("/a")), tmp_path) == "fetch_too_slow"


def test_without_a_network_the_host_is_named(fetcher: Fetcher, tmp_path: Path) -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no network")

    with httpx.Client(transport=httpx.MockTransport(refuse)) as client:
        offline = replace(fetcher, asker=replace(fetcher.asker, client=client))
        with pytest.raises(FetchError) as raised:
            offline.fetch(source("http://127.0.0.1/a", "http://127.0.0.1/b"), tmp_path)
    assert raised.value.code == "fetch_no_network"
    assert raised.value.values["host"] == "127.0.0.1"


def test_a_source_without_an_address_says_so(fetcher: Fetcher, tmp_path: Path) -> None:
    assert code(fetcher, source(), tmp_path) == "fetch_no_address"


def test_a_folder_that_cannot_be_written_is_a_storage_error(server: Server, fetcher: Fetcher, tmp_path: Path) -> None:
    server.answers["/a"] = send(PDF)
    blocked = tmp_path / "bestand"
    blocked.write_text("x")
    with pytest.raises(StorageError):
        fetcher.fetch(source(server.url("/a")), blocked / "map")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "application/pdf"),
        (HTML, "text/html"),
        (b"<html>\0", None),
        (b"PK\x03\x04", None),
        (b"tekst", None),
        (b"<kamerstuk>\n<al>De raad besluit.</al></kamerstuk>", "application/xml"),
        (b"<p>geen publicatie</p>", None),
    ],
)
def test_the_kind_follows_from_the_content(content: bytes, kind: str | None) -> None:
    assert fetched_kind(content) == kind
