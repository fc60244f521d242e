"""Every list of Dutch words stands once, in one folder, holds no word twice, and is used."""

from __future__ import annotations

import ast
import functools
import re
from pathlib import Path

import pytest

from ingest.lexicon import alternatives, lexicon, listed, month_names, table

ROOT = Path(__file__).parents[2]


PACKAGES = ("ingest", "index", "app", "eval")
TABLES = sorted(path.stem for path in (ROOT / "ingest" / "words").iterdir())


@functools.cache
def _asked_for(*functions: str) -> dict[str, set[Path]]:
    """What the packages ask these functions for, by name, with the files that ask."""
    found: dict[str, set[Path]] = {}
    for path in (path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in functions:
                for argument in node.args:
                    if isinstance(argument, ast.Constant):
                        found.setdefault(str(argument.value), set()).add(path)
    return found


@pytest.mark.parametrize("name", sorted(lexicon()))
def test_a_list_is_used_and_holds_every_word_once(name: str) -> None:
    assert listed(name)
    assert len(set(listed(name))) == len(listed(name))
    assert name in _asked_for("listed", "alternatives")


def test_alternatives_take_the_longest_word_first_and_nothing_for_a_pattern() -> None:
    pattern = re.compile(rf"(?:{alternatives('abbreviations.never_last', 'abbreviations.often_inside')})\.")
    assert pattern.match("nrs.")
    assert pattern.match("m.b.t.")
    assert not pattern.match("mxbxt.")


def test_a_list_that_is_not_there_is_named() -> None:
    with pytest.raises(KeyError, match="eerste"):
        listed("eerste")


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_read_in_one_place_which_uses_every_part_of_it(name: str) -> None:
    (reader,) = {path for path in _asked_for("table")[name] if path.name != "remembered.py"}
    if name in ("numbers", "reactions"):
        assert sorted(part for part in table(name) if f'"{part}"' not in reader.read_text("utf-8")) == []


def test_no_package_keeps_dutch_words_elsewhere() -> None:
    data = {path for package in PACKAGES for path in (ROOT / package).rglob("*.toml") if "sets" not in path.parts}
    own = {path.relative_to(ROOT).as_posix() for path in data if path.parent.name != "words"}
    assert own == {"app/messages.toml", *(path for path in own if path.startswith("eval/"))}


def test_code_keeps_no_list_of_small_words() -> None:
    """Four of them in one tuple or set of the code are a list that belongs in the folder."""
    small = set(listed("stop_words"))
    found = []
    for path in (path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Tuple | ast.List | ast.Set):
                words = {one.value for one in node.elts if isinstance(one, ast.Constant) and isinstance(one.value, str)}
                if len(words & small) >= 4:
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno}: {sorted(words)}")
    assert found == []


def test_months_are_those_of_the_dutch_calendar() -> None:
    assert (month_names()[0], month_names()[4], month_names()[11]) == ("januari", "mei", "december")
