"""Freed memory, given back to the system: the C library keeps what it frees, for a next time that may not come."""

from __future__ import annotations

import ctypes
import functools
from collections.abc import Callable


def give_back() -> None:
    """Give freed memory back where the C library can (glibc); nothing happens elsewhere. Takes a few milliseconds."""
    trim = _trim()
    if trim is not None:
        trim(0)


@functools.cache
def _trim() -> Callable[[int], int] | None:
    """glibc's ``malloc_trim``. Source: malloc_trim(3)."""
    try:
        found: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    except (OSError, TypeError):  # Windows has no library that stands for the whole process
        return None
    return found
