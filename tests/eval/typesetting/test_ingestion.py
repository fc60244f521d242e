"""Ingestion of the fictional pair, of which every word, page and role is known, stays above its floors."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from eval.typesetting.ingestion import Share, measure, measure_set
from eval.typesetting.truth import read_truth, truth_path
from ingest.any_file import read_document
from ingest.document import Document
from ingest.records import BlockKind, Source
from ingest.settings import IngestSettings
from tests.ingest.typeset import lost_letters

SET = Path(__file__).parents[3] / "eval" / "sets" / "proefadvies"
FLOORS = {
    "words kept in order": (0.9999, 0.9999),
    "furniture precision": (0.99, 0.99),
    "furniture recall": (0.99, 0.99),
    "hyphens at line ends decided right": (0.99, 0.99),
    "side notes in one piece": (1.0, 1.0),
    "footnotes attached": (1.0, 1.0),
    "headings below the right one": (1.0, 1.0),
    "headings that are one": (1.0, 1.0),
    "paragraphs in one piece": (0.99, 1.0),
    "list items": (1.0, 1.0),
    "table rows": (1.0, 1.0),
    "recommendations": (1.0, 1.0),
    "sentences on their pages": (1.0, 1.0),
}


@pytest.fixture(scope="module")
def shares() -> dict[str, dict[str, Share]]:
    """The measures by document and name."""
    return {name: {one.name: one for one in measured} for name, measured in measure_set(SET).items()}


@pytest.mark.parametrize("measure", sorted(FLOORS))
@pytest.mark.parametrize(("document", "column"), [("advies.pdf", 0), ("kabinetsreactie.pdf", 1)])
def test_a_measure_stays_above_its_floor(
    measure: str, document: str, column: int, shares: dict[str, dict[str, Share]]
) -> None:
    found = shares[document][measure]
    assert found.value >= FLOORS[measure][column], found.wrong


def test_every_measure_has_a_floor(shares: dict[str, dict[str, Share]]) -> None:
    assert {name for measured in shares.values() for name in measured} == set(FLOORS)


@pytest.fixture(scope="module")
def letter() -> Document:
    """The letter, read."""
    path = SET / "documents" / "kabinetsreactie.pdf"
    return read_document(Source("brief", "", "kabinetsreactie", "", file=path.name), path, IngestSettings())


@pytest.mark.usefixtures("model")
def test_the_measure_sees_what_ingestion_loses(letter: Document) -> None:
    truth = read_truth(truth_path(SET / "documents" / "kabinetsreactie.pdf"))

    def share(document: Document, name: str) -> float:
        return next(one.value for one in measure(document, truth) if one.name == name)

    assert share(replace(letter, page_numbers=letter.page_numbers + 1), "sentences on their pages") == 0
    half = len(letter.text) // 2
    assert share(replace(letter, text=letter.text[:half] + " " * half), "words kept in order") < 0.6
    assert share(replace(letter, text=letter.text.replace("n", "-n")), "hyphens at line ends decided right") < 0.4
    unmarked = tuple(replace(block, note_marks=()) for block in letter.blocks)
    assert share(replace(letter, blocks=unmarked), "footnotes attached") == 0
    flat = tuple(block for block in letter.blocks if block.kind not in (BlockKind.HEADING, BlockKind.LIST_ITEM))
    assert share(replace(letter, blocks=flat), "headings below the right one") == 0
    assert share(replace(letter, blocks=flat), "list items") == 0
    bare = tuple(replace(page, furniture=()) for page in letter.pages)
    assert share(replace(letter, pages=bare), "furniture recall") == 0


FOLDERS = (SET, *map(Path, filter(None, [os.environ.get("AANZET_DEV_SET")])))
PDFS = [path for folder in FOLDERS for path in sorted((folder / "documents").glob("*.pdf"))]


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.stem)
def test_every_word_of_the_raw_text_is_clean_furniture_or_a_note(path: Path) -> None:
    document = read_document(Source("bron", "", "overig", "", file=path.name), path, IngestSettings())
    assert lost_letters(document) == []
