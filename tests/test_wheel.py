"""What is installed from a wheel answers in another folder, without the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
QUESTION = "Wanneer stuurde de minister de kabinetsreactie naar de Tweede Kamer?"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the packages as the wheel holds them; what they depend on comes from the running environment."""
    built, target = tmp_path_factory.mktemp("built"), tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input"]
    copy = tmp_path_factory.mktemp("checkout") / "aanzet"
    subprocess.run(["git", "clone", "--quiet", "--shared", str(CHECKOUT), str(copy)], check=True)
    build = ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(built), str(copy)]
    subprocess.run([*pip, *build], check=True)
    (wheel,) = built.glob("*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--no-compile", "--target", str(target), str(wheel)], check=True)
    return target


def run(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command from the wheel, run in ``folder``."""
    environment = os.environ | {"PYTHONPATH": str(installed), "AANZET_HOME": str(folder / "home")}
    command = [sys.executable, "-P", str(installed / "bin" / "aanzet"), *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.usefixtures("model")
def test_the_command_from_the_wheel_answers_in_another_folder(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "vraag", QUESTION, "--json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert "25 maart 2024" in answer["quotes"][0]["text"]


def test_the_wheel_holds_every_module_and_every_file_that_is_read(installed: Path) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "app", "corpus", "eval", "index", "ingest"],
        cwd=CHECKOUT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    left_out = [name for name in tracked if not name.endswith(".md") and not (installed / name).is_file()]
    assert left_out == []


@pytest.mark.usefixtures("model")
def test_the_command_from_the_wheel_measures_a_set_in_another_folder(installed: Path, tmp_path: Path) -> None:
    documents = tmp_path / "een set" / "documents"
    documents.mkdir(parents=True)
    (documents / "nota #1.txt").write_text("Voor de boot naar het eiland kost een kaartje 4 euro.", "utf-8")
    gold = [{"document": "nota #1.txt", "page": None, "quote": "4 euro"}]
    question = {"id": "1", "style": "citizen", "question": "Wat kost een kaartje?", "answerable": True, "gold": gold}
    (tmp_path / "een set" / "questions.jsonl").write_text(json.dumps(question), "utf-8")
    done = run(installed, tmp_path, "eval", "run", "een set", "--json", "uit.jsonl")
    assert done.returncode == 0, done.stderr
    record = json.loads((tmp_path / "uit.jsonl").read_text("utf-8"))
    assert record["quotes"][0]["document"] == "nota #1.txt"
