"""Hostile readers: every route, method, body and header, forged histories, questions without end; see crowding too."""

from __future__ import annotations

import functools
import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote

import httpx

from benchmarks.harden import crowding
from benchmarks.harden.campaign import Bounds, Campaign, Outcome
from benchmarks.harden.crowding import raw
from benchmarks.harden.served import Page, aanzet, ask, make_home, served

MARK = "geheimwoordzeven"
LEAKS = ("Traceback", 'File "', "site-packages", "/home/", "/tmp/", "root:", "[web]", "AANZET_HOME")
MOST_GROWN = 200_000_000  # a thousand visits of 70 kB that the page may keep, and as much again
CLOSED = (
    "/gradio_api/upload", "/gradio_api/dev/reload", "/openapi.json", "/gradio_api/openapi.json", "/docs", "/monitoring",
    "/gradio_api/file=/etc/passwd", "/gradio_api/file/etc/passwd", "/file=/etc/passwd", "/gradio_api/proxy=http://x/",
    "/gradio_api/component_server", "/gradio_api/stream/x", "/gradio_api/reset", "/gradio_api/upload_progress",
    "/gradio_api/run-history/records", "/gradio_api/runs", "/login", "/logout", "/token", "/gradio_api/deep_link",
    "/svelte/x", "/pwa_icon", "/manifest.json", "/gradio_api/mcp/", "/static/../security.py", "/static/%2e%2e/cli.py",
    "/assets/../../../../etc/passwd", "/bron/../../settings.toml", "/gradio_api/queue/status", "/gradio_api/cancel",
)  # fmt: skip
OPEN = (
    "/", "/config", "/healthz", "/theme.css", "/robots.txt", "/gradio_api/info", "/gradio_api/app_id",
    "/static/page.js", "/gradio_api/startup-events", "/passages?over={}", "/?vraag={}", "/?gesprek={}", "/bron/{}",
    "/bron/{}.png?zoom={}",
    "/bron/{}?pagina={}&nr={}", "/bron/{}.bib", "/bron/{}.exe", "/antwoord/{}", "/antwoord/{}.md", "/assets/{}",
    "/static/{}", "/gradio_api/run/{}", "/gradio_api/call/{}", "/gradio_api/call/vraag/{}", "/{}",
)  # fmt: skip
WORDS = (
    MARK, "", "0", "-1", "99999999999999999999", "1e999", "NaN", "null", "advies~10-80", "brief~12-60", "advies~80-10",
    "advies~0-99999999", "advies~-5-5", "advies~1-", "onbekend~1-2", "../../etc/passwd", "%2e%2e%2f%2e%2e%2fetc",
    "\0",
    "<script>alert(1)</script>", "'\"><img src=x onerror=alert(1)>", "{{7*7}}", "${7*7}", "a" * 5000, "é́́́" * 500,
    "\u202e\u2066", "😀" * 300, "' OR 1=1 --", "vraag", "zoek", "predict", "C:\\x", "x\r\nSet-Cookie: a=b",
)  # fmt: skip
HEADERS: tuple[dict[str, str], ...] = (
    {}, {"host": "elders.example"}, {"x-forwarded-host": "elders.example"}, {"x-forwarded-proto": "javascript"},
    {"x-forwarded-for": "10.0.0.1"}, {"forwarded": "host=elders.example"}, {"origin": "https://elders.example"},
    {"origin": "null"}, {"sec-fetch-site": "cross-site"}, {"authorization": "Basic AAAA"}, {"range": "bytes=0-1,5-"},
    {"content-type": "text/plain"}, {"content-type": "multipart/form-data; boundary=x"}, {"cookie": "a" * 4000},
    {"accept-encoding": "br, zstd"}, {"transfer-encoding": "identity"}, {"x-gradio-user": "app"}, {"accept": "\x7f"},
    {"upgrade": "websocket", "connection": "upgrade"}, {"if-none-match": "*"}, {"expect": "100-continue"},
)  # fmt: skip


