"""Bad input through the command line: a clear Dutch line, the right status, good documents and the old index kept."""

from __future__ import annotations

import json
import os
import resource
import shutil
import sys
from pathlib import Path

import pytest
import typst
from pypdf import PdfWriter

from app.terminal.commands import main
from tests.app.terminal.test_commands import run

ABSTAINED, WRONG_USE, FAILURE = 3, 2, 1
SENTENCE = "De gemeenten krijgen twaalf miljoen euro voor de bibliotheek."
PICTURE = "#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='90' height='90'><rect width='80' height='80'/></svg>\"))"  # noqa: E501


@pytest.mark.parametrize("command", ["vraag", "zoek"])
@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("", "U hebt nog geen vraag ingevuld"),
        (" \t\n", "U hebt nog geen vraag ingevuld"),
        ("\x07\x1b", "U hebt nog geen vraag ingevuld"),
        ("waarom " * 1500, "Uw vraag is te lang"),
        ("?!... --", "In uw vraag staan geen woorden"),
        ("🙂🙂", "In uw vraag staan geen woorden"),
    ],
)
def test_what_is_no_question_has_status_3_and_its_reason(
    shipped_home: Path,
    command: str,
    question: str,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("AANZET_HOME", str(shipped_home))
    monkeypatch.setattr(sys, "argv", ["aanzet", command, question])
    with pytest.raises(SystemExit) as stopped:
        main()
    printed = capsys.readouterr()
    assert (stopped.value.code, printed.err) == (ABSTAINED, "")
    assert told in printed.out


@pytest.mark.parametrize("question", ["什么时候发送的？", "متى أرسل الوزير الرد؟", "Когда министр отправил?"])
def test_another_script_is_not_in_the_sources(shipped_home: Path, question: str) -> None:
    done = run("vraag", question, home=shipped_home)
    assert (done.returncode, "Staat niet in de bronnen" in done.stdout) == (ABSTAINED, True)


def test_control_characters_change_nothing_and_are_not_printed(shipped_home: Path) -> None:
    plain = run("vraag", "Is het kabinet demissionair?", home=shipped_home)
    marred = run("vraag", "Is het\x07 kabinet\x1b demissionair\u200e?", home=shipped_home)
    assert (plain.returncode, marred.returncode) == (0, 0)
    assert marred.stdout == plain.stdout


def _corpus(home: Path) -> None:
    """A register with a good text among five files that cannot be read."""
    home.mkdir()
    (home / "goed.txt").write_text(f"Een brief\n\n{SENTENCE}\n", "utf-8")
    whole = typst.compile(b"De raad adviseert dit.")
    (home / "kapot.pdf").write_bytes(whole[: len(whole) // 3])
    (home / "leeg.pdf").write_bytes(b"")
    (home / "beeld.pdf").write_bytes(typst.compile(PICTURE.encode()))
    (home / "vreemd.pdf").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    locked = PdfWriter()
    locked.add_blank_page(200, 200)
    locked.encrypt("geheim")
    locked.write(home / "slot.pdf")
    files = [path.name for path in sorted(home.iterdir())]
    sources = [
        f'[[source]]\nid = "{name[:-4]}"\ntitle = "Stuk {name[:-4]}"\nrole = "overig"\nspeaker = "Gemeente"\n'
        f'file = "{name}"\n'
        for name in files
    ]
    (home / "bronnen.toml").write_text("\n".join(sources), "utf-8")
    (home / "settings.toml").write_text('register = "bronnen.toml"\n', "utf-8")


@pytest.mark.usefixtures("model")
def test_bad_documents_are_named_and_the_good_one_answers(own_home: Path) -> None:
    _corpus(own_home)
    read = run("ingest", "--json", home=own_home)
    told = json.loads(read.stdout)
    assert [document["id"] for document in told["documents"]] == ["goed"]
    assert {skipped["id"]: skipped["code"] for skipped in told["skipped"]} == {
        "beeld": "no_text",
        "kapot": "damaged",
        "leeg": "empty_file",
        "slot": "encrypted",
        "vreemd": "other_kind",
    }
    built = run("index", home=own_home)
    assert (read.returncode, built.returncode) == (0, 0)
    for name in ("beeld", "kapot", "leeg", "slot", "vreemd"):
        assert f"Overgeslagen: {name}.pdf" in built.stderr
    done = run("vraag", "Hoeveel krijgen de gemeenten voor de bibliotheek?", home=own_home)
    assert (done.returncode, SENTENCE in done.stdout) == (0, True)


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("settings.toml", "[answer\n", "settings.toml"),
        ("settings.toml", 'register = "weg.toml"\n', "weg.toml"),
        ("settings.toml", "[index]\ncandidates = -1\n", "Kies een getal van 1 tot en met"),
        ("bronnen.toml", '[[source]]\nid = "a"\ntitel = "A"\n', "titel"),
    ],
)
def test_a_wrong_file_is_named_with_what_is_wrong(own_home: Path, file: str, text: str, told: str) -> None:
    _corpus(own_home)
    (own_home / file).write_text(text, "utf-8")
    done = run("index", home=own_home)
    assert (done.returncode, told in done.stderr, "Traceback" in done.stderr) == (FAILURE, True, False)


def test_a_disk_that_runs_full_keeps_the_old_index(shipped_home: Path, own_home: Path) -> None:
    shutil.copytree(shipped_home, own_home)
    before = {path.relative_to(own_home) for path in own_home.rglob("*")}
    current = (own_home / "index" / "current").read_bytes()
    (own_home / "meer.txt").write_text(f"Een brief\n\n{SENTENCE}\n" * 2000, "utf-8")
    register = '[[source]]\nid = "meer"\ntitle = "Meer"\nrole = "overig"\nspeaker = "Gemeente"\nfile = "meer.txt"\n'
    (own_home / "bronnen.toml").write_text(register, "utf-8")
    (own_home / "settings.toml").write_text('register = "bronnen.toml"\n', "utf-8")
    done = run("index", home=own_home, before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000)))
    assert done.returncode == FAILURE
    assert "schijf" in done.stderr
    assert (own_home / "index" / "current").read_bytes() == current
    (own_home / "settings.toml").unlink()
    left = {path.relative_to(own_home) for path in own_home.rglob("*")} - before
    assert not [path for path in left if path.parts[0] == "index"], os.linesep.join(map(str, left))
    assert run("vraag", "Is het kabinet demissionair?", home=own_home).returncode == 0


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("geen map", "utf-8")
    done = run("index", home=tmp_path, AANZET_HOME=str(tmp_path / "bestand" / "hier"))
    assert done.returncode == FAILURE
    assert str(tmp_path / "bestand") in done.stderr
