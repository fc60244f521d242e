"""Every Dutch message is shown by something, and everything that is shown has a message."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from app.messages import messages
from eval.sets import STYLES

ROOT = Path(__file__).parents[2]
FILES = [path for package in ("ingest", "index", "app", "eval") for path in sorted((ROOT / package).rglob("*.py"))]
TEMPLATES = [*(ROOT / "app").rglob("*.html"), *(ROOT / "app").rglob("*.jinja"), *(ROOT / "app").rglob("*.js")]


@cache
def _named() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """The texts in the code, and the patterns that its f-strings make, when they name a section."""
    texts: set[str] = set()
    patterns: set[str] = set()
    for path in FILES:
        tree = ast.parse(path.read_text("utf-8"))
        pieces = {id(one) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for one in node.values}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in pieces:
                texts.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [re.escape(one.value) if isinstance(one, ast.Constant) else "(.+)" for one in node.values]
                patterns.add("".join(map(str, parts)))
    for path in TEMPLATES:
        texts |= set(re.findall(r"""["']([\w.]+)["']""", path.read_text("utf-8")))
    return frozenset(texts), tuple(re.compile(one) for one in patterns if re.match(r"[\w]+\\\.", one))


def _is_used(key: str) -> bool:
    """Whether the code names a key, makes it of parts that it names, or takes all that begin as it ('page.script.')."""
    texts, patterns = _named()
    return (
        key in texts
        or any(all(map(_is_named, match.groups())) for pattern in patterns if (match := pattern.fullmatch(key)))
        or any(key.startswith(text) for text in texts if re.fullmatch(r"\w+\.(?:\w+[._])?", text))
    )


def _is_named(part: str) -> bool:
    """Whether the code holds a part of a key, or the kind of question and the measure that it is made of."""
    texts, _ = _named()
    first, _, rest = part.partition("_")
    return part.isdigit() or part in texts or (first in STYLES and rest.replace("_", " ") in texts)


@pytest.mark.parametrize("key", sorted(messages()))
def test_a_message_is_shown(key: str) -> None:
    assert _is_used(key)


def test_a_message_that_nothing_shows_would_be_seen() -> None:
    assert not _is_used("page.nobody.shows.this")
    assert not _is_used("error.nobody_raises_this")
    assert not _is_used("abstain.off_topic")


def test_every_message_that_is_asked_for_is_there() -> None:
    """Also those that an f-string names, as far as it is fixed."""
    missing = set()
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and ast.unparse(node.func) == "say" and node.args):
                continue
            asked = node.args[0]
            first = asked.values[0] if isinstance(asked, ast.JoinedStr) else asked
            fixed = str(first.value) if isinstance(first, ast.Constant) else ""
            known = fixed in messages() if first is asked else any(key.startswith(fixed) for key in messages())
            if fixed and not known:
                missing.add(f"{path.relative_to(ROOT)}: {ast.unparse(asked)}")
    for path in TEMPLATES:
        for key in re.findall(r"""say\(["']([\w.]+)["']\s*[,)]""", path.read_text("utf-8")):
            if key not in messages():
                missing.add(f"{path.relative_to(ROOT)}: {key}")
    assert missing == set()
