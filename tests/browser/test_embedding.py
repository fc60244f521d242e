"""The page in a frame of another site: only of a site that the maintainer named."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import expect

from app.settings import WebSettings
from tests.browser.conftest import WIDE, Chromium, served
from tests.browser.steps import LETTER
from tests.fakes import FakeAssistant


@pytest.fixture
def other_site() -> Iterator[ThreadingHTTPServer]:
    """A site on another port, so of another origin, whose every page holds a frame of the address in its query."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.end_headers()
            address = self.path.partition("?")[2]
            frame = f'<iframe src="{address}" title="Aan Zet" width="100%" height="800"></iframe>'
            self.wfile.write(f'<!doctype html><html lang="nl"><title>Gemeente</title>{frame}</html>'.encode())

        def log_message(self, *_: object) -> None:
            """Nothing is logged."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join(10)


@pytest.mark.parametrize("named", [True, False])
def test_a_named_site_may_show_the_page_and_another_may_not(
    chromium: Chromium, other_site: ThreadingHTTPServer, tmp_path: Path, named: bool
) -> None:
    origin = f"http://127.0.0.1:{other_site.server_address[1]}"
    sites = (origin if named else "https://www.example.nl",)
    for address in served(FakeAssistant(tmp_path), WebSettings(embed_sites=sites)):
        page = chromium.browser.new_page(viewport={"width": WIDE[0], "height": WIDE[1]})
        if named:
            page.goto(f"{origin}/?{address}/")
            question = page.frame_locator("iframe").get_by_label("Uw vraag")
            question.fill(LETTER)
            question.press("Enter")
            expect(page.frame_locator("iframe").locator("#gesprek .antwoord")).to_have_count(1)
        else:
            with page.expect_console_message(lambda line: "frame-ancestors" in line.text):
                page.goto(f"{origin}/?{address}/")
            expect(page.frame_locator("iframe").get_by_label("Uw vraag")).to_have_count(0)
        page.close()
