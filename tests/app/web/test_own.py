"""A visitor's own PDF: for that visit alone, where the maintainer allows it, and gone afterwards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import typst
from starlette.testclient import TestClient

from app.assistant import Assistant
from app.messages import say
from app.settings import WebSettings
from app.web import own as own_module
from app.web.own import FOLDER, visit_of
from app.web.server import create_app
from app.web.shield.limits import MAX_DOCUMENT_BYTES

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
SENTENCE = "Het zwembad van Lutjebroek gaat op 3 mei 2031 open."
PDF = typst.compile(f"= Zwembad\n{SENTENCE} De toegang is gratis voor kinderen.".encode())
QUESTION = "Wanneer gaat het zwembad van Lutjebroek open?"


@pytest.fixture(scope="module")
def app(shipped: Assistant) -> object:
    """The page over the shipped corpus, where visitors may add a document."""
    return create_app(shipped, WebSettings(own_documents=True))


@pytest.fixture
def visitor(app: object) -> Iterator[TestClient]:
    """A visitor with a cookie jar of their own."""
    with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as client:  # type: ignore[arg-type]
        yield client


def _add(client: TestClient, content: bytes = PDF, name: str = "zwembad.pdf") -> int:
    return client.post("/eigen", files={"bestand": (name, content, "application/pdf")}).status_code


def _ask(client: TestClient) -> dict[str, object]:
    answered = client.post("/gradio_api/run/vraag", json={"data": [QUESTION, []]}).json()["data"][0]
    assert isinstance(answered, dict)
    return answered


def test_without_leave_there_is_no_such_page(shipped: Assistant) -> None:
    with TestClient(create_app(shipped), base_url="http://127.0.0.1") as client:
        assert client.get("/eigen").status_code == 404
        assert _add(client) == 404
        assert "eigen" not in client.cookies


def test_the_document_answers_its_own_visitor_and_nobody_else(
    app: object, visitor: TestClient, shipped: Assistant
) -> None:
    assert _ask(visitor)["status"] == "abstained"
    assert _add(visitor) == 303
    cookie = visitor.cookies.jar._cookies["127.0.0.1"]["/"]["eigen"]  # type: ignore[attr-defined]
    assert cookie.has_nonstandard_attr("HttpOnly")
    answered = _ask(visitor)
    quote = answered["quotes"][0]  # type: ignore[index]
    assert (answered["status"], quote["text"]) == ("answered", SENTENCE)
    assert quote["citation"]["title"] == "Eigen document: zwembad.pdf"
    place = f"/bron/{quote['citation']['id']}"
    assert visitor.cookies["eigen"] not in place
    assert "zwembad" in visitor.get(place).text
    assert visitor.get(f"{place}.png").headers["content-type"] == "image/png"
    with TestClient(app, base_url="http://127.0.0.1") as other:  # type: ignore[arg-type]
        assert _ask(other)["status"] == "abstained"
        assert other.get(place).status_code == 404
        assert other.get(f"{place}.png").status_code == 404
        other.cookies.set("eigen", "0" * 32)
        assert _ask(other)["status"] == "abstained"
    assert "zwembad.pdf" in visitor.get("/eigen").text
    assert visitor.post("/eigen/weg").status_code == 303
    assert _ask(visitor)["status"] == "abstained"
    assert list((shipped.home / FOLDER).iterdir()) == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "geen PDF"),
        (b"MZ\x90 een programma", "geen PDF"),
        (PDF[: len(PDF) // 3], "beschadigd"),
    ],
)
def test_what_cannot_be_read_is_refused_and_not_kept(
    visitor: TestClient, shipped: Assistant, content: bytes, told: str
) -> None:
    answer = visitor.post("/eigen", files={"bestand": ("<b>x</b>.pdf", content, "application/pdf")})
    assert (answer.status_code, told in answer.text, "<b>x" in answer.text) == (400, True, False)
    assert ("b&gt;.pdf" in answer.text, "document.pdf" in answer.text) == ("PDF" not in told, False)
    assert "eigen" not in visitor.cookies
    assert list((shipped.home / FOLDER).iterdir()) == []


def test_a_document_that_is_too_large_or_from_another_site_is_refused(visitor: TestClient) -> None:
    too_large = {"bestand": ("a.pdf", PDF + bytes(MAX_DOCUMENT_BYTES))}
    large = visitor.post("/eigen", files=too_large, headers={"accept": "text/html"})
    assert (large.status_code, say("page.file_too_large") in large.text, 'href="./"' in large.text) == (413, True, True)
    refused = visitor.post("/eigen", files={"bestand": ("a.pdf", PDF)}, headers={"sec-fetch-site": "cross-site"})
    assert refused.status_code == 403
    assert visitor.post("/eigen").status_code == 422


def test_the_first_makes_room_and_an_earlier_process_leaves_nothing(
    app: object, visitor: TestClient, shipped: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_module, "MAX_VISITS", 1)
    assert _add(visitor) == 303
    with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as other:  # type: ignore[arg-type]
        assert _add(other) == 303
        assert _ask(other)["status"] == "answered"
    assert _ask(visitor)["status"] == "abstained"
    assert len(list((shipped.home / FOLDER).iterdir())) == 1
    create_app(shipped, WebSettings(own_documents=True))
    assert not (shipped.home / FOLDER).exists()


@pytest.mark.parametrize("header", [b"", b"eigen", b"eigen=;", b"\xff=1; eigen=../..", b"[=1"])
def test_a_forged_cookie_names_no_visit_that_there_is(header: bytes, visitor: TestClient) -> None:
    assert visit_of(header) in ("", "../..")
    shown = visitor.get("/eigen", headers={b"cookie": header})  # type: ignore[dict-item]
    assert (shown.status_code, "Dit document is toegevoegd" in shown.text) == (200, False)
