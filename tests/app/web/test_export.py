"""A conversation that is taken along holds every word and citation, as Markdown and as PDF."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import docx
import pypdfium2
import pytest
from markdown_it import MarkdownIt
from starlette.testclient import TestClient

from app.answer.wording import verdict_words
from app.web.conversation_docx import conversation_docx
from app.web.conversation_pdf import conversation_pdf
from app.web.export import Part, conversation_parts, markdown
from app.web.permalink import converse, encode, permalink
from app.web.server import create_app
from app.word_file import clean
from tests.fakes import FakeAssistant

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
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


def footnotes(made: bytes) -> list[str]:
    """The texts of the footnotes that the body of a Word file refers to, in its order."""
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        body, notes = (ElementTree.fromstring(packed.read(f"word/{name}.xml")) for name in ("document", "footnotes"))
    texts = {note.get(f"{W}id"): "".join(note.itertext()).strip() for note in notes}
    return [texts[reference.get(f"{W}id")] for reference in body.iter(f"{W}footnoteReference")]


def test_every_form_holds_every_question_verdict_quote_and_citation_once(assistant: FakeAssistant) -> None:
    answers = converse(assistant, QUESTIONS)
    parts = conversation_parts(answers, "https://vraag.example.nl/antwoord/abc")
    text = MarkdownIt("commonmark").render(markdown(parts))
    pdf, word = pdf_words(conversation_pdf(parts)), conversation_docx(parts)
    body = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(word)).paragraphs)
    noted = footnotes(word)
    for answer in answers:
        for kept in (answer.question, verdict_words(answer)):
            assert "".join(kept.split()) in pdf
            assert kept in text
            assert kept in body
        for quote in answer.all_quotes:
            words = " ".join(quote.text.split())
            assert body.count(words) == text.count(f"“{words}”") == pdf.count("".join(words.split())) == 1
            assert any(quote.citation.title in note and quote.citation.url in note for note in noted)
            assert text.count(quote.citation.file_sha256) == body.count(quote.citation.file_sha256) == 1
    assert "https://vraag.example.nl/antwoord/abc" in pdf
    assert "alleen op de computer" not in text


def test_what_stands_around_a_quote_is_marked_as_context(assistant: FakeAssistant) -> None:
    answer = assistant.ask(QUESTIONS[0])
    quote = replace(answer.quotes[0], lead="Eerst dit.", lead_start=0, tail="Dan dat.", tail_start=9)
    parts = conversation_parts([replace(answer, quotes=(quote,))], "https://example.org/antwoord/abc")
    kinds = [part.kind for part in parts if part.kind in ("context", "quote", "source")]
    assert kinds == ["context", "quote", "context", "source"]
    assert [part.text for part in parts if part.kind == "context"] == [
        "Daarvoor staat in de bron: Eerst dit.",
        "Daarna staat in de bron: Dan dat.",
    ]


def test_what_stands_around_a_quote_is_outside_its_marks_in_every_form(assistant: FakeAssistant) -> None:
    answer = assistant.ask(QUESTIONS[0])
    quote = replace(answer.quotes[0], lead="Eerst dit.", lead_start=0, tail="Dan dat.", tail_start=9)
    parts = conversation_parts([replace(answer, quotes=(quote,), more=())], "https://example.org/antwoord/abc")
    words = " ".join(quote.text.split())
    plain = MarkdownIt("commonmark").render(markdown(parts))
    made = docx.Document(io.BytesIO(conversation_docx(parts)))
    pdf = pdf_words(conversation_pdf(parts))
    assert f"“{words}” [1]" in plain
    assert [one.text for one in made.paragraphs if "“" in one.text] == [f"“{words}”"]
    assert "“" + "".join(words.split()) + "”" in pdf
    for around in ("Eerst dit.", "Dan dat."):
        assert [one.style.name for one in made.paragraphs if around in one.text] == ["Normal"]
        marked = [text.partition("”")[0] for text in plain.split("“")[1:]]
        assert around in plain
        assert not any(around in text for text in marked)
        assert "".join(around.split()) in pdf.replace("“" + "".join(words.split()) + "”", "")


def test_a_copied_quote_has_its_marks_its_words_alone_and_its_place(assistant: FakeAssistant) -> None:
    quote = assistant.ask(QUESTIONS[0]).quotes[0]
    with TestClient(create_app(assistant)) as client:
        copied = {kind: client.get(f"/bron/{quote.citation.id}.{kind}").text for kind in ("txt", "apa")}
    assert copied["txt"].endswith(f": ‘{quote.text}’")
    for text in copied.values():
        assert quote.text in text
        assert quote.citation.title in text
        assert f"alinea {quote.citation.paragraph_number}" in text


def test_no_quote_joins_places_that_the_source_has_apart(assistant: FakeAssistant) -> None:
    quotes = [quote for question in QUESTIONS for quote in assistant.ask(question).all_quotes]
    compared = [one for comparison in assistant.comparisons for one in comparison.compared]
    placed = [*quotes, *(one.recommendation for one in compared), *(each for one in compared for each in one.reactions)]
    assert placed
    for one in placed:
        citation = one.citation
        whole = assistant.documents[citation.source_id].text[citation.char_start : citation.char_end]
        assert " ".join(one.text.split()) == " ".join(whole.split())


def test_a_link_to_this_machine_says_that_others_cannot_open_it(assistant: FakeAssistant) -> None:
    text = markdown(conversation_parts(converse(assistant, QUESTIONS[:1]), "http://127.0.0.1:7860/antwoord/abc"))
    assert "alleen op de computer waarop Aan Zet nu draait" in text


@pytest.mark.parametrize("payload", [PAYLOAD, "a\x00b\x0cc\ud800d", "]]>&amp;<w:t>"])
def test_nothing_of_a_text_is_read_as_markup_of_word(payload: str) -> None:
    made = conversation_docx((Part("question", payload), Part("quote", payload, number=1), Part("source", payload)))
    kept = clean(" ".join(payload.split()))
    assert [paragraph.text for paragraph in docx.Document(io.BytesIO(made)).paragraphs] == ["Aan Zet", kept, kept]
    assert footnotes(made) == [kept]


def test_nothing_of_a_text_is_read_as_markup_of_the_pdf() -> None:
    words = pdf_words(conversation_pdf((Part("question", PAYLOAD), Part("quote", PAYLOAD), Part("source", PAYLOAD))))
    assert words.count("".join(PAYLOAD.split())) == 3


def test_the_same_conversation_gives_the_same_pdf(assistant: FakeAssistant) -> None:
    parts = conversation_parts(converse(assistant, QUESTIONS[:1]), "https://vraag.example.nl/antwoord/abc")
    assert conversation_pdf(parts) == conversation_pdf(parts)


@pytest.mark.parametrize(("kind", "begins"), [("md", b"# Aan Zet"), ("pdf", b"%PDF-"), ("docx", b"PK")])
def test_a_permanent_link_gives_both_as_a_download(assistant: FakeAssistant, kind: str, begins: bytes) -> None:
    answers = converse(assistant, QUESTIONS)
    token = encode(permalink(QUESTIONS, answers[-1]))
    with TestClient(create_app(assistant)) as client:
        got = client.get(f"/antwoord/{token}.{kind}")
        assert client.get(f"/antwoord/{token}.exe").status_code == 404
        assert client.get(f"/antwoord/geenlink.{kind}").status_code == 404
    assert got.content.startswith(begins)
    assert f"aanzet-gesprek.{kind}" in got.headers["content-disposition"]
    assert kind != "md" or f"http://testserver/antwoord/{token}" in got.text
