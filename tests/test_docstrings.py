"""What a public function raises stands in its docstring, in a sentence that begins with 'Raises'."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = [path for package in ("ingest", "index", "app", "eval") for path in sorted((ROOT / package).rglob("*.py"))]
Function = ast.FunctionDef | ast.AsyncFunctionDef


def _public(node: ast.AST) -> list[Function]:
    """The public functions and methods below ``node`` that are no commands and override nothing of a library."""
    found: list[Function] = []
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef | Function) and child.name.startswith("_"):
            continue
        if isinstance(child, ast.ClassDef):
            found += _public(child)
        elif isinstance(child, Function) and not any("command(" in ast.unparse(one) for one in child.decorator_list):
            found.append(child)
    return found


def _raised(function: Function) -> set[str]:
    calls = (node.exc for node in ast.walk(function) if isinstance(node, ast.Raise))
    names = {ast.unparse(call.func).split(".")[-1] for call in calls if isinstance(call, ast.Call)}
    caught = {
        ast.unparse(node.type) for node in ast.walk(function) if isinstance(node, ast.ExceptHandler) and node.type
    }
    return {name for name in names - caught if name.endswith("Error")}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_public_function_names_what_it_raises(path: Path) -> None:
    unnamed = {}
    for function in _public(ast.parse(path.read_text("utf-8"))):
        told = " ".join(re.findall(r"\bRaises\b[^\n]*(?:\n\s*\S[^\n]*)*", ast.get_docstring(function) or ""))
        if missing := {name for name in _raised(function) if name not in told}:
            unnamed[function.name] = sorted(missing)
    assert unnamed == {}
