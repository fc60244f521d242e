"""What the page makes of the loaded documents, and makes again when a new index brings others."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from app.web.contract import PageAssistant

Made = TypeVar("Made")


class Renewed(Generic[Made]):
    """What ``make`` gives for the assistant of this moment; kept as long as that assistant is there."""

    def __init__(self, assistant: PageAssistant, make: Callable[[PageAssistant], Made]) -> None:
        self._assistant = assistant
        self._make = make
        self._kept: WeakKeyDictionary[PageAssistant, Made] = WeakKeyDictionary()
        self._making = threading.Lock()

    def __call__(self) -> tuple[PageAssistant, Made]:
        """The assistant, and what was made for it."""
        with self._making:
            now = self._assistant.now()
            if now not in self._kept:
                self._kept[now] = self._make(now)
            return now, self._kept[now]
