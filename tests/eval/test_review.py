"""A person judges quotes that the gold does not know, and a right one becomes gold."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import typer

from eval.review import VERDICTS, read_verdicts
from eval.sets import read_set
from ingest.errors import SetError
from tests.eval.conftest import PDF, QUESTIONS, Command, question_lines


@pytest.fixture
def narrow_set(mixed_set: Path, tmp_path: Path) -> Path:
    """The small set with one question, surely answered, whose gold no quote will hold: a sentence of another page."""
    folder = tmp_path / "smal"
    shutil.copytree(mixed_set, folder)
    changed = dict(QUESTIONS[0])
    changed["gold"] = [{"document": PDF, "page": 2, "quote": "De provincie betaalt"}]
    (folder / "questions.jsonl").write_text(question_lines((changed,)), "utf-8")
    return folder


@pytest.mark.parametrize(("given", "verdict"), [("g", "ook goed"), ("f", "fout")])
@pytest.mark.usefixtures("model")
def test_a_verdict_is_kept_with_its_date_and_asked_once(
    aanzet: Command, narrow_set: Path, monkeypatch: pytest.MonkeyPatch, given: str, verdict: str
) -> None:
    monkeypatch.setattr(typer, "prompt", lambda *_, **__: given)
    done = aanzet("eval", "judge", narrow_set)
    assert done.status == 0, done.err
    (kept,) = read_verdicts(narrow_set)
    assert (kept.id, kept.verdict, kept.document, kept.page) == ("1", verdict, PDF, 1)
    assert len(kept.date) == 10
    assert len(read_set(narrow_set).questions[0].gold) == (2 if verdict == "ook goed" else 1)
    aanzet("eval", "judge", narrow_set)
    assert read_verdicts(narrow_set) == [kept]
    assert aanzet("eval", "check", narrow_set).status == 0


@pytest.mark.usefixtures("model")
def test_listing_asks_nothing(aanzet: Command, narrow_set: Path) -> None:
    done = aanzet("eval", "judge", narrow_set, "--list")
    assert "twaalf fietsenstallingen" in done.out
    assert read_verdicts(narrow_set) == []


def test_a_broken_verdict_is_named(tmp_path: Path) -> None:
    (tmp_path / VERDICTS).write_text("\n" + json.dumps({"id": "1"}) + "\n", "utf-8")
    with pytest.raises(SetError, match="line 2"):
        read_verdicts(tmp_path)
