"""Every list of Dutch words stands once, holds no word twice, and is used."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from ingest.lexicon import alternatives, lexicon, listed

ROOT = Path(__file__).parents[2]


def _asked_for() -> set[str]:
    """The names of lists that the packages ask for."""
    return {
        argument.value
        for package in ("ingest", "index", "app", "eval")
        for path in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in ("listed", "alternatives")
        for argument in node.args
        if isinstance(argument, ast.Constant)
    }


@pytest.mark.parametrize("name", sorted(lexicon()))
def test_a_list_is_used_and_holds_every_word_once(name: str) -> None:
    assert listed(name)
    assert len(set(listed(name))) == len(listed(name))
    assert name in _asked_for()


def test_alternatives_take_the_longest_word_first_and_nothing_for_a_pattern() -> None:
    pattern = re.compile(rf"(?:{alternatives('abbreviations.never_last', 'abbreviations.often_inside')})\.")
    assert pattern.match("nrs.")
    assert pattern.match("m.b.t.")
    assert not pattern.match("mxbxt.")


def test_a_list_that_is_not_there_is_named() -> None:
    with pytest.raises(KeyError, match="eerste"):
        listed("eerste")
