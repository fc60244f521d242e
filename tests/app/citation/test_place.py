"""What a citation says of a place in a document."""

from __future__ import annotations

from dataclasses import replace

from app.citation.place import make_citation
from ingest.records import BlockKind
from tests.documents import make_document


def test_the_header_of_a_table_is_no_heading_above_its_rows() -> None:
    head, row = "Maatregel Bedrag", "Sluis 12 euro"
    plain = make_document((BlockKind.HEADING, "Kosten"), (BlockKind.TABLE_ROW, head), (BlockKind.TABLE_ROW, row))
    block = replace(plain.blocks[-1], heading_path=("Kosten", head))
    document = replace(plain, blocks=(*plain.blocks[:-1], block))

    assert make_citation(document, block.char_start, block.char_end, 1).section == ("Kosten",)
    assert make_citation(plain, block.char_start, block.char_end, 1).section == ("Kosten",)
