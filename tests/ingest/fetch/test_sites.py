"""Sites as ministries and councils have them: pages with many PDFs, a 'not found' of status 200, namesakes, silence."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import httpx
import pytest

from ingest.errors import FetchError
from ingest.fetch.asking import MAX_SECONDS, Asker
from ingest.fetch.links import fitting_links
from ingest.fetch.official import Fetcher, internet
from ingest.fetch.order import Fetching, FetchOrder
from ingest.ingest import ingest_sources
from ingest.isolation.two_at_once import IsolatedReaders
from ingest.records import Source
from ingest.register import Register, read_register
from ingest.settings import IngestSettings
from tests.ingest.fetch.server import Server, send
from tests.ingest.typeset import ALINEA, typeset

WORDS_OF_ADVICE = 90  # paragraphs of 60 words: a report
NOT_FOUND = b"<!DOCTYPE html><html><body><h1>Pagina niet gevonden</h1><p>Zoek verder.</p></body></html>"
LETTER = """<!DOCTYPE html><html><body><h1>Kamerstuk 29 999, nr. 12</h1><p>Brief van de minister</p>
<p>Aan de Voorzitter van de Tweede Kamer</p><p>Hierbij reageert het kabinet op het advies \u2018De regio aan
zet\u2019.</p>"""
LETTER_TEXT = (LETTER + "<p>" + ALINEA * 8 + "</p></body></html>").encode()


def report(folder: Path, title: str, paragraphs: int = WORDS_OF_ADVICE) -> bytes:
    """A typeset report with its title on a cover."""
    text = f"#align(center, text(24pt)[{title}])\n#pagebreak()\n= Inleiding\n" + f"{ALINEA}\n\n" * paragraphs
    return typeset(folder, text).read_bytes()


def page(*links: tuple[str, str]) -> bytes:
    """A page with these links (address, words)."""
    items = "".join(f'<li><a href="{address}">{words}</a></li>' for address, words in links)
    return f"<!DOCTYPE html><html><body><nav><a href='/'>Home</a></nav><ul>{items}</ul></body></html>".encode()


@pytest.fixture
def asker() -> Iterator[Asker]:
    """Asks this machine over http, for two seconds all together."""
    with httpx.Client(trust_env=False) as client:
        yield Asker(client, frozenset(("127.0.0.1",)), time.monotonic, 3.0, scheme="http")


def the_pair(server: Server, home: Path) -> Register:
    """A register of an advice, a letter and a page that never ends, at candidates of which some are wrong."""
    url = server.url
    advice = Source(
        "advies", "De regio aan zet", "advies", "De raad",
        candidate_urls=(url("/oud/de-regio-aan-zet"), url("/publicaties/advies/de-regio-aan-zet")),
    )  # fmt: skip
    letter = Source(
        "kabinetsreactie", "Reactie op het advies \u2018De regio aan zet\u2019", "kabinetsreactie", "De minister",
        document_number="Kamerstuk 29 999, nr. 12",
        candidate_urls=(url("/kst-29999-12.pdf"), url("/kst-29999-12.xml"), url("/kst-29999-12.html")),
    )  # fmt: skip
    endless = Source("nieuws", "Eindeloos nieuws", "nieuws", "De raad", url=url("/eindeloos"))
    return Register(home / "r.toml", home, (advice, letter, endless), home / "bronnen.toml")


def fill(server: Server, folder: Path) -> None:
    """The answers of a council's site, where the advice lies two pages deep among its namesakes."""

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not server.release.wait(0.02):
            handler.wfile.write(b"<html> ")

    server.answers |= {
        "/oud/de-regio-aan-zet": send(NOT_FOUND),
        "/publicaties/advies/de-regio-aan-zet": send(b"", 301, Location="/publicaties/advies/de-regio-aan-zet/"),
        "/publicaties/advies/de-regio-aan-zet/": send(
            page(
                ("/pdf/infographic-de-regio-aan-zet.pdf", "Infographic De regio aan zet (pdf)"),
                ("/pdf/de-regio-aan-zet-in-het-onderwijs.pdf", "De regio aan zet in het onderwijs (pdf)"),
                ("/documenten/de-regio-aan-zet", "Het advies De regio aan zet"),
                ("https://elders.example/de-regio-aan-zet.pdf", "De regio aan zet (pdf) elders"),
            )
        ),
        "/pdf/infographic-de-regio-aan-zet.pdf": send(report(folder, "De regio aan zet", 2)),
        "/pdf/de-regio-aan-zet-in-het-onderwijs.pdf": send(report(folder, "De regio aan zet in het onderwijs")),
        "/documenten/de-regio-aan-zet": send(page(("/documenten/77/download", "Download"))),
        "/documenten/77/download": send(report(folder, "De regio aan zet"), ETag='"77"'),
        "/kst-29999-12.pdf": lambda handler: server.release.wait(),  # type: ignore[dict-item, return-value]
        "/kst-29999-12.xml": send(NOT_FOUND, 404),
        "/kst-29999-12.html": send(LETTER_TEXT),
        "/eindeloos": endless,
    }


