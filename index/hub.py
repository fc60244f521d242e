"""Where a model comes from: a local folder, the cache of what was fetched before, or a model hub."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from huggingface_hub import constants, snapshot_download

from ingest.errors import ModelError

HUB = ("huggingface.co", 443)
HUB_PROBE_SECONDS = 3.0
FAULTS = (OSError, ValueError, ImportError, RuntimeError, KeyError)
Model = TypeVar("Model")


def load_from(name: str, make: Callable[[bool], Model]) -> Model:
    """What ``make(local_files_only)`` makes of the model ``name``: from this machine first, then from the hub.

    A hub that does not answer within seconds is not waited for, and nothing heavy is imported to find that out. Raises
    ModelError.
    """
    folder = Path(name).is_dir()
    failure: Exception | None = None
    if folder or _is_cached(name):
        try:
            return make(True)
        except FAULTS as cause:
            failure = cause
    if not folder and _hub_answers():
        try:
            return make(False)
        except FAULTS as cause:
            failure = cause
    reason = str(failure) if failure else "it is not on this machine and the hub does not answer"
    text = f"model '{name}' cannot be loaded: {reason}; use a local folder, or a name while the hub can be reached"
    raise ModelError(text, model=name) from failure


def _is_cached(name: str) -> bool:
    try:
        snapshot_download(name, local_files_only=True)
    except (OSError, ValueError):
        return False
    return True


def _hub_answers() -> bool:
    """Whether a connection to the hub opens in time; looking its name up counts, which has no time limit of its own."""
    if constants.HF_HUB_OFFLINE:
        return False
    answered = threading.Event()
    probe = threading.Thread(target=_connect, args=(answered,), daemon=True)
    probe.start()
    probe.join(HUB_PROBE_SECONDS)
    return answered.is_set()


def _connect(answered: threading.Event) -> None:
    try:
        socket.create_connection(HUB, timeout=HUB_PROBE_SECONDS).close()
    except OSError:
        return
    answered.set()
