"""A file that changed or went since it was read is said to be so wherever its words are shown."""

from __future__ import annotations

import io
import sys
from html import unescape
from pathlib import Path

import docx
import pytest
from starlette.testclient import TestClient

from app.assistant import Assistant
from app.quotation.checking import check_quotation
from app.records import Answer, ChangedSource
from app.source_state import SourceState, changed_sources, source_state
from app.terminal.commands import main
from app.web.conversation import Conversation
from app.web.export import conversation_parts
from app.web.server import create_app
from app.web.views.about import loaded_html, sources_html
from app.web.views.comparison import changed_html
from app.web.views.quotation import check_html
from app.workspace import open_workspace
from ingest.fetch.kept import Fetched, save_fetched
from ingest.ingest import file_on_disk, source_path
from ingest.records import Source
from ingest.register import Register
from tests.fakes import FakeAssistant

LETTER_FILE = Path("documents/reactie.txt")
CHANGED = "Let op: het bestand van ‘Reactie van het kabinet’ is veranderd"
GONE = "Let op: het bestand van ‘Reactie van het kabinet’ is weg"


def change(folder: Path, how: str) -> str:
    """Change the letter of a fake assistant on disk; what a reader must be told of it."""
    path = folder / LETTER_FILE
    if how == "gone":
        path.unlink()
        return GONE
    path.write_text(path.read_text("utf-8") + "\nEr is iets bij geschreven.\n", "utf-8")
    return CHANGED


def words_of(word_file: bytes) -> str:
    """The running text of a Word file."""
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(word_file)).paragraphs)


@pytest.mark.parametrize("how", ["changed", "gone"])
def test_every_part_of_the_page_says_it_of_the_source_that_it_shows(tmp_path: Path, how: str) -> None:
    assistant = FakeAssistant(tmp_path)
    quoted = "Het kabinet neemt de hoofdaanbeveling over."
    found = check_quotation(assistant.documents, quoted)
    client = TestClient(create_app(assistant))
    parts = (
        lambda: check_html(found, changed_sources(assistant, found.source_ids)),
        lambda: changed_html(assistant),
        lambda: client.get("/passages?over=hoofdaanbeveling").text,
        lambda: client.get("/passages.md?over=hoofdaanbeveling").text.replace("\\", ""),
        lambda: words_of(client.get("/passages.docx?over=hoofdaanbeveling").content),
        lambda: client.get("/vergelijking/reactie").text,
        lambda: words_of(client.get("/vergelijking/reactie.docx").content),
    )
    assert not any("Let op" in unescape(part()) for part in parts)
    before = unescape(loaded_html(assistant) + sources_html(assistant))
    told = change(tmp_path, how)
    assert [number for number, part in enumerate(parts) if told not in unescape(part())] == []
    word = {"changed": "geladen, maar het bestand is daarna veranderd", "gone": "het bestand is weg"}[how]
    assert unescape(loaded_html(assistant) + sources_html(assistant)).count(word) == 2
    assert word not in before
    assert "Let op" not in check_html(check_quotation(assistant.documents, "Dit staat er helemaal niet in."))


def test_an_answer_says_it_on_its_card_and_in_every_export_of_the_conversation() -> None:
    changed = (ChangedSource("reactie", "Reactie van het kabinet", "gone"),)
    answer = Answer("Wat?", "answered", 0.9, verdict="found", changed_sources=changed)
    assert Answer.from_json(answer.to_json()) == answer
    assert any(part.kind == "note" and GONE in part.text for part in conversation_parts([answer], "https://a.example/"))


@pytest.mark.parametrize("how", ["changed", "gone"])
def test_an_altered_copy_of_what_was_fetched_is_still_the_file_on_disk(tmp_path: Path, how: str) -> None:
    folder = tmp_path / "fetched"
    found = Fetched("https://raad.example/a.html", "a.html", "0" * 64, "2031-03-25")
    save_fetched(folder, "a", found, b"<html>iets anders")
    source = Source("a", "A", "overig", "")
    register = Register(tmp_path / "r.toml", tmp_path, (source,))
    assert source_path(register, tmp_path, source) is None
    assert file_on_disk(register, tmp_path, source) == folder / "a.html"
    (folder / "a.html").unlink()
    assert file_on_disk(register, tmp_path, source) is None


def test_a_file_that_cannot_be_read_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "advies.txt"
    path.write_text("Een advies.", "utf-8")

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(path)

    monkeypatch.setattr(Path, "open", refused)
    assert source_state(path, "advies.txt", "0" * 64) is SourceState.GONE


@pytest.mark.usefixtures("model")
def test_every_command_that_shows_words_of_a_source_says_it(
    own_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (own_home / "bronnen").mkdir(parents=True)
    nota = own_home / "bronnen" / "nota.txt"
    nota.write_text("De proef met de deelfiets begint op 3 mei 2031 in Ommen en duurt twaalf weken.\n", "utf-8")
    question = "Wanneer begint de proef met de deelfiets?"
    commands = (("vraag", question), ("zoek", question), ("controleer", "De proef met de deelfiets begint op 3 mei"))

    def told(*arguments: str) -> str:
        monkeypatch.setattr(sys, "argv", ["aanzet", *arguments])
        with pytest.raises(SystemExit):
            main()
        return " ".join("".join(capsys.readouterr()).split())

    assert not any("Let op" in told(*command) for command in commands)
    nota.write_text("Er is geen proef.\n", "utf-8")
    for command in commands:
        assert "is veranderd nadat het is geladen" in told(*command)
    nota.unlink()
    for command in commands:
        assert "is weg. U ziet de tekst die eerder is geladen" in told(*command)
    answer = Assistant.open(open_workspace(own_home)).ask(question)
    assert [(one.source_id, one.state) for one in answer.changed_sources] == [("nota", "gone")]
    card = Conversation().asked(question, answer, Assistant.open(open_workspace(own_home))).messages[-1][1]  # type: ignore[arg-type]
    assert "is weg. U ziet de tekst die eerder is geladen" in unescape(card)
