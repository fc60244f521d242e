"""Which sentences can answer at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.answer.ranked_sentences import heads_table, is_credit
from ingest.document import Document
from ingest.passages import block_sentences
from ingest.records import BlockKind, Sentence
from tests.documents import make_document


def test_the_row_above_a_table_answers_nothing_by_itself() -> None:
    head = "Afkorting Betekenis"
    rows = [(BlockKind.TABLE_ROW, text) for text in (head, "BMW Bureau Meetpunt Wijk", "GGD Gezondheidsdienst")]
    plain = make_document("Dit zijn de afkortingen.", *rows)
    below = [replace(block, heading_path=(head,)) for block in plain.blocks[-2:]]
    headed = replace(plain, blocks=(*plain.blocks[:-2], *below))

    assert _heads(headed) == [False, True, False, False]
    assert _heads(plain) == [False] * 4


def test_who_said_or_made_something_answers_nothing() -> None:
    credits = (
        "— Nelleke Aardenburg, dorpsmedewerker van de gemeente",
        "– Jan van der Meer",
        "Foto: Kees Visser",
        "Foto’s: Hollandse Hoogte",
        "Beeld links: de oude sluis",
        "© Rijksoverheid",
    )
    answers = (
        "— Het dorp krijgt een medewerker.",
        "– Gemeenten Noord en Zuid krijgen een medewerker.",
        "Foto’s van de sluis staan in bijlage 2.",
        "Beeld is geen bewijs.",
        "Jan van der Meer, dorpsmedewerker",
    )
    for texts, right in ((credits, True), (answers, False)):
        assert [is_credit(Sentence(0, 1, BlockKind.QUOTATION), text) for text in texts] == [right] * len(texts)
    assert not is_credit(Sentence(0, 1, BlockKind.LIST_ITEM), credits[0])


def _heads(document: Document) -> list[bool]:
    return [heads_table(document, one) for block in document.blocks for one in block_sentences(document, block)]


@pytest.mark.parametrize(("words", "credit"), [(20, True), (21, False)])
def test_a_credit_has_twenty_words_at_most(words: int, credit: bool) -> None:
    text = " ".join(["Foto:", "Kees", "Visser", *["boot"] * (words - 3)])
    assert is_credit(Sentence(0, 1, BlockKind.PARAGRAPH), text) is credit
