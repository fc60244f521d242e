"""Our own scripts and styles: each at an address that changes with what is in it, so that a browser keeps it."""

from __future__ import annotations

import functools
import hashlib
import re
from importlib import resources

_NAME = re.compile(r"[a-z]+\.(?:js|css|svg)")


def static_address(name: str) -> str:
    """The address of one of our files, from the root of the page; ``name`` is that of a file in static/."""
    return f"static/{name}?druk={edition_of(name)}"


def content_of(name: str) -> str | None:
    """The text of one of our files, as it was when it was first asked for; None when there is none of that name."""
    return _read(name) if _NAME.fullmatch(name) else None


@functools.lru_cache(maxsize=64)
def _read(name: str) -> str | None:
    found = resources.files("app.web").joinpath("static", name)
    return found.read_text("utf-8") if found.is_file() else None


def edition_of(name: str) -> str:
    """Twelve hexadecimal digits that change with what is in a file; '' for none."""
    content = content_of(name)
    return "" if content is None else hashlib.sha256(content.encode()).hexdigest()[:12]
