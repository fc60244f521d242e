"""The committed PDFs of the fictional pairs are those that their sources give."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from eval.typesetting.truth import read_truth, truth_path
from eval.typesetting.typeset import source_files, typeset

SETS = Path(__file__).parents[3] / "eval" / "sets"
FILES = [pair for name in ("proefadvies", "streekadvies") for pair in source_files(SETS / name)]
RENEW = "python -m eval.typesetting.typeset eval/sets/SET"


def _pages(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


@pytest.mark.parametrize(("source", "target"), FILES, ids=lambda path: "-".join(path.parts[-3:]))
def test_a_committed_pdf_is_what_its_source_gives(source: Path, target: Path) -> None:
    pdf, truth = typeset(source)
    assert _pages(pdf) == _pages(target.read_bytes()), RENEW
    assert truth == read_truth(truth_path(target)), RENEW


@pytest.mark.parametrize(("source", "target"), FILES, ids=lambda path: "-".join(path.parts[-3:]))
def test_every_page_says_that_it_is_fictional(source: Path, target: Path) -> None:
    for number, text in enumerate(_pages(target.read_bytes()), 1):
        assert "FICTIEF" in text, f"{target.name}, page {number}"
