"""Advice beside reaction on the fictional pair, read from its PDFs, with the embedded model."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest

from app.comparison.matching import Comparison, compare
from index.encoder import SentenceEncoder
from index.stores.faiss_vectors import Vectors
from tests.sets import ReadSet

REACTIONS = {
    1: "Het kabinet neemt deze aanbeveling grotendeels over",
    2: "geld voor één jaar geen mensen voor tien jaar",
    3: "De derde aanbeveling raakt de kern",
    4: "het advies nu te vrijblijvend is",
    5: "bewoners moeten weten wat een aansluiting kost",
    6: "In de plaats daarvan komt één meting per jaar",
}


@pytest.fixture(scope="module")
def compared(read_documents: ReadSet, model: SentenceEncoder) -> Comparison:
    """The fictional advice beside the fictional letter."""
    documents = {document.source.role: document for document in read_documents("proefadvies")[1].documents}

    @cache
    def vectors(texts: tuple[str, ...]) -> Vectors:
        return model.encode_document(list(texts))

    def rank(question: str, texts: Sequence[str]) -> list[float]:
        likeness = vectors(tuple(texts)) @ model.encode_query([question])[0]
        return [float(value) for value in likeness]

    return compare(documents["advies"], documents["kabinetsreactie"], rank)


def test_all_seven_recommendations_are_found(compared: Comparison) -> None:
    assert [one.recommendation.number for one in compared.compared] == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize("number", sorted(REACTIONS))
def test_a_recommendation_that_the_letter_answers_has_its_reaction(compared: Comparison, number: int) -> None:
    reactions = compared.compared[number - 1].reactions
    assert any(REACTIONS[number] in reaction.text for reaction in reactions)
    others = [text for other, text in REACTIONS.items() if other != number]
    assert not any(text in reactions[0].text for text in others)


def test_the_recommendation_that_the_letter_passes_over_has_no_reaction(compared: Comparison) -> None:
    assert compared.compared[6].reactions == ()
