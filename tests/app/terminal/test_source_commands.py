"""Sources by hand, and a home for another pair."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from app.messages import messages, say, use_register
from app.source_state import SourceState, source_state
from app.terminal.commands import main
from app.workspace import open_workspace
from ingest.facts import proposed_facts
from ingest.register import read_register
from tests.documents import make_document

ADVICE = """Zorg dichtbij

Adviescommissie Dorpszorg

maart 2031

Dit advies bevat aanbevelingen. De commissie adviseert het dorp meer ruimte te geven.
"""
LETTER = """Kabinetsreactie op het advies Zorg dichtbij

Den Haag, 4 april 2031

Geachte voorzitter,

Hierbij de reactie op het advies Zorg dichtbij. Het kabinet neemt het advies over.

De minister van Dorpszaken
"""


@pytest.fixture(autouse=True)
def shipped_names_again() -> object:
    """The names of a test's pair go with the test."""
    yield
    use_register(read_register(Path(__file__).parents[3] / "corpus" / "sources.toml"))


def aanzet(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["aanzet", *arguments])
    with pytest.raises(SystemExit) as stopped:
        main()
    return int(str(stopped.value.code))


@pytest.fixture
def pair(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "zorg.txt").write_text(ADVICE, "utf-8")
    (tmp_path / "brief.txt").write_text(LETTER, "utf-8")
    return str(tmp_path / "zorg.txt"), str(tmp_path / "brief.txt")


