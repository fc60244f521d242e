"""A page on 127.0.0.1 and Debian's chromium to look at it; nothing may leave the origin or go wrong in silence."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from app.settings import WebSettings
from app.web.contract import PageAssistant
from app.web.indexing import IndexAgain
from app.web.server import create_app, serving
from tests.fakes import FakeAssistant

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
         "--process-per-site")  # fmt: skip
WIDE, PHONE, TABLET = (1280, 800), (390, 844), (820, 1180)
expect.set_options(timeout=10_000)


def find_chromium() -> str | None:
    """Where Debian's chromium is, None when it is not installed."""
    return shutil.which("chromium")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def served(
    assistant: PageAssistant, settings: WebSettings | None = None, index_again: IndexAgain | None = None
) -> Iterator[str]:
    """The address of the page over ``assistant`` on a free port, served by a thread."""
    settings = settings or WebSettings()
    app = create_app(assistant, settings, index_again)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, **serving(settings)))
    started = threading.Event()
    startup = server.startup

    async def startup_then_tell(*arguments: object, **named: object) -> None:
        await startup(*arguments, **named)  # type: ignore[arg-type]
        started.set()

    server.startup = startup_then_tell  # type: ignore[method-assign]
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    assert started.wait(60)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session")
def fake_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the page over the small made-up assistant."""
    yield from served(FakeAssistant(tmp_path_factory.mktemp("documents")))


class Chromium:
    """A browser that keeps what it loaded for the next test: readers with the same device share their cache, and the
    process that has compiled the page's scripts, which a tab of its own keeps alive between tests.
    """

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self._contexts: dict[tuple[tuple[str, Any], ...], BrowserContext] = {}

    def stranger(self, address: str, size: tuple[int, int], **device: Any) -> Page:
        """A tab of a reader about whom the page at ``address`` has kept nothing."""
        key = tuple(sorted(device.items()))
        if key not in self._contexts:
            self._contexts[key] = self.browser.new_context(**device)
            self._contexts[key].new_page().goto(f"{address.rstrip('/')}/healthz")
        context = self._contexts[key]
        page = context.new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        context.clear_cookies()
        kept = {"origin": "{0.scheme}://{0.netloc}".format(urlsplit(address)), "storageTypes": "local_storage"}
        context.new_cdp_session(page).send("Storage.clearDataForOrigin", kept)
        return page


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """Debian's chromium."""
    path = find_chromium()
    if path is None:
        pytest.skip("chromium is not installed (apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield Chromium(browser)
        browser.close()


def open_page(
    chromium: Chromium, address: str, size: tuple[int, int] = WIDE, expected: str = "", **device: Any
) -> Iterator[Page]:
    """A new page at ``address``; fails on a script error, a refused script, or a request to elsewhere.

    ``expected`` is the beginning of console errors that a test brings about itself.
    """
    faults: list[str] = []
    page = chromium.stranger(address, size, **device)

    def guard(request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(address).netloc and not request.url.startswith(("data:", "blob:")):
            faults.append(f"asked for {request.url}")

    page.on("request", guard)
    page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    page.goto(address)
    expect(page.get_by_label("Uw vraag")).to_be_visible()
    yield page
    _, *tabs = page.context.pages
    for tab in tabs:
        tab.close()
    assert [fault for fault in faults if not (expected and fault.startswith(expected))] == []


@pytest.fixture(params=[WIDE, PHONE, TABLET], ids=["wide", "phone", "tablet"])
def page(request: pytest.FixtureRequest, chromium: Chromium, fake_address: str) -> Iterator[Page]:
    """The fake page, on a wide screen, on a telephone and on a tablet."""
    yield from open_page(chromium, fake_address, request.param)


@pytest.fixture
def wide(chromium: Chromium, fake_address: str) -> Iterator[Page]:
    """The fake page on a wide screen."""
    yield from open_page(chromium, fake_address)


@pytest.fixture
def phone(chromium: Chromium, fake_address: str) -> Iterator[Page]:
    """The fake page on a telephone."""
    yield from open_page(chromium, fake_address, PHONE)
