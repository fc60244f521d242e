"""Many readers at once while the index is swapped under them, and what the page tells others meanwhile."""

from __future__ import annotations

import re
import shutil
import statistics
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from benchmarks.harden.campaign import Bounds, Campaign, Outcome
from benchmarks.harden.readers import MARK
from benchmarks.harden.served import AMOUNTS, QUESTION, Page, aanzet, ask, make_home, served, write_letter

READERS = 64
FEW = 6
"""Readers of a campaign of seconds, in which the index is swapped once."""
SHORT, PATIENCE = 60.0, 60.0
_AMOUNT = re.compile(r"krijgen (\d+) miljoen")


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the readers saw: seconds an answer, the amounts that each version of the index gave, and what went wrong;
    ``renewed`` is set once a second version answers."""

    seconds: list[float] = field(default_factory=list)
    versions: dict[str, set[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    renewed: threading.Event = field(default_factory=threading.Event)


def load(bounds: Bounds) -> Outcome:
    """READERS ask on and on; the letter changes and is indexed again and again; every answer comes from one index."""
    home = bounds.folder / "home"
    make_home(home, "questions_a_minute = 0")
    seen, readers = _Seen(), READERS if bounds.seconds > SHORT else FEW
    with served(home) as page:
        ask(page, QUESTION)
        stop = threading.Event()
        threads = [threading.Thread(target=_read, args=(page, stop, seen), daemon=True) for _ in range(readers)]
        for thread in threads:
            thread.start()
        memory = _swapped(home, page, time.monotonic() + bounds.seconds, stop, seen.faults)
        seen.renewed.wait(PATIENCE)
        stop.set()
        for thread in threads:
            thread.join(60)
    settled = memory[len(memory) // 3 :]
    drift = (settled[-1] - settled[0]) / settled[0]
    if bounds.seconds > SHORT and drift > 0.05:
        seen.faults.append(f"memory: {[round(bytes_ / 1e6) for bytes_ in memory]} MB")
    for version, amounts in seen.versions.items():
        if len(amounts) != 1:
            seen.faults.append(f"version {version} gave the amounts {amounts}")
    if len(seen.versions) < 2:
        seen.faults.append(f"the page never took a new index into use: {seen.versions}")
    ordered = sorted(seen.seconds) or [0.0]
    told = (
        f"{readers} readers, {len(memory)} times a new index, {len(seen.versions)} versions answered, memory "
        f"{drift:+.1%} ({settled[-1] / 1e6:.0f} MB), median {statistics.median(ordered):.1f} s, "
        f"p99 {ordered[int(len(ordered) * 0.99)]:.1f} s"
    )
    return Outcome(len(seen.seconds), told, tuple(seen.faults[:20]))


def _swapped(home: Path, page: Page, end: float, stop: threading.Event, faults: list[str]) -> list[int]:
    """Change the letter and index it until ``end``, once at least: bytes of the page's memory after each time."""
    memory: list[int] = []
    while not memory or (time.monotonic() < end and len(faults) < 20):
        write_letter(home, AMOUNTS[(len(memory) + 1) % 2])
        done = aanzet(home, "index")
        if done.returncode:
            faults.append(f"indexing under load: {done.stderr[-300:]}")
        memory.append(page.rss())
        stop.wait(min(8.0, max(0.0, end - time.monotonic())))
    return memory


def _read(page: Page, stop: threading.Event, seen: _Seen) -> None:
    with httpx.Client(timeout=120) as client:
        while not stop.is_set():
            started = time.monotonic()
            try:
                answer = ask(page, QUESTION, client)
            except httpx.HTTPError as error:
                seen.faults.append(f"a reader got {type(error).__name__}: {error}")
                continue
            seen.seconds.append(time.monotonic() - started)
            found = _AMOUNT.findall(str(answer["quotes"]))
            if not found:
                seen.faults.append(f"no answer: {str(answer)[:300]}")
                continue
            seen.versions.setdefault(str(answer["index_version"]), set()).add(found[0])
            if len(seen.versions) > 1:
                seen.renewed.set()


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
