"""Two small documents, and checks of quotations against them."""

from __future__ import annotations

from app.quotation.checking import check_quotation
from app.quotation.records import CheckedSegment, CheckResult, Operation
from ingest.document import Document
from ingest.records import BlockKind
from tests.documents import make_document, make_source

FIRST = (
    "De gemeente meet sinds 2019 elke zomer de drukte op het strand. Zij deed dat niet op 3 juni 2021, toen het "
    "regende. Volgens mevrouw De Vries kostte het tellen € 12.500, dat is 2,5% van het budget."
)
SECOND = (
    "Om deze opgave aan te kunnen acht het college een goede samenwerking tussen beleid en uitvoering essentieel. Die "
    "samenwerking ‘tussen de loketten’ is echter niet vanzelfsprekend, en zij vraagt om geïnformeerde strandwachten."
)
THIRD = "Oost- en West-Duinen doen niet mee; de burgemeester heeft dat (voorlopig) zo besloten."
NOTE = "Zie de bijlage bij het verslag van de raad."
BEACH = make_document((BlockKind.HEADING, "Het strand"), FIRST, SECOND, THIRD, source=make_source("strand"))
OTHER = make_document(
    "De ijsbaan opent in november. Volgens mevrouw De Vries kostte het tellen € 12.500, dat is 2,5% van het budget.",
    source=make_source("ijsbaan"),
)
DOCUMENTS = {"strand": BEACH, "ijsbaan": OTHER}


def check(text: str, documents: dict[str, Document] | None = None) -> CheckResult:
    return check_quotation(DOCUMENTS if documents is None else documents, text)


def only(text: str) -> CheckedSegment:
    """The one segment of a text, whose stretches must stand in the document as they are given."""
    (segment,) = check(text).segments
    if segment.place is not None:
        document = DOCUMENTS[segment.place.citation.source_id]
        assert [document.text[slice(*span)] for span in segment.place.spans] == list(segment.place.texts)
    return segment


def words(segment: CheckedSegment, operation: Operation) -> list[str]:
    return [word.text for word in segment.difference if word.operation == operation]
