"""The command line as a reader meets it: its words and its exit status."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from app.messages import use_register
from app.records import Answer
from app.terminal.commands import main
from ingest.register import read_register

CORPUS = Path(__file__).parents[3] / "corpus"
ENGLISH = (
    "Usage",
    "Options",
    "Commands",
    "Show this message",
    "Error",
    "Missing",
    "No such",
    "Traceback",
    "required]",
    "<str",
    "<int",
    "<path",
    "<float",
)


def run(
    *arguments: str, home: Path, before: Callable[[], None] | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """``aanzet`` with these arguments, in a folder that is not the checkout, with this test's model and no other.

    With ``before``, which is called there first, in a process of its own.
    """
    home.mkdir(parents=True, exist_ok=True)
    own = {"AANZET_HOME": str(home), "NO_COLOR": "1", "COLUMNS": "200", **environment}
    command = [str(Path(sys.executable).with_name("aanzet")), *arguments]
    if before is not None:
        return subprocess.run(
            command, cwd=home, env={**os.environ, **own},
            capture_output=True, text=True, timeout=300, check=False, preexec_fn=before,
        )  # fmt: skip
    printed, told = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as here, redirect_stdout(printed), redirect_stderr(told):
        here.chdir(home)
        here.setattr(sys, "argv", command)
        for name, value in own.items():
            here.setenv(name, value)
        with pytest.raises(SystemExit) as stopped:
            main()
    use_register(read_register(CORPUS / "sources.toml"))  # the names of this home's pair go with it
    return subprocess.CompletedProcess(command, int(str(stopped.value.code)), printed.getvalue(), told.getvalue())


def test_an_answer_has_its_quote_its_source_and_status_0(shipped_home: Path) -> None:
    done = run("vraag", "Wanneer stuurde de minister de kabinetsreactie naar de Tweede Kamer?", home=shipped_home)
    assert done.returncode == 0
    assert "Op 25 maart 2024 stuurde de minister" in done.stdout
    assert "alinea 1" in done.stdout
    assert "Nieuwsbericht" in done.stdout
    assert "Niet geladen: De uitvoering aan zet" in done.stdout


def test_an_abstention_has_status_3_and_says_so(shipped_home: Path) -> None:
    done = run("vraag", "Wat is de hoofdstad van Frankrijk?", home=shipped_home)
    assert (done.returncode, "Staat niet in de bronnen" in done.stdout) == (3, True)


def test_json_is_the_whole_answer(shipped_home: Path) -> None:
    done = run("vraag", "Hoeveel aanbevelingen bevat het advies?", "--json", home=shipped_home)
    answer = Answer.from_json(json.loads(done.stdout))
    assert "zeven aanbevelingen" in answer.quotes[0].text


def test_a_follow_up_goes_after_its_first_question(shipped_home: Path) -> None:
    first = "Wie schreven een brief aan de informateur?"
    done = run("vraag", "En wanneer was dat?", "--eerder", first, home=shipped_home)
    assert f"Gelezen als: {first} En wanneer was dat?" in done.stdout


def test_a_quotation_is_checked(shipped_home: Path) -> None:
    assert (
        run("controleer", "Het kabinet is de raad zeer erkentelijk voor het advies", home=shipped_home).returncode == 0
    )
    changed = run("controleer", "Het kabinet is de raad niet erkentelijk voor het advies", home=shipped_home)
    assert changed.returncode == 3


def test_comparing_waits_for_both_documents(shipped_home: Path) -> None:
    done = run("vergelijk", home=shipped_home)
    assert (done.returncode, "niet allebei geladen" in done.stderr) == (3, True)


@pytest.mark.parametrize(
    "arguments", [("vraag",), ("vraag", "x", "--bestaatniet"), ("bestaatniet",), ("zoek", "x", "--aantal", "nul")]
)
def test_wrong_use_has_status_2_and_a_dutch_line(own_home: Path, arguments: tuple[str, ...]) -> None:
    done = run(*arguments, home=own_home)
    assert done.returncode == 2
    assert "aanzet --help" in done.stderr
    assert not [word for word in ENGLISH if word in done.stdout + done.stderr]


@pytest.mark.parametrize(
    "arguments", [
        (), ("vraag",), ("zoek",), ("controleer",), ("ingest",), ("index",), ("chat",), ("info",), ("eval", "run"),
        ("eval", "gate"),
    ],
)  # fmt: skip
def test_help_is_dutch(own_home: Path, arguments: tuple[str, ...]) -> None:
    done = run(*arguments, "--help", home=own_home)
    assert done.returncode == 0
    assert "Gebruik:" in done.stdout
    assert not [word for word in ENGLISH if word in done.stdout]


def test_a_page_for_others_asks_for_a_log_in_or_the_flag(own_home: Path) -> None:
    done = run("chat", "--host", "0.0.0.0", home=own_home)
    assert done.returncode == 1
    assert "--open" in done.stderr


def test_an_unknown_setting_is_named(own_home: Path) -> None:
    own_home.mkdir(parents=True)
    (own_home / "settings.toml").write_text("[answer]\ndrempel = 0.5\n", "utf-8")
    done = run("info", home=own_home)
    assert done.returncode == 1
    assert "'drempel'" in done.stderr
    assert "threshold" in done.stderr


def test_a_damaged_index_is_refused_with_the_command_that_mends_it(shipped_home: Path, own_home: Path) -> None:
    import shutil

    shutil.copytree(shipped_home, own_home)
    version = (own_home / "index" / "current").read_text("utf-8").strip()
    passages = own_home / "index" / version / "passages.jsonl"
    passages.write_bytes(passages.read_bytes()[:-20])
    done = run("vraag", "Is het kabinet demissionair?", home=own_home)
    assert done.returncode == 1
    assert "passages.jsonl" in done.stderr
    assert "aanzet index" in done.stderr
    assert run("index", home=own_home).returncode == 0
    assert run("vraag", "Is het kabinet demissionair?", home=own_home).returncode == 0


def test_info_and_ingest_tell_what_was_read_of_each_document(shipped_home: Path) -> None:
    columns = ("Blz.", "Woorden", "Passages", "Kop/voet", "Noten", "Streepjes weg", "Let op")
    for command in ("info", "ingest"):
        done = run(command, home=shipped_home)
        assert [name for name in columns if name not in done.stdout] == []
    facts = json.loads(run("info", "--json", home=shipped_home).stdout)
    report = next(source["report"] for source in facts["sources"] if source["loaded"])
    assert report["words"] > 300
    assert report["passages"] > 3
    read = json.loads(run("ingest", "--json", home=shipped_home).stdout)["documents"][0]
    assert {name: read[name] for name in report} == report


def test_info_and_lexical_search_load_no_model(shipped_home: Path) -> None:
    code = (
        "import sys; from app.terminal.commands import main\n"
        "try: main()\n"
        "except SystemExit as done: sys.stderr.write(f'status {done.code} ')\n"
        "heavy = ('torch', 'sentence_transformers', 'gradio', 'onnxruntime', 'huggingface_hub', 'wordfreq')\n"
        "sys.stderr.write(','.join(name for name in heavy if name in sys.modules))"
    )
    for arguments in (("info",), ("zoek", "woningtekort", "--lexical")):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            env={**os.environ, "AANZET_HOME": str(shipped_home)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.stderr.endswith("status 0 "), done.stderr


def test_a_key_that_a_source_lacks_is_named_in_dutch(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('register = "bronnen.toml"\n')
    (tmp_path / "bronnen.toml").write_text('[[source]]\nid = "a"\ntitle = "A"\nrole = "overig"\n')
    done = run("info", home=tmp_path)
    told = "In bronnen.toml (bron 1, regel 1) ontbreekt de sleutel 'speaker'."
    assert (done.returncode, done.stderr.strip()) == (1, told)
