"""What is known to stand in a typeset PDF: every block with its words, their pages and the words that lines break."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class TrueBlock:
    """A paragraph, heading, list item, table row, footnote, ... as it was written.

    ``pages[i]`` are the pages (from 1) on which word ``i`` stands, two when a page end breaks it; ``broken`` are the
    places of the words that a hyphen at a line end breaks. ``label`` is a list mark, a footnote's number or that of a
    recommendation; ``notes`` are (label, how many words stand before the footnote's mark).
    """

    kind: str
    level: int = 0
    label: str = ""
    words: tuple[str, ...] = ()
    pages: tuple[tuple[int, ...], ...] = ()
    broken: tuple[int, ...] = ()
    notes: tuple[tuple[str, int], ...] = ()

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class Truth:
    """The blocks of a document in reading order, and for every page the words of its running head and foot."""

    blocks: tuple[TrueBlock, ...] = ()
    furniture: tuple[tuple[str, ...], ...] = ()

    def of_kind(self, *kinds: str) -> list[TrueBlock]:
        """The blocks of these kinds, in reading order."""
        return [block for block in self.blocks if block.kind in kinds]


def truth_path(pdf: Path) -> Path:
    """Where the truth of a PDF is kept: beside it."""
    return pdf.with_suffix(".truth.json")


def write_truth(truth: Truth, path: Path) -> None:
    """Write ``truth`` as JSON, a line a block, so that a difference can be read."""
    blocks = [json.dumps(dataclasses.asdict(block), ensure_ascii=False) for block in truth.blocks]
    furniture = [json.dumps(page, ensure_ascii=False) for page in truth.furniture]
    text = '{"blocks": [\n' + ",\n".join(blocks) + '\n],\n"furniture": [\n' + ",\n".join(furniture) + "\n]}\n"
    path.write_text(text, "utf-8")


def read_truth(path: Path) -> Truth:
    """The truth in ``path``, as ``write_truth`` wrote it."""
    values = json.loads(path.read_text("utf-8"))
    blocks = []
    for entry in values["blocks"]:
        entry["pages"] = tuple(tuple(pages) for pages in entry["pages"])
        entry["notes"] = tuple((label, place) for label, place in entry["notes"])
        blocks.append(TrueBlock(**entry | {key: tuple(entry[key]) for key in ("words", "broken")}))
    return Truth(tuple(blocks), tuple(tuple(page) for page in values["furniture"]))
