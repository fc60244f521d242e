"""What weighs in ranking and refusing: each number of the policy just before and just past where it decides."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from app.answer import finding
from app.answer.examples import answerable_questions
from app.answer.finding import Finding, find
from app.answer.ranked_sentences import ScoredSentence, anything_answers, rank_sentences
from app.answer.reordering import favouring, stay_near
from app.question.parsing import as_it_stands
from index.records import Hit
from ingest.document import Document
from ingest.passages import cut_passages
from ingest.records import BlockKind
from ingest.settings import IngestSettings
from tests.documents import make_document, make_source

FIRST = make_document("De raad wil regionale teams. " * 30, source=make_source("eerste", "advies"))
SECOND = make_document("Er komen landelijke teams.", source=make_source("tweede", "kabinetsreactie"))
ASKED = as_it_stands("Komen er teams?")


def scored(document: Document, score: float, number: int = 0) -> ScoredSentence:
    """A sentence of a document, by its place among those of its first passage."""
    passage = cut_passages(document, IngestSettings())[0]
    one = passage.sentences[number]
    return ScoredSentence(passage, one, document.text[one.char_start : one.char_end], score, 0.0, 0.0)


def ranked(asked: str, *given: tuple[str, float, float]) -> list[str]:
    """The sentences in order of which each is a document with the score of its passage and the reader's logit."""
    documents = {str(n): make_document(text, source=make_source(str(n))) for n, (text, _, _) in enumerate(given, 1)}
    hits = [
        Hit(cut_passages(document, IngestSettings())[0], rank, score, 0.0, 0.0, row=rank - 1)
        for rank, (document, (_, score, _)) in enumerate(zip(documents.values(), given, strict=True), 1)
    ]
    index: Any = SimpleNamespace(
        documents=documents,
        states=[None] * len(given),
        sentence_vectors=SimpleNamespace(rows=lambda rows: np.zeros((len(rows), 2), np.float32)),
        sentence_row=SimpleNamespace(of=lambda passage: np.arange(len(passage.sentences))),
    )
    reader: Any = SimpleNamespace(
        read=lambda _, texts, kept: [np.array([logit], np.float32) for _, _, logit in given[: len(texts)]]
    )
    found = rank_sentences(index, reader, as_it_stands(asked), np.zeros(2, np.float32), hits)
    return [one.passage.source_id for one in found]


def test_the_five_nearest_passages_are_read() -> None:
    assert len(ranked("Komen er teams?", *[(f"Er komen {n} teams.", 0.5, 0.0) for n in range(11, 19)])) == 5


@pytest.mark.parametrize(("logit", "first"), [(4.45, "2"), (4.55, "1")])
def test_a_tenth_of_a_passages_score_counts_for_four_and_a_half(logit: float, first: str) -> None:
    assert ranked("Komen er teams?", ("Er komen teams.", 0.5, logit), ("Er zijn teams.", 0.6, 0.0))[0] == first


@pytest.mark.parametrize(("logit", "first"), [(1.95, "2"), (2.05, "1")])
def test_another_year_counts_for_two(logit: float, first: str) -> None:
    other, right = ("In 2024 komen er acht teams.", 0.5, logit), ("In 2031 komen er elf teams.", 0.5, 0.0)
    assert ranked("Hoeveel teams komen er in 2031?", other, right)[0] == first


@pytest.mark.parametrize(("cosine", "logit"), [(0.0, 3.0), (0.5, -3.0), (1.0, -9.0)])
def test_nearness_counts_for_twelve_against_an_answer(cosine: float, logit: float) -> None:
    near = replace(scored(FIRST, 0.0), read=3.0, cosine=cosine)
    assert anything_answers([near]) == pytest.approx(logit)


@pytest.mark.parametrize(("behind", "first"), [(4.95, "tweede"), (5.05, "eerste")])
def test_the_words_of_whom_a_question_names_are_lifted_by_five(behind: float, first: str) -> None:
    order = favouring([scored(FIRST, 9.0), scored(SECOND, 9.0 - behind)], "kabinetsreactie")
    assert order[0].passage.source_id == first


