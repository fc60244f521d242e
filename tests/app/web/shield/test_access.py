"""What the page's server lets in and what it sends along."""

from __future__ import annotations

import asyncio
import base64
import re

import pytest
from starlette.testclient import TestClient

from app.messages import say
from app.settings import WebSettings
from app.web.permalink import Permalink, encode
from app.web.server import create_app, host_names
from app.web.shield.access import Shield, check_listening
from ingest.errors import SettingsError
from tests.fakes import FakeAssistant

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


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


def test_a_stranger_may_not_ask_across_origins(client: TestClient) -> None:
    headers = client.get("/config", headers={"origin": "https://evil.example"}).headers
    assert "access-control-allow-origin" not in headers


def test_a_forwarded_host_does_not_reach_the_page(client: TestClient) -> None:
    text = client.get("/", headers={"x-forwarded-host": "evil.example", "x-forwarded-proto": "https"}).text
    assert "evil.example" not in text


def test_a_request_for_another_host_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        (WebSettings(address="www.example.nl/aanzet"), "web_address"),
        (WebSettings(address="ftp://www.example.nl"), "web_address"),
        (WebSettings(proxies=("proxy.example.nl",)), "web_proxy"),
        (WebSettings(proxies=("*",)), "web_proxy"),
    ],
)
def test_an_address_or_a_proxy_that_is_none_is_refused(settings: WebSettings, code: str) -> None:
    with pytest.raises(SettingsError) as refused:
        check_listening(settings)
    assert refused.value.code == code


def test_the_page_may_be_asked_for_by_the_host_name_of_its_address() -> None:
    settings = WebSettings(address="https://www.example.nl/aanzet/", proxies=("127.0.0.1", "10.0.0.0/8"))
    check_listening(settings)
    assert "www.example.nl" in host_names(settings)
    assert settings.path == "/aanzet"


def test_host_names_are_free_only_when_the_page_is_open_to_a_network_without_names() -> None:
    assert host_names(WebSettings(host="0.0.0.0")) == ["*"]
    assert "*" not in host_names(WebSettings(host="0.0.0.0", allowed_hosts=("vraag.example.nl",)))
    assert "*" not in host_names(WebSettings())


@pytest.mark.parametrize("host", ["::1", "[::1]", "127.0.0.2", "localhost"])
def test_a_page_for_this_machine_alone_is_asked_for_by_this_machines_names_alone(
    assistant: FakeAssistant, host: str
) -> None:
    settings = WebSettings(host=host)
    with TestClient(create_app(assistant, settings), base_url="http://127.0.0.1") as client:
        assert client.get("/healthz", headers={"host": f"{settings.host_in_addresses}:7860"}).status_code == 200
        assert client.get("/healthz", headers={"host": "evil.example"}).status_code == 400


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


def test_endpoints_answer_other_programs_with_citations(client: TestClient) -> None:
    answer = client.post("/gradio_api/run/vraag", json={"data": ["Wat moeten uitvoerders doen?", []]}).json()["data"][0]
    assert answer["quotes"][0]["citation"]["source_id"] == "advies"
    found = client.post("/gradio_api/run/zoek", json={"data": ["beleid", 2]}).json()["data"][0]
    assert len(found) == 2
    checked = client.post(
        "/gradio_api/run/controleer", json={"data": ["De uitvoering krijgt 12 miljoen euro, en niet minder."]}
    )
    assert checked.json()["data"][0]["verdict"] == "altered"


def test_a_call_of_an_empty_session_does_not_fail_the_calls_of_others(assistant: FakeAssistant) -> None:
    client = TestClient(create_app(assistant, WebSettings()), base_url="http://127.0.0.1")  # nothing takes what waits
    for session in ("", "een", None):
        asked = client.post("/gradio_api/call/vraag", json={"data": ["Wat?", []], "session_hash": session})
        assert asked.status_code == 200, session


@pytest.mark.parametrize("path", ["/gradio_api/run/vraag", "/gradio_api/queue/join", "/gradio_api/call/vraag"])
def test_another_site_may_not_ask_in_a_visitors_name(client: TestClient, path: str) -> None:
    asked = client.post(path, json={"data": ["Wat?", []]}, headers={"sec-fetch-site": "cross-site"})
    assert (asked.status_code, asked.text) == (403, say("page.other_site"))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "vraag.example.nl"])
def test_listening_for_others_asks_for_a_log_in_or_explicit_permission(host: str) -> None:
    with pytest.raises(SettingsError) as raised:
        check_listening(WebSettings(host=host))
    assert raised.value.code == "web_open"
    check_listening(WebSettings(host=host, user="lezer", password="gehéim"))
    check_listening(WebSettings(host=host, open_to_network=True))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "[::1]", "127.8.9.1"])
