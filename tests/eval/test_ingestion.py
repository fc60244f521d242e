"""Ingestion of the fictional pair, of which every word, page and role is known, stays above its floors."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.ingestion import Share, measure_set

SET = Path(__file__).parents[2] / "eval" / "sets" / "proefadvies"
FLOORS = {
    "words kept in order": (0.998, 0.999),
    "furniture precision": (0.985, 0.99),
    "furniture recall": (0.99, 0.85),
    "hyphens at line ends decided right": (0.99, 0.99),
    "side notes in one piece": (1.0, 1.0),
    "footnotes attached": (1.0, 0.8),
    "headings with their level": (0.6, 1.0),
    "headings that are one": (0.98, 1.0),
    "paragraphs in one piece": (0.94, 1.0),
    "list items": (1.0, 1.0),
    "table rows": (0.94, 1.0),
    "recommendations": (1.0, 1.0),
    "sentences on their pages": (0.99, 1.0),
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
