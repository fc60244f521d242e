"""One process at a time writes a home folder; the lock dies with the process that holds it."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import StorageError

_READ_ONLY = (errno.EACCES, errno.EPERM, errno.EROFS)


@contextmanager
def one_at_a_time(home: Path) -> Iterator[None]:
    """Holds ``home/lock``. Raises StorageError when another process holds it, when the disk is full, or
    when the file is somebody else's.

    A home that may not be written needs no lock: whoever has something to write there finds out by writing.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
        file = (home / "lock").open("a")
    except OSError as cause:
        if cause.errno not in _READ_ONLY or os.access(home, os.W_OK):
            raise StorageError(f"{home}: cannot be written: {cause}", path=str(home)) from cause
        yield
        return
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as cause:
            text = f"another process is reading or building under {home}; wait until it is done"
            raise StorageError(text, code="locked", path=str(home)) from cause
        yield
