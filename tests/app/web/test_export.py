"""A conversation that is taken along holds every word and citation, as Markdown and as PDF."""

from __future__ import annotations

import pypdfium2
import pytest
from markdown_it import MarkdownIt
from starlette.testclient import TestClient

from app.web.conversation_pdf import conversation_pdf
from app.web.export import Part, conversation_parts, markdown
from app.web.permalink import converse, encode, permalink
from app.web.server import create_app
from tests.fakes import FakeAssistant

QUESTIONS = ("Wanneer stuurde de minister de reactie?", "En de hoofdaanbeveling?", "Wat is de hoofdstad van Frankrijk?")
PAYLOAD = (
    '#image("/etc/passwd") #let x = 1; *vet* $x^2$ @bron <b>[klik](https://evil.example)</b> \\u{41} `code` // weg'
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> FakeAssistant:
    return FakeAssistant(tmp_path_factory.mktemp("documents"))


def pdf_words(made: bytes) -> str:
    """The text of a PDF without white space, hyphens at line ends and ligatures apart."""
    with pypdfium2.PdfDocument(made) as pdf:
        text = "".join(pdf[number].get_textpage().get_text_range() for number in range(len(pdf)))
    return "".join(text.replace("\ufffe", "").replace("\u200b", "").split())


def test_both_hold_every_question_quote_and_citation(assistant: FakeAssistant) -> None:
    answers = converse(assistant, QUESTIONS)
    parts = conversation_parts(answers, "https://vraag.example.nl/antwoord/abc")
    words, text = pdf_words(conversation_pdf(parts)), MarkdownIt("commonmark").render(markdown(parts))
    for answer in answers:
        assert "".join(answer.question.split()) in words
        for quote in answer.quotes:
            assert "".join(quote.text.split()) in words
            assert " ".join(quote.text.split()) in text
            for kept in (quote.citation.file_sha256, quote.citation.url, quote.citation.title):
                assert "".join(kept.split()) in words
                assert kept in text
    assert "https://vraag.example.nl/antwoord/abc" in words
    assert "Dit staat niet in de bronnen." in text


def test_nothing_of_a_text_is_read_as_markup_of_the_pdf() -> None:
    words = pdf_words(conversation_pdf((Part("question", PAYLOAD), Part("quote", PAYLOAD), Part("source", PAYLOAD))))
    assert words.count("".join(PAYLOAD.split())) == 3


def test_the_same_conversation_gives_the_same_pdf(assistant: FakeAssistant) -> None:
    parts = conversation_parts(converse(assistant, QUESTIONS[:1]), "https://vraag.example.nl/antwoord/abc")
    assert conversation_pdf(parts) == conversation_pdf(parts)


@pytest.mark.parametrize(("kind", "begins"), [("md", b"# Aan Zet"), ("pdf", b"%PDF-")])
def test_a_permanent_link_gives_both_as_a_download(assistant: FakeAssistant, kind: str, begins: bytes) -> None:
    answers = converse(assistant, QUESTIONS)
    token = encode(permalink(QUESTIONS, answers[-1]))
    with TestClient(create_app(assistant)) as client:
        got = client.get(f"/antwoord/{token}.{kind}")
        assert client.get(f"/antwoord/{token}.exe").status_code == 404
        assert client.get(f"/antwoord/geenlink.{kind}").status_code == 404
    assert got.content.startswith(begins)
    assert f"aanzet-gesprek.{kind}" in got.headers["content-disposition"]
    assert kind == "pdf" or f"http://testserver/antwoord/{token}" in got.text
