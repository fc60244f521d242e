"""What the page's server lets in and what it sends along."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from app.web.security import RateLimit
from app.web.server import create_app, host_names
from app.web.settings import WebSettings
from tests.browser.fake_assistant import FakeAssistant

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> FakeAssistant:
    return FakeAssistant(tmp_path_factory.mktemp("documents"))


@pytest.fixture(scope="module")
def client(assistant: FakeAssistant) -> Iterator[TestClient]:
    with TestClient(create_app(assistant), base_url="http://127.0.0.1") as client:
        yield client


@pytest.mark.parametrize(
    "path",
    ["/gradio_api/upload", "/gradio_api/dev/reload", "/openapi.json", "/docs", "/monitoring", "/manifest.json",
     "/gradio_api/file=/etc/passwd", "/gradio_api/proxy=http://example.org", "/gradio_api/component_server",
     "/gradio_api/mcp/", "/static/../settings.py", "/iets"],
)  # fmt: skip
def test_what_the_page_does_not_need_is_closed(client: TestClient, path: str) -> None:
    for method in ("GET", "POST"):
        assert client.request(method, path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/", "/bron/reactie~17-62", "/healthz", "/iets", "/static/page.js", "/passages?over=beleid"]
)
def test_every_answer_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert "unsafe-inline" not in policy.split("script-src")[1].split(";")[0]
    assert "frame-ancestors 'self'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "camera=()" in headers["permissions-policy"]
    assert "access-control-allow-origin" not in headers


def test_every_script_of_the_page_carries_the_nonce_of_its_own_answer(client: TestClient) -> None:
    first, second = client.get("/"), client.get("/")
    nonces = [re.findall(r"'nonce-([^']+)'", page.headers["content-security-policy"])[0] for page in (first, second)]
    assert nonces[0] != nonces[1]
    assert first.text.count("<script") == first.text.count(f'<script nonce="{nonces[0]}"')


def test_the_page_is_dutch_and_names_no_other_site(client: TestClient) -> None:
    text = client.get("/").text
    assert 'lang="nl"' in text
    assert "<title>Aan Zet</title>" in text
    for name in ("raw.githubusercontent.com", "@Gradio", "og:image", "fonts.googleapis.com", "cdn."):
        assert name not in text


def test_a_stranger_gets_no_cross_origin_leave(client: TestClient) -> None:
    headers = client.get("/config", headers={"origin": "https://evil.example"}).headers
    assert "access-control-allow-origin" not in headers


def test_a_forwarded_host_does_not_reach_the_page(client: TestClient) -> None:
    text = client.get("/", headers={"x-forwarded-host": "evil.example", "x-forwarded-proto": "https"}).text
    assert "evil.example" not in text


def test_a_request_for_another_host_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_host_names_are_free_only_when_the_page_is_open_to_a_network_without_names() -> None:
    assert host_names(WebSettings(host="0.0.0.0")) == ["*"]
    assert "*" not in host_names(WebSettings(host="0.0.0.0", allowed_hosts=("vraag.example.nl",)))
    assert "*" not in host_names(WebSettings())


def test_a_large_body_is_refused(client: TestClient) -> None:
    body = '{"data":["' + "x" * 400_000 + '"]}'
    answer = client.post("/gradio_api/run/vraag", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 413


def test_a_site_that_the_maintainer_names_may_embed_the_page(assistant: FakeAssistant) -> None:
    with TestClient(
        create_app(assistant, WebSettings(embed_sites=("https://www.example.nl",))), base_url="http://127.0.0.1"
    ) as client:
        assert "frame-ancestors 'self' https://www.example.nl" in client.get("/").headers["content-security-policy"]


def test_a_page_with_a_log_in_is_closed_without_it(assistant: FakeAssistant) -> None:
    with TestClient(
        create_app(assistant, WebSettings(user="lezer", password="gehéim")), base_url="http://127.0.0.1"
    ) as client:
        for path in ("/", "/bron/reactie~17-62", "/gradio_api/info", "/config"):
            refused = client.get(path)
            assert refused.status_code == 401
            assert refused.headers["www-authenticate"].startswith("Basic")
        right = base64.b64encode("lezer:gehéim".encode()).decode()
        assert client.get("/config", headers={"authorization": f"Basic {right}"}).status_code == 200
        assert client.get("/healthz").status_code == 200


def test_a_visitor_who_asks_too_much_must_wait_and_another_need_not() -> None:
    limit = RateLimit(2)
    assert [limit.allows("198.51.100.1", 0.0) for _ in range(3)] == [True, True, False]
    assert limit.allows("198.51.100.2", 0.0)
    assert limit.allows("198.51.100.1", 30.0)
    assert not limit.allows("198.51.100.1", 30.0)


def test_the_rate_limit_forgets_the_oldest_address_when_there_are_many() -> None:
    limit = RateLimit(1, addresses=2)
    for address in ("a", "b", "c"):
        assert limit.allows(address, 0.0)
    assert limit.allows("a", 0.0)
    assert not limit.allows("c", 0.0)


def test_endpoints_answer_other_programs_with_citations(client: TestClient) -> None:
    answer = client.post("/gradio_api/run/vraag", json={"data": ["Wat moeten uitvoerders doen?", []]}).json()["data"][0]
    assert answer["quotes"][0]["citation"]["source_id"] == "advies"
    found = client.post("/gradio_api/run/zoek", json={"data": ["beleid", 2]}).json()["data"][0]
    assert len(found) == 2
    checked = client.post(
        "/gradio_api/run/controleer", json={"data": ["De uitvoering krijgt 12 miljoen euro, en niet minder."]}
    )
    assert checked.json()["data"][0]["verdict"] == "altered"
