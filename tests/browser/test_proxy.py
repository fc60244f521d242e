"""The page under a path of another site, behind nginx with TLS: Debian's nginx, as a maintainer sets it up."""

from __future__ import annotations

import io
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import expect

from app.settings import WebSettings
from app.web.permalink import Permalink, encode
from app.word_file import MEDIA_TYPE
from tests.browser.conftest import PHONE, WIDE, Chromium, open_page, served
from tests.browser.steps import ABSTAINED, ANSWERED, LETTER, ask, source
from tests.fakes import FakeAssistant

NGINX, OPENSSL = shutil.which("nginx"), shutil.which("openssl")
pytestmark = pytest.mark.skipif(
    NGINX is None or OPENSSL is None, reason="nginx is not installed (apt-get install nginx openssl)"
)
CONF = """pid {folder}/pid; error_log {folder}/error.log; daemon off; worker_processes 1;
events {{ worker_connections 64; }}
http {{
  access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port} ssl; ssl_certificate {folder}/cert.pem; ssl_certificate_key {folder}/key.pem;
    location /aanzet/ {{
      proxy_pass {upstream}; proxy_set_header Host $host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header X-Forwarded-Proto $scheme;
      proxy_buffering off; proxy_http_version 1.1;
    }}
  }}
}}
"""


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@contextmanager
def nginx(folder: Path, port: int, upstream: str) -> Iterator[None]:
    """Nginx on ``port`` of this machine, which passes what is under /aanzet/ on to ``upstream``."""
    assert NGINX is not None
    assert OPENSSL is not None
    made = [OPENSSL, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    made += ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    subprocess.run(made, check=True, capture_output=True)
    (folder / "nginx.conf").write_text(CONF.format(folder=folder, port=port, upstream=upstream))
    command = [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf")]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        try:
            with httpx.Client(transport=httpx.HTTPTransport(verify=False, retries=8)) as client:
                client.get(f"https://127.0.0.1:{port}/aanzet/healthz").raise_for_status()
            yield
        finally:
            running.terminate()


@pytest.fixture(params=["taken off", "passed on"])
def behind(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The page's address behind nginx, which takes its path off before it passes a request on, or leaves it."""
    port = free_port()
    settings = WebSettings(address=f"https://127.0.0.1:{port}/aanzet", proxies=("127.0.0.1",), questions_a_minute=30)
    for upstream in served(FakeAssistant(tmp_path), settings):
        with nginx(tmp_path, port, upstream + ("/" if request.param == "taken off" else "")):
            yield f"https://127.0.0.1:{port}/aanzet/"


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_question_source_link_and_files_work_under_a_path(
    chromium: Chromium, behind: str, size: tuple[int, int]
) -> None:
    asked: list[str] = []
    for page in open_page(chromium, behind, size, ignore_https_errors=True):
        page.on("request", lambda request: asked.append(urlsplit(request.url).path))
        ask(page, ABSTAINED)
        ask(page, ANSWERED)
        page.locator("#gesprek .antwoord").last.locator("a.cite").first.click()
        expect(source(page).locator(".strook img")).to_be_in_viewport()
        page.reload()
        expect(page.locator(".gevraagd")).to_have_text([ABSTAINED, ANSWERED])
        for name in ("Word", "Markdown", "PDF"):
            page.locator("#gesprek .antwoord").last.get_by_role("link", name=name).evaluate(
                "(link) => fetch(link.href).then((answer) => { if (!answer.ok) throw new Error(link.href); })"
            )
        lasting = page.locator("a.blijvend").last.get_attribute("href")
        page.goto(f"{behind}{lasting}")
        expect(page.locator(".melding")).to_contain_text("dezelfde")
        page.get_by_role("link", name="Verder vragen").click()
        expect(page.locator(".gevraagd")).to_have_text([ABSTAINED, ANSWERED])
        ask(page, LETTER)
    assert asked
    assert all(path.startswith("/aanzet/") for path in asked)


def test_a_file_holds_the_address_that_readers_use(behind: str) -> None:
    with httpx.Client(verify=False) as client:
        page = client.get(behind).text
        assert f'"root":"{behind.rstrip("/")}"' in page
        assert client.get(f"{behind}iets").status_code == 404
        token = encode(Permalink((LETTER,), "", "", ""))
        text = client.get(f"{behind}antwoord/{token}.md").text
        word = client.get(f"{behind}antwoord/{token}.docx")
    assert f"{behind}antwoord/{token}" in text
    assert word.headers["content-type"] == MEDIA_TYPE
    assert io.BytesIO(word.content).read(2) == b"PK"


def statuses(address: str, *readers: str) -> list[int]:
    """What each of ``readers`` in turn gets who asks for passages through a proxy that names them."""
    with httpx.Client() as client:
        asked = [client.get(f"{address}/passages?over=beleid", headers={"x-forwarded-for": one}) for one in readers]
    return [answer.status_code for answer in asked]


def test_a_limit_counts_readers_and_not_the_proxy(tmp_path: Path) -> None:
    first, second = "198.51.100.1", "198.51.100.2"
    settings = WebSettings(proxies=("127.0.0.0/8",), questions_a_minute=2)
    for address in served(FakeAssistant(tmp_path), settings):
        assert statuses(address, first, first, first, second) == [200, 200, 429, 200]
        assert statuses(address, f"203.0.113.9, {first}") == [429]  # what a reader writes in front is not believed


def test_without_a_named_proxy_nobody_is_believed_about_who_asks(tmp_path: Path) -> None:
    for address in served(FakeAssistant(tmp_path), WebSettings(questions_a_minute=2)):
        assert statuses(address, *["198.51.100.1"] * 3) == [200, 200, 200]
