"""A small set on documents of every kind, made in the test, and the command as a user types it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import pytest

from app.terminal.commands import main
from eval.records import QuestionRecord
from tests.ingest.typeset import typeset

PDF, WORD, PAGE, TEXT = "Brief (2).PDF", "verslag één.docx", "pagina & co.html", "nota #1.txt"
QUESTIONS: tuple[dict[str, Any], ...] = (
    {"id": "1", "style": "citizen", "question": "Hoeveel fietsenstallingen komen er bij het station?",
     "gold": [{"document": PDF, "page": 1, "quote": "twaalf fietsenstallingen"}], "tags": ["cijfer"]},
    {"id": "2", "style": "citizen", "question": "Wanneer gaat het zwembad open?",
     "gold": [{"document": PDF, "page": 2, "quote": "op 3 mei 2031"}]},
    {"id": "3", "style": "citizen", "question": "Wie leidt de bibliotheek?",
     "gold": [{"document": WORD, "page": None, "quote": "mevrouw Terpstra"}]},
    {"id": "4", "style": "citizen", "question": "Waarom blijft de molen dicht?",
     "gold": [{"document": PAGE, "page": None, "quote": "de wieken zijn verrot"}]},
    {"id": "5", "style": "citizen", "question": "Wat kost een bootkaartje?",
     "gold": [{"document": TEXT, "page": None, "quote": "een kaartje 4 euro"}]},
    {"id": "6", "style": "followup", "previous_question": "Wanneer gaat het zwembad open?",
     "question": "En wie betaalt dat?", "full_question": "Wie betaalt het zwembad?",
     "gold": [{"document": PDF, "page": 2, "quote": "De provincie betaalt"}]},
    {"id": "7", "style": "unanswerable", "question": "Hoeveel leden heeft de bibliotheek?", "gold": [],
     "near_document": WORD, "absent": ["leden"]},
    {"id": "8", "style": "offtopic", "question": "Hoe bak ik een appeltaart?", "gold": []},
)  # fmt: skip
LETTER = """= Station
Bij het station komen twaalf fietsenstallingen. De gemeente plaatst ze in het najaar, naast de bushalte.
#pagebreak()
= Zwembad
Het nieuwe zwembad gaat open op 3 mei 2031. De provincie betaalt het zwembad voor de helft, de rest komt van de
gemeente zelf."""


def question_lines(questions: tuple[dict[str, Any], ...] = QUESTIONS) -> str:
    """The questions as they stand in ``questions.jsonl``."""
    return "".join(
        json.dumps({"answerable": bool(question["gold"]), **question}, ensure_ascii=False) + "\n"
        for question in questions
    )


def to_be_judged(shown: dict[str, Any]) -> list[QuestionRecord]:
    """The first two questions, each answered with the quote ``shown``, which the gold does not know."""
    return [
        QuestionRecord(
            id=number, style="citizen", question=f"Vraag {number}?", answerable=True, status="answered", confidence=0.5,
            latency_ms=1.0, right=False, values={"first quote": 0.0}, quotes=(shown,),
        )
        for number in ("1", "2")
    ]  # fmt: skip


def write_documents(folder: Path) -> None:
    """A PDF of two pages, a Word file, a web page and a text."""
    folder.mkdir(parents=True)
    typeset(folder, LETTER, PDF)
    word = docx.Document()
    word.add_paragraph("De bibliotheek wordt geleid door mevrouw Terpstra. Zij begon in 2029 in de oude school.")
    word.save(str(folder / WORD))
    (folder / PAGE).write_text(
        "<html><body><h1>De molen</h1><p>De molen blijft dicht, want de wieken zijn verrot.</p></body></html>", "utf-8"
    )
    (folder / TEXT).write_text(
        "Voor de boot naar het eiland kost een kaartje 4 euro. Honden mogen gratis mee.", "utf-8"
    )


@pytest.fixture(scope="session")
def mixed_set(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The set, under a name with spaces and accents."""
    folder = tmp_path_factory.mktemp("sets") / "Één set, gemengd"
    write_documents(folder / "documents")
    (folder / "questions.jsonl").write_text(question_lines(), "utf-8")
    return folder


@pytest.fixture(scope="session")
def eval_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that keeps its indexes between tests."""
    return tmp_path_factory.mktemp("eval-home")


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    status: int
    out: str
    err: str


Command = Callable[..., Done]


@pytest.fixture
def aanzet(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, eval_home: Path) -> Command:
    """``aanzet ARGUMENTS`` in this process, with a home that the tests of evaluation share."""

    def run(*arguments: str | Path) -> Done:
        monkeypatch.setenv("AANZET_HOME", str(eval_home))
        monkeypatch.setattr(sys, "argv", ["aanzet", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            main()
        captured = capsys.readouterr()
        return Done(int(stopped.value.code or 0), captured.out, captured.err)

    return run
