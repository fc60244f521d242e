"""Which sentences can answer at all."""

from __future__ import annotations

from dataclasses import replace

from app.answer.ranked_sentences import heads_table
from ingest.document import Document
from ingest.passages import block_sentences
from ingest.records import BlockKind
from tests.documents import make_document


def test_the_row_above_a_table_answers_nothing_by_itself() -> None:
    head = "Afkorting Betekenis"
    rows = [(BlockKind.TABLE_ROW, text) for text in (head, "BMW Bureau Meetpunt Wijk", "GGD Gezondheidsdienst")]
    plain = make_document("Dit zijn de afkortingen.", *rows)
    below = [replace(block, heading_path=(head,)) for block in plain.blocks[-2:]]
    headed = replace(plain, blocks=(*plain.blocks[:-2], *below))

    assert _heads(headed) == [False, True, False, False]
    assert _heads(plain) == [False] * 4


def _heads(document: Document) -> list[bool]:
    return [heads_table(document, one) for block in document.blocks for one in block_sentences(document, block)]
