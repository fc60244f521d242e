"""The assistant of a page that stays open: a new index in the home folder is taken into use whole, without a stop."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any

from app.assistant import Assistant
from app.workspace import Workspace, open_workspace
from index.build import current_version
from index.opened import open_index

WATCH_SECONDS = 2.0
_log = logging.getLogger(__name__)


class LiveAssistant:
    """Everything that an assistant does, by the assistant over the index that is current.

    Each call goes to one assistant and so to one index; ``now()`` gives that assistant to who asks it more than once.
    """

    def __init__(self, first: Assistant, reopen: Callable[[Assistant], Assistant]) -> None:
        self._current = first
        self._reopen = reopen
        self._refused: tuple[int, ...] = ()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._current, name)

    def now(self) -> Assistant:
        """The assistant that answers at this moment; it goes on working after another took its place."""
        return self._current

    def refresh(self) -> bool:
        """Open the current index when it is another; True when it now answers.

        An index that cannot be opened is logged once, and the one before it goes on answering.
        """
        home = self._current.home
        try:
            if current_version(home) in ("", self._current.index_version):
                return False
            pointer = (home / "index" / "current").stat()
            written = (pointer.st_ino, pointer.st_mtime_ns)
        except OSError:
            return False  # being replaced at this moment, or gone: what is open goes on answering
        if written == self._refused:
            return False
        try:
            self._current = self._reopen(self._current)
        except Exception as cause:  # noqa: BLE001 - whatever is wrong with the new index, the old one answers
            self._refused = written
            _log.error("the new index is not used: %s: %s", type(cause).__name__, cause)
            return False
        return True

    def watch(self, stop: threading.Event, seconds: float = WATCH_SECONDS) -> threading.Thread:
        """A thread that refreshes every so many seconds until ``stop`` is set."""

        def watching() -> None:
            while not stop.wait(seconds):
                self.refresh()

        thread = threading.Thread(target=watching, name="new-index", daemon=True)
        thread.start()
        return thread


def live_assistant(workspace: Workspace) -> LiveAssistant:
    """The assistant over the current index of a workspace. Raises IndexMissingError or IndexDamagedError."""
    return LiveAssistant(Assistant.open(workspace), _reopened)


def _reopened(before: Assistant) -> Assistant:
    """The assistant over what is current in the same home, with the loaded model when that is still the one."""
    workspace = open_workspace(before.home)
    if workspace.settings.index != before.settings.index:
        return Assistant.open(workspace)
    index = open_index(before.home, before.encoder.name, before.encoder.revision, workspace.settings.index)
    return Assistant(index, before.encoder, workspace.register, workspace.settings, before.home)