@pytest.mark.parametrize(("ahead", "first"), [(0.59, "eerste"), (0.61, "tweede")])
def test_a_follow_up_stays_with_the_document_for_six_tenths(ahead: float, first: str) -> None:
    order = stay_near([scored(SECOND, 5.0 + ahead), scored(FIRST, 5.0, 2)], ["eerste~800-829"])
    assert order[0].passage.source_id == first


@pytest.mark.parametrize(("ahead", "first"), [(0.89, "eerste"), (0.91, "tweede")])
def test_and_for_three_tenths_more_with_what_stands_just_after(ahead: float, first: str) -> None:
    order = stay_near([scored(SECOND, 5.0 + ahead), scored(FIRST, 5.0, 2)], ["eerste~0-28"])
    assert order[0].passage.source_id == first


@pytest.mark.parametrize(("end", "first"), [(7, "eerste"), (6, "tweede")])
def test_just_after_is_within_four_hundred_characters(end: int, first: str) -> None:
    order = stay_near([scored(SECOND, 5.75), scored(FIRST, 5.0, 14)], [f"eerste~0-{end}"])
    assert order[1].sentence.char_start == 406 if first == "tweede" else order[0].sentence.char_start == 406
    assert order[0].passage.source_id == first


@pytest.mark.parametrize(("ahead", "first"), [(0.59, "eerste"), (0.61, "tweede")])
def test_what_was_shown_is_set_back_by_six_tenths(ahead: float, first: str) -> None:
    shown = ["derde~0-9", f"tweede~0-{len(SECOND.text)}"]
    order = stay_near([scored(SECOND, 5.0 + ahead), scored(FIRST, 5.0)], shown)
    assert order[0].passage.source_id == first


@pytest.mark.parametrize(("right", "asked"), [(0.49, 0), (0.51, 1)])
def test_an_example_is_rather_right_than_wrong(right: float, asked: int) -> None:
    document = make_document((BlockKind.HEADING, "De drukte van juni"), "Het is er druk.")
    assert len(answerable_questions([document], lambda question: right * ("‘" in question))) == asked


@pytest.mark.parametrize(
    ("text", "sure", "astray"),
    [
        ("En wat kost dat water daar?", 0.115, True),
        ("En wat kost dat water daar?", 0.125, False),
        ("Wat kost water in Lissabon?", 0.195, True),
        ("Wat kost water in Lissabon?", 0.205, False),
        ("En stijgt het water?", 0.0, True),
        ("En dat water?", 0.0, False),
    ],
)
def test_a_follow_up_with_two_words_of_its_own_is_judged_alone(
    monkeypatch: pytest.MonkeyPatch, text: str, sure: float, astray: bool
) -> None:
    monkeypatch.setattr("app.answer.finding.find", lambda *_: Finding(sure=sure))
    within: Any = None
    assert finding._astray(within, as_it_stands(text), 5) is astray


def test_what_others_say_of_who_is_not_loaded_is_four_tenths_sure_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, found in (
        ("search_vector", ()),
        ("rank_sentences", ()),
        ("evidence_features", None),
        ("confidence", 0.9),
    ):
        monkeypatch.setattr(f"app.answer.finding.{name}", lambda *_, found=found: found)
    within: Any = SimpleNamespace(
        index=SimpleNamespace(
            lexical=SimpleNamespace(known_terms=bool), documents={}, manifest=SimpleNamespace(source_ids=())
        ),
        encoder=SimpleNamespace(encode_query=lambda texts: texts),
        reader=SimpleNamespace(can_read=bool),
        parts=SimpleNamespace(of=lambda *_: ()),
        settings=None,
    )
    assert find(within, ASKED, (), 5).sure == 0.9
    assert find(within, ASKED, (), 5, "advies").sure == 0.4
