"""Documents whose first pages are known, for the tests of what was fetched."""

from __future__ import annotations

from dataclasses import replace

from ingest.document import Document
from ingest.records import Page
from tests.documents import make_document


def of_pages(*texts: str, words: int = 5000, media_type: str = "application/pdf") -> Document:
    """A document whose first pages have these raw texts."""
    pages = tuple(Page(number, None, text) for number, text in enumerate(texts, 1))
    return replace(make_document("woord " * words), pages=pages, media_type=media_type)
