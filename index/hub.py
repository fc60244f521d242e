"""Where a model comes from: a local folder, the cache of what was fetched before, or a model hub."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TypeVar

from ingest.errors import ModelError
from ingest.fetch.order import is_offline

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
    if folder or _cached(name) is not None:
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


def revision_of(name: str) -> str:
    """What tells a model from another of the same name: the hash of a folder's files, or the commit of what a hub gave.

    '' when it was not fetched yet.
    """
    folder = Path(name)
    if not folder.is_dir():
        snapshot = _cached(name)
        return snapshot.name if snapshot is not None else ""
    whole = sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        whole.update(f"{path.relative_to(folder)}\0".encode("utf-8", "surrogateescape"))
        with path.open("rb") as file:
            whole.update(file_digest(file, "sha256").digest())
    return f"sha256 {whole.hexdigest()[:16]}"


def _cached(name: str) -> Path | None:
    from huggingface_hub import snapshot_download  # the model that comes with the product does without

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (OSError, ValueError):
        return None


def _hub_answers() -> bool:
    """Whether a connection to the hub opens in time; looking its name up counts, which has no time limit of its own."""
    from huggingface_hub import constants

    if is_offline() or constants.HF_HUB_OFFLINE:
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
