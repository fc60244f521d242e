"""What was fetched is the document that is meant, or is refused with the reason."""

from __future__ import annotations

import pytest

from ingest.document import Document
from ingest.errors import FetchError
from ingest.fetch.identity import check_identity
from ingest.records import Source
from tests.ingest.fetch.letters import of_pages

ADVICE = Source("advies", "De uitvoering aan zet", "advies", "De raad")
REACTION = Source(
    "kabinetsreactie", "Reactie op \u2018De uitvoering aan zet\u2019", "kabinetsreactie", "De minister",
    document_number="Kamerstuk 29 362, nr. 354",
)  # fmt: skip
KST = (
    "Tweede Kamer der Staten-Generaal\n29 362 Modernisering van de overheid\nNr. 354 BRIEF VAN DE MINISTER\nHierbij de "
    "reactie van het kabinet op het advies De uit-\nvoering aan zet van de raad en het rapport daarover.\n"
)


@pytest.mark.parametrize(
    "document",
    [
        of_pages("De uitvoering\naan zet\nDecember 2023\nhet advies van de raad"),
        of_pages("", "Advies De uitvoering aan zet\nDe raad is een college"),
        of_pages("2 De Uitvoering aan Zet\nde raad"),
    ],
)
def test_an_advice_is_known_by_its_title_on_a_line_of_its_own(document: Document) -> None:
    check_identity(ADVICE, document, "https://raad.example/a.pdf")


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (of_pages("De uitvoering aan zet in de zorg\nhet advies van de raad"), "title"),
        (of_pages("De uitvoering aan zet\nin de zorg\nhet advies"), "title"),
        (of_pages("Wij schreven eerder De uitvoering aan zet."), "title"),
        (of_pages("De uitvoerder aan zet\nhet advies"), "title"),
        (of_pages("De uitvoering aan zet", words=300), "words"),
        (of_pages("De uitvoering aan zet", media_type="text/html"), "text/html"),
        (of_pages("De uitvoering aan zet\nGeachte voorzitter, hierbij het advies"), "letter"),
        (of_pages("De uitvoering aan zet\nThe council and the cabinet of the Netherlands"), "English"),
    ],
)
def test_what_only_looks_like_the_advice_is_refused_with_the_reason(document: Document, reason: str) -> None:
    with pytest.raises(FetchError) as raised:
        check_identity(ADVICE, document, "https://raad.example/a.pdf")
    assert raised.value.code == "fetch_other_document"
    assert reason in str(raised.value.values["reason"])


def test_a_letter_is_known_by_its_number_and_the_advice_that_it_names() -> None:
    check_identity(REACTION, of_pages(KST, words=900), "https://kamer.example/kst.pdf")
    for other in (
        KST.replace("354", "355"),
        KST.replace("uit-\nvoering", "regio"),
        KST.replace("BRIEF VAN DE", "NOTA"),
    ):
        with pytest.raises(FetchError):
            check_identity(REACTION, of_pages(other, words=900), "https://kamer.example/kst.pdf")
