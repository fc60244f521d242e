"""``settings.toml``: what cannot be is refused with a Dutch line, before anything is read or searched with it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from app.messages import dutch_error
from app.settings import TABLES, Settings, read_settings
from ingest.errors import RegisterError
from ingest.settings import from_table


def refused(folder: Path, text: str) -> str:
    """The Dutch line about a settings file with ``text``."""
    path = folder / "settings.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(RegisterError) as raised:
        read_settings(path)
    return dutch_error(raised.value)


@pytest.mark.parametrize(
    ("table", "line", "least", "most"),
    [
        ("ingest", "passage_words = 0", 1, 100_000),
        ("ingest", "overlap_sentences = -1", 0, 1000),
        ("ingest", "max_seconds = 0", 1, 86_400),
        ("index", "lexical_weight = -0.1", 0.0, 1000.0),
        ("index", "full_length_words = 0", 1, 100_000),
        ("index", "candidates = -1", 1, 100_000),
        ("index", "bm25_b = 1.5", 0.0, 1.0),
        ("answer", "quotes = -3", 1, 1000),
        ("answer", "threshold = 18", 0.0, 1.0),
        ("web", "port = 99999", 1, 65_535),
        ("web", "workers_for_answers = 0", 1, 1000),
        ("web", "questions_a_minute = -1", 0, 1_000_000),
    ],
)
def test_a_number_out_of_its_range_is_reported_with_the_range(
    tmp_path: Path, table: str, line: str, least: float, most: float
) -> None:
    key, found = line.split(" = ")
    told = refused(tmp_path, f"[{table}]\n{line}\n")
    value = float(found) if isinstance(least, float) else int(found)
    where = "settings.toml (regel 2)"
    assert told == f"In {where} staat {key} op {value:g}. Kies een getal van {least} tot en met {most}."


@pytest.mark.parametrize(
    ("text", "key", "found"),
    [
        ("[index]\nlexical_weight = nan\n", "lexical_weight", "nan"),
        ("[index]\ndense_weight = inf\n", "dense_weight", "inf"),
        ("[web]\nembed_sites = [1]\n", "embed_sites", "[1]"),
        ("index = 'embedded'\n", "index", "'embedded'"),
        ("ingest = 5\n", "ingest", "5"),
        ("[register]\n", "register", "{}"),
        ("[[answer]]\n", "answer", "[{}]"),
    ],
)
def test_a_value_of_another_type_is_told(tmp_path: Path, text: str, key: str, found: str) -> None:
    assert f"de sleutel '{key}' een verkeerde waarde: {found}." in refused(tmp_path, text)


def test_every_number_has_a_range_that_holds_its_default() -> None:
    for kind in TABLES.values():
        defaults = dataclasses.asdict(kind())
        assert from_table(kind, defaults, "") == kind()
        for field in dataclasses.fields(kind):
            assert bool(field.metadata) == (type(defaults[field.name]) in (int, float)), field.name


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "settings.toml") == Settings()
