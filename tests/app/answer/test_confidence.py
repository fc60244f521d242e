"""The confidence: what lowers it, and that it depends on nothing but question, history, settings and index."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.answer.confidence import EvidenceFeatures, confidence, evidence_features, first_right
from app.answer.ranked_sentences import ScoredSentence
from app.assistant import Assistant
from app.question.parsing import as_it_stands
from app.records import ABSTAINED, ANSWERED
from ingest.document import Document
from ingest.passages import cut_passages
from ingest.records import Sentence
from ingest.settings import IngestSettings
from tests.documents import make_document, make_source

QUESTIONS = (
    "Wanneer stuurde de minister de kabinetsreactie naar de Tweede Kamer?",
    "Wat vindt het kabinet van het advies van de raad?",
    "stikstof woningtekort opgaven burgers",
    "Why does the cabinet consider cooperation between policy and implementation essential?",
    "Wat kost een brood?",
)


def one_sentence(document: Document, number: int) -> Sentence:
    return cut_passages(document, IngestSettings())[0].sentences[number]


SURE = EvidenceFeatures(any=1.0, share=-0.2, lead=2.0, unknown=0.0)


@pytest.mark.parametrize("name", [field.name for field in fields(EvidenceFeatures)])
def test_every_feature_counts_the_way_it_is_meant(name: str) -> None:
    worse = 1.0 if name == "unknown" else getattr(SURE, name) - 0.1
    changed = replace(SURE, **{name: worse})
    assert first_right(changed) < first_right(SURE)
    assert (confidence(changed) < confidence(SURE)) is (name not in ("share", "lead"))


@pytest.mark.parametrize(("ahead", "lead"), [(0.0, 0.0), (3.5, 3.5), (7.9, 7.9), (8.1, 8.0)])
def test_the_lead_is_over_the_best_sentence_of_another_passage(ahead: float, lead: float) -> None:
    one = make_document("De raad wil teams. Dat helpt.", source=make_source("een"))
    other = make_document("Er komen teams.", source=make_source("ander"))
    index: Any = SimpleNamespace(documents={"een": one, "ander": other})
    first, beside, elsewhere = (
        ScoredSentence(cut_passages(document, IngestSettings())[0], sentence, "", score, 0.0, 0.0)
        for document, sentence, score in (
            (one, one_sentence(one, 0), 9.0),
            (one, one_sentence(one, 1), 8.9),
            (other, one_sentence(other, 0), 9.0 - ahead),
        )
    )
    features = evidence_features(index, as_it_stands("Komen er teams?"), (first, beside, elsewhere))
    alone = evidence_features(index, as_it_stands("Komen er teams?"), (first, beside))
    assert features is not None
    assert alone is not None
    assert (features.lead, alone.lead) == (lead, 8.0)


def test_without_a_sentence_there_is_no_confidence() -> None:
    assert confidence(None) == first_right(None) == 0.0


@pytest.mark.parametrize(
    ("known", "unknown"),
    [
        ("Wat vindt de minister van het advies?", "Wat vindt minister Jansen van het advies?"),
        ("Welke brief kreeg de informateur in 2024?", "Welke brief kreeg de informateur in 2019?"),
    ],
)
def test_a_question_that_names_whom_the_source_lacks_is_refused(shipped: Assistant, known: str, unknown: str) -> None:
    assert shipped.ask(known).status == ANSWERED
    assert shipped.ask(unknown).status == ABSTAINED


def test_a_question_for_an_amount_that_is_not_there_is_refused(shipped: Assistant) -> None:
    assert shipped.ask("Wat kost de stikstofaanpak?").status == ABSTAINED


def _answers(assistant: Assistant) -> list[str]:
    return [json.dumps(assistant.ask(question).to_json(), ensure_ascii=False) for question in QUESTIONS]


def test_questions_asked_at_the_same_time_get_the_same_answers(shipped: Assistant) -> None:
    alone = _answers(shipped)
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda _: _answers(shipped), range(4)))
    assert together == [alone] * 4


@pytest.mark.parametrize("threads", ["1", "4"])
def test_the_number_of_threads_changes_no_byte(shipped: Assistant, threads: str) -> None:
    program = (
        "import json, sys; from pathlib import Path; from app.assistant import Assistant\n"
        "assistant = Assistant.load(Path(sys.argv[1]))\n"
        "for question in json.loads(sys.argv[2]):\n"
        "    print(json.dumps(assistant.ask(question).to_json(), ensure_ascii=True))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, str(shipped.home), json.dumps(QUESTIONS)],
        env={**os.environ, "OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads},
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=True,
    )
    assert [json.loads(line) for line in run.stdout.splitlines()] == [json.loads(one) for one in _answers(shipped)]
