"""Advice beside reaction on the fictional pair, read from its PDFs, with the embedded model."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from app.comparison.matching import Comparison, compare
from index.encoder import SentenceEncoder
from index.settings import IndexSettings
from index.stores.faiss_vectors import Vectors
from ingest.ingest import read_folder
from ingest.settings import IngestSettings

DOCUMENTS = Path(__file__).parents[3] / "eval" / "sets" / "proefadvies" / "documents"
REACTIONS = {
    1: "Het kabinet neemt deze aanbeveling grotendeels over",
    2: "geld voor één jaar geen mensen voor tien jaar",
    3: "De derde aanbeveling raakt de kern",
    4: "het advies nu te vrijblijvend is",
    5: "bewoners moeten weten wat een aansluiting kost",
    6: "In de plaats daarvan komt één meting per jaar",
}


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """The fictional advice beside the fictional letter."""
    run = read_folder(DOCUMENTS, tmp_path_factory.mktemp("home"), IngestSettings())
    documents = {document.source.role: document for document in run.documents}
    encoder = SentenceEncoder(IndexSettings())

    @cache
    def vectors(texts: tuple[str, ...]) -> Vectors:
        return encoder.encode_document(list(texts))

    def rank(question: str, texts: Sequence[str]) -> list[float]:
        likeness = vectors(tuple(texts)) @ encoder.encode_query([question])[0]
        return [float(value) for value in likeness]

    return compare(documents["advies"], documents["kabinetsreactie"], rank)


@pytest.mark.model
def test_all_seven_recommendations_are_found(compared: Comparison) -> None:
    assert [one.recommendation.number for one in compared.compared] == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.model
@pytest.mark.parametrize("number", sorted(REACTIONS))
def test_a_recommendation_that_the_letter_answers_has_its_reaction(compared: Comparison, number: int) -> None:
    reactions = compared.compared[number - 1].reactions
    assert any(REACTIONS[number] in reaction.text for reaction in reactions)
    others = [text for other, text in REACTIONS.items() if other != number]
    assert not any(text in reactions[0].text for text in others)


@pytest.mark.model
def test_the_recommendation_that_the_letter_passes_over_has_no_reaction(compared: Comparison) -> None:
    assert compared.compared[6].reactions == ()
