"""Whoever gave the advice is known by the names in the register, and by no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.answer.register_facts import source_facts
from app.question import speakers
from app.question.kind import asks_for_speaker_alone, role_asked, tells_of
from app.question.speakers import use_speakers, with_general_names
from ingest.records import Source
from ingest.register import Names, Register

COLLEGE = Source(
    "advies",
    "Zorg dichtbij",
    "advies",
    "Adviescollege Wonen en Zorg",
    "Adviescollege Wonen en Zorg (AWZ)",
    "2031-03-05",
)


@pytest.fixture
def college(monkeypatch: pytest.MonkeyPatch) -> Register:
    """Another adviser than the shipped one, for one test."""
    monkeypatch.setattr(speakers, "_in_use", [])
    register = Register(Path("r.toml"), Path(), (COLLEGE,), names=Names(adviser="het college"))
    use_speakers(register)
    return register


@pytest.mark.parametrize(
    "name", ["het AWZ", "het Adviescollege Wonen en Zorg", "Adviescollege Wonen", "het college", "de raad"]
)
def test_every_name_of_the_adviser_asks_for_its_words(college: Register, name: str) -> None:
    assert role_asked(f"Wat vindt {name} van de wachtlijst?") == "advies"
    assert asks_for_speaker_alone(f"En {name}?")
    assert tells_of(f"Volgens {name} kan het korter, schrijft het kabinet.", "advies")


def test_the_adviser_of_another_pair_is_nobody_here(college: Register) -> None:
    assert role_asked("Wat vindt de Rli van de wachtlijst?") == ""
    assert with_general_names("de raad van state") == "de raad van state"
    for other in ("Raad van State", "Raad van Toezicht", "Raad voor Cultuur"):
        assert role_asked(f"Wat vindt de {other}?") == ""


def test_the_shipped_adviser_is_known_without_a_workspace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speakers, "_in_use", [])
    for name in ("de Rli", "de Raad voor de leefomgeving en infrastructuur", "de Raad voor de Leefomgeving"):
        assert role_asked(f"Wat wil {name}?") == "advies"


def test_a_question_about_the_advice_may_name_the_adviser(college: Register) -> None:
    facts = source_facts("Wanneer kwam het advies van het AWZ uit?", college.sources, {})
    assert [fact.value for fact in facts] == ["2031-03-05"]
