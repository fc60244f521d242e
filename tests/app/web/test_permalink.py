"""A permanent link brings back the whole conversation, and any other text brings back nothing."""

from __future__ import annotations

import base64
import hashlib
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.records import ANSWERED, Answer
from app.web.conversation import Conversation, answer_question, reopened
from app.web.conversation_page import change
from app.web.permalink import MAX_TOKEN, Permalink, answer_print, decode, encode, permalink
from tests.fakes import FakeAssistant

QUESTIONS = ("Wanneer stuurde de minister de reactie?", "En de hoofdaanbeveling?", "Wat is de hoofdstad van Frankrijk?")


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> FakeAssistant:
    return FakeAssistant(tmp_path_factory.mktemp("documents"))


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.lists(TEXTS, min_size=1, max_size=5), st.text("0123456789abcdef", max_size=16))
def test_a_link_reads_back_as_it_was_written(questions: list[str], corpus: str) -> None:
    link = Permalink(tuple(questions), corpus, "1", "abc")
    assert decode(encode(link)) == link


@given(st.text())
def test_any_other_text_is_no_link(text: str) -> None:
    link = decode(text)
    assert link is None or encode(link)


def test_a_bomb_is_no_link() -> None:
    bomb = base64.urlsafe_b64encode(zlib.compress(b'["' + b"a" * 50_000_000 + b'"]')).decode()
    assert decode(bomb) is None


@pytest.mark.parametrize(
    "text",
    [
        "[" * 90_000,
        r'[["\ud800"], "a", "b", "c"]',
        r'[["Wat?"], "a", "b", "\udfff"]',
        '["Wat?", "a", "b", "c"]',
        '[["Wat?", 5], "a", "b", "c"]',
        '[[], "a", "b", "c"]',
        '[["Wat?"], "a", "b"]',
    ],
)
def test_what_encode_would_not_write_is_no_link(text: str) -> None:
    assert decode(base64.urlsafe_b64encode(zlib.compress(text.encode())).rstrip(b"=").decode()) is None


def test_a_long_conversation_loses_its_oldest_questions() -> None:
    questions = ["".join(hashlib.sha512(f"{n} {m}".encode()).hexdigest() for m in range(4)) for n in range(30)]
    link = permalink(questions, Answer(questions[-1], ANSWERED, 0.9))
    assert len(encode(link)) <= MAX_TOKEN
    assert 1 < len(link.questions) < 30
    assert link.questions == tuple(questions[-len(link.questions) :])


def test_a_reopened_conversation_equals_the_first(assistant: FakeAssistant) -> None:
    conversation = Conversation()
    for question in QUESTIONS:
        conversation = answer_question(assistant, question, conversation)
    token = conversation.messages[-1][1].split("antwoord/")[1].split('"')[0]
    assert reopened(assistant, token) == conversation


def test_a_link_tells_whether_the_answer_changed(assistant: FakeAssistant) -> None:
    answer = assistant.ask(QUESTIONS[0])
    link = permalink([QUESTIONS[0]], answer)
    assert change(link, answer) == "same"
    other_index = Permalink(link.questions, link.corpus_sha256, "0", link.answer_print)
    assert change(other_index, answer) == "renewed"
    other_answer = Permalink(
        link.questions, link.corpus_sha256, link.index_version, answer_print(assistant.ask("uitvoering"))
    )
    assert change(other_answer, answer) == "changed"


def test_a_failure_becomes_a_dutch_message_without_what_went_wrong(
    assistant: FakeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    shown = answer_question(assistant, "fout", Conversation())
    assert "Het is niet gelukt" in shown.messages[-1][1]
    assert "internal path" not in shown.messages[-1][1]
    assert shown.turns == ()
    assert caplog.records