def test_the_pair_is_found_among_namesakes_and_written_down(
    server: Server, asker: Asker, tmp_path: Path, readers: IsolatedReaders
) -> None:
    fill(server, tmp_path)
    home = tmp_path / "home"
    register = the_pair(server, home)
    order = FetchOrder(Fetching.MISSING, fetcher=Fetcher(replace(asker, max_seconds=1.0), "2031-03-25"))
    run = ingest_sources(register, home, IngestSettings(), order=order, readers=readers)
    assert {document.source.id: document.source.url for document in run.documents} == {
        "advies": server.url("/documenten/77/download"), "kabinetsreactie": server.url("/kst-29999-12.html"),
    }  # fmt: skip
    assert [(source.id, error.code) for source, error in run.skipped] == [("nieuws", "fetch_too_slow")]

    outcomes = [json.loads(line) for line in (home / "fetched" / "asked.log").read_text("utf-8").splitlines()]
    came = {one["url"].removeprefix(server.url("")): one["outcome"] for one in outcomes}
    taken = {path for path, outcome in came.items() if outcome == "ok"}
    assert taken == {"/documenten/77/download", "/kst-29999-12.html"}
    for path, outcome in (
        ("/oud/de-regio-aan-zet", "fetch_other_document"),
        ("/publicaties/advies/de-regio-aan-zet/", "followed"),
        ("/documenten/de-regio-aan-zet", "followed"),
        ("/kst-29999-12.xml", "fetch_status"),
    ):
        assert came[path] == outcome, path
    assert {path for path, _ in server.seen} == {one["url"].removeprefix(server.url("")) for one in outcomes}
    gone = server.url("/publicaties/advies/de-regio-aan-zet")
    assert {"day": "2031-03-25", "url": gone, "outcome": "redirected"} in outcomes

    own = (home / "bronnen.toml").read_text("utf-8")
    assert f'url = "{server.url("/documenten/77/download")}"' in own
    assert 'retrieved = "2031-03-25"' in own
    advice = next(document for document in run.documents if document.source.id == "advies")
    assert f'sha256 = "{advice.file_sha256}"' in own

    asked = len(server.seen)
    again = FetchOrder(Fetching.MISSING, fetcher=order.fetcher)
    only_pair = replace(register, sources=register.sources[:2])
    assert len(ingest_sources(only_pair, home, IngestSettings(), order=again, readers=readers).documents) == 2
    assert len(server.seen) == asked


