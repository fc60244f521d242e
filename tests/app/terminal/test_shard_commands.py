"""``aanzet ingest --shard`` and ``aanzet index --join``: homes that read apart, joined on the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import app.workspace
from app.terminal.commands import main
from benchmarks.harden.served import make_home
from tests.fakes import HashingEncoder

Command = Callable[..., tuple[int, str]]


@pytest.fixture
def encoder(monkeypatch: pytest.MonkeyPatch) -> HashingEncoder:
    """Stands in for the model of every home; remembers what it embedded."""
    stand_in = HashingEncoder()
    monkeypatch.setattr(app.workspace, "load_encoder", lambda settings: stand_in)
    return stand_in


@pytest.fixture
def aanzet(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """``aanzet ARGUMENTS`` in this process: its status and all that it says."""

    def run(home: Path, *arguments: str | Path) -> tuple[int, str]:
        monkeypatch.setenv("AANZET_HOME", str(home))
        monkeypatch.setattr(sys, "argv", ["aanzet", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            main()
        captured = capsys.readouterr()
        return int(stopped.value.code or 0), captured.out + captured.err

    return run


@pytest.mark.usefixtures("model")
def test_shards_of_the_command_line_join_without_embedding_anew(
    aanzet: Command, encoder: HashingEncoder, tmp_path: Path
) -> None:
    homes = [tmp_path / name for name in ("een", "twee", "samen")]
    for home in homes:
        make_home(home)
    for number, home in enumerate(homes[:2], 1):
        status, told = aanzet(home, "ingest", "--shard", f"{number}/2")
        assert status == 0, told
    read = [len(list((home / "documents").iterdir())) for home in homes[:2]]
    assert sum(read) == 3
    embedded = list(encoder.embedded)
    status, told = aanzet(homes[2], "index", "--join", homes[0], "--join", homes[1])
    assert status == 0, told
    assert "Aantal bronnen: 3" in told
    assert len(embedded) > 3
    passages = [text for text in embedded if "\n" in text]  # each under its title, on a line of its own
    assert passages
    assert set(passages).isdisjoint(encoder.embedded[len(embedded) :])  # what is compared comes there
    assert aanzet(homes[2], "index", "--join", homes[1])[0] == 0


@pytest.mark.parametrize("shard", ["0/2", "3/2", "1", "een/twee", "1/0"])
def test_a_shard_that_is_none_is_wrong_use(aanzet: Command, tmp_path: Path, shard: str) -> None:
    make_home(tmp_path / "een")
    status, told = aanzet(tmp_path / "een", "ingest", "--shard", shard)
    assert status == 2
    assert shard in told
    assert not (tmp_path / "een" / "documents").exists()


def test_a_folder_to_join_that_is_missing_is_refused(aanzet: Command, encoder: HashingEncoder, tmp_path: Path) -> None:
    make_home(tmp_path / "een")
    status, told = aanzet(tmp_path / "een", "index", "--join", tmp_path / "nergens")
    assert status == 2
    assert "nergens" in told
    assert encoder.embedded == []