def test_listening_on_this_machine_asks_for_nothing(host: str) -> None:
    check_listening(WebSettings(host=host))


@pytest.mark.parametrize("half", [{"user": "lezer"}, {"password": "gehéim"}])
def test_half_a_log_in_is_refused_and_never_an_open_page(half: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="go together"):
        check_listening(WebSettings(**half))  # type: ignore[arg-type]


def test_mcp_without_its_package_is_refused_before_the_page_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.web.shield.access.find_spec", lambda name: None)
    with pytest.raises(SettingsError, match="mcp") as told:
        check_listening(WebSettings(mcp=True))
    assert told.value.code == "web_mcp"
    check_listening(WebSettings())


@pytest.mark.parametrize("sent", [[None], [5], [["a", "b"]], [{"path": "/etc/passwd"}], [True]])
@pytest.mark.parametrize("name", ["zoek", "vraag", "controleer"])
def test_what_is_no_text_is_an_empty_question(client: TestClient, name: str, sent: list[object]) -> None:
    answer = client.post(f"/gradio_api/run/{name}", json={"data": [*sent, *([] if name == "controleer" else [None])]})
    assert answer.status_code == 200


def test_a_failed_call_leaves_its_kind_in_the_log_and_not_what_was_asked(
    client: TestClient, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    two_inputs = next(one["id"] for one in client.get("/config").json()["dependencies"] if len(one["inputs"]) > 1)
    wrong = {"data": ["een geheime vraag"], "fn_index": two_inputs, "session_hash": "bezoek"}
    failed = client.post("/gradio_api/run/predict", json=wrong)
    assert (failed.status_code, "geheime" in failed.text) == (500, False)
    told = caplog.text + "".join(capfd.readouterr())
    assert "ValueError at" in told
    assert "geheime" not in told


@pytest.mark.parametrize(
    "path", ["/gradio_api/run/geheim", "/gradio_api/call/geheim", "/gradio_api/call/predict", "/assets/" + "a" * 5000]
)
def test_a_name_that_there_is_not_is_not_found(client: TestClient, path: str) -> None:
    assert client.post(path, json={"data": []}).status_code == 404


def test_a_request_that_fails_is_logged_by_kind_and_place_alone(caplog: pytest.LogCaptureFixture) -> None:
    async def failing(scope: object, receive: object, send: object) -> None:
        raise RuntimeError("een geheime vraag")

    scope = {"type": "http", "path": "/config", "method": "GET", "headers": []}
    asyncio.run(Shield(failing, WebSettings())(scope, None, None))  # type: ignore[arg-type]
    assert "RuntimeError at" in caplog.text
    assert "geheime" not in caplog.text


@pytest.mark.parametrize("number", ["1e400", "-1e400", "NaN"])
def test_a_number_that_json_cannot_repeat_is_no_failure(client: TestClient, number: str) -> None:
    for address in ("/gradio_api/run/vraag", "/gradio_api/call/vraag"):
        content = f'{{"data": ["x", []], "session_hash": {number}}}'
        answer = client.post(address, content=content, headers={"content-type": "application/json"})
        assert (answer.status_code, answer.text) == (422, say("page.not_understood"))


def test_an_unforeseen_failure_is_explained_in_dutch_and_logged_without_the_question(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    failed = client.get(f"/antwoord/{encode(Permalink(('fout',), '', '', ''))}")
    assert (failed.status_code, failed.text) == (500, say("error.unexpected"))
    assert "default-src 'self'" in failed.headers["content-security-policy"]
    assert "RuntimeError at fakes.py" in caplog.text
    assert "internal path" not in caplog.text


@pytest.mark.parametrize("name", ["zoek", "vraag", "controleer"])
def test_half_a_surrogate_pair_is_a_question_mark(client: TestClient, name: str) -> None:
    text = r"De uitvoering\ud83d krijgt 12 miljoen euro, \udc00en niet minder."
    content = f'{{"data": ["{text}"{"" if name == "controleer" else ", null"}]}}'
    answer = client.post(f"/gradio_api/run/{name}", content=content, headers={"content-type": "application/json"})
    assert answer.status_code == 200
    assert name == "zoek" or "De uitvoering? krijgt" in answer.text


def test_a_visit_with_an_impossible_name_fails_no_later_call(client: TestClient) -> None:
    content = r'{"data": ["beleid", []], "session_hash": "\ud800"}'
    called = client.post("/gradio_api/call/vraag", content=content, headers={"content-type": "application/json"})
    assert called.status_code == 200
    queue = next(route.app for route in client.app.app.routes if getattr(route, "path", None) == "").get_blocks()._queue
    assert queue.compute_analytics_summary(list(queue.event_analytics.values())) == {"functions": {}}
