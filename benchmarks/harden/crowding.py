"""Readers who take more than their share: of bytes, time, connections, questions a minute, and questions at once."""

from __future__ import annotations

import socket
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from urllib.parse import urlsplit

import httpx

from app.messages import say
from app.web.shield.limits import CONNECTIONS_EACH as EACH
from app.web.shield.limits import HEADER_SECONDS
from benchmarks.harden.served import Page

A_MINUTE = 60


def raw(page: Page, opening: str, *more: bytes, seconds: float = 30) -> str:
    """The beginning of what the page sends back on a bare connection."""
    parts = urlsplit(page.address)
    with closing(socket.create_connection((parts.hostname, parts.port), seconds)) as connection:
        try:
            connection.sendall(opening.encode())
            for part in more:
                connection.sendall(part)
        except OSError:
            pass  # hung up while being sent too much: the status may have been sent before
        try:
            return connection.recv(300).decode("latin-1")
        except OSError:
            return ""


def _large(page: Page) -> list[str]:
    faults = []
    for length in (str(10_000_000), None):
        sized = f"Content-Length: {length}" if length else "Transfer-Encoding: chunked"
        part = b"x" * 100_000 if length else b"186a0\r\n" + b"x" * 100_000 + b"\r\n"
        opening = f"POST /gradio_api/run/vraag HTTP/1.1\r\nHost: 127.0.0.1\r\n{sized}\r\n\r\n"
        status = raw(page, opening, *[part] * 100)
        if " 413 " not in status[:20]:
            faults.append(f"10 MB: {status[:60]!r}")
    many = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + "".join(f"X-{n}: {'y' * 900}\r\n" for n in range(200)) + "\r\n"
    status = raw(page, many)
    if status and " 4" not in status[:14]:
        faults.append(f"headers without end: {status[:60]!r}")
    return faults


def _slow(page: Page) -> list[str]:
    opening = "POST /gradio_api/run/vraag HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 90\r\n\r\n{"
    started = time.monotonic()
    status = raw(page, opening, seconds=60)
    took = time.monotonic() - started
    return [] if " 408 " in status[:20] and took < 40 else [f"a slow body: {status[:60]!r} after {took:.0f} s"]


def _crowd(page: Page) -> list[str]:
    parts = urlsplit(page.address)
    crowd = [socket.create_connection((parts.hostname, parts.port), 20) for _ in range(400)]
    try:
        for one in crowd:
            one.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-")
        return [] if page.alive() else ["400 silent connections close the page for others"]
    finally:
        for one in crowd:
            one.close()


def _crowd_of_one(page: Page) -> list[str]:
    """Connections of one other client: the first are served, those after get a 503 in Dutch, many more are cut off."""
    parts = urlsplit(page.address)
    crowd = [socket.create_connection((parts.hostname, parts.port), 20, ("127.0.0.2", 0)) for _ in range(2 * EACH + 50)]
    try:
        told = [_asked_on(one) for one in (crowd[0], crowd[EACH + 20], crowd[-1])]
        served = page.alive()
    finally:
        for one in crowd:
            one.close()
    faults = [] if served else ["many connections of one client close the page for others"]
    faults += [] if " 200 " in told[0][:20] else [f"the first connection of many: {told[0][:80]!r}"]
    faults += [] if " 503 " in told[1][:20] and say("page.busy") in told[1] else [f"one too many: {told[1][:300]!r}"]
    return faults if not told[2] else [*faults, f"far too many: {told[2][:80]!r}"]


def _asked_on(connection: socket.socket) -> str:
    try:
        connection.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        parts = []
        while part := connection.recv(4096):
            parts.append(part)
    except OSError:
        return ""
    return b"".join(parts).decode("utf-8", "replace")


def _deaf(page: Page) -> list[str]:
    """A client that asks on and on and takes no answers is hung up on, and what it asked is not kept in memory."""
    parts = urlsplit(page.address)
    with closing(socket.create_connection((parts.hostname, parts.port), 60)) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(5 * HEADER_SECONDS)
        try:
            while True:
                connection.sendall(b"GET /config HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 200)
        except TimeoutError:
            return ["a client that takes no answers is kept"]
        except OSError:
            return [] if page.alive() else ["a client that takes no answers closes the page for others"]


def _hurried(page: Page) -> list[str]:
    """One other client asks more than it may in a minute; this machine's own questions go on."""
    transport = httpx.HTTPTransport(local_address="127.0.0.3")
    with httpx.Client(transport=transport, base_url=page.address, timeout=60) as client:
        body = {"data": ["", []]}
        given = [client.post("/gradio_api/run/vraag", json=body) for _ in range(A_MINUTE + 30)]
    statuses = [one.status_code for one in given]
    refused = [one for one in given if one.status_code == 429]
    faults = [] if statuses[0] == 200 and refused else [f"questions in a hurry: {statuses[:3]}, {len(refused)} refused"]
    faults += [f"429 says {one.text[:80]!r}" for one in refused[:1] if one.text != say("page.busy")]
    return faults if httpx.post(f"{page.address}/gradio_api/run/vraag", json=body, timeout=60).is_success else [
        *faults, "the hurry of one client is held against another"]  # fmt: skip


def all_at_once(page: Page, taken: int) -> list[str]:
    """Three times as many questions at once as are ``taken``: each is answered or gets a 503 in Dutch; both happen."""

    ready = threading.Barrier(3 * taken)

    def one(number: int) -> tuple[int, str]:
        question = f"Wat zegt de raad over {number}? " + "En wat vindt het kabinet daarvan? " * (number % 20)
        with httpx.Client(timeout=120) as client:
            ready.wait(120)
            answer = client.post(f"{page.address}/gradio_api/run/vraag", json={"data": [question, []]})
        return answer.status_code, answer.text

    with ThreadPoolExecutor(3 * taken) as crowd:
        given = list(crowd.map(one, range(3 * taken)))
    counts = Counter(status for status, _ in given)
    faults = [] if set(counts) == {200, 503} else [f"{3 * taken} questions at once: {dict(counts)}"]
    return (
        faults + [f"503 says {text[:80]!r}" for status, text in given if status == 503 and text != say("page.busy")][:1]
    )


ATTEMPTS = (_large, _slow, _crowd, _crowd_of_one, _deaf, _hurried)
# These last as long as the page's patience, a minute together: not in a campaign that is shorter itself.
WAITING = (_slow, _deaf)
WORTH_WAITING = 30.0