ANSWER = "Hierbij reageert het kabinet op het advies \u2018De regio aan zet\u2019."
XML = (
    '<?xml version="1.0"?><kamerstuk><dossiernummer>29 999</dossiernummer><stuk><stuknr>Nr. 12</stuknr>'
    f"<titel>BRIEF VAN DE MINISTER</titel><tussenkop>Alleen in de XML</tussenkop><al>{ANSWER}</al>"
    + "".join(f"<al>Alinea {number}. {ALINEA.strip()}</al>" for number in range(1, 9))
    + "</stuk></kamerstuk>"
).encode()
PRINTED = f"29 999\n\nNr. 12\n\nBRIEF VAN DE MINISTER\n\n{ANSWER}\n\n" + "".join(
    f"Alinea {number}. {ALINEA}\n\n" for number in range(1, 9)
)


@pytest.mark.parametrize(
    ("answer", "kept", "warnings"),
    [
        (send(XML), True, ("xml_without_page",)),
        (send(NOT_FOUND), False, ()),
        (send(NOT_FOUND, 404), False, ()),
        (send(b"<kamerstuk><al>Half"), True, ("xml_unreadable",)),
        (send(b"<kamerstuk><al>Een andere brief, over heel iets anders.</al></kamerstuk>"), True, ("xml_other",)),
    ],
    ids=["xml", "page", "nothing", "damaged", "other"],
)
def test_the_xml_beside_a_letter_gives_its_words_and_the_pdf_its_pages(
    server: Server,
    asker: Asker,
    tmp_path: Path,
    answer: Callable[[BaseHTTPRequestHandler], None],
    kept: bool,
    warnings: tuple[str, ...],
    readers: IsolatedReaders,
) -> None:
    server.answers |= {
        "/kst-29999-12.pdf": send(typeset(tmp_path, PRINTED).read_bytes(), ETag='"12"'),
        "/kst-29999-12.xml": answer,
    }
    home = tmp_path / "home"
    register = the_pair(server, home)
    register = replace(register, sources=register.sources[1:2])
    order = FetchOrder(Fetching.MISSING, fetcher=Fetcher(asker, "2031-03-25"))
    run = ingest_sources(register, home, IngestSettings(), order=order, readers=readers)
    assert not run.skipped
    letter = run.documents[0]
    assert letter.source.url == server.url("/kst-29999-12.pdf")
    assert len(letter.pages) > 1
    place = letter.text.index("Alinea 8")
    assert letter.span_page_numbers(place, place + 8) == (len(letter.pages),)
    whole = any(letter.text[one.char_start : one.char_end] == f"Alinea 8. {ALINEA.strip()}" for one in letter.blocks)
    assert whole
    assert (home / "fetched" / f"{letter.file_sha256}.xml").is_file() is kept
    assert tuple(code for code, _ in letter.report.warnings) == warnings
    assert ("Alleen in de XML" in letter.text) is (warnings == ("xml_without_page",))
    assert [path for path, _ in server.seen] == ["/kst-29999-12.pdf", "/kst-29999-12.xml"]
    assert len(ingest_sources(register, home, IngestSettings(), order=order, readers=readers).documents) == 1
    assert len(server.seen) == 2


def test_an_xml_that_is_corrected_beside_an_unchanged_pdf_is_read_when_all_is_fetched(
    server: Server, asker: Asker, tmp_path: Path, readers: IsolatedReaders
) -> None:
    server.answers |= {
        "/kst-29999-12.pdf": send(typeset(tmp_path, PRINTED).read_bytes(), ETag='"12"'),
        "/kst-29999-12.xml": send(XML),
    }
    home = tmp_path / "home"
    register = the_pair(server, home)
    register = replace(register, sources=register.sources[1:2])
    fetcher = Fetcher(asker, "2031-03-25")

    def read(fetching: Fetching) -> str:
        run = ingest_sources(
            register, home, IngestSettings(), order=FetchOrder(fetching, fetcher=fetcher), readers=readers
        )
        return run.documents[0].text

    assert "Alleen in de XML" in read(Fetching.MISSING)
    server.answers["/kst-29999-12.pdf"] = send(b"", 304)
    for answer in (send(XML.replace(b"Alleen in", b"Verbeterd in")), send(NOT_FOUND), send(NOT_FOUND, 404)):
        server.answers["/kst-29999-12.xml"] = answer
        assert "Verbeterd in de XML" in read(Fetching.ALL)


