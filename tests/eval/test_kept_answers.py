"""Answers are kept by what they are made of: a run that was stopped goes on, and another setting asks again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.records import ABSTAINED, ANSWERED, Answer
from app.settings import AnswerSettings, Settings
from eval.kept_answers import KeptAnswer, KeptAnswers
from eval.sets import SetQuestion

QUESTION = SetQuestion("1", "followup", "En wie?", True, (), 1, previous_question="Wat?", full_question="Wie dan?")
FOUND, NOTHING = Answer("En wie?", ANSWERED, 0.5), Answer("En wie?", ABSTAINED, 0.1)


def assistant(settings: Settings | None = None, version: str = "v1") -> Any:
    """What an assistant is known by."""
    register = SimpleNamespace(sources=())
    return SimpleNamespace(
        settings=settings or Settings(), index_version=version, corpus_sha256="abc", register=register
    )


@pytest.mark.parametrize(
    "kept", [KeptAnswer(FOUND, 1.5, FOUND, None), KeptAnswer(NOTHING, 2.5, FOUND, NOTHING)], ids=["answered", "refused"]
)
def test_an_answer_comes_back_as_it_was(tmp_path: Path, kept: KeptAnswer) -> None:
    KeptAnswers(tmp_path, assistant()).add(QUESTION, kept)
    assert KeptAnswers(tmp_path, assistant()).get(QUESTION) == kept


def test_another_question_turn_index_or_setting_is_asked_again(tmp_path: Path) -> None:
    KeptAnswers(tmp_path, assistant()).add(QUESTION, KeptAnswer(FOUND, 1.5, FOUND, None))
    assert KeptAnswers(tmp_path, assistant()).get(replace(QUESTION, id="2", line=7)) is not None
    assert KeptAnswers(tmp_path, assistant()).get(replace(QUESTION, previous_question="Hoe?")) is None
    assert KeptAnswers(tmp_path, assistant(version="v2")).get(QUESTION) is None
    bold = replace(Settings(), answer=AnswerSettings(threshold=0.0))
    assert KeptAnswers(tmp_path, assistant(bold)).get(QUESTION) is None


def test_a_line_that_was_cut_off_costs_that_question_alone(tmp_path: Path) -> None:
    other = replace(QUESTION, question="En waar?")
    for question in (QUESTION, other):
        KeptAnswers(tmp_path, assistant()).add(question, KeptAnswer(FOUND, 1.5, FOUND, None))
    (path,) = (tmp_path / "eval" / "answers").glob("*.jsonl")
    path.write_text(path.read_text("utf-8")[:-20], "utf-8")
    kept = KeptAnswers(tmp_path, assistant())
    assert kept.get(QUESTION) is not None
    assert kept.get(other) is None
    kept.add(other, KeptAnswer(FOUND, 1.5, FOUND, None))
    assert KeptAnswers(tmp_path, assistant()).get(other) is not None
