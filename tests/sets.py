"""The evaluation sets that ship with the product, as the fixtures of the tests hand them out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.workspace import Workspace
from ingest.ingest import IngestRun

SETS = Path(__file__).parents[1] / "eval" / "sets"
SET_NAMES = ("proefadvies", "uitvoering-aan-zet")
"""The small ones; what a large one shows is the gate's to hold."""

ReadSet = Callable[[str], tuple[Workspace, IngestRun]]
"""A set's name to its workspace and the run of its ingestion."""
SetHome = Callable[[str], Path]
"""A set's name to the home with its index."""