def test_what_was_found_is_read_back_as_part_of_the_register(tmp_path: Path) -> None:
    from ingest.own_register import note_found, put_source, remove_source

    shipped, own = tmp_path / "sources.toml", tmp_path / "bronnen.toml"
    shipped.write_text('[[source]]\nid = "a"\ntitle = "A"\nrole = "advies"\nspeaker = ""\n', "utf-8")
    for day in ("2031-03-25", "2031-03-26"):
        note_found(own, "a", "https://raad.example/a.pdf", "0" * 64, day)
    own.write_text(own.read_text("utf-8") + "# Een eigen opmerking.\n", "utf-8")
    put_source(own, "b", {"title": "B", "role": "overig", "speaker": "Iemand"})
    sources = read_register(shipped, own).sources
    assert [(source.id, source.url, source.retrieved) for source in sources] == [
        ("a", "https://raad.example/a.pdf", "2031-03-26"), ("b", "", ""),
    ]  # fmt: skip
    text = own.read_text("utf-8")
    assert text.count("Gevonden op") == 1
    assert "# Een eigen opmerking." in text
    assert remove_source(own, "b")
    assert not remove_source(own, "b")
    assert [source.id for source in read_register(shipped, own).sources] == ["a"]


def test_a_host_that_is_down_is_asked_twice_and_the_next_host_answers(
    server: Server, asker: Asker, tmp_path: Path
) -> None:
    server.answers["/a"] = send(LETTER_TEXT)
    with httpx.Client(trust_env=False) as client:
        fetcher = Fetcher(replace(asker, client=client), "2031-03-25")
        down = ("http://127.0.0.1:9/a", "http://127.0.0.1:9/b")
        found = fetcher.fetch(Source("a", "A", "overig", "", candidate_urls=(*down, server.url("/a"))), tmp_path)
    assert found.url == server.url("/a")
    assert [one.url for one in fetcher.asked] == [down[0], down[0], server.url("/a")]


def test_all_together_ends_at_the_deadline(server: Server, asker: Asker, tmp_path: Path) -> None:
    server.answers["/stil"] = lambda handler: server.release.wait()  # type: ignore[assignment, return-value]
    paths = tuple(server.url("/stil") + f"?{number}" for number in range(50))
    server.answers |= {f"/stil?{number}": server.answers["/stil"] for number in range(50)}
    clock = time.monotonic()
    fetcher = Fetcher(replace(asker, deadline=clock + 0.5), "2031-03-25")
    with pytest.raises(FetchError) as raised:
        fetcher.fetch(Source("a", "A", "overig", "", candidate_urls=paths), tmp_path)
    assert raised.value.code == "fetch_too_slow"
    assert len(server.seen) == 1
    assert [(one.url, one.outcome) for one in fetcher.asked] == [(paths[0], "fetch_too_slow")]


def test_no_address_is_given_more_time_than_all_together() -> None:
    with internet(frozenset(), 20.0) as hurried, internet(frozenset()) as patient:
        assert (hurried.asker.max_seconds, patient.asker.max_seconds) == (20.0, MAX_SECONDS)


ADVICE = Source("advies", "De uitvoering aan zet", "advies", "De raad")


def test_links_come_by_how_much_of_the_title_they_hold() -> None:
    content = page(
        ("/jaarverslag.pdf", "Jaarverslag"), ("/contact", "Contact"), ("/a.pdf?x=1&amp;y=2", "De uitvoering aan zet"),
        ("/over", "Over De uitvoering aan zet"), ("mailto:x@raad.example", "De uitvoering aan zet"),
    )  # fmt: skip
    links = fitting_links(content, "https://raad.example/advies", ADVICE)
    assert [(link.url.removeprefix("https://raad.example"), link.document) for link in links] == [
        ("/a.pdf?x=1&y=2", True), ("/over", False), ("/jaarverslag.pdf", True),
    ]  # fmt: skip
