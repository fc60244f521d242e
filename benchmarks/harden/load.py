"""Many readers at once while the index is swapped under them, and what the page tells others meanwhile."""

from __future__ import annotations

import re
import shutil
import statistics
import threading
import time

import httpx

from benchmarks.harden.campaign import Bounds, Campaign, Outcome
from benchmarks.harden.readers import MARK
from benchmarks.harden.served import AMOUNTS, QUESTION, Page, aanzet, ask, make_home, served, write_letter

READERS = 64
_AMOUNT = re.compile(r"krijgen (\d+) miljoen")


def load(bounds: Bounds) -> Outcome:
    """READERS ask on and on; the letter changes and is indexed again and again; every answer comes from one index."""
    home = bounds.folder / "home"
    make_home(home, "questions_a_minute = 0")
    faults: list[str] = []
    seconds: list[float] = []
    versions: dict[str, set[str]] = {}
    with served(home) as page:
        ask(page, QUESTION)
        stop = threading.Event()
        asking = (page, stop, seconds, versions, faults)
        threads = [threading.Thread(target=_read, args=asking, daemon=True) for _ in range(READERS)]
        for thread in threads:
            thread.start()
        swaps, memory = 0, []
        end = time.monotonic() + bounds.seconds
        while time.monotonic() < end and len(faults) < 20:
            swaps += 1
            write_letter(home, AMOUNTS[swaps % 2])
            done = aanzet(home, "index")
            if done.returncode:
                faults.append(f"indexing under load: {done.stderr[-300:]}")
            memory.append(page.rss())
            stop.wait(min(8.0, max(0.0, end - time.monotonic())))
        stop.set()
        for thread in threads:
            thread.join(60)
    settled = memory[len(memory) // 3 :]
    drift = (settled[-1] - settled[0]) / settled[0]
    if bounds.seconds > 60 and drift > 0.05:
        faults.append(f"memory: {[round(bytes_ / 1e6) for bytes_ in memory]} MB")
    for version, amounts in versions.items():
        if len(amounts) != 1:
            faults.append(f"version {version} gave the amounts {amounts}")
    if len(versions) < 2:
        faults.append(f"the page never took a new index into use: {versions}")
    ordered = sorted(seconds) or [0.0]
    seen = (
        f"{READERS} readers, {swaps} times a new index, {len(versions)} versions answered, memory {drift:+.1%} "
        f"({settled[-1] / 1e6:.0f} MB), median {statistics.median(ordered):.1f} s, "
        f"p99 {ordered[int(len(ordered) * 0.99)]:.1f} s"
    )
    return Outcome(len(seconds), seen, tuple(faults[:20]))


def _read(
    page: Page, stop: threading.Event, seconds: list[float], versions: dict[str, set[str]], faults: list[str]
) -> None:
    with httpx.Client(timeout=120) as client:
        while not stop.is_set():
            started = time.monotonic()
            try:
                answer = ask(page, QUESTION, client)
            except httpx.HTTPError as error:
                faults.append(f"a reader got {type(error).__name__}: {error}")
                continue
            seconds.append(time.monotonic() - started)
            found = _AMOUNT.findall(str(answer["quotes"]))
            if not found:
                faults.append(f"no answer: {str(answer)[:300]}")
                continue
            versions.setdefault(str(answer["index_version"]), set()).add(found[0])


def privacy(bounds: Bounds) -> Outcome:
    """The page under strace without a network: what it connects to, and whether a question stands in any file."""
    home = bounds.folder / "home"
    make_home(home)
    trace = bounds.folder / "trace"
    traced = ("-e", "trace=connect,sendto", "-e", "signal=none")
    before = ("strace", "-f", "--seccomp-bpf", "-qq", *traced, "-o", str(trace))
    watched = shutil.which("strace") is not None
    faults: list[str] = []
    asked = 0
    with served(home, *(before if watched else ())) as page:
        while asked < 3 or bounds.goes_on():
            asked += 1
            ask(page, f"Wat zegt {MARK} over gemeenten en nummer {asked}?")
            for path in ("/", f"/passages?over={MARK}", f"/bron/{MARK}", f"/antwoord/{MARK}", f"/?vraag={MARK}"):
                httpx.get(page.address + path, timeout=60)
            wrong = {"data": [MARK], "fn_index": 2, "session_hash": MARK}
            httpx.post(f"{page.address}/gradio_api/run/predict", json=wrong, timeout=60)
            httpx.post(f"{page.address}/gradio_api/run/controleer", json={"data": [f"Citaat {MARK}."]}, timeout=60)
    outward = _outward(trace.read_text("utf-8", "replace")) if watched else []
    faults += [f"connects to {line}" for line in outward]
    for path in sorted(home.rglob("*")):
        if path.is_file() and MARK.encode() in path.read_bytes():
            faults.append(f"a question stands in {path.relative_to(home)}")
    how = "strace saw no connection to elsewhere" if watched else "strace is not installed: connections not seen"
    return Outcome(asked, f"{how}; no question in the home folder or the log", tuple(faults[:20]))


def _outward(trace: str) -> list[str]:
    found = re.findall(r"(?:sin_addr=inet_addr|inet_pton\(AF_INET6,)\(?\s*\"([^\"]+)\"", trace)
    return sorted({address for address in found if address not in ("127.0.0.1", "::1", "0.0.0.0", "::")})


CAMPAIGNS = (
    Campaign("load", "64 readers while the index is swapped: no failed and no mixed answer, memory flat", 600, load),
    Campaign("privacy", "no connection to elsewhere, no question in the log or the home folder", 40, privacy),
)  # fmt: skip
