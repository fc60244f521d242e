"""What stands above a passage when it is embedded and read."""

from __future__ import annotations

from index.embedded.passage_vectors import PassageText
from index.policy import SEARCH
from ingest.document import Document
from ingest.records import Passage


def lines_above(document: Document, passage: Passage) -> tuple[str, ...]:
    """The document's title, the passage's headings and the question that it answers, as far as there are."""
    question = " ".join(passage.question.split()[: SEARCH.question_words])
    return tuple(line for line in (document.title, " > ".join(passage.heading_path), question) if line)


def passage_text(document: Document, passage: Passage, *, context: bool = True) -> PassageText:
    """The passage as the model reads it; without ``context`` nothing stands above it."""
    above = " > ".join(lines_above(document, passage)) if context else ""
    sentences = tuple(document.text[sentence.char_start : sentence.char_end] for sentence in passage.sentences)
    return PassageText(above, sentences)
