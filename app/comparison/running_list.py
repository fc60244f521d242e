"""Recommendations as one numbered list over several headings: 1 to 3 'Aan het rijk', 4 to 6 'Aan gemeenten'."""

from __future__ import annotations

from app.comparison.labels import BODY, leading_label, spans_of
from app.comparison.records import FoundRecommendation
from ingest.document import Document
from ingest.records import Block


def running_list(document: Document, section: range) -> list[FoundRecommendation]:
    """The items of a section whose numbers run on over its headings, each with what stands below it.

    Empty where numbers begin again below a heading, and where all stand below the same one.
    """
    items: list[tuple[Block, list[Block]]] = []
    for block in (document.blocks[at] for at in section):
        if block.kind not in BODY:
            continue
        label = leading_label(f"{block.label} ") or leading_label(document.text[block.char_start : block.char_end])
        if label == str(len(items) + 1):
            items.append((block, []))
        elif label == "1":
            return []
        elif items and items[-1][0].heading_path == block.heading_path:
            items[-1][1].append(block)
    if len({block.heading_path for block, _ in items}) < 2:
        return []
    return [
        FoundRecommendation(str(number), block.char_start, block.char_end, spans_of(below))
        for number, (block, below) in enumerate(items, 1)
    ]
