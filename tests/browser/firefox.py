"""Debian's Firefox by its own WebDriver BiDi, without a driver beside it: https://www.w3.org/TR/webdriver-bidi/."""

from __future__ import annotations

import itertools
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.browser.conftest import WIDE

SECONDS = 60
KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "ArrowRight": "\ue014", "ArrowLeft": "\ue012", "End": "\ue010"}
LISTENING = re.compile(rb"WebDriver BiDi listening on (ws://\S+)")
PREFERENCES = """user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("app.update.enabled", false);
user_pref("layout.css.prefers-color-scheme.content-override", %d);
"""
WAIT = """new Promise((done) => {
  const look = () => {
    let held = false;
    try { held = Boolean(%s); } catch (early) { held = false; }
    if (held) done(true); else requestAnimationFrame(look);
  };
  look();
})"""


def find_firefox() -> str | None:
    """Where Firefox is, None when it is not installed."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


class Firefox:
    """One tab of a Firefox that listens at ``socket``."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._ask("session.new", capabilities={"alwaysMatch": {"acceptInsecureCerts": True}})
        self._tab = self._ask("browsingContext.create", type="tab")["context"]

    def _ask(self, method: str, **params: object) -> Any:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            told = json.loads(self._socket.recv(timeout=SECONDS))
            if told.get("id") == number:
                assert told["type"] == "success", told
                return told["result"]

    def size(self, width: int, height: int) -> None:
        """Gives the window's inside a size in CSS pixels."""
        self._ask("browsingContext.setViewport", context=self._tab, viewport={"width": width, "height": height})

    def open(self, address: str) -> None:
        """Goes to ``address`` and waits until it is loaded."""
        self._ask("browsingContext.navigate", context=self._tab, url=address, wait="complete")

    def run(self, script: str) -> Any:
        """The value of ``script``, awaited, through JSON."""
        told = self._ask(
            "script.evaluate", expression=f"(async () => JSON.stringify(await ({script})))()",
            target={"context": self._tab}, awaitPromise=True,
        )  # fmt: skip
        assert told["type"] == "success", told["exceptionDetails"]["text"]
        return json.loads(told["result"].get("value", "null"))

    def load(self, script: str) -> None:
        """Runs a library's ``script`` in the tab."""
        told = self._ask(
            "script.evaluate", expression=f"{script}; 0", target={"context": self._tab}, awaitPromise=False
        )
        assert told["type"] == "success"

    def until(self, condition: str) -> None:
        """Waits until ``condition`` holds; fails when it does not in SECONDS."""
        assert self.run(WAIT % condition) is True

    def keys(self, *typed: str) -> None:
        """Presses keys, by the names in KEYS, or types text."""
        each = [KEYS.get(one, one) for one in typed]
        presses = [{"type": kind, "value": key} for text in each for key in text for kind in ("keyDown", "keyUp")]
        self._ask("input.performActions", context=self._tab, actions=[{"type": "key", "id": "k", "actions": presses}])

    def click(self, element: str) -> None:
        """Clicks the middle of ``element``, a JavaScript expression, after bringing it into view."""
        place = self.run(
            f"(() => {{ const part = {element}; part.scrollIntoView("
            "{block: 'center'}); const box = part.getBoundingClientRect(); "
            "return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)]; })()"
        )
        moves = [{"type": "pointerMove", "x": place[0], "y": place[1]}, {"type": "pointerDown", "button": 0},
                 {"type": "pointerUp", "button": 0}]  # fmt: skip
        actions = [{"type": "pointer", "id": "m", "actions": moves}]
        self._ask("input.performActions", context=self._tab, actions=actions)


@contextmanager
def firefox(folder: Path, dark: bool = False) -> Iterator[Firefox]:
    """A Firefox without a window, with a profile of its own in ``folder``."""
    path = find_firefox()
    assert path is not None
    (folder / "user.js").write_text(PREFERENCES % (0 if dark else 1))
    command = [path, "--headless", "--remote-debugging-port=0", "--no-remote", "--profile", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as running:
        try:
            assert running.stderr is not None
            address = next(found[1].decode() for line in running.stderr if (found := LISTENING.search(line)))
            with connect(f"{address}/session", max_size=None, open_timeout=SECONDS, origin=None) as socket:
                browser = Firefox(socket)
                browser.size(*WIDE)
                yield browser
        finally:
            running.terminate()
