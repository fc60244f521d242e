"""A few threads that answer, so that readers do not slow each other down, and a reader can stop waiting."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from index.embedded.given_back import give_back

Result = TypeVar("Result")


class BusyError(Exception):
    """More readers are waiting than the page lets wait."""


class StoppedError(Exception):
    """The reader stopped waiting."""


class AnswerPool:
    """Runs functions in ``workers`` threads, at most ``waiting`` at once; one at a time can be stopped per visit.

    When none is left, what they freed goes back to the system.
    """

    def __init__(self, workers: int, waiting: int = 128) -> None:
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="answer")
        self._waiting = waiting
        self._stops: dict[str, asyncio.Event] = {}
        self._running = 0

    async def run(self, visit: str, function: Callable[[], Result]) -> Result:
        """What ``function`` returns or raises. Raises StoppedError after ``stop(visit)``, BusyError when too many wait.

        ``function`` sees the context variables of who calls. A stopped function that has begun runs on unheard; its
        result is dropped.
        """
        if self._running >= self._waiting:
            raise BusyError(f"{self._running} questions are being answered or waiting")
        self._running += 1
        stop = self._stops[visit] = asyncio.Event()
        work: asyncio.Future[Any] = asyncio.ensure_future(
            asyncio.wrap_future(self._threads.submit(contextvars.copy_context().run, function))
        )
        work.add_done_callback(lambda _: self._ended())
        stopped: asyncio.Future[Any] = asyncio.ensure_future(stop.wait())
        try:
            await asyncio.wait({work, stopped}, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                work.cancel()
                raise StoppedError(visit)
            result: Result = work.result()
            return result
        finally:
            stopped.cancel()
            if self._stops.get(visit) is stop:
                del self._stops[visit]

    def stop(self, visit: str) -> bool:
        """Ends the waiting of ``visit``; False when it was not waiting."""
        event = self._stops.get(visit)
        if event is not None:
            event.set()
        return event is not None

    def _ended(self) -> None:
        self._running -= 1
        if not self._running:
            give_back()
