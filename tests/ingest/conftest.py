"""A report that is typeset once for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import Document
from tests.ingest.typeset import RAPPORT, read_typeset


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """The report in ``tests/ingest/typeset.py``, read."""
    folder: Path = tmp_path_factory.mktemp("rapport")
    return read_typeset(folder, RAPPORT)
