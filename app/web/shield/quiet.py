"""Failures in the log without what was asked: the kind of failure and where, never its text or its inputs."""

from __future__ import annotations

import logging
import sys
import traceback
from types import ModuleType

_log = logging.getLogger(__name__)
LAST = 4


def where(error: BaseException) -> str:
    """The kind of a failure and the last lines of code it came through: 'ValueError at cite.py:10, chat.py:4'."""
    frames = traceback.extract_tb(error.__traceback__)[-LAST:]
    places = ", ".join(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in reversed(frames))
    return f"{type(error).__name__} at {places}"


def quiet_traceback() -> ModuleType:
    """A stand-in for the module ``traceback`` in gradio, which prints a failed call's inputs, so also the question."""
    quiet = ModuleType("traceback")
    quiet.__dict__.update(vars(traceback), print_exc=_tell)
    return quiet


def _tell(*_: object, **__: object) -> None:
    error = sys.exc_info()[1]
    if error is not None:
        _log.error("a call failed: %s", where(error))
