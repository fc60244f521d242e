"""Advice beside reaction on the page, to print, and as a Word file."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.web import comparison_page
from app.web.views.comparison import compare_html
from ingest.records import BlockKind
from tests.comparisons import laid_beside
from tests.documents import make_document, make_source
from tests.fakes import FakeAssistant

ADVICE = make_document(
    (BlockKind.HEADING, "Aanbeveling 1: Meet <b>drukte</b> & *wind*"),
    "Tel elke zomer.",
    (BlockKind.HEADING, "Aanbeveling 2: Sluit het zwembad"),
    "Het lekt.",
    source=make_source("advies", "advies", "Een advies", speaker="Raad"),
)
LETTER = make_document(
    "Eerst dit. Aanbeveling 1 neem ik deels over. De telling begint in <i>juni</i>.",
    source=make_source("brief", "kabinetsreactie", "Een brief", speaker="Minister"),
)


@pytest.fixture
def assistant(tmp_path: Path) -> FakeAssistant:
    """An assistant over a pair with one reaction."""
    made = FakeAssistant(tmp_path)
    made.documents = {"advies": ADVICE, "brief": LETTER}
    made.comparisons = (laid_beside(ADVICE, LETTER, {"1": ("Aanbeveling 1 neem ik deels over.",)}),)
    return made


@pytest.fixture
def client(assistant: FakeAssistant) -> TestClient:
    """A reader of the pages of the comparison alone."""
    app = FastAPI()
    app.include_router(comparison_page.routes(assistant))
    return TestClient(app)


def test_the_deciding_sentence_comes_first_with_the_cabinets_own_words_marked(assistant: FakeAssistant) -> None:
    html = compare_html(assistant)
    assert "\n\n" not in html
    assert "Bij 1 van de 2 aanbevelingen" in html
    assert "<mark>neem</mark>" in html
    assert html.index("Deels overgenomen") < html.index("<mark>deels</mark>") < html.index("De telling begint")
    assert html.count("Geen reactie gevonden") == 1
    assert html.count("De telling begint") == 1
    assert '<p class="context">De telling begint' in html


def test_nothing_in_a_source_becomes_markup(assistant: FakeAssistant, client: TestClient) -> None:
    for html in (compare_html(assistant), client.get("/vergelijking/brief").text):
        assert "<b>" not in html
        assert "<i>" not in html


def test_documents_that_are_waited_for_are_named(assistant: FakeAssistant) -> None:
    assistant.comparisons = ()
    assistant.documents = {}
    assert "De uitvoering aan zet" in compare_html(assistant)


def test_the_table_has_a_row_for_every_recommendation(client: TestClient) -> None:
    page = client.get("/vergelijking/brief").text
    assert page.count('<th scope="row"') == 2
    assert "<strong>Aanbeveling 1 neem ik deels over.</strong> De telling begint" in page
    assert page.count("Aanbeveling 1 neem ik deels over.") == 1
    assert page.count("Minister, Een brief") == 1


def test_the_word_file_holds_the_same_table(client: TestClient) -> None:
    answer = client.get("/vergelijking/brief.docx")
    assert "advies-en-reactie.docx" in answer.headers["content-disposition"]
    word = docx.Document(io.BytesIO(answer.content))
    table = word.tables[0]
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[1][0] == "1"
    assert cells[1][2].startswith("Eerst dit. Aanbeveling 1 neem ik deels over. De telling begint in <i>juni</i>. (")
    strong = [run.text for run in table.rows[1].cells[2].paragraphs[0].runs if run.bold]
    assert strong == ["Aanbeveling 1 neem ik deels over."]
    assert sum(line.text.startswith("Bron: Minister, Een brief") for line in word.paragraphs) == 1
    assert cells[1][3] == "Deels overgenomen"
    assert cells[2][2] == "Geen reactie gevonden."


def test_a_comparison_that_is_not_there_is_not_found(client: TestClient) -> None:
    assert client.get("/vergelijking/iets").status_code == 404
    assert client.get("/vergelijking/iets.docx").status_code == 404