def attack(bounds: Bounds) -> Outcome:
    """Fixed attacks first, then random ones by three clients until time is up."""
    home = bounds.folder / "home"
    patient = bounds.seconds >= crowding.WORTH_WAITING
    taken = 50 if patient else 10
    make_home(home, f"questions_a_minute = {crowding.A_MINUTE}\nrequests_at_once = {taken}")
    aanzet(home, "index")  # the page that indexes itself keeps what the model took, and growth would hide in it
    faults: list[str] = []
    statuses: Counter[str] = Counter()
    with served(home) as page:
        with ThreadPoolExecutor(taken // 2) as warming:
            list(warming.map(lambda number: ask(page, f"Wat zegt de raad over {number}?"), range(2 * taken)))
        # A crowd takes what threads take once; what grows after that does not stop.
        faults += crowding.all_at_once(page, taken)
        before = page.rss()
        crowd = _named(crowding.all_at_once, taken=taken)
        endless = _named(_endless, seconds=15 if patient else 3)
        crowds = [attempt for attempt in crowding.ATTEMPTS if patient or attempt not in crowding.WAITING]
        for attempt in (_closed, *crowds, crowd, _forged, _private, endless):
            try:
                faults += [f"{attempt.__name__}: {fault}" for fault in attempt(page)]
            except httpx.HTTPError as error:
                faults.append(f"{attempt.__name__}: {type(error).__name__}: {error}")
            statuses["fixed"] += 1
        end = time.monotonic() + bounds.seconds
        threads = [
            threading.Thread(
                target=_random_requests, args=(page, end, random.Random(bounds.seed + n), statuses, faults)
            )
            for n in range(3)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if not page.alive() or "quotes" not in ask(page, "Wat beveelt de raad aan?"):
            faults.append("the page does not answer any more")
        grown = page.rss() - before
        if grown > MOST_GROWN:
            faults.append(f"memory grew by {grown} bytes")
        if MARK in (log := page.log.read_text("utf-8", "replace")):
            faults.append(
                f"a question stands in the log: ...{log[max(0, log.index(MARK) - 200) : log.index(MARK) + 40]}"
            )
    tried = sum(statuses.values())
    told = ", ".join(f"{count} x {status}" for status, count in statuses.most_common(9) if status != "fixed")
    return Outcome(tried, f"{told}; memory {grown / 1e6:+.0f} MB", tuple(faults[:40]))


def _named(attempt: Callable[..., list[str]], **fixed: float) -> Callable[[Page], list[str]]:
    return functools.update_wrapper(functools.partial(attempt, **fixed), attempt)


def _look(status: int, headers: httpx.Headers, text: str, words: str) -> list[str]:
    faults = [f"{words}: leaks {leak!r}: {text[:300]}" for leak in LEAKS if leak in text]
    if status >= 500 and status != 503:
        faults.append(f"{words}: status {status}: {text[:200]}")
    if "content-security-policy" not in headers and status != 400:
        faults.append(f"{words}: no policy")
    page_of_text = "json" not in headers.get("content-type", "")
    if page_of_text and ("<script>alert(1)" in text or "<img src=x" in text):
        faults.append(f"{words}: not escaped")
    if "elders.example" in text or "access-control-allow-origin" in headers:
        faults.append(f"{words}: believes a header")
    return faults


def _random_requests(page: Page, end: float, chance: random.Random, statuses: Counter[str], faults: list[str]) -> None:
    with httpx.Client(base_url=page.address, timeout=60) as client:
        while time.monotonic() < end and len(faults) < 20:
            path = chance.choice((*OPEN, *CLOSED))
            while "{}" in path:
                path = path.replace("{}", quote(chance.choice(WORDS), safe=chance.choice(("", "/%~"))), 1)
            method = chance.choice(("GET", "GET", "POST", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE"))
            content = _body(chance) if method in ("POST", "PUT", "PATCH") else b""
            headers = {"content-type": "application/json", **chance.choice(HEADERS)}
            words = f"{method} {path[:120]} {headers} {content[:120]!r}"
            try:
                status, found = _one(client, method, path, content, headers, words)
            except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError, httpx.LocalProtocolError):
                status, found = "hung up", []
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                status, found = (
                    type(error).__name__,
                    [] if isinstance(error, httpx.InvalidURL) else [f"{words}: {error!r}"],
                )
            statuses[status] += 1
            faults += found


def _one(
    client: httpx.Client, method: str, path: str, content: bytes, headers: dict[str, str], words: str
) -> tuple[str, list[str]]:
    """The status of one request, and what is wrong with its answer."""
    started, parts = time.monotonic(), bytearray()
    with client.stream(method, path, content=content, headers=headers) as answer:
        if "event-stream" in answer.headers.get("content-type", ""):
            return "stream", []
        for part in answer.iter_bytes():
            parts += part
            if time.monotonic() - started > 60:
                return "endless", [f"{words}: no end after a minute"]
    text = parts.decode("utf-8", "replace")
    if answer.status_code == 500 and text == '{"error":null}' and path.startswith("/gradio_api/"):
        return "500 without a word, by gradio, to a call of the wrong shape", []
    return str(answer.status_code), _look(answer.status_code, answer.headers, text, words)


def _body(chance: random.Random) -> bytes:
    def value(depth: int = 0) -> Any:
        kind = chance.randrange(8 if depth < 3 else 5)
        if kind < 3:
            return chance.choice(WORDS).replace("\0", "")
        if kind < 5:
            return chance.choice((None, True, 0, -1, 10**30, 1.5, "Wat beveelt de raad aan?"))
        if kind < 7:
            return [value(depth + 1) for _ in range(chance.randrange(4))]
        return {chance.choice(("path", "data", "url", "__type__", "x")): value(depth + 1) for _ in range(2)}

    kind = chance.randrange(5)
    if kind == 0:
        return chance.randbytes(chance.randrange(300))
    if kind == 1:
        return b"[" * 50_000
    whole = {
        "data": [value() for _ in range(chance.randrange(4))],
        "fn_index": chance.choice((0, 1, 2, 5, 9, -1, 10**9, "x", None)),
        "session_hash": chance.choice((MARK, "", None, 5)),
        "event_data": value(),
        "trigger_id": value(),
        "simple_format": chance.choice((True, False)),
        "batched": chance.choice((True, False)),
    }
    for name in chance.sample(sorted(whole), chance.randrange(4)):
        del whole[name]
    return json.dumps(whole).encode()


def _closed(page: Page) -> list[str]:
    faults = []
    for path in CLOSED:
        for method in ("GET", "POST", "HEAD"):
            status = raw(
                page, f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            )
            if not status.startswith(("HTTP/1.1 403", "HTTP/1.1 404", "HTTP/1.1 405")):
                faults.append(f"{method} {path}: {status[:60]}")
    return faults


def _forged(page: Page) -> list[str]:
    faults = []
    for earlier in (
        [MARK] * 5_000,
        [None, 5, {"question": "x"}],
        "geen lijst",
        [["a"] * 50],
        ["<script>alert(1)</script>"],
    ):
        answer = httpx.post(
            f"{page.address}/gradio_api/run/vraag", json={"data": [f"En {MARK}?", earlier]}, timeout=120
        )
        faults += _look(answer.status_code, answer.headers, answer.text, f"forged history {str(earlier)[:40]}")
    return faults


def _private(page: Page) -> list[str]:
    faults = []
    config = httpx.get(f"{page.address}/config", timeout=30).json()
    for dependency in config["dependencies"]:
        for values in (
            [],
            [MARK],
            [MARK, {"turns": [], "messages": [["assistant", "<script>alert(1)</script>"]]}],
            [None] * 5,
        ):
            body = {"fn_index": dependency["id"], "data": values, "session_hash": f"{MARK}{dependency['id']}"}
            answer = httpx.post(f"{page.address}/gradio_api/run/predict", json=body, timeout=60)
            if answer.status_code != 500:
                words = f"private {dependency['id']} {values}"
                faults += _look(answer.status_code, answer.headers, answer.text, words)
            elif any(leak in answer.text for leak in LEAKS):
                faults.append(f"private {dependency['id']}: {answer.text[:200]}")
    return faults


def _endless(page: Page, seconds: float) -> list[str]:
    config = httpx.get(f"{page.address}/config", timeout=30).json()
    respond = next(one["id"] for one in config["dependencies"] if len(one["inputs"]) == 2 and len(one["outputs"]) == 3)
    before, sizes, end = page.rss(), [], time.monotonic() + seconds
    with httpx.Client(base_url=page.address, timeout=60) as client:
        while time.monotonic() < end:
            typed = f"En wat beveelt de raad {len(sizes)} aan?"
            body = {"fn_index": respond, "data": [typed, None], "session_hash": "zonder-einde"}
            sizes.append(len(client.post("/gradio_api/run/predict", json=body).content))
    faults = [] if page.rss() - before < 200_000_000 else [f"memory grew by {page.rss() - before}"]
    return faults if sizes[-1] < 1_000_000 else [*faults, f"follow-up {len(sizes)} took {sizes[-1]} bytes"]


CAMPAIGNS = (
    Campaign("readers", "hostile requests to every route: no failure or leak, no belief in headers, no question in the "
             "log, memory bounded, good readers answered", 100, attack),
)  # fmt: skip
