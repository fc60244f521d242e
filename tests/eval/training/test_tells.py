"""What sentences tell is learned from a handful of them, in which a number or two say it all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.comparison import tells
from app.comparison.tells import OF_A_LETTER, REACTS, RECOMMENDS, TELLS
from eval.training.labelled import advice_of_pair, letter_of_pair, written_advices, written_letters
from eval.training.tells import WRITTEN, Plan, Rows, area_under, fit, joined, print_held_out, training_pairs, write
from ingest.records import BlockKind
from tests.documents import make_document

LABELS = ("recommends", "explains", "other")
PLAN = Plan(("recommends", "other"), 1.0, 0.33)


def rows(count: int = 60) -> Rows:
    """Sentences of which the first number says that they recommend, below noise; every third one does."""
    labels = np.array([LABELS[number % 3] for number in range(count)])
    noise = np.random.default_rng(1).normal(size=(count, 4)).astype(np.float32)
    noise[:, 0] += 6 * (labels == "recommends")
    return Rows(noise, labels)


def test_it_learns_which_sentences_recommend() -> None:
    made = rows()
    shares = fit(made, PLAN)(made.features)[:, 0]
    assert ((shares > 0.5) == (made.labels == "recommends")).all()


@pytest.mark.parametrize("first", [0.2, 0.6])
def test_the_first_class_weighs_what_the_plan_says(first: float) -> None:
    """Features that say nothing leave the share that the class weighs."""
    nothing = Rows(np.zeros((30, 2), np.float32), rows(30).labels)
    assert fit(nothing, Plan(PLAN.classes, 1.0, first))(nothing.features)[0, 0] == pytest.approx(first, abs=1e-3)


def test_a_small_weight_leaves_probabilities_near_each_other() -> None:
    made = rows()
    wide, narrow = (fit(made, Plan(PLAN.classes, weight))(made.features)[:, 0] for weight in (1.0, 0.001))
    assert np.ptp(narrow) < np.ptp(wide) / 2


def test_what_is_written_is_read_as_it_was_and_is_the_same_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = rows()
    letter = Rows(made.features, np.array([OF_A_LETTER[number % 5] for number in range(len(made.labels))]))
    models = {name: fit(made, PLAN) for name in (RECOMMENDS, REACTS)} | {TELLS: fit(letter, Plan(OF_A_LETTER, 1.0))}
    for name in ("one.npz", "two.npz"):
        write(models, tmp_path / name)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    monkeypatch.setattr(tells, "FILE", tmp_path / "one.npz")
    tells._models.cache_clear()
    read = tells._models()
    tells._models.cache_clear()
    for name in read:
        np.testing.assert_allclose(read[name](made.features), models[name](made.features), atol=2e-3)


def test_fitting_twice_gives_the_same_numbers() -> None:
    first, second = fit(rows(), PLAN), fit(rows(), PLAN)
    assert (first.weights == second.weights).all()
    assert (first.bias == second.bias).all()


def test_each_part_is_judged_by_a_model_without_it(capsys: pytest.CaptureFixture[str]) -> None:
    """A model of so many numbers learns any sentences by heart, and these say nothing about others."""
    noise = np.random.default_rng(2).normal(size=(60, 300)).astype(np.float32)
    made = Rows(noise, np.array(["recommends", "other"] * 30))
    assert (fit(made, PLAN)(noise).argmax(axis=1) == [0, 1] * 30).all()
    parts = [Rows(noise[at : at + 6], made.labels[at : at + 6]) for at in range(0, 60, 6)]
    assert (joined(parts).labels == made.labels).all()
    print_held_out("strand", PLAN, parts, [])
    first, second, _ = capsys.readouterr().out.splitlines()
    assert first.startswith("strand: 60 sentences, ")
    assert float(first.split()[-2]) < 0.8
    assert second.startswith("  recommends: 30, AUC 0.")


def test_the_area_is_the_chance_to_score_higher() -> None:
    scores, true = np.array([0.1, 0.4, 0.4, 0.9]), np.array([False, True, False, True])
    assert area_under(scores, true) == pytest.approx(3.5 / 4)


def test_the_written_texts_have_a_label_each_and_sentences_of_a_paragraph_stand_together() -> None:
    advices = written_advices(WRITTEN / "advice.tsv")
    letters = [one for name in ("letter", "asides") for one in written_letters(WRITTEN / f"{name}.tsv")]
    assert {label for one in advices for label in one.labels} == set(LABELS)
    assert {label for one in letters for label in one.labels} == set(OF_A_LETTER)
    for made in (advices, letters):
        assert all(len(one.sentences) == len(one.labels) and all(map(str.strip, one.sentences)) for one in made)
        assert any(len(one.sentences) > 1 for one in made)


def test_the_truth_of_a_pair_labels_its_sentences() -> None:
    advice = make_document(
        "Het is druk. Strandwachten zijn schaars.",
        (BlockKind.HEADING, "Aanbeveling 1: Tel de bezoekers"),
        "Niemand weet hoeveel er komen.",
    )
    truth = [{"statement": "Aanbeveling 1: Tel … bezoekers", "explanation": ["Niemand weet … komen."]}]
    assert [(one.sentences, one.labels) for one in advice_of_pair(advice, truth)] == [
        (("Het is druk.", "Strandwachten zijn schaars."), ("other", "other")),
        (("Tel de bezoekers",), ("recommends",)),
        (("Niemand weet hoeveel er komen.",), ("explains",)),
    ]
    letter = make_document((BlockKind.HEADING, "Het strand"), "Dank voor het advies. Ik tel de bezoekers.")
    assert [
        (one.sentences, one.labels) for one in letter_of_pair(letter, [{"reaction": ["Ik tel de bezoekers."]}])
    ] == [(("Dank voor het advies.", "Ik tel de bezoekers."), ("other", "reacts"))]


def test_nothing_is_trained_on_a_pair_that_is_kept_apart(tmp_path: Path) -> None:
    for name, words in (("een", ""), ("twee", "apart = true\n"), ("drie", "apart = false\n")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "comparison.toml").write_text(f"{words}[[recommendation]]\nlabel = '1'\n", "utf-8")
    (tmp_path / "vier").mkdir()
    assert [folder.name for folder in training_pairs(tmp_path)] == ["drie", "een"]
