"""The evaluation sets that ship with the product, as the fixtures of the tests hand them out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.workspace import Workspace
from eval.sets import SetQuestion
from index.analysis import terms
from ingest.ingest import IngestRun

SETS = Path(__file__).parents[1] / "eval" / "sets"
SET_NAMES = ("proefadvies", "uitvoering-aan-zet")
"""The small ones; what a large one shows is the gate's to hold."""

ReadSet = Callable[[str], tuple[Workspace, IngestRun]]
"""A set's name to its workspace and the run of its ingestion."""
SetHome = Callable[[str], Path]
"""A set's name to the home with its index."""


def shared_words(question: SetQuestion) -> float:
    """The largest share of a question's content words (stems) that stand in one of its answer sentences, 0 to 1."""
    asked = set(terms(question.question))
    if not asked:
        return 0.0
    return max((len(asked & set(terms(text))) / len(asked) for text in question.answer_sentences), default=0.0)
