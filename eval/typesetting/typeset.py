"""Typeset the sources of a set to its PDFs, with its own fonts: ``python -m eval.typesetting.typeset SET``."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import typst

from eval.typesetting.marks import Mark, draft_blocks
from eval.typesetting.placing import place_words
from eval.typesetting.truth import Truth, truth_path, write_truth
from ingest.register import read_register


def source_files(folder: Path) -> list[tuple[Path, Path]]:
    """(typst source, PDF) for every document that the register of the set in ``folder`` names."""
    documents = folder / "documents"
    files = [documents / source.file for source in read_register(documents / "sources.toml").sources]
    return [((folder / "source" / file.name).with_suffix(".typ"), file) for file in files]


def typeset(source: Path) -> tuple[bytes, Truth]:
    """The PDF of one source, the same bytes each time, and what is known to stand in it.

    A path that begins with '/' in a source counts from the folder of all sets, so that they share what marks a word.
    """
    root = str(source.parents[2])
    pdf = typst.compile(str(source), root=root, ignore_system_fonts=True, timestamp=0, pdf_tags=False)
    found = typst.query(str(source), "<marks>", root=root, field="value", one=True, ignore_system_fonts=True)
    marks: Sequence[Mark] = json.loads(found)
    drafts, furniture = draft_blocks(marks)
    blocks = place_words(drafts, furniture, pdf)
    by_page: list[list[str]] = [[] for _ in range(max(page for page, _ in furniture))]
    for page, words in furniture:
        by_page[page - 1] += words
    return pdf, Truth(blocks, tuple(tuple(words) for words in by_page))


def main(folder: Path) -> None:
    """Write the PDFs of the set in ``folder`` and beside each what is known of it, as JSON."""
    for source, target in source_files(folder):
        pdf, truth = typeset(source)
        target.write_bytes(pdf)
        write_truth(truth, truth_path(target))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
