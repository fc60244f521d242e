"""How much one visitor may ask and send, and what happens beyond it."""

from __future__ import annotations

import asyncio
import json
import socket
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from app.messages import say
from app.policy import QUOTATION
from app.settings import WebSettings
from app.web.server import create_app
from app.web.shield import limits
from app.web.shield.access import Shield
from app.web.shield.limits import RateLimit, client_of
from tests.browser.conftest import served
from tests.fakes import FakeAssistant

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def test_a_large_body_is_refused(client: TestClient) -> None:
    body = '{"data":["' + "x" * limits.MAX_BODY_BYTES + '"]}'
    answer = client.post("/gradio_api/run/vraag", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 413


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


@pytest.mark.parametrize(
    ("address", "client"),
    [("198.51.100.1", "198.51.100.1"), ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"), ("::1", "::1"),
     ("::ffff:198.51.100.1", "198.51.100.1"), ("testclient", "testclient"), ("", "")],
)  # fmt: skip
def test_a_network_of_ipv6_is_one_visitor(address: str, client: str) -> None:
    assert client_of(address) == client


def test_a_visit_keeps_little_and_old_visits_are_forgotten(
    assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.web.chat.MAX_VISITS", 20)
    shield = create_app(assistant)
    assert isinstance(shield, Shield)
    mounted = next(route.app for route in shield.app.routes if getattr(route, "path", None) == "")
    with TestClient(shield, base_url="http://127.0.0.1") as client:
        config = client.get("/config").json()
        restart = next(one["id"] for one in config["dependencies"] if one["api_name"] == "restart")
        for number in range(40):
            body = {"fn_index": restart, "data": [], "session_hash": f"bezoek-{number}"}
            assert client.post("/gradio_api/run/predict", json=body).status_code == 200
    kept = set(mounted.state_holder.session_data)
    assert len(kept) <= 20
    assert {"bezoek-0", "bezoek-39"} & kept == {"bezoek-39"}


def test_a_body_that_does_not_arrive_is_given_up() -> None:
    async def never() -> dict[str, object]:
        return await asyncio.Event().wait() or {}

    with pytest.raises(TimeoutError):
        asyncio.run(limits.whole_body(never, 0.01))


def test_a_body_in_parts_is_given_whole_and_only_once() -> None:
    parts = [{"type": "http.request", "body": b"ab", "more_body": True}, {"type": "http.request", "body": b"c"}]

    async def receive() -> dict[str, object]:
        return parts.pop(0) if parts else {"type": "http.disconnect"}

    async def read() -> list[object]:
        replayed = await limits.whole_body(receive)
        return [await replayed(), await replayed()]

    first, second = asyncio.run(read())
    assert first == {"type": "http.request", "body": b"abc", "more_body": False}
    assert second == {"type": "http.disconnect"}


def test_a_body_in_endless_parts_is_refused_in_dutch(client: TestClient) -> None:
    parts = [b"x" * 50_000] * (limits.MAX_BODY_BYTES // 50_000 + 2)
    refused = client.post("/gradio_api/run/vraag", content=iter(parts))
    assert refused.status_code == 413
    assert "korter" in refused.text


def test_more_requests_at_once_than_allowed_get_a_503_in_dutch(assistant: FakeAssistant) -> None:
    with TestClient(create_app(assistant, WebSettings(requests_at_once=0)), base_url="http://127.0.0.1") as client:
        busy = client.get("/passages?over=beleid")
        assert (busy.status_code, busy.text) == (503, say("page.busy"))
        assert client.get("/").status_code == 200


@pytest.mark.parametrize("path", ["/gradio_api/call/vraag", "/gradio_api/queue/join"])
def test_a_queue_that_is_full_says_so_in_dutch(assistant: FakeAssistant, path: str) -> None:
    app = create_app(assistant, WebSettings(requests_at_once=2))
    client = TestClient(app, base_url="http://127.0.0.1")  # not entered: nothing takes what waits
    body = {"data": ["Wat?", []], "fn_index": 0}
    asked = [client.post(path, json={**body, "session_hash": f"lezer{number}"}) for number in range(3)]
    assert [one.status_code for one in asked] == [200, 200, 503]
    assert asked[2].text == say("page.busy")
    assert "content-security-policy" in asked[2].headers


def test_a_connection_without_a_request_is_hung_up(assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "HEADER_SECONDS", 0.2)
    for address in served(assistant):
        parts = urlsplit(address)
        for opening in (b"", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "):
            with socket.create_connection((parts.hostname, parts.port), 30) as connection:
                connection.sendall(opening)
                assert connection.recv(1) == b""


def test_the_longest_quotation_that_is_checked_fits_in_a_request(client: TestClient) -> None:
    text = ("Dat is \u00e9\u00e9n idee\u00ebn. " * QUOTATION.most_characters)[: QUOTATION.most_characters]
    assert len(text.split()) > 20_000
    sent = json.dumps({"data": [text]}).encode()
    assert len(sent) <= limits.MAX_BODY_BYTES
    answer = client.post("/gradio_api/call/controleer", content=sent, headers={"content-type": "application/json"})
    assert answer.status_code == 200
    sent = b'{"data": ["' + b"a" * limits.MAX_BODY_BYTES + b'"]}'
    assert client.post("/gradio_api/call/controleer", content=sent).status_code == 413
