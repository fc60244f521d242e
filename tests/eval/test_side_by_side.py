"""The comparison of the fictional pairs against what is known of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from eval.side_by_side import find_span, measure_pair, pair_of
from eval.typesetting.pairs import make_advice
from index.encoder import SentenceEncoder
from tests.documents import make_document

SETS = Path(__file__).parents[2] / "eval" / "sets"
PAIRS = sorted(path.parent.name for path in SETS.glob("*/comparison.toml"))


@pytest.mark.parametrize("name", PAIRS)
def test_recommendations_reactions_and_decisions_are_those_that_are_known(name: str, model: SentenceEncoder) -> None:
    side = measure_pair(SETS / name, *pair_of(SETS / name), lambda texts: model.encode_document(list(texts)))
    wrong = "\n".join(side.wrong)
    assert (side.recommendations, side.bounded, side.none) == (1.0, 1.0, 1.0), wrong
    assert min(side.precision, side.recall) >= 0.95, wrong
    assert min(side.deciding, side.stands) >= 0.95, wrong


def test_a_span_is_named_by_its_first_and_last_words() -> None:
    document = make_document("Een twee drie vier.", "Vijf zes.")
    start, end = find_span(document, "twee … Vijf zes.")
    assert re.split(r"\s+", document.text[start:end]) == ["twee", "drie", "vier.", "Vijf", "zes."]
    with pytest.raises(ValueError, match="stands 0 times"):
        find_span(document, "zeven")


@pytest.mark.parametrize("name", ["proefdonker", "proefveer"])
def test_the_advice_of_a_pair_is_what_its_source_gives(name: str, tmp_path: Path) -> None:
    kept = next((SETS / name / "documents").glob("advies.*"))
    (tmp_path / "documents").mkdir()
    (tmp_path / "source").symlink_to(SETS / name / "source")
    assert make_advice(tmp_path).read_bytes() == kept.read_bytes()
