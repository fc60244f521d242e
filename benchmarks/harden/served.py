"""The real page in a process of its own: ``aanzet chat`` over a small corpus, with the real model."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import httpx

AMOUNTS = (12, 35)
START_SECONDS = 400
QUESTION = "Hoeveel miljoen euro krijgen de gemeenten?"
COMMAND = (sys.executable, "-c", "from app.terminal.commands import main; main()")
REGISTER = """[[source]]
id = "nieuws"
title = "Nieuwsbericht"
role = "nieuws"
speaker = "Rli"
file = "nieuws.txt"
[[source]]
id = "brief"
title = "Een brief"
role = "kabinetsreactie"
speaker = "de minister"
file = "brief.txt"
[[source]]
id = "advies"
title = "Een advies"
role = "advies"
speaker = "de raad"
file = "advies.pdf"
"""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is being served: its address, process, home, and the file that its words go to."""

    address: str
    pid: int
    home: Path
    log: Path

    def rss(self) -> int:
        """Bytes of memory of the process."""
        status = Path(f"/proc/{self.pid}/status").read_text("utf-8")
        return int(status.split("VmRSS:")[1].split()[0]) * 1024

    def alive(self) -> bool:
        """Whether it still says that it is well."""
        try:
            return httpx.get(f"{self.address}/healthz", timeout=20).status_code == 200
        except httpx.HTTPError:
            return False


def make_home(home: Path, web: str = "") -> None:
    """A home with three sources and ``[web]`` settings, not indexed yet."""
    import typst

    home.mkdir(parents=True)
    (home / "settings.toml").write_text(f'register = "bronnen.toml"\n[web]\n{web}\n', "utf-8")
    (home / "bronnen.toml").write_text(REGISTER, "utf-8")
    news = Path(str(resources.files("corpus"))) / "documents" / "rli-nieuws-2024-03-25.txt"
    shutil.copy(news, home / "nieuws.txt")
    text = "De raad beveelt aan om uitvoering en beleid gelijk te schakelen. " * 8
    (home / "advies.pdf").write_bytes(typst.compile(f"= Advies\n{text}\n#pagebreak()\n{text}".encode()))
    write_letter(home, AMOUNTS[0])


def write_letter(home: Path, amount: int) -> None:
    """The letter that says how many millions the municipalities get."""
    text = f"Een brief\n\nDe gemeenten krijgen {amount} miljoen euro per jaar voor de uitvoering van hun taken.\n"
    (home / "brief.txt").write_text(text, "utf-8")


def aanzet(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    return subprocess.run(
        [*COMMAND, *arguments], cwd=home, env=_environment(home),
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip


@contextmanager
def served(home: Path, *before: str, host: str = "127.0.0.1") -> Iterator[Page]:
    """The page over ``home``; ``before`` are words put before the command, such as those of strace."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        port = probe.getsockname()[1]
    log = home / "page.log"
    command = [
        *before,
        *COMMAND,
        "chat",
        "--port",
        str(port),
    ]
    with log.open("wb") as file:
        process = subprocess.Popen(
            command, cwd=home, env=_environment(home), stdout=file, stderr=file, start_new_session=True
        )
    page = Page(f"http://{host}:{port}", process.pid, home, log)
    try:
        end = time.monotonic() + START_SECONDS
        while not page.alive():
            if process.poll() is not None or time.monotonic() > end:
                raise AssertionError(f"the page did not start: {log.read_text('utf-8', 'replace')[-2000:]}")
            time.sleep(0.2)
        yield page
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all of its group: under strace the page is a child, which would stay."""
    os.killpg(process.pid, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):  # is killed below, with its group
        process.wait(30)
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        process.poll()
        time.sleep(0.05)
    raise AssertionError(f"process group {process.pid} does not end")


def ask(page: Page, question: str, client: httpx.Client | None = None) -> dict[str, object]:
    """The answer of the page's own interface for programs."""
    post = client.post if client is not None else httpx.post
    answer = post(f"{page.address}/gradio_api/run/vraag", json={"data": [question, []]}, timeout=60)
    answer.raise_for_status()
    found: dict[str, object] = answer.json()["data"][0]
    return found


def _environment(home: Path) -> dict[str, str]:
    root = str(Path(__file__).parent.parent.parent)
    return {**os.environ, "AANZET_HOME": str(home), "PYTHONPATH": root, "NO_COLOR": "1", "HF_HUB_OFFLINE": "1"}
