"""The text that stands for a passage when it is embedded."""

from __future__ import annotations

from ingest.document import Document
from ingest.records import Passage

QUESTION_WORDS = 60


def passage_with_context(document: Document, passage: Passage) -> str:
    """The passage under its document's title, its headings and the question that it answers."""
    question = " ".join(passage.question.split()[:QUESTION_WORDS])
    lines = [document.title, " > ".join(passage.heading_path), question, passage.text]
    return "\n".join(line for line in lines if line)
