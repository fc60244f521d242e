"""Recommendations by other labels: with a number behind them, without any number, and by another noun."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.comparison.labels import without_label
from app.comparison.recommendations import find_recommendations
from ingest.document import Document
from ingest.records import BlockKind
from tests.documents import make_document

pytestmark = pytest.mark.usefixtures("model")
H, LI = BlockKind.HEADING, BlockKind.LIST_ITEM


def _below_the_first(document: Document) -> Document:
    """``document`` with every heading but the first a level lower, and each block below the headings before it."""
    levels = [1 if block is document.blocks[0] else 2 if block.kind is H else 0 for block in document.blocks]
    blocks, under = [], ""
    for block, at in zip(document.blocks, levels, strict=True):
        under = document.text[block.char_start : block.char_end] if block.kind is H else under
        blocks.append(replace(block, level=at, heading_path=("" if block.kind is H else under,)))
    return replace(document, blocks=tuple(blocks))


def found(document: Document) -> list[tuple[str, str, list[str]]]:
    """Label, own words and explanation of every recommendation."""
    return [
        (
            one.label,
            document.text[one.char_start : one.char_end],
            [document.text[slice(*span)] for span in one.explanation],
        )
        for one in find_recommendations(document)
    ]


def test_a_number_between_brackets_labels_the_sentence_before_it() -> None:
    document = make_document(
        "De kade is oud. Herstel de kade voor 2030 (aanbeveling 1). Dat kost weinig. Het duurt kort.",
        "Voor aanbeveling 2 zijn twee wegen. Laat het rijk haar elk jaar meten (2a). "
        "Laat gemeenten haar bewaken (2b). Wie meet?",
    )
    assert found(document) == [
        ("1", "Herstel de kade voor 2030 (aanbeveling 1).", ["Dat kost weinig. Het duurt kort."]),
        ("2", "Voor aanbeveling 2 zijn twee wegen.", []),
        ("2a", "Laat het rijk haar elk jaar meten (2a).", []),
        ("2b", "Laat gemeenten haar bewaken (2b).", ["Wie meet?"]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "De kade is oud (zie aanbeveling 1). De haven is klein (zie aanbeveling 2).",
        "De kade is oud (1). De haven is klein (2).",
        "De kade is oud (aanbeveling 1). De haven is klein (aanbeveling 3).",
        "De kade is oud (aanbeveling 1).",
    ],
)
def test_a_reference_is_no_recommendation(text: str) -> None:
    assert found(make_document(text)) == []


def test_what_a_list_numbers_is_only_referred_to_between_brackets() -> None:
    document = make_document(
        (H, "Aanbevelingen"),
        (LI, "1. Herstel de kade."),
        (LI, "2. Verdiep de haven."),
        (H, "Toelichting"),
        "De kade is oud (aanbeveling 1). De haven is klein (aanbeveling 2).",
    )
    assert [own for _, own, _ in found(document)] == ["1. Herstel de kade.", "2. Verdiep de haven."]


def test_aanbeveling_without_a_number_is_counted() -> None:
    document = make_document(
        (H, "De kade"),
        "De kade is oud.",
        "Aanbeveling: herstel de kade.",
        "Dat kost weinig.",
        (H, "De haven"),
        (H, "Aanbeveling"),
        "Verdiep de haven.",
        "Dan kan er meer in.",
    )
    assert found(document) == [
        ("1", "Aanbeveling: herstel de kade.", ["Dat kost weinig."]),
        ("2", "Verdiep de haven.", ["Dan kan er meer in."]),
    ]


def test_one_aanbeveling_without_a_number_is_none_yet() -> None:
    assert found(make_document("Aanbeveling: herstel de kade.", "Dat kost weinig.")) == []


def test_a_list_of_as_many_numbers_those_without() -> None:
    document = make_document(
        "De raad doet drie aanbevelingen:",
        (LI, "A. Maak de oude kade weer heel."),
        (LI, "B. Zorg voor een diepere haven."),
        (LI, "C. Plant bomen langs de weg."),
        (H, "De kade"),
        "Aanbeveling: herstel de kade voor 2030.",
        (H, "De haven"),
        "Aanbeveling: diep de haven uit tot tien meter.",
        (H, "De weg"),
        "Aanbeveling: zet langs de weg duizend bomen.",
    )
    assert [(label, own) for label, own, _ in found(document)] == [
        ("A", "Aanbeveling: herstel de kade voor 2030."),
        ("B", "Aanbeveling: diep de haven uit tot tien meter."),
        ("C", "Aanbeveling: zet langs de weg duizend bomen."),
    ]


@pytest.mark.parametrize("noun", ["Beslispunt", "Actie", "Maatregel", "Oproep"])
def test_other_nouns_label_too(noun: str) -> None:
    document = make_document(
        (H, f"{noun} A: herstel de kade"), "Zij is oud.", (H, f"{noun} B: verdiep de haven"), "Diep."
    )
    assert [label for label, _, _ in found(document)] == ["A", "B"]


def test_other_nouns_do_not_count_where_the_advice_has_aanbevelingen() -> None:
    document = make_document(
        (H, "Maatregel 1: de dam"),
        "Die ligt er.",
        (H, "Maatregel 2: de sluis"),
        "Die ligt er ook.",
        (H, "Aanbeveling 1: herstel de kade"),
        "Zij is oud.",
    )
    assert [own for _, own, _ in found(document)] == ["Aanbeveling 1: herstel de kade"]


def test_a_label_without_a_number_is_no_part_of_the_words() -> None:
    assert without_label("Aanbeveling: herstel de kade.") == "herstel de kade."
    assert without_label("Aanbevelingen herstellen de kade.") == "Aanbevelingen herstellen de kade."


def test_one_list_that_runs_on_over_headings_is_the_recommendations() -> None:
    document = make_document(
        (H, "Aanbevelingen"),
        (H, "Aan het rijk"),
        "1. Herstel de kade.",
        "Zij is oud.",
        "2. Verdiep de haven.",
        (H, "Aan gemeenten"),
        "3. Plant bomen.",
    )
    assert found(_below_the_first(document)) == [
        ("1", "1. Herstel de kade.", ["Zij is oud."]),
        ("2", "2. Verdiep de haven.", []),
        ("3", "3. Plant bomen.", []),
    ]


def test_numbers_that_begin_again_below_a_heading_explain_it() -> None:
    document = make_document(
        (H, "Aanbevelingen"),
        (H, "Herstel de kade"),
        "1. Meet haar.",
        "2. Betaal haar.",
        (H, "Verdiep de haven"),
        "1. Meet hem.",
    )
    assert [own for _, own, _ in found(_below_the_first(document))] == ["Herstel de kade", "Verdiep de haven"]


def test_sentences_counted_as_first_and_second_recommend_together() -> None:
    document = make_document(
        "Ten eerste adviseert de Havenraad de kade te herstellen. Zij is oud. "
        "Ten tweede moet het rijk de haven uitdiepen.",
        "Ten derde beveelt de Havenraad aan om bomen te planten.",
        "Ten eerste is het op zee nat. Ten tweede is het er koud.",
    )
    assert [label for label, _, _ in found(document)] == ["1", "2", "3"]
    assert found(document)[0][2] == ["Zij is oud."]