def test_another_pair_gets_a_home_with_its_own_names_and_nothing_of_the_shipped_pair(
    pair: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "werk"
    assert aanzet(monkeypatch, "begin", str(home), "--advies", pair[0], "--reactie", pair[1]) == 0
    assert f"AANZET_HOME={home} aanzet chat" in capsys.readouterr().out
    workspace = open_workspace(home)
    assert [(one.id, one.role, one.title, one.speaker, one.date) for one in workspace.register.sources] == [
        ("advies", "advies", "Zorg dichtbij", "Adviescommissie Dorpszorg", "2031-03"),
        ("kabinetsreactie", "kabinetsreactie", "Kabinetsreactie op het advies Zorg dichtbij",
         "Minister van Dorpszaken", "2031-04-04"),
    ]  # fmt: skip
    assert [document.source.id for document in workspace.ingest().documents] == ["advies", "kabinetsreactie"]
    assert say("role.advies") == "Adviescommissie Dorpszorg"
    assert "aanbeveling van de commissie" in say("page.compare.intro")
    assert say("examples.questions") == ""
    assert aanzet(monkeypatch, "begin", str(home), "--advies", pair[0], "--reactie", pair[1]) == 1
    assert "bestaat al" in capsys.readouterr().err


def test_a_home_that_cannot_be_made_leaves_nothing(
    pair: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "werk"
    assert aanzet(monkeypatch, "begin", str(home), "--advies", pair[0], "--reactie", str(tmp_path / "weg.pdf")) == 1
    assert not home.exists()
    assert aanzet(monkeypatch, "begin", str(home), "--advies", pair[0], "--reactie", pair[1]) == 0


def test_no_message_and_no_code_names_the_shipped_pair() -> None:
    root = Path(__file__).parents[3]
    named = ("rli", "uitvoering aan zet", "leefomgeving")
    texts = {str(path): path.read_text("utf-8") for path in (root / "app" / "web").rglob("*.py")}
    texts |= messages()
    assert [key for key, text in texts.items() if any(name in text.lower().split() for name in named[:1])] == []
    assert [key for key, text in texts.items() if any(name in text.lower() for name in named[1:])] == []


def test_a_source_is_added_listed_and_taken_away(
    pair: tuple[str, str], own_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert aanzet(monkeypatch, "bron", "voeg-toe", pair[0], "--rol", "overig", "--titel", "Mijn nota") == 0
    assert "Toegevoegd als 'zorg': Mijn nota." in capsys.readouterr().out
    assert (own_home / "bronnen" / "zorg.txt").read_text("utf-8") == ADVICE
    assert aanzet(monkeypatch, "bron", "lijst") == 0
    assert "zorg: Mijn nota (overig, maart 2031): niet geladen" in capsys.readouterr().out
    assert aanzet(monkeypatch, "bron", "verwijder", "zorg") == 0
    assert not (own_home / "bronnen" / "zorg.txt").exists()
    assert "zorg" not in [source.id for source in open_workspace(own_home).register.sources]
    assert aanzet(monkeypatch, "bron", "verwijder", "zorg") == 1
    assert "bron lijst" in capsys.readouterr().err


def test_a_file_of_a_registered_source_takes_its_place_and_leaves_its_facts(
    pair: tuple[str, str], own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert aanzet(monkeypatch, "bron", "voeg-toe", pair[0], "--rol", "advies", "--spreker", "De raad zelf") == 0
    assert aanzet(monkeypatch, "bron", "voeg-toe", pair[0], "--rol", "advies") == 0
    sources = {source.id: source for source in open_workspace(own_home).register.sources}
    advice = sources["advies"]
    assert (advice.date, advice.speaker, advice.file) == ("2023-12-19", "De raad zelf", "bronnen/advies.txt")
    assert sources["advies-2"].title == "Zorg dichtbij"


@pytest.mark.parametrize(
    ("option", "value", "told"), [("--rol", "minister", "De rol 'minister'"), ("--datum", "gisteren", "De datum")]
)
def test_a_fact_that_cannot_be_is_refused_in_dutch(
    pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    option: str, value: str, told: str,
) -> None:  # fmt: skip
    assert aanzet(monkeypatch, "bron", "voeg-toe", pair[0], option, value) == 1
    assert told in capsys.readouterr().err


def test_a_file_put_in_the_folder_bronnen_is_the_source_of_its_name_or_one_more(own_home: Path) -> None:
    (own_home / "bronnen").mkdir(parents=True)
    (own_home / "bronnen" / "advies.txt").write_text(ADVICE, "utf-8")
    (own_home / "bronnen" / "Extra stuk.txt").write_text(LETTER, "utf-8")
    workspace = open_workspace(own_home)
    files = {source.id: (source.role, source.file) for source in workspace.register.sources if source.file}
    assert files["advies"] == ("advies", "bronnen/advies.txt")
    assert files["Extra-stuk"] == ("overig", "bronnen/Extra stuk.txt")
    run = workspace.ingest()
    assert [document.source.id for document in run.documents] == ["advies", "nieuws", "Extra-stuk"]
    assert [source.id for source in run.missing] == ["kabinetsreactie"]


def test_a_local_file_that_went_is_said_to_be_gone_and_not_to_be_fetched(own_home: Path) -> None:
    own_home.mkdir()
    (own_home / "bronnen.toml").write_text(
        '[[source]]\nid = "nota"\ntitle = "Nota"\nrole = "overig"\nspeaker = ""\nfile = "bronnen/nota.txt"\n', "utf-8"
    )
    run = open_workspace(own_home).ingest()
    assert [(source.id, error.code) for source, error in run.skipped] == [("nota", "file_gone")]


def test_the_state_of_a_source_follows_its_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a", "utf-8")
    loaded = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
    assert source_state(path, "a.txt", loaded) is SourceState.LOADED
    assert source_state(path, "a.txt", "") is SourceState.NOT_LOADED
    assert source_state(None, "", "") is SourceState.NOT_LOADED
    assert source_state(None, "a.txt", loaded) is SourceState.GONE
    path.write_text("bc", "utf-8")
    assert source_state(path, "a.txt", loaded) is SourceState.CHANGED


def test_a_parliamentary_paper_tells_its_number_and_its_minister() -> None:
    facts = proposed_facts(
        make_document(
            "Tweede Kamer der Staten-Generaal\n2\nVergaderjaar 2030-2031\n29 999 Dorpen\nNr. 12 BRIEF VAN DE MINISTER "
            "VAN DORPSZAKEN\nAan de Voorzitter\nDen Haag, 4 april 2031\nHierbij de kabinetsreactie.\nDe Minister van "
            "Dorpszaken,\nA. de Boer\n"
        )
    )
    assert (facts.document_number, facts.date) == ("Kamerstuk 29 999, nr. 12", "2031-04-04")
    assert (facts.role, facts.speaker) == ("kabinetsreactie", "Minister van Dorpszaken")


def test_the_name_of_an_adviser_goes_on_over_a_line() -> None:
    facts = proposed_facts(make_document("Een advies\nAdviescollege Meten\nen Berekenen\nmaart 2031\nDe raad"))
    assert facts.speaker == "Adviescollege Meten en Berekenen"
    dated = proposed_facts(make_document("Een advies\nRaad voor Bruggen, 9 maart 2032\nDe raad"), "advies")
    assert (dated.speaker, dated.date) == ("Raad voor Bruggen", "2032-03-09")


@pytest.mark.parametrize("mark", [" i", " 4", " iv", " a 12", ""])
def test_a_mark_beside_a_name_is_no_part_of_it(mark: str) -> None:
    advice = make_document(f"Een advies\nRaad voor Water 2030{mark}\nmaart 2031\n")
    assert proposed_facts(advice, "advies").speaker == "Raad voor Water 2030"
    for following in (", aan de Kamer", "\nAan de Voorzitter van de Tweede Kamer", " AAN DE VOORZITTER"):
        letter = make_document(f"BRIEF VAN DE MINISTER VAN DORPSZAKEN{mark}{following}\nHierbij de kabinetsreactie.\n")
        assert proposed_facts(letter, "kabinetsreactie").speaker == "Minister van Dorpszaken"


def test_a_minister_in_a_sentence_has_not_signed() -> None:
    lines = (
        "De minister van Financi\u00ebn zal voorwaarden stellen\nDe Minister van Sociale Zaken en Werkgelegenheid,\n"
    )
    letter = make_document(f"Geachte voorzitter,\nHierbij de kabinetsreactie.\n{lines}A. de Boer\n")
    assert proposed_facts(letter).speaker == "Minister van Sociale Zaken en Werkgelegenheid"
    advice = make_document(f"Koers houden\n16e Studiegroep Begrotingsruimte\nHet advies.\n{lines}")
    assert proposed_facts(advice, "advies").speaker == "Studiegroep Begrotingsruimte"


def test_what_is_not_there_is_left_open() -> None:
    facts = proposed_facts(make_document("Een stuk zonder meer, over 3 maart 2031 en wat toen gebeurde."))
    assert (facts.role, facts.speaker, facts.date, facts.document_number) == ("overig", "", "", "")


@pytest.mark.parametrize("name", ["Landbouw, Visserij, Voedselzekerheid en Natuur", "Sociale Zaken en Werkgelegenheid"])
def test_a_ministry_of_several_fields_signs_with_all_of_them(name: str) -> None:
    letter = f"Geachte voorzitter,\r\nHierbij de kabinetsreactie.\r\nA. de Boer\r\nMinister van {name}\r\n"
    assert proposed_facts(make_document(letter)).speaker == f"Minister van {name}"


@pytest.mark.parametrize(
    ("opening", "speaker", "date"),
    [
        ("Eindrapport van de Spoorcommissie, 9 september 2032. Lijnen bestaan niet.", "Spoorcommissie", "2032-09-09"),
        ("Advies van de Raad voor de Overtocht over ponten. Uitgebracht op 17 mei 2029.", "Raad voor de Overtocht",
         "2029-05-17"),
        ("Advies van het College voor Nacht (fictief), 2 mei 2031", "College voor Nacht", "2031-05-02"),
        ("Wij lazen het advies van de Waterraad, 3 mei 2030. De raad schrijft.", "", ""),
    ],
)  # fmt: skip
def test_an_opening_sentence_names_adviser_and_day(opening: str, speaker: str, date: str) -> None:
    facts = proposed_facts(make_document(f"Treinen\n{opening}\nDe opdracht\n"), "advies")
    assert (facts.speaker, facts.date) == (speaker, date)


@pytest.mark.parametrize("place", ["Den Haag, ", "Rijksveen, ", "'s-Hertogenbosch, ", "Bergen op Zoom, ", ""])
def test_a_letter_is_dated_at_any_place(place: str) -> None:
    letter = f"Aan de Voorzitter\n{place}22 januari 2030\nHierbij de kabinetsreactie.\n"
    assert proposed_facts(make_document(letter)).date == "2030-01-22"


def test_small_words_of_an_office_stay_small() -> None:
    letter = "BRIEF VAN DE MINISTER VAN VERKEER TE WATER\nAan de Voorzitter\nHierbij de kabinetsreactie.\n"
    assert proposed_facts(make_document(letter), "kabinetsreactie").speaker == "Minister van Verkeer te Water"


def test_an_adviser_of_one_word_is_spoken_of_by_its_kind(
    pair: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(pair[0]).write_text("Treinen\n\nEindrapport van de Spoorcommissie, 9 september 2032.\n", "utf-8")
    home = tmp_path / "werk"
    assert aanzet(monkeypatch, "begin", str(home), "--advies", pair[0], "--reactie", pair[1]) == 0
    assert open_workspace(home).register.names.adviser == "de commissie"
