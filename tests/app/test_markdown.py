"""Markdown shows a text as it is, with few marks in the way of whoever reads the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from app.markdown import at_the_start, literal, stretch

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
MARKS = st.text(st.sampled_from("ab1. )(-+=>#*_~`\\[]!|$<>&;:/@{}%'\""), max_size=30)


@pytest.mark.parametrize(
    "text",
    [
        "Zie p. 3 (noot 2): 1,5 – 2 %!", "1.500 euro (of meer)", "-5 graden", "R&D < 5% {en} [zo", "+31 70",
        "2024-2027",
        "kst-29362-354.html", "Artikel 3, lid 2: ‘wie’; dat is 50%.",
    ],
)  # fmt: skip
def test_an_ordinary_line_stays_as_it_is(text: str) -> None:
    assert literal(text).replace("\\[", "[") == text


def read(made: str) -> list[tuple[str, str]]:
    """The pieces that Markdown reads in ``made``, each with its type."""
    tokens = [child for token in MARKDOWN.parse(made) for child in (token.children or [token])]
    return [(token.type, token.content) for token in tokens if token.content or token.type.endswith("_open")]


@given(MARKS)
def test_nothing_in_a_text_is_read_as_a_mark(text: str) -> None:
    line = " ".join(text.split())
    for before, opened in (
        ("", []),
        ("> 12. ", ["blockquote", "ordered_list", "list_item"]),
        ("- ", ["bullet_list", "list_item"]),
    ):
        pieces = read(before + literal(text)) if line else []
        assert [kind.removesuffix("_open") for kind, _ in pieces if kind.endswith("_open")] == (
            [*opened, "paragraph"] if line else []
        )
        assert {kind for kind, _ in pieces if not kind.endswith("_open")} <= {"text"}
        assert "".join(content for _, content in pieces) == line


@given(MARKS, MARKS)
def test_a_word_in_bold_stands_between_what_is_beside_it(before: str, after: str) -> None:
    pieces = read(at_the_start(f"{stretch(before).lstrip()} **woord** {stretch(after)}"))
    assert [kind for kind, _ in pieces if kind.endswith("_open")] == ["paragraph_open", "strong_open"]
    assert {kind for kind, _ in pieces if not kind.endswith("_open")} == {"text"}
    assert "".join("".join(content for _, content in pieces).split()) == "".join(f"{before}woord{after}".split())
