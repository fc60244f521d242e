"""Every Dutch message that evaluation says exists."""

from __future__ import annotations

import ast
from pathlib import Path

from app.messages import messages

EVAL = Path(__file__).parents[2] / "eval"


def said() -> set[str]:
    """The keys that are said in the package as they stand; a key with a part that varies is its fixed beginning."""
    found = set()
    for path in EVAL.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say"):
                continue
            key = node.args[0]
            if isinstance(key, ast.Constant):
                found.add(str(key.value))
            elif isinstance(key, ast.JoinedStr) and isinstance(key.values[0], ast.Constant):
                found.add(f"{key.values[0].value}*")
    return found


def test_every_message_exists() -> None:
    keys = messages().keys()
    assert len(said()) > 20
    lacking = [
        key
        for key in said()
        if not (any(one.startswith(key[:-1]) for one in keys) if key.endswith("*") else key in keys)
    ]
    assert lacking == []
