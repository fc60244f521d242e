"""A small index, built with vectors of hashes, for the tests of what stands on disk."""

from __future__ import annotations

from pathlib import Path

from index.build import build_index
from index.settings import IndexSettings
from ingest.document import Document
from ingest.records import BlockKind
from ingest.settings import IngestSettings
from tests.documents import make_document, make_source
from tests.fakes import HashingEncoder

INGEST = IngestSettings()
SETTINGS = IndexSettings()


def small_documents() -> list[Document]:
    return [
        make_document(
            (BlockKind.HEADING, "Woningbouw"),
            "Het kabinet bouwt honderdduizend woningen. De provincies wijzen de plekken aan.",
            (BlockKind.QUESTION, "Wie betaalt de woningen?"),
            source=make_source("brief", "kabinetsreactie", "Een brief"),
        ),
        make_document("De raad adviseert eerst te luisteren naar uitvoerders.", source=make_source("advies", "advies")),
    ]


def build(home: Path, documents: list[Document] | None = None, encoder: HashingEncoder | None = None) -> Path:
    return build_index(documents or small_documents(), home, INGEST, SETTINGS, encoder or HashingEncoder())
