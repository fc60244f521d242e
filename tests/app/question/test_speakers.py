"""Whoever gave the advice is known by the names in the register, and by no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.answer.register_facts import source_facts
from app.question.kind import asks_for_speaker_alone, role_asked, tells_of
from app.question.speakers import AdviserNames, adviser_names
from ingest.records import Source
from ingest.register import Names, Register, read_register

COLLEGE = Source(
    "advies",
    "Zorg dichtbij",
    "advies",
    "Adviescollege Wonen en Zorg",
    "Adviescollege Wonen en Zorg (AWZ)",
    "2031-03-05",
)


NAMES = adviser_names(Register(Path("r.toml"), Path(), (COLLEGE,), names=Names(adviser="het college")))
SHIPPED = adviser_names(read_register(Path(__file__).parents[3] / "corpus" / "sources.toml"))


@pytest.mark.parametrize(
    "name", ["het AWZ", "het Adviescollege Wonen en Zorg", "Adviescollege Wonen", "het college", "de raad"]
)
def test_every_name_of_the_adviser_asks_for_its_words(name: str) -> None:
    assert role_asked(f"Wat vindt {name} van de wachtlijst?", NAMES) == "advies"
    assert asks_for_speaker_alone(f"En {name}?", NAMES)
    assert tells_of(f"Volgens {name} kan het korter, schrijft het kabinet.", "advies", NAMES)


def test_the_adviser_of_another_pair_is_nobody_here() -> None:
    assert role_asked("Wat vindt de Rli van de wachtlijst?", NAMES) == ""
    assert NAMES.general("de raad van state") == "de raad van state"
    for other in ("Raad van State", "Raad van Toezicht", "Raad voor Cultuur"):
        assert role_asked(f"Wat vindt de {other}?", NAMES) == ""


def test_the_shipped_adviser_is_known_by_its_register_and_without_one_nobody_is() -> None:
    assert role_asked("Wat wil de Rli?", AdviserNames()) == ""
    for name in ("de Rli", "de Raad voor de leefomgeving en infrastructuur", "de Raad voor de Leefomgeving"):
        assert role_asked(f"Wat wil {name}?", SHIPPED) == "advies"


def test_a_question_about_the_advice_may_name_the_adviser() -> None:
    facts = source_facts("Wanneer kwam het advies van het AWZ uit?", (COLLEGE,), {}, NAMES)
    assert [fact.value for fact in facts] == ["2031-03-05"]
