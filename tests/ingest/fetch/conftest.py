"""The server of these tests, on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from tests.ingest.fetch.server import Server


@pytest.fixture
def server() -> Iterator[Server]:
    """A server on this machine."""
    with Server() as made:
        thread = threading.Thread(target=made.serve_forever, daemon=True)
        thread.start()
        yield made
        made.release.set()
        made.shutdown()
