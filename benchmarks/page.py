"""How fast the chat page is: `python -m benchmarks.page` (needs chromium and an index, see `aanzet index`).

Prints answers a second for 16 readers through the page and by the function alone, the page's first load in KiB and
seconds, and the milliseconds from a click on a citation to the marked source: in a PDF until the picture of its lines
is drawn. `AANZET_HOME` says which sources; `python -m benchmarks.page browser` leaves out the answers a second.
"""

from __future__ import annotations

import http.client
import json
import multiprocessing
import shutil
import statistics
import sys
import threading
import time
from collections.abc import Callable

from playwright.sync_api import Browser, sync_playwright

from app import Assistant
from app.settings import WebSettings
from app.web.server import serve

PORT = 7969
READERS = 16
SECONDS = 10.0
QUESTIONS_A_VISIT = 5
CLICKS = 20
LOADS = 5
BROWSER_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def throughput(ask: Callable[[int], None], readers: int = READERS, seconds: float = SECONDS) -> float:
    """Calls of ``ask(reader)`` a second by ``readers`` threads at once."""
    counts = [0] * readers
    end = time.perf_counter() + seconds

    def read(reader: int) -> None:
        while time.perf_counter() < end:
            ask(reader)
            counts[reader] += 1

    threads = [threading.Thread(target=read, args=(number,)) for number in range(readers)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - start)


def alone() -> float:
    """Answers a second by the function itself."""
    assistant = Assistant.load()
    questions = assistant.examples()
    assistant.ask(questions[0])

    def ask(reader: int) -> None:
        assistant.ask(questions[reader % len(questions)])

    return throughput(ask)


def through_the_page(questions: list[str]) -> float:
    """Answers a second over HTTP, as the browser asks: one request for each answer."""
    function = next(d["id"] for d in json.loads(_get("/config"))["dependencies"] if len(d["inputs"]) == 2)
    asked = [0] * READERS
    connections = [http.client.HTTPConnection("127.0.0.1", PORT) for _ in range(READERS)]

    def ask(reader: int) -> None:
        values = {"data": [questions[reader % len(questions)], None], "fn_index": function,
                  "session_hash": f"reader{reader}-{asked[reader] // QUESTIONS_A_VISIT}"}  # fmt: skip
        asked[reader] += 1
        connections[reader].request("POST", "/gradio_api/run/predict", json.dumps(values), JSON)
        answer = connections[reader].getresponse()
        body = answer.read()
        if answer.status != 200 or b"antwoord" not in body:
            raise RuntimeError(f"status {answer.status}: {body[:200]!r}")

    ask(0)
    return throughput(ask)


JSON = {"content-type": "application/json"}
IN_SIGHT = """(place) => {
  const source = document.getElementById('bronkader')?.contentDocument;
  if (!source || source.body?.dataset.place !== place) return false;
  const strip = source.querySelector('.strook img');
  return strip ? strip.complete && strip.naturalWidth > 0 : Boolean(source.querySelector('mark'));
}"""


def in_the_browser(question: str) -> dict[str, float]:
    """First load (KiB, seconds until the question box can be typed in) and a click's milliseconds to its source."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=BROWSER_FLAGS)
        browser.new_page().goto(f"http://127.0.0.1:{PORT}/healthz")
        loads = [_first_load(browser) for _ in range(LOADS)]
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{PORT}/")
        page.get_by_label("Uw vraag").fill(question)
        start = time.perf_counter()
        page.keyboard.press("Enter")
        page.locator("#gesprek .antwoord").wait_for()
        answered = time.perf_counter() - start
        clicks = []
        for number in range(CLICKS):
            link = page.locator("a.cite:visible").nth(number % page.locator("a.cite:visible").count())
            place = (link.get_attribute("href") or "").split("/")[-1].split("?")[0]
            link.scroll_into_view_if_needed()
            start = time.perf_counter()
            link.click()
            page.wait_for_function(IN_SIGHT, arg=place)
            clicks.append((time.perf_counter() - start) * 1000)
        browser.close()
    seconds = [taken for _, taken in loads]
    return {
        "first load, KiB": loads[0][0],
        "usable, s, median": statistics.median(seconds),
        "usable, s, worst": max(seconds),
        "answer in the browser, s": answered,
        "click to source, ms, median": statistics.median(clicks),
        "click to source, ms, worst": max(clicks),
    }


def _first_load(browser: Browser) -> tuple[float, float]:
    """KiB and seconds until the question box can be typed in, for a browser that never was here."""
    visit = browser.new_context()
    page = visit.new_page()
    sizes: list[int] = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    start = time.perf_counter()
    page.goto(f"http://127.0.0.1:{PORT}/", wait_until="commit")
    page.locator("#vraag textarea:focus").wait_for()
    usable = time.perf_counter() - start
    size = sum(sizes) / 1024
    visit.close()
    return size, usable


def main(only_browser: bool) -> None:
    """Measures and prints; ``only_browser`` leaves out the answers a second."""
    spawn = multiprocessing.get_context("spawn")
    function = 0.0
    if not only_browser:
        with spawn.Pool(1) as pool:
            function = pool.apply(alone)
    server = spawn.Process(target=_serve, daemon=True)
    server.start()
    _wait()
    questions = list(Assistant.load().examples())
    if not only_browser:
        page = through_the_page(questions)
        _print({"answers a second, function alone": function, "through the page": page, "share": page / function})
    _print(in_the_browser(questions[0]))
    server.terminate()
    server.join()


def _print(figures: dict[str, float]) -> None:
    for name, value in figures.items():
        print(f"{name:36} {value:8.2f}", flush=True)


def _serve() -> None:
    serve(Assistant.load(), WebSettings(port=PORT))


def _get(path: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    connection.request("GET", path)
    return connection.getresponse().read()


def _wait() -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            _get("/healthz")
            return
        except OSError:
            threading.Event().wait(0.2)
    raise RuntimeError("the page did not start within 60 seconds")


if __name__ == "__main__":
    main("browser" in sys.argv[1:])
