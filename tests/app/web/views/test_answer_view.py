"""An answer as HTML: nothing that a question or document holds becomes markup."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from app.records import ABSTAINED, ANSWERED, Answer, Citation, Quote
from app.web.export import literal
from app.web.views.answer import answer_html, marked, plain, question_html

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[klik](javascript:alert(1))",
    "![x](https://evil.example/a.png)",
    "https://evil.example",
    "<form action=https://evil.example><input></form>",
    "<style>*{display:none}</style>",
    "# Kop\n- punt",
    "```\ncode\n```",
    "| a | b |\n|---|---|",
    "$$x$$",
    "<!-- -->",
    "&lt;b&gt;",
    "a@b.nl",
    "~~weg~~",
    "1. een",
    '" onmouseover="x',
)


def citation(**values: object) -> Citation:
    made = Citation(1, "bron~0-5", "bron", "Titel", "advies", "De raad", "", "2023-12-19", "", (3,), ("3",), None, (),
                    0, 5, "", "ab", "")  # fmt: skip
    return replace(made, **values)  # type: ignore[arg-type]


def answer(text: str, **values: object) -> Answer:
    quote = Quote(text, citation(**values), "bron.pdf", "paragraph", 0.9)
    return Answer("Wat?", ANSWERED, 0.9, (quote,))


READABLE = st.text(st.characters(exclude_categories=["Cc", "Cn", "Cs"]))


@given(READABLE)
def test_plain_text_reads_back_as_it_was_but_for_runs_of_spaces(text: str) -> None:
    assert html.unescape(plain(text)) == re.sub(" +", " ", text).strip(" ")


def test_control_characters_are_left_out() -> None:
    assert plain("a\x00b\x1bc\x9bd") == "abcd"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_in_a_question_stays_text_in_html_and_in_markdown(payload: str) -> None:
    shown = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(question_html(payload))
    assert re.findall(r"<(\w+)", shown) == ["h2"]
    assert html.unescape(re.sub(r"<[^>]+>", "", shown)).split() == payload.split()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_in_a_document_stays_text(payload: str) -> None:
    shown = answer_html(answer(payload, title=payload, speaker=payload, document_number=payload), "", {})
    allowed = {"div", "h3", "span", "blockquote", "p", "a", "mark"}
    assert set(re.findall(r"<(\w+)", shown)) <= allowed
    assert re.findall(r" (on\w+|src|style|action)=", re.sub(r'"[^"]*"', '""', shown)) == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_in_the_saved_markdown_stays_text(payload: str) -> None:
    shown = MarkdownIt("commonmark").render(f"> “{literal(payload)}”")
    assert set(re.findall(r"<(\w+)", shown)) == {"blockquote", "p"}


def test_an_answer_is_one_block_without_empty_lines() -> None:
    assert "\n" not in answer_html(answer("Een zin.\n\nEn nog een."), "token", {})


def test_the_speaker_stands_before_the_quote() -> None:
    shown = answer_html(answer("Een zin."), "", {})
    assert html.unescape(shown).index("De raad (Rli)") < html.unescape(shown).index("Een zin")


@given(
    READABLE.filter(bool),
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=4),
)
def test_marks_change_nothing_of_the_text(text: str, marks: list[tuple[int, int]]) -> None:
    spans = sorted((start, end) for start, end in marks if end <= len(text))
    shown = re.sub(r"</?mark>", "", marked(text, spans))
    assert html.unescape(shown).split() == html.unescape(plain(text)).split()


def test_an_abstention_names_missing_sources_by_title() -> None:
    shown = answer_html(
        Answer("Wat?", ABSTAINED, 0.0, reason="not_in_sources", missing_source_ids=("x",)), "", {"x": "De brief"}
    )
    assert "De brief" in shown


def test_two_speakers_are_never_in_one_group() -> None:
    quotes = (
        Quote("Een.", citation(role="advies"), "a", "paragraph", 0.9),
        Quote("Twee.", citation(role="kabinetsreactie", number=2), "b", "paragraph", 0.9),
    )
    shown = answer_html(Answer("Wat?", ANSWERED, 0.9, quotes), "", {})
    assert [re.findall(r"(Een|Twee)", part) for part in shown.split('<div class="groep')[1:]] == [["Een"], ["Twee"]]


def test_the_page_module_needs_no_gradio() -> None:
    text = Path("app/web/views/answer.py").read_text("utf-8")
    assert "gradio" not in text.split('"""', 2)[2]
