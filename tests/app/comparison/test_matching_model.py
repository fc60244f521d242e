"""Advice beside reaction with the embedded model: a letter that names no recommendation by number."""

from __future__ import annotations

from collections.abc import Sequence

from app.comparison.matching import compare
from index.encoder import SentenceEncoder
from ingest.records import BlockKind
from tests.documents import make_document, make_source

ADVICE = (
    ("Leg een vaste tafel voor beleid en uitvoering aan", "Beleidsmakers en uitvoerders spreken elkaar nu te laat."),
    ("Geef uitvoerders meerjarige financiering", "Jaarlijkse budgetten maken vast personeel onmogelijk."),
    ("Maak regels eenvoudiger", "De stapeling van vergunningen vertraagt projecten."),
    ("Deel gegevens tussen overheden", "Gemeenten en provincies werken met verschillende bestanden."),
    ("Stel een onafhankelijke waarnemer aan", "Een waarnemer die jaarlijks bericht, houdt de voortgang zichtbaar."),
)
LETTER = (
    "Hierbij bied ik u de reactie van het kabinet aan op het advies van de raad over de havenstad.",
    "Voor het delen van gegevens tussen overheden bestaat al een programma, dat met twee jaar wordt verlengd.",
    "Het kabinet onderschrijft dat beleid en uitvoering eerder met elkaar in gesprek moeten aan een vaste tafel.",
    "Over de financiering merkt het kabinet op dat meerjarige zekerheid voor uitvoerders wenselijk is.",
    "Het vereenvoudigen van vergunningen en andere regels heeft de aandacht; dit voorjaar volgt een voorstel.",
    "Ik vertrouw erop u hiermee voldoende te hebben ingelicht over de wijze waarop het kabinet met het advies omgaat.",
)


def test_every_reaction_finds_its_recommendation_and_the_one_without_stays_without(model: SentenceEncoder) -> None:
    blocks: list[str | tuple[BlockKind, str]] = []
    for number, (title, explanation) in enumerate(ADVICE, 1):
        blocks += [(BlockKind.HEADING, f"Aanbeveling {number}: {title}"), explanation]
    advice = make_document(*blocks, source=make_source("advies"))
    reaction = make_document(*LETTER, source=make_source("brief"))

    def rank(question: str, texts: Sequence[str]) -> list[float]:
        likeness = model.encode_document(list(texts)) @ model.encode_query([question])[0]
        return [float(value) for value in likeness]

    found = [[one.text for one in compared.reactions] for compared in compare(advice, reaction, rank).compared]
    assert found == [[LETTER[2]], [LETTER[3]], [LETTER[4]], [LETTER[1]], []]
