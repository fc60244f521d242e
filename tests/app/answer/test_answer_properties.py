"""What holds of every answer: verbatim, the same on any number of threads, in a settled order."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import faiss
import pytest
from hypothesis import given
from hypothesis import settings as rules
from hypothesis import strategies as st

from app.assistant import Assistant
from app.records import ABSTAINED, ANSWERED, FOUND, NEAR
from app.settings import Settings
from app.workspace import open_workspace
from index.build import build_index
from index.opened import open_index
from ingest.document import Document
from tests.app.answer.test_answering import ANSWERED_BY, NOT_IN_THE_SOURCES, assert_verbatim
from tests.documents import make_document, make_source
from tests.fakes import HashingEncoder

QUESTIONS = (*sorted(ANSWERED_BY), *NOT_IN_THE_SOURCES)
WORDS = "wat wie wanneer welke hoeveel de het kabinet raad advies uitvoering stikstof 2024 niet en alle passages over ?"


def _over(home: Path, *documents: Document) -> Assistant:
    encoder, settings = HashingEncoder(), Settings()
    build_index(documents, home, settings.ingest, settings.index, encoder)
    index = open_index(home, encoder.name, encoder.revision)
    return Assistant(index, encoder, open_workspace(home, settings).register, settings, home)


def _as_json(assistant: Assistant, question: str) -> str:
    return json.dumps(assistant.ask(question).to_json(), ensure_ascii=False)


def test_one_thread_and_many_give_the_same_bytes(shipped: Assistant) -> None:
    threads = faiss.omp_get_max_threads()
    try:
        faiss.omp_set_num_threads(1)
        alone = [_as_json(shipped, question) for question in QUESTIONS]
        faiss.omp_set_num_threads(4)
        with ThreadPoolExecutor(4) as pool:
            together = list(pool.map(lambda question: _as_json(shipped, question), QUESTIONS))
    finally:
        faiss.omp_set_num_threads(threads)
    assert together == alone


@rules(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=9).map(" ".join))
def test_every_answer_is_verbatim_and_its_passages_go_from_best_to_worst(shipped: Assistant, question: str) -> None:
    answer = shipped.ask(question)
    assert_verbatim(shipped, answer)
    assert (answer.verdict == FOUND) <= (answer.status == ANSWERED) <= (answer.verdict in (FOUND, NEAR))
    assert bool(answer.quotes) <= (answer.verdict in (FOUND, NEAR))
    assert bool(answer.more) <= (answer.status == ANSWERED)
    assert not any(quote.marks for quote in answer.all_quotes) or answer.verdict == FOUND
    order = [(-found.score, found.passage_id) for found in answer.passages]
    assert order == sorted(order) or answer.topic


@pytest.mark.parametrize("question", QUESTIONS[::5])
def test_the_top_five_is_the_head_of_the_top_ten_for_any_question(shipped: Assistant, question: str) -> None:
    assert shipped.find(question, 5) == shipped.find(question, 10)[:5]


@pytest.mark.usefixtures("model")
def test_what_scores_alike_comes_in_the_order_of_its_id(tmp_path: Path) -> None:
    text = "De provincies wijzen de plekken voor nieuwe woningen aan."
    names = ("c", "a", "b")
    assistant = _over(tmp_path, *(make_document(text, source=make_source(name)) for name in names))
    found = assistant.find("Wie wijst de plekken voor woningen aan?", 3)
    assert len({passage.score for passage in found}) == 1
    assert [passage.citation.source_id for passage in found] == ["a", "b", "c"]


def test_an_empty_index_abstains(tmp_path: Path) -> None:
    answer = _over(tmp_path).ask("Wat vindt het kabinet van het advies?")
    assert (answer.status, answer.reason, answer.quotes, answer.passages) == (ABSTAINED, "empty_index", (), ())
    assert answer.confidence == 0.0
